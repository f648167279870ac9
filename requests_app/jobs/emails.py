"""Send queued e-mails. An e-mail whose outcome is unknown is not sent again."""

import logging
import smtplib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import User
from documents.mails.mail import OWN_HEADER
from requests_app.jobs.carriers import AddressRefused, MessageRefused, carrier_of
from requests_app.jobs.conversations import conversation_headers
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import OutcomeUnknown, ServiceAway, enqueue
from requests_app.models import FOIRequest, Job

# The pauses double from fifteen seconds: the last try is after about 68 hours.
MAIL_ATTEMPTS: Final = 15
# A server may be silent for `EMAIL_TIMEOUT` at each of the dozen steps of one message.
# The lease outlasts them all, and so does what is left to the message begun last.
MAIL_LEASE: Final = timedelta(minutes=7)
MAIL_TURN_SECONDS: Final = 180
MAIL_LIMIT_SECONDS: Final = 600
SEND_EMAIL: Final = JobKind(
    name="send_email",
    label="Send an e-mail",
    lease=MAIL_LEASE,
    most_attempts=MAIL_ATTEMPTS,
    is_repeatable=False,
    may_be_cancelled=True,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    queue=MAIL_QUEUE,
)
# These backends write messages to the console or a file, or drop them.
_DELIVERS_NOTHING: Final = tuple(
    f"django.core.mail.backends.{name}.EmailBackend"
    for name in ("console", "dummy", "filebased")
)
_PERMANENT: Final = 500  # the lowest code of the server for "never"
_WHEN_REFUSED: Final[list[Callable[[Job, date], bool]]] = []
_WHEN_SENT: Final[list[Callable[[Job, datetime], None]]] = []
_GO_AHEAD: Final = 354  # the server's reply to DATA: the message itself may follow

logger = logging.getLogger(__name__)


class MailNotSetUp(ServiceAway):
    """Nothing can be sent because no mail server is set up."""


class MailServerAway(ServiceAway, ConnectionError):
    """The mail server was not reached, or fell silent before it had the message."""


def is_mail_set_up() -> bool:
    """Whether e-mails leave this machine, or may stay on it as a test bed's."""
    is_test_bed = settings.IS_DEMONSTRATION or settings.DEBUG
    return is_test_bed or settings.EMAIL_BACKEND not in _DELIVERS_NOTHING


def enqueue_email(
    *,
    to: User,
    subject: str,
    text: str,
    idempotency_key: str,
    foi_request: FOIRequest | None = None,
    is_automatic: bool = False,
    kept: Mapping[str, Any] | None = None,
) -> Job:
    """Enqueue an e-mail to a colleague, to be sent after this transaction commits.

    Args:
        to: The recipient, at their current address.
        subject: A single line, without personal data.
        text: The message.
        idempotency_key: Identifies the e-mail, so that it is sent once.
        foi_request: The request concerned; None for none. Mail programs show its
            e-mails as one conversation.
        is_automatic: Whether no person wrote the e-mail, so that automatic replies,
            such as those of people on leave, stay away.
        kept: What handlers of `when_refused` find in the payload of the job.
    """
    return enqueue(
        kind=SEND_EMAIL,
        idempotency_key=idempotency_key,
        payload={
            "to": to.email,
            "subject": subject,
            "text": text,
            **({"is_automatic": True} if is_automatic else {}),
            **(kept or {}),
        },
        foi_request=foi_request,
        authority=to.authority,
    )


def send_email(run: Run) -> None:
    """Hand one e-mail to the mail server, or to the way of the authority.

    Raises:
        MailNotSetUp: No mail server is set up.
        MailServerAway: The server was not reached; nothing was sent.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server refused the message; SMTPException too.
    """
    job = run.job
    message = message_of_job(job)
    of_request = job.foi_request.authority_id if job.foi_request is not None else None
    carry = carrier_of(
        job.authority_id or of_request,
        is_to_colleague="reply_to" not in job.payload,
    )
    try:
        (carry or hand_over)(message)
    except (smtplib.SMTPRecipientsRefused, AddressRefused) as refused:
        told = is_final(refused) and any(tell(job, run.on) for tell in _WHEN_REFUSED)
        if not told:
            raise
        return
    for follow in _WHEN_SENT:
        try:
            follow(job, run.at)
        except Exception:
            # The message has left: nothing that follows may have it sent again.
            logger.exception("What follows e-mail %s failed", job.pk)


def message_of_job(job: Job) -> EmailMessage:
    """Return the e-mail of a job, the same at every attempt but for its date."""
    return EmailMessage(
        subject=job.payload["subject"],
        body=job.payload["text"],
        from_email=job.payload.get("from") or settings.DEFAULT_FROM_EMAIL,
        to=[job.payload["to"]],
        reply_to=[job.payload["reply_to"]] if "reply_to" in job.payload else None,
        headers=_headers(job),
    )


def is_final(refusal: OSError) -> bool:
    """Whether the mail server refused a message for good."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in refusal.recipients.values())
    if isinstance(refusal, smtplib.SMTPResponseException):
        return refusal.smtp_code >= _PERMANENT
    return isinstance(refusal, (smtplib.SMTPNotSupportedError, MessageRefused))


def when_refused(handler: Callable[[Job, date], bool]) -> None:
    """Register what happens when the server refuses an address for good.

    Args:
        handler: Gets the job and the London day. Returns whether other people know now,
            so that the job is done.
    """
    _WHEN_REFUSED.append(handler)


def when_sent(handler: Callable[[Job, datetime], None]) -> None:
    """Register a follow-up of sent e-mails; call it in `AppConfig.ready`.

    Args:
        handler: Gets the job and the moment. A failure is logged, and no more: the
            e-mail is not sent again.
    """
    _WHEN_SENT.append(handler)


def _headers(job: Job) -> dict[str, str]:
    """Return the headers of an e-mail.

    Source: RFC 3834 section 5.
    """
    # The same for every attempt, so that a second copy can be recognised.
    headers = {"Message-ID": f"<job-{job.pk}@{mail_domain()}>", OWN_HEADER: "yes"}
    headers |= conversation_headers(job.payload.get("in_thread", []))
    if job.payload.get("is_automatic"):
        headers["Auto-Submitted"] = "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"  # what Exchange obeys
        if job.foi_request_id is not None:
            conversation = f"<request-{job.foi_request_id}@{mail_domain()}>"
            headers |= conversation_headers([conversation])
    return headers


def hand_over(
    message: EmailMessage,
    *,
    begin: Callable[[], None] | None = None,
    connection: BaseEmailBackend | None = None,
) -> None:
    """Hand a message over to the mail server.

    Args:
        message: The message, to one recipient.
        begin: Called when the server has taken the recipient, before the message
            itself is handed over. An exception from it is passed on, and nothing is
            sent.
        connection: The mail server; None for that of the installation.

    Raises:
        MailNotSetUp: No mail server is set up.
        MailServerAway: The server was not reached, or fell silent before it asked for
            the message itself. Nothing was sent.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server refused the message; SMTPException too.
    """
    if connection is None and not is_mail_set_up():
        raise MailNotSetUp(
            "No mail server is set up, so nothing was sent. Ask your system "
            "administrator to set EMAIL_BACKEND and EMAIL_HOST."
        )
    connection = message.connection = connection or get_connection()
    try:
        connection.open()
    except OSError as away:
        # Where TLS or the sign-in failed, the socket is still open.
        if isinstance(half := getattr(connection, "connection", None), smtplib.SMTP):
            half.close()
        raise MailServerAway(str(away)) from away
    watch = _Watch(getattr(connection, "connection", None), begin)
    try:
        watch.begin_at_once()
        message.send()
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ):
        raise  # the server refused the message
    except OSError as broken:
        if watch.is_still_kept:
            raise MailServerAway(str(broken)) from broken
        raise OutcomeUnknown(
            f"The connection broke while the message was on its way, so it may have "
            f"been sent. ({type(broken).__name__}: {broken})"
        ) from broken
    finally:
        # The message has been handed over: an error when closing does not matter.
        with suppress(OSError):
            connection.close()


class _Watch:
    """Watches one conversation with a mail server, to know what the server has.

    Of a backend that does not speak SMTP nothing is known once the sending has begun.

    Args:
        smtp: The connection, where the backend speaks SMTP.
        begin: Called before the message itself is handed over.
    """

    def __init__(self, smtp: Any, begin: Callable[[], None] | None) -> None:
        self._begin = begin or (lambda: None)
        self._smtp = smtp if isinstance(smtp, smtplib.SMTP) else None
        self.is_still_kept = self._smtp is not None
        if self._smtp is not None:
            self._hand_over, self._reply = self._smtp.data, self._smtp.getreply
            self._smtp.data = self._data  # type: ignore[method-assign, assignment]
            self._smtp.getreply = self._getreply  # type: ignore[method-assign]

    def begin_at_once(self) -> None:
        """Begin where the conversation cannot be watched."""
        if self._smtp is None:
            self._begin()

    def _data(self, message: Any) -> tuple[int, bytes]:
        self._begin()
        return self._hand_over(message)

    def _getreply(self) -> tuple[int, bytes]:
        code, words = self._reply()
        if code == _GO_AHEAD:
            self.is_still_kept = False
        return code, words


def mail_domain() -> str:
    """Return the domain of the address that mails come from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
