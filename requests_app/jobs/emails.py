"""Send queued e-mails. An e-mail whose outcome is unknown is not sent again."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from accounts.models import User
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import OutcomeUnknown, enqueue
from requests_app.models import FOIRequest, Job

SEND_EMAIL: Final = JobKind(
    name="send_email",
    label="Send an e-mail",
    is_repeatable=False,
    may_be_cancelled=True,
    queue=MAIL_QUEUE,
)


def enqueue_email(
    *, to: User, subject: str, text: str, idempotency_key: str, foi_request: FOIRequest
) -> Job:
    """Enqueue an e-mail to a colleague, to be sent after this transaction commits.

    Args:
        to: The recipient, at their current address.
        subject: A single line, without personal data.
        text: The message.
        idempotency_key: Identifies the e-mail, so that it is sent once.
        foi_request: The request concerned.
    """
    return enqueue(
        kind=SEND_EMAIL,
        idempotency_key=idempotency_key,
        payload={"to": to.email, "subject": subject, "text": text},
        foi_request=foi_request,
    )


def send_email(run: Run) -> None:
    """Hand one e-mail to the mail server.

    Raises:
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server was not reached, or refused the message; SMTPException too.
    """
    job = run.job
    message = EmailMessage(
        subject=job.payload["subject"],
        body=job.payload["text"],
        from_email=job.payload.get("from") or settings.DEFAULT_FROM_EMAIL,
        to=[job.payload["to"]],
        reply_to=[job.payload["reply_to"]] if "reply_to" in job.payload else None,
        # The same for every attempt, so that a second copy can be recognised.
        headers={"Message-ID": f"<job-{job.pk}@{_domain()}>"},
    )
    hand_over(message)


def hand_over(
    message: EmailMessage, *, begin: Callable[[], None] | None = None
) -> None:
    """Hand a message over to the mail server.

    Args:
        message: The message, to one recipient.
        begin: Called once the server is reached, before the message is sent. An
            exception from it is passed on, and nothing is sent.

    Raises:
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server was not reached, or refused the message; SMTPException too.
    """
    connection = message.connection = get_connection()
    connection.open()  # an error up to here has sent nothing
    try:
        if begin is not None:
            begin()
        message.send()
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ):
        raise  # the server refused the message
    except OSError as broken:
        raise OutcomeUnknown(
            f"The connection broke while the message was on its way, so it may have "
            f"been sent. ({type(broken).__name__}: {broken})"
        ) from broken
    finally:
        # The message has been handed over: an error when closing does not matter.
        with suppress(OSError):
            connection.close()


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
