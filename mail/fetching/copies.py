"""Keep a copy of mail sent by SMTP in the folder of sent mail, once.

Microsoft 365 and Google keep the copy themselves. An own mail server keeps none, so a
mailbox of the sender gets one, if read by IMAP.
"""

import logging
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Final, NamedTuple

from django.core.mail import EmailMessage
from django.db import transaction

from mail.boxes.imap import ImapBox
from mail.boxes.port import Box
from mail.models import Mailbox, Remainder
from requests_app.connections.failures import Failed
from requests_app.jobs.emails import message_of_job
from requests_app.models import Job
from responses.models import Dispatch, Sender
from responses.refusals import DocumentDamaged
from responses.senders.carrying import sender_of
from responses.senders.smtp import written_from
from responses.sending.messages import message_of

# A server that keeps copies of its own has done so by then.
_AFTER: Final = timedelta(minutes=1)
# These put what they send into the folder of sent mail, each message once.
_KEEP_COPIES: Final = ("gmail.com", "googlemail.com", "google.com", "office365.com")
_LETTER: Final = "letter-"
_MAIL: Final = "mail-"

logger = logging.getLogger(__name__)


class Copy(NamedTuple):
    """A message to keep a copy of.

    Attributes:
        raw: The message, byte for byte.
        message_id: Its Message-ID, with its brackets.
        at: When it left.
    """

    raw: bytes
    message_id: str
    at: datetime


def ask_for_copy_of_letter(dispatch: Dispatch) -> None:
    """Note a letter sent by SMTP, for the folder of sent mail."""
    # Both were written by the sending, past this object.
    dispatch.refresh_from_db(fields=["door", "sent_at"])
    if dispatch.door == Dispatch.Door.SMTP:
        authority_id = dispatch.letter.foi_request.authority_id
        at = dispatch.sent_at
        assert at is not None  # noqa: S101 - called once it was sent
        _ask(authority_id, f"{_LETTER}{dispatch.pk}", at=at)


@transaction.atomic
def ask_for_copy_of_mail(job: Job, at: datetime) -> None:
    """Note a reply sent by SMTP, for the folder of sent mail."""
    if job.authority_id is not None and "reply_to" in job.payload:
        _ask(job.authority_id, f"{_MAIL}{job.pk}", at=at)


def _ask(authority_id: int, key: str, *, at: datetime) -> None:
    sender = sender_of(authority_id)
    if sender is None or sender.mail_by != Sender.Mail.SMTP:
        return
    host = sender.smtp_host.lower()
    if any(host == one or host.endswith(f".{one}") for one in _KEEP_COPIES):
        return
    mailbox = (
        Mailbox.objects.filter(
            authority=authority_id,
            kind=Mailbox.Kind.IMAP,
            is_on=True,
            address__iexact=sender.address,
        )
        .exclude(sent_folder="")
        .first()
    )
    if mailbox is not None:
        Remainder.objects.get_or_create(
            mailbox=mailbox,
            kind=Remainder.Kind.COPY,
            folder=mailbox.sent_folder,
            provider_id=key,
            defaults={"since": at, "next_at": at + _AFTER},
        )


def keep_copy(*, box: Box, mailbox: Mailbox, remainder: Remainder) -> None:
    """Put the copy of a message into the folder of sent mail, unless it is there.

    A worker may die at any point: the next looks for the Message-ID first.

    Raises:
        ConnectionFailed: The copy could not be kept, or cannot be made any more.
    """
    # In another folder, or by another way of reading, nobody would find the copy.
    if remainder.folder != mailbox.sent_folder or not isinstance(box, ImapBox):
        return
    copy = _copy_of(remainder)
    is_new = box.keep_copy(
        remainder.folder, copy.raw, message_id=copy.message_id, at=copy.at
    )
    if is_new:
        logger.info("Mailbox %s: a copy of what was sent was kept", mailbox.pk)


def _copy_of(remainder: Remainder) -> Copy:
    kind, _, key = remainder.provider_id.partition("-")
    if f"{kind}-" == _LETTER:
        dispatch = Dispatch.objects.select_related(
            "letter__foi_request__authority"
        ).get(pk=key)
        letter = dispatch.letter
        sender = _sender(letter.foi_request.authority_id)
        try:
            message = message_of(dispatch, letter)
        except DocumentDamaged as damaged:
            raise Failed(f"The copy of a letter cannot be made. {damaged}") from None
    else:
        job = Job.objects.select_related("foi_request").get(pk=key)
        assert job.authority_id is not None  # noqa: S101 - as it was asked for
        sender = _sender(job.authority_id)
        message = message_of_job(job)
    return _as_it_left(message, sender, at=remainder.since)


def _sender(authority_id: int) -> Sender:
    sender = sender_of(authority_id)
    if sender is None or not sender.has_own_address:
        raise Failed("The authority sends by another way now, so no copy is kept.")
    return sender


def _as_it_left(message: EmailMessage, sender: Sender, *, at: datetime) -> Copy:
    message.from_email = written_from(sender, message)
    message.extra_headers["Date"] = format_datetime(at)
    raw = message.message().as_bytes()
    return Copy(raw, message.extra_headers["Message-ID"], at)
