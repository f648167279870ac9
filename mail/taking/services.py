"""Keep a message before anything reads it, and have it read."""

from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import Authority, User
from documents.mails.mailbox_file import is_mailbox_file, split
from mail.models import Mailbox, RawMail, Receipt
from mail.models.raw import raw_storage
from requests_app.files.storage import TooLarge, receive, store
from requests_app.jobs.handlers import READING_QUEUE, JobKind
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal

FOLDER: Final = "mail"
# Larger than any mail server takes.
MOST_BYTES: Final = 200_000_000

READ_MAIL: Final = JobKind(
    name="read_mail",
    label="Read a message",
    most_at_once=50,
    turn_seconds=60,
    queue=READING_QUEUE,
)


class MailNotTaken(Refusal):
    """A message cannot be kept."""


def take(
    raw: bytes,
    *,
    authority: Authority,
    mailbox: Mailbox | None = None,
    provider_id: str = "",
    folder: str = Receipt.Folder.RECEIVED,
    arrived_at: datetime | None = None,
    dropped_on: FOIRequest | None = None,
    by: User | None = None,
    at: datetime,
) -> Receipt:
    """Keep a message, remember where it came from, and queue it to be read.

    Harmless to repeat: a mailbox, the key that its server gave the message, and the
    bytes are the identity of an arrival. What was deleted as spam is not kept again.

    Args:
        raw: The message, byte for byte.
        authority: Whose message it is.
        mailbox: The box in which it lay; None for a file brought by hand.
        provider_id: The key of the message on the server of the box.
        folder: One of `Receipt.Folder`.
        arrived_at: When the server took it in, as far as the server says.
        dropped_on: The request on whose page the file was dropped.
        by: Who brought the file.
        at: The moment.

    Raises:
        MailNotTaken: There are no bytes, or too many.
        OSError: The message cannot be stored just now.
    """
    if not raw:
        raise MailNotTaken("The file is empty, so there is no message in it.")
    storage = raw_storage()
    try:
        with receive(storage, [raw], folder=FOLDER, most_bytes=MOST_BYTES) as received:
            kept = (
                RawMail.objects.filter(authority=authority, sha256=received.sha256)
                .select_related("message")
                .first()
            )
            name = kept.file.name if kept else ""
            is_deleted = kept is not None and kept.is_deleted
            if not is_deleted and (not name or not storage.exists(name)):
                name = store(
                    storage, received, f"{FOLDER}/{authority.pk}/{received.sha256}"
                )
            return _remember(
                RawMail(
                    authority=authority,
                    sha256=received.sha256,
                    size=received.size_bytes,
                    file=name,
                ),
                Receipt(
                    mailbox=mailbox,
                    provider_id=provider_id,
                    folder=folder,
                    arrived_at=arrived_at,
                    dropped_on=dropped_on,
                    by=by,
                    at=at,
                ),
            )
    except TooLarge:
        raise MailNotTaken(
            f"The message is larger than {MOST_BYTES // 1_000_000} MB. Save its files "
            "apart, and add them to the request."
        ) from None


def is_known(*, mailbox: Mailbox, provider_id: str) -> bool:
    """Whether a message of this key was taken from the mailbox before."""
    return mailbox.receipts.filter(provider_id=provider_id).exists()


@transaction.atomic
def _remember(raw: RawMail, receipt: Receipt) -> Receipt:
    kept, _ = RawMail.objects.get_or_create(
        authority=raw.authority,
        sha256=raw.sha256,
        defaults={"size": raw.size, "file": raw.file},
    )
    details = {
        "folder": receipt.folder,
        "arrived_at": receipt.arrived_at,
        "dropped_on": receipt.dropped_on,
        "by": receipt.by,
        "at": receipt.at,
    }
    if receipt.mailbox is None:
        made = Receipt.objects.create(raw=kept, **details)
    else:
        made, _ = Receipt.objects.get_or_create(
            raw=kept,
            mailbox=receipt.mailbox,
            provider_id=receipt.provider_id,
            defaults=details,
        )
    # A job for each receipt: a copy in another box may have arrived earlier.
    enqueue(
        kind=READ_MAIL,
        idempotency_key=f"read-mail:{made.pk}",
        payload={"receipt_id": made.pk},
        authority=raw.authority,
    )
    return made


def bring(
    file: bytes,
    *,
    authority: Authority,
    dropped_on: FOIRequest | None = None,
    by: User | None,
    at: datetime,
) -> list[Receipt]:
    """Take the messages of a file brought by hand, each with a receipt.

    Args:
        file: One message (.eml, .msg), or many (.mbox).
        authority: Whose messages they are.
        dropped_on: The request on whose page the file was dropped.
        by: Who brought the file; None for a command.
        at: The moment.

    Raises:
        MailNotTaken: The file is empty, or holds a message that is too large.
        OSError: A message cannot be stored just now.
    """
    found = split(file) if is_mailbox_file(file) else iter([file])
    return [
        take(raw, authority=authority, dropped_on=dropped_on, by=by, at=at)
        for raw in found
    ]
