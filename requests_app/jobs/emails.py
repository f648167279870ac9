"""Send e-mails that wait, each at most once where nobody can tell."""

import smtplib
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from accounts.models import User
from requests_app.jobs.queue import OutcomeUnknown, enqueue, run_pending
from requests_app.models import FOIRequest, Job


def enqueue_email(
    *, to: User, subject: str, text: str, idempotency_key: str, foi_request: FOIRequest
) -> Job:
    """Note an e-mail to a colleague, to be sent after this transaction commits.

    Args:
        to: Whom it goes to, at the address they have now.
        subject: One line, without anything personal.
        text: The message.
        idempotency_key: The name of the effect, by which it is sent once.
        foi_request: What it is about.
    """
    return enqueue(
        kind=Job.Kind.SEND_EMAIL,
        idempotency_key=idempotency_key,
        payload={"to": to.email, "subject": subject, "text": text},
        foi_request=foi_request,
    )


def send_waiting_emails() -> int:
    """Send every e-mail that waits; return how many were sent."""
    return run_pending(kind=Job.Kind.SEND_EMAIL, effect=_send, is_repeatable=False)


def _send(job: Job) -> None:
    """Hand one e-mail to the mail server.

    Raises:
        OutcomeUnknown: The connection broke after the message was on its way.
        OSError: The server was not reached, or refused the message; SMTPException too.
    """
    message = EmailMessage(
        subject=job.payload["subject"],
        body=job.payload["text"],
        from_email=job.payload.get("from") or settings.DEFAULT_FROM_EMAIL,
        to=[job.payload["to"]],
        reply_to=[job.payload["reply_to"]] if "reply_to" in job.payload else None,
        # The same each time, so that a second copy can be told for one.
        headers={"Message-ID": f"<job-{job.pk}@{_domain()}>"},
    )
    hand_over(message)


def hand_over(
    message: EmailMessage, *, begin: Callable[[], None] | None = None
) -> None:
    """Give a message to the mail server.

    Args:
        message: It, to one recipient.
        begin: Called when the server is reached, before anything of the message is on
            its way. What it raises is raised, and nothing is sent.

    Raises:
        OutcomeUnknown: The connection broke after the message was on its way.
        OSError: The server was not reached, or refused the message; SMTPException too.
    """
    connection = message.connection = get_connection()
    connection.open()  # whatever fails before this has sent nothing
    try:
        if begin is not None:
            begin()
        message.send()
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ):
        raise  # the server said no
    except OSError as broken:
        raise OutcomeUnknown(
            f"The connection broke while the message was on its way, so it may have "
            f"been sent. ({type(broken).__name__}: {broken})"
        ) from broken
    finally:
        # A farewell that fails takes nothing back.
        with suppress(OSError):
            connection.close()


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
