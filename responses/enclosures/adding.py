"""Add files to a draft, and replace them."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from requests_app.files.names import safe_name, unique_name
from requests_app.files.storage import ReceivedFile, TooLarge, receive, store
from requests_app.history.record import record
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from responses.drafting.permitted import DraftingRefused, open_draft
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.enclosures.names import kind_refused, title_from
from responses.enclosures.tidying import (
    forget_copies,
    forget_original,
    forget_unless_needed,
)
from responses.models import Enclosure
from responses.models.enclosures import enclosure_storage
from responses.searching.services import index_added

FOLDER = "enclosures"
MOST_IN_A_DRAFT = 50


class EnclosureRefused(DraftingRefused):
    """The file cannot be enclosed; the message says why."""


def add_enclosure(
    *,
    foi_request: FOIRequest,
    chunks: Iterable[bytes],
    name: str,
    title: str,
    most_bytes: int,
    by: User,
    on: date,
) -> Enclosure:
    """Add a file to the draft of a letter, and queue its hidden-data check.

    Args:
        foi_request: A request in the state "answering".
        chunks: The file as it is uploaded; it is never held in memory as a whole.
        name: The file's name; a path and unsafe characters are removed.
        title: The title in the letter; "" to derive it from the name.
        most_bytes: The largest size allowed.
        by: The officer who adds the file.
        on: The London day.

    Returns:
        The stored file, not yet checked.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file is empty, too large, of a kind that cannot be
            checked, or already in the draft; or it cannot be stored just now.
    """
    name = _taken_name(name)
    with _receive(chunks, name, most_bytes) as received, transaction.atomic():
        locked = open_draft(foi_request, by=by)
        others = _others(locked)
        if len(others) >= MOST_IN_A_DRAFT:
            raise EnclosureRefused(
                f"A letter can carry {MOST_IN_A_DRAFT} files, and this letter "
                "already has that many."
            )
        _check_new(others, received, name)
        name = unique_name(name, {one.name for one in others})
        last = Enclosure.objects.filter(foi_request=locked).aggregate(
            at=Max("position")
        )
        enclosure = Enclosure.objects.create(
            foi_request=locked,
            position=(last["at"] or 0) + 1,
            title=title.strip()[:200] or title_from(name),
            name=name,
            file=_kept(locked, received, name),
            size_bytes=received.size_bytes,
            sha256=received.sha256,
            added_by=by,
        )
        _queue_scan(enclosure)
        index_added(foi_request=locked)
        record(
            foi_request=locked,
            kind=EnclosuresHistory.ENCLOSURE_ADDED,
            by=by,
            on=on,
            note=f"{enclosure.title} ({name})",
            changes={"sha256": ["", enclosure.sha256]},
        )
    return enclosure


def replace_enclosure(
    *,
    enclosure: Enclosure,
    chunks: Iterable[bytes],
    name: str,
    most_bytes: int,
    by: User,
    on: date,
) -> Enclosure:
    """Replace a file with a corrected file, and discard its findings and acceptance.

    Args:
        enclosure: A file of a draft; its title and place in the letter stay.
        chunks: The new file as it is uploaded.
        name: The new file's name.
        most_bytes: The largest size allowed.
        by: The officer who replaces the file.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: As for `add_enclosure`; or the file was removed meanwhile.
    """
    name = _taken_name(name)
    with _receive(chunks, name, most_bytes) as received, transaction.atomic():
        locked = open_draft(enclosure.foi_request, by=by)
        others = _others(locked)
        current = next((one for one in others if one.pk == enclosure.pk), None)
        if current is None:
            raise EnclosureRefused("This file has already been removed.")
        if current.sha256 == received.sha256:
            raise EnclosureRefused(
                f"{name} is identical to the present file. Correct the file, save "
                "it, then choose it again."
            )
        others.remove(current)
        _check_new(others, received, name)
        before = (current.stored_as, current.sha256)
        original, current.original = current.original, None
        forget_copies(current)
        current.name = unique_name(name, {one.name for one in others})
        current.file = _kept(locked, received, name)
        current.size_bytes, current.sha256 = received.size_bytes, received.sha256
        current.scan, current.found, current.words = Enclosure.Scan.WAITING, [], ""
        current.scanned_at, current.scanned_by_version = None, ""
        current.accepted_by, current.acceptance_reason = None, ""
        current.added_by = by
        current.save()
        _queue_scan(current)
        index_added(foi_request=locked)
        forget_original(original)
        forget_unless_needed(locked, before[0])
        record(
            foi_request=locked,
            kind=EnclosuresHistory.ENCLOSURE_ADDED,
            by=by,
            on=on,
            note=f"{current.title} ({current.name}), in place of an earlier file",
            changes={"sha256": [before[1], current.sha256]},
        )
    return current


def _taken_name(given: str) -> str:
    name = safe_name(given)
    if reason := kind_refused(name):
        raise EnclosureRefused(reason)
    return name


@contextmanager
def _receive(
    chunks: Iterable[bytes], name: str, most_bytes: int
) -> Iterator[ReceivedFile]:
    """Write a file to disk while it is uploaded; refuse large or empty files."""
    with ExitStack() as stack:
        try:
            received = stack.enter_context(
                receive(
                    enclosure_storage(), chunks, folder=FOLDER, most_bytes=most_bytes
                )
            )
        except TooLarge:
            raise too_large(name, most_bytes) from None
        except OSError as reason:
            raise _not_kept(name) from reason
        if not received.size_bytes:
            raise EnclosureRefused(f"{name} is empty.")
        yield received


def too_large(name: str, most_bytes: int) -> EnclosureRefused:
    """Return the refusal of a file that is too large."""
    return EnclosureRefused(
        f"{name} is larger than {most_bytes // 1_000_000} MB, the most a file may have."
    )


def _not_kept(name: str) -> EnclosureRefused:
    return EnclosureRefused(
        f"{name} could not be stored. Nothing was added. Try again. If the problem "
        "continues, tell your administrator."
    )


def _others(foi_request: FOIRequest) -> list[Enclosure]:
    return list(Enclosure.objects.filter(foi_request=foi_request, letter__isnull=True))


def _check_new(others: Iterable[Enclosure], received: ReceivedFile, name: str) -> None:
    for other in others:
        if other.sha256 == received.sha256:
            as_what = f", as {other.name}" if other.name != name else ""
            raise EnclosureRefused(f"{name} is with this letter already{as_what}.")


def _kept(foi_request: FOIRequest, received: ReceivedFile, name: str) -> str:
    """Store a file under its hash, apart from the files of every other request."""
    kept_as = f"{FOLDER}/{foi_request.pk}/{received.sha256}"
    try:
        return store(enclosure_storage(), received, kept_as)
    except OSError as reason:
        raise _not_kept(name) from reason


def _queue_scan(enclosure: Enclosure) -> None:
    enqueue(
        kind=SCAN_ENCLOSURE,
        # The same file may come again after another: each time it is checked.
        idempotency_key=f"scan-enclosure:{enclosure.pk}:{uuid4()}",
        payload={"enclosure_id": enclosure.pk, "sha256": enclosure.sha256},
        foi_request=enclosure.foi_request,
    )
