"""Fetch one message and keep it, in the terms of its mailbox."""

from datetime import datetime
from typing import Final

from django.db import transaction

from mail.boxes.port import Box, Listed
from mail.models import Mailbox, Receipt, Remainder
from mail.taking.services import take

# The key of a message is the same in every folder of such a mailbox.
_IDS_ARE_OF_BOX: Final = frozenset({Mailbox.Kind.GRAPH})


def provider_id(mailbox: Mailbox, folder: str, message: str) -> str:
    """Return the key by which a message of a mailbox is remembered."""
    return message if mailbox.kind in _IDS_ARE_OF_BOX else f"{folder}/{message}"


def keep_message(
    *,
    box: Box,
    mailbox: Mailbox,
    folder: str,
    kind: Receipt.Folder,
    listed: Listed,
    at: datetime,
) -> None:
    """Fetch a message and keep it, and remember that it is to be filed away.

    Raises:
        ConnectionFailed: The message could not be fetched.
        MailNotTaken: There are no bytes, or too many.
    """
    fetched = box.fetch(folder, listed.id)
    with transaction.atomic():
        take(
            fetched.raw,
            authority=mailbox.authority,
            mailbox=mailbox,
            provider_id=provider_id(mailbox, folder, listed.id),
            folder=kind,
            arrived_at=fetched.arrived_at or listed.arrived_at,
            at=at,
        )
        if mailbox.filed_to and kind == Receipt.Folder.RECEIVED:
            Remainder.objects.get_or_create(
                mailbox=mailbox,
                kind=Remainder.Kind.FILE,
                folder=folder,
                provider_id=listed.id,
                defaults={"since": at, "next_at": at},
            )
