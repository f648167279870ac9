"""What is still to be done with single messages: fetch, file away, keep copies."""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from django.db import models

from mail.boxes.port import Box, Listed
from mail.fetching import leases
from mail.fetching.copies import keep_copy
from mail.fetching.keeping import keep_message
from mail.models import Mailbox, Receipt, Remainder
from mail.taking.services import MailNotTaken
from requests_app.connections.failures import (
    AccessDenied,
    Failed,
    MessageGone,
    NotThere,
)

# The pause after the first failure; doubled each time.
_PAUSE: Final = timedelta(minutes=5)
_LONGEST_PAUSE: Final = timedelta(days=1)
# In one turn.
_MOST: Final = 500

logger = logging.getLogger(__name__)


def leave(
    *, mailbox: Mailbox, folder: str, message: str, reason: str, at: datetime
) -> None:
    """Note that a message could not be fetched, so that it is tried again."""
    Remainder.objects.get_or_create(
        mailbox=mailbox,
        kind=Remainder.Kind.FETCH,
        folder=folder,
        provider_id=message,
        defaults={
            "since": at,
            "next_at": at + _PAUSE,
            "attempts": 1,
            "failure": reason,
        },
    )
    logger.warning("Mailbox %s, folder %s: a message was left", mailbox.pk, folder)


def try_remainders(*, box: Box, mailbox: Mailbox, at: datetime, ends: float) -> None:
    """Do what is due of a mailbox's remainders, until the monotonic moment `ends`.

    A failure at the message itself puts it off; a failure of the server is raised.
    """
    due = mailbox.remainders.filter(next_at__lte=at).order_by("kind", "next_at", "pk")
    for remainder in due[:_MOST]:
        if monotonic() >= ends:
            return
        if not _try(box, mailbox, remainder, at):
            return


def _try(box: Box, mailbox: Mailbox, remainder: Remainder, at: datetime) -> bool:
    """Do what remains with a message; return whether to go on with the others."""
    is_filing = remainder.kind == Remainder.Kind.FILE
    # Counted first: a message killing its workers is tried ever more seldom.
    _put_off(Remainder.objects.filter(pk=remainder.pk), remainder, at)
    try:
        _carry_out(box, mailbox, remainder, at)
    except MessageGone:
        pass
    except (Failed, AccessDenied, NotThere, MailNotTaken) as failure:
        remainder.failure = str(failure)
        # The other messages most likely cannot be filed either.
        same = mailbox.remainders.filter(kind=Remainder.Kind.FILE)
        own = Remainder.objects.filter(pk=remainder.pk)
        _put_off(same if is_filing else own, remainder, at)
        return not is_filing
    remainder.delete()
    return True


def _carry_out(box: Box, mailbox: Mailbox, remainder: Remainder, at: datetime) -> None:
    if remainder.kind == Remainder.Kind.COPY:
        # Nobody else may put the same copy there meanwhile.
        leases.keep(mailbox=mailbox)
        keep_copy(box=box, mailbox=mailbox, remainder=remainder)
    elif remainder.kind == Remainder.Kind.FETCH:
        _fetch(box, mailbox, remainder, at)
    elif mailbox.filed_to:
        box.file_away(remainder.folder, remainder.provider_id, mailbox.filed_to)


def _put_off(
    rows: models.QuerySet[Remainder], remainder: Remainder, at: datetime
) -> None:
    pause = min(_PAUSE * 2 ** min(remainder.attempts, 10), _LONGEST_PAUSE)
    rows.update(
        attempts=remainder.attempts + 1,
        failure=remainder.failure,
        next_at=at + pause,
    )


def _fetch(box: Box, mailbox: Mailbox, remainder: Remainder, at: datetime) -> None:
    is_sent = remainder.folder == mailbox.sent_folder
    keep_message(
        box=box,
        mailbox=mailbox,
        folder=remainder.folder,
        kind=Receipt.Folder.SENT if is_sent else Receipt.Folder.RECEIVED,
        listed=Listed(remainder.provider_id),
        at=at,
    )
