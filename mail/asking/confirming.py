"""Confirm by e-mail that a request came by the form, once."""

import smtplib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from mail.asking.due import due_told
from mail.asking.links import url_of
from mail.asking.sentences import Sentences
from mail.models import Message, ProgressLink, Submission
from requests_app.jobs.carriers import AddressRefused, carrier_of
from requests_app.jobs.emails import (
    MAIL_ATTEMPTS,
    MAIL_LEASE,
    MAIL_LIMIT_SECONDS,
    MAIL_TURN_SECONDS,
    hand_over,
    is_final,
    mail_domain,
)
from requests_app.jobs.handlers import MAIL_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Job

CONFIRM_FORM: Final = JobKind(
    name="confirm_form",
    label="Confirm a request from the public form",
    lease=MAIL_LEASE,
    most_attempts=MAIL_ATTEMPTS,
    is_repeatable=False,
    may_be_cancelled=True,
    turn_seconds=MAIL_TURN_SECONDS,
    time_limit_seconds=MAIL_LIMIT_SECONDS,
    queue=MAIL_QUEUE,
)


def is_confirmed(message: Message) -> bool:
    """Whether a confirmation of a message is on its way, or there."""
    return Job.objects.filter(idempotency_key=_key(message.pk)).exists()


def _key(message_id: int) -> str:
    return f"form-received-{message_id}"


def ask_to_confirm(submission: Submission, *, language: str) -> None:
    """Enqueue the confirmation. The link is made when the mail is written.

    Args:
        submission: What was sent, with an e-mail address.
        language: That of the page.
    """
    enqueue(
        kind=CONFIRM_FORM,
        idempotency_key=_key(submission.message_id),
        payload={"message": submission.message_id, "language": language},
        authority=submission.authority,
    )


def confirm(run: Run) -> None:
    """Send one confirmation. It says nothing that was typed.

    The address may be a stranger's: nobody is to send words of their own through us.

    Raises:
        MailNotSetUp: No mail server is set up.
        MailServerAway: The server was not reached; nothing was sent.
        OutcomeUnknown: The connection broke while the message was being sent.
        OSError: The server refused the message for now.
    """
    link = ProgressLink.objects.select_related(
        "message__submission", "message__authority"
    ).get(message=run.job.payload["message"])
    message = link.message
    assert message is not None  # noqa: S101 - as it was looked up
    mail = EmailMessage(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.sender_address],
        reply_to=[message.authority.email],
        headers={
            "Message-ID": f"<job-{run.job.pk}@{mail_domain()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.subject, mail.body = written(link, language=run.job.payload["language"])
    carry = carrier_of(message.authority_id, is_to_colleague=False)
    try:
        (carry or hand_over)(mail)
    except (smtplib.SMTPRecipientsRefused, AddressRefused) as refused:
        if not is_final(refused):
            raise
        _note_returned(message)


def written(link: ProgressLink, *, language: str) -> tuple[str, str]:
    """Return the subject and the words of a confirmation."""
    message = link.message
    assert message is not None  # noqa: S101 - only these are confirmed
    authority = message.authority
    say = Sentences(
        language,
        {"authority": authority, "receipt": message.submission.receipt},
    )
    on = timezone.localtime(message.received_at).date()
    told = due_told(authority, message.text, say, on=on)
    paragraphs = [
        say["mail_opening"],
        f"{told} {say['next_reference']}",
        f"{say['mail_link']}\n{url_of(link, language=language)}",
        say["mail_stranger"],
        f"{authority.signatory}\n{authority}",
    ]
    return say["mail_subject"], "\n\n".join(paragraphs) + "\n"


def _note_returned(message: Message) -> None:
    """Tell the officer that the address takes no mail."""
    message.notes = [
        *message.notes,
        "The mail server refused the e-mail address for good: no confirmation reached "
        "it. Answer by post where an address is given.",
    ]
    message.save(update_fields=["notes"])
