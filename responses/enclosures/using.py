"""Use a safe copy in place of a file, or the original again."""

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.models import User
from documents.hidden.findings import VERSION
from requests_app.files.names import unique_name
from requests_app.history.record import record
from responses.enclosures.adding import MOST_IN_A_DRAFT, EnclosureRefused
from responses.enclosures.copying import current_file
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.tidying import (
    forget_copies,
    forget_original,
    forget_unless_needed,
)
from responses.models import Enclosure, OriginalFile, SafeCopy, SafeCopyFile
from responses.models.safe_copies import CheckedFile


@transaction.atomic
def use_copy(
    *, enclosure: Enclosure, way: str, sha256: str, by: User, on: date
) -> list[Enclosure]:
    """Put a safe copy in place of a file; keep the original, never sent.

    The findings made in the copy count as those of any file added: what must be
    removed or accepted in it still must.

    Args:
        enclosure: A file of a draft.
        way: The way in which the copy was made.
        sha256: The hash of the original shown on the page.
        by: The officer who decides.
        on: The London day.

    Returns:
        The files that are now enclosed in its place, in order.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file has changed or gone, the copy is not ready, or the
            letter already carries one of its files.
    """
    current = current_file(enclosure, sha256=sha256, by=by)
    copy = SafeCopy.objects.filter(
        enclosure=current, way=way, sha256=sha256, state=SafeCopy.State.READY
    ).first()
    files = list(copy.files.all()) if copy is not None else []
    if copy is None or not files:
        raise EnclosureRefused("This copy is not there any more. Make it again.")
    if any(one.scanned_by_version != VERSION for one in files):
        raise EnclosureRefused(
            "The check for hidden data has been improved since this copy was made. "
            "Make the copy again."
        )
    others = list(
        Enclosure.objects.filter(
            foi_request=current.foi_request, letter__isnull=True
        ).exclude(pk=current.pk)
    )
    _check_room(others, files)
    original = _kept(current, way, by)
    taken = {one.name for one in others}
    made = []
    Enclosure.objects.filter(
        pk__in=[one.pk for one in others if one.position > current.position]
    ).update(position=F("position") + len(files) - 1)
    for number, one in enumerate(files):
        row = current if number == 0 else Enclosure(foi_request=current.foi_request)
        row.position = current.position + number
        row.title = (
            f"{original.title}: {one.part}"[:200] if one.part else original.title
        )
        row.name = unique_name(one.name, taken)
        taken.add(row.name)
        _take(row, one)
        row.accepted_by, row.acceptance_reason = None, ""
        row.added_by, row.original = by, original
        row.save()
        made.append(row)
    forget_copies(current)
    names = ", ".join(row.name for row in made)
    record(
        foi_request=current.foi_request,
        kind=EnclosuresHistory.ENCLOSURE_COPY_USED,
        by=by,
        on=on,
        note=f"{original.title} ({original.name}): {names}",
        changes={"sha256": [sha256, ", ".join(row.sha256 for row in made)]},
    )
    return made


@transaction.atomic
def use_original(*, enclosure: Enclosure, sha256: str, by: User, on: date) -> Enclosure:
    """Put the original back in place of its safe copy, and of all files made with it.

    Args:
        enclosure: A safe copy in a draft.
        sha256: The hash of the copy shown on the page.
        by: The officer who decides.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file has changed or gone, is no copy, or the original is
            already with the letter.
    """
    current = current_file(enclosure, sha256=sha256, by=by)
    original = current.original
    if original is None:
        raise EnclosureRefused("This file is not a safe copy.")
    others = Enclosure.objects.filter(
        foi_request=current.foi_request, letter__isnull=True
    ).exclude(pk=current.pk)
    siblings = list(others.filter(original=original))
    rest = list(others.exclude(original=original))
    _check_room(rest, [original])
    before = [current.sha256, *(one.sha256 for one in siblings)]
    left = [current.stored_as, *(one.stored_as for one in siblings)]
    for one in siblings:
        forget_copies(one)
        one.delete()
    forget_copies(current)
    if siblings:
        current.title = original.title
    current.position = min([current.position, *(one.position for one in siblings)])
    current.name = unique_name(original.name, {one.name for one in rest})
    _take(current, original)
    current.accepted_by, current.acceptance_reason = None, ""
    current.added_by, current.original = original.added_by, None
    current.save()
    forget_original(original)
    for name in left:
        forget_unless_needed(current.foi_request, name)
    record(
        foi_request=current.foi_request,
        kind=EnclosuresHistory.ENCLOSURE_ORIGINAL_USED,
        by=by,
        on=on,
        note=f"{current.title} ({current.name})",
        changes={"sha256": [", ".join(before), current.sha256]},
    )
    return current


def _kept(current: Enclosure, way: str, by: User) -> OriginalFile:
    original = OriginalFile(
        foi_request=current.foi_request,
        title=current.title,
        name=current.name,
        added_by=current.added_by,
        added_at=current.added_at,
        way=way,
        replaced_by=by,
    )
    _take(original, current)
    # A check of former times did not say when.
    original.scanned_at = current.scanned_at or current.added_at
    original.save()
    return original


def _take(
    row: Enclosure | OriginalFile, kept: Enclosure | OriginalFile | SafeCopyFile
) -> None:
    """Give a row the file of another, with the findings of its check."""
    for name in CheckedFile.AS_IN_ENCLOSURES:
        setattr(row, name, getattr(kept, name))


def _check_room(
    others: list[Enclosure], files: list[SafeCopyFile] | list[OriginalFile]
) -> None:
    """Refuse more files than the letter can carry, and repetitions."""
    if len(others) + len(files) > MOST_IN_A_DRAFT:
        raise EnclosureRefused(
            f"A letter can carry {MOST_IN_A_DRAFT} files. With this copy it would have "
            f"{len(others) + len(files)}."
        )
    there = {one.sha256: one.name for one in others}
    for one in files:
        if one.sha256 in there:
            raise EnclosureRefused(
                f"{one.name} is with this letter already, as {there[one.sha256]}."
            )
