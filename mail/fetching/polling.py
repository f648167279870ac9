"""Fetch what is new from one mailbox: keep each message, then the place reached."""

import logging
from collections.abc import Iterator
from datetime import datetime
from time import monotonic
from typing import Final, NamedTuple

from mail.boxes.opening import open_box
from mail.boxes.port import Box, Listed
from mail.fetching import leases
from mail.fetching.health import note_failure, note_success
from mail.fetching.keeping import keep_message, provider_id
from mail.fetching.remainders import leave, try_remainders
from mail.models import Mailbox, Receipt
from mail.taking.services import MailNotTaken
from requests_app.connections.failures import (
    AccessDenied,
    ConnectionFailed,
    CursorLost,
    Failed,
    MessageGone,
)

# A fetch begins no further message after this time; the next goes on from there.
TURN_SECONDS: Final = 60
# Begun this often, a message no longer keeps later messages waiting.
_MOST_TRIES: Final = 5

logger = logging.getLogger(__name__)


class Polled(NamedTuple):
    """What a fetch did.

    Attributes:
        new: Messages kept.
        has_more: Whether the turn ended before the last message.
    """

    new: int
    has_more: bool


class _Turn:
    """One fetch from a mailbox."""

    def __init__(self, mailbox: Mailbox, box: Box, at: datetime, ends: float) -> None:
        self.mailbox = mailbox
        self.box = box
        self.at = at
        self.ends = ends
        self.new = 0
        self.has_more = False
        self.folder = ""


def poll(*, mailbox: int, at: datetime, seconds: int = TURN_SECONDS) -> Polled | None:
    """Fetch what is new from a mailbox, and store how that went.

    A message is kept before the place reached is. So a worker killed in between loses
    nothing, and what was kept is known by its key and not fetched again.

    Args:
        mailbox: The key of the mailbox.
        at: The moment.
        seconds: The time after which no further message is begun.

    Returns:
        What was done; None if the mailbox is not due, or another worker has it.
    """
    claimed = leases.claim(mailbox=mailbox, at=at)
    if claimed is None:
        return None
    try:
        with open_box(claimed) as box:
            turn = _Turn(claimed, box, at, monotonic() + seconds)
            failure = _carry_out(turn)
    except ConnectionFailed as closed:
        note_failure(mailbox=claimed, failure=closed, folder="", new=0, at=at)
        return Polled(0, has_more=False)
    except leases.LeaseLost:
        logger.warning("Mailbox %s (%s): another worker has it", claimed.pk, claimed)
        return Polled(0, has_more=False)
    if failure is None:
        note_success(mailbox=claimed, new=turn.new, at=at)
    else:
        note_failure(
            mailbox=claimed, failure=failure, folder=turn.folder, new=turn.new, at=at
        )
    return Polled(turn.new, turn.has_more and failure is None)


def folders_of(mailbox: Mailbox) -> list[tuple[str, Receipt.Folder]]:
    """Return the folders to read, and what their messages are."""
    folders = [(mailbox.folder, Receipt.Folder.RECEIVED)]
    if mailbox.sent_folder:
        folders.append((mailbox.sent_folder, Receipt.Folder.SENT))
    return folders


def _carry_out(turn: _Turn) -> ConnectionFailed | None:
    """Read each folder; return why that failed, or None."""
    box = f"{turn.mailbox.pk} ({turn.mailbox})"
    try:
        for folder, kind in folders_of(turn.mailbox):
            turn.folder = folder
            before = turn.new
            _read(turn, folder, kind)
            if turn.new > before:
                number = turn.new - before
                logger.info("Mailbox %s, folder %s: %s new", box, folder, number)
        try_remainders(
            box=turn.box, mailbox=turn.mailbox, at=turn.at, ends=turn.ends + 30
        )
    except ConnectionFailed as failure:
        name = type(failure).__name__
        logger.warning("Mailbox %s, folder %s: %s", box, turn.folder, name)
        return failure
    except leases.LeaseLost:
        raise
    except OSError:
        logger.exception("Mailbox %s: a message could not be kept", box)
        return Failed("A message could not be stored on our own server.")
    except Exception:
        logger.exception("Mailbox %s, folder %s: the fetch failed", box, turn.folder)
        return Failed("The fetch failed for a reason that the logs of the server have.")
    return None


def _read(turn: _Turn, folder: str, kind: Receipt.Folder) -> None:
    """Keep what is new in a folder, until the turn is over."""
    mailbox = turn.mailbox
    while True:
        cursor = mailbox.cursors.get(folder, "")
        try:
            page = turn.box.list_since(folder, cursor, since=mailbox.since)
        except CursorLost:
            if not cursor:
                raise
            # Listed again from the beginning: what is known is passed over.
            _reach(mailbox, folder, "")
            continue
        for listed, key in _unknown(mailbox, folder, page.messages):
            if monotonic() >= turn.ends:
                turn.has_more = True
                return
            _fetch(turn, folder, kind, listed, key)
            if listed.cursor:
                _reach(mailbox, folder, listed.cursor)
        if page.cursor != cursor:
            _reach(mailbox, folder, page.cursor)
            leases.keep(mailbox=mailbox, cursors=mailbox.cursors)
        if page.is_last:
            return


def _unknown(
    mailbox: Mailbox, folder: str, messages: list[Listed]
) -> Iterator[tuple[Listed, str]]:
    """Yield the messages that were never taken, each with its key for the receipt."""
    keys = {each.id: provider_id(mailbox, folder, each.id) for each in messages}
    known = set(
        mailbox.receipts.filter(provider_id__in=keys.values()).values_list(
            "provider_id", flat=True
        )
    )
    known |= set(
        mailbox.remainders.filter(kind="fetch", folder=folder, provider_id__in=keys)
        .values_list("provider_id", flat=True)
        .iterator()
    )
    for listed in messages:
        if keys[listed.id] not in known and listed.id not in known:
            yield listed, keys[listed.id]


def _fetch(
    turn: _Turn, folder: str, kind: Receipt.Folder, listed: Listed, key: str
) -> None:
    """Fetch one message and keep it; leave it for later where that is not possible."""
    mailbox = turn.mailbox
    tries = mailbox.tries + 1 if mailbox.trying == key else 1
    leases.keep(mailbox=mailbox, cursors=mailbox.cursors, trying=key, tries=tries)
    try:
        if tries > _MOST_TRIES:
            raise Failed("The worker stopped each time while fetching it.")
        keep_message(
            box=turn.box,
            mailbox=mailbox,
            folder=folder,
            kind=kind,
            listed=listed,
            at=turn.at,
        )
    except MessageGone:
        logger.info("Mailbox %s, folder %s: a message went", mailbox.pk, folder)
    except (Failed, AccessDenied, MailNotTaken) as failure:
        # The next message may be well. This message is tried again later, and shown.
        leave(
            mailbox=mailbox,
            folder=folder,
            message=listed.id,
            reason=str(failure),
            at=turn.at,
        )
    else:
        turn.new += 1


def _reach(mailbox: Mailbox, folder: str, cursor: str) -> None:
    """Note how far a folder was read; stored with the next message, or at the end."""
    mailbox.cursors = {**mailbox.cursors, folder: cursor}
