"""Rename, reorder, remove and accept the files of a draft."""

from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest
from responses.drafting.permitted import open_draft
from responses.enclosures.adding import EnclosureRefused
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.tidying import (
    forget_copies,
    forget_original,
    forget_unless_needed,
)
from responses.models import Enclosure
from responses.searching.services import index_added


@transaction.atomic
def rename_enclosure(
    *, enclosure: Enclosure, title: str, by: User, on: date
) -> Enclosure:
    """Change the title of a file in the letter.

    Args:
        enclosure: A file of a draft.
        title: The new title.
        by: The officer who changes it.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The title is empty, or the file was removed meanwhile.
    """
    _, current = of_open_draft(enclosure, by=by)
    title = " ".join(title.split())
    if not title:
        raise EnclosureRefused("Enter the title of this file in the letter.")
    if title == current.title:
        return current
    before, current.title = current.title, title[:200]
    current.save(update_fields=["title"])
    index_added(foi_request=current.foi_request)
    record(
        foi_request=current.foi_request,
        kind=EnclosuresHistory.ENCLOSURE_ADDED,
        by=by,
        on=on,
        note=f"{current.name}: renamed",
        changes={"title": [before, current.title]},
    )
    return current


@transaction.atomic
def move_enclosure(*, enclosure: Enclosure, places: int, by: User) -> Enclosure:
    """Move a file in the letter's list.

    Args:
        enclosure: A file of a draft.
        places: How far: -1 for one up, 1 for one down; beyond an end nothing moves.
        by: The officer who moves it.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file was removed meanwhile.
    """
    foi_request, current = of_open_draft(enclosure, by=by)
    files = list(Enclosure.objects.filter(foi_request=foi_request, letter__isnull=True))
    at = files.index(current)
    files.insert(max(0, min(len(files) - 1, at + places)), files.pop(at))
    for position, one in enumerate(files, 1):
        one.position = position
    Enclosure.objects.bulk_update(files, ["position"])
    return files[files.index(current)]


@transaction.atomic
def remove_enclosure(*, enclosure: Enclosure, by: User, on: date) -> None:
    """Remove a file from the draft, and delete it.

    Args:
        enclosure: A file of a draft.
        by: The officer who removes it.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file was removed meanwhile.
    """
    foi_request, current = of_open_draft(enclosure, by=by)
    name, sha256, original = current.stored_as, current.sha256, current.original
    forget_copies(current)
    current.delete()
    forget_original(original)
    forget_unless_needed(foi_request, name)
    index_added(foi_request=foi_request)
    record(
        foi_request=foi_request,
        kind=EnclosuresHistory.ENCLOSURE_REMOVED,
        by=by,
        on=on,
        note=f"{current.title} ({current.name})",
        changes={"sha256": [sha256, ""]},
    )


@transaction.atomic
def accept_enclosure(
    *, enclosure: Enclosure, sha256: str, reason: str, by: User, on: date
) -> Enclosure:
    """Accept a file in spite of its findings, and record the reason.

    Args:
        enclosure: A file of a draft with findings.
        sha256: The hash of the file whose findings were shown on the page.
        reason: Why the file may be sent as it is.
        by: The officer who decides.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: No reason is given, the file has changed or gone, nothing was
            found, or a finding must never be accepted.

    Source: ICO, Disclosing documents to the public securely, 31 July 2025.
    """
    foi_request, current = of_open_draft(enclosure, by=by)
    reason = reason.strip()
    if not reason:
        raise EnclosureRefused("Give the reason for sending this file as it is.")
    if current.sha256 != sha256 or not current.is_scanned:
        raise EnclosureRefused(
            "This file has been replaced since you opened the page. Read what was "
            "found in the new one."
        )
    if not current.found:
        raise EnclosureRefused(
            "No hidden data was found in this file, so there is nothing to accept."
        )
    if not current.may_be_accepted:
        raise EnclosureRefused(
            "This file cannot be sent as it is. Remove the hidden data, then "
            "replace the file."
        )
    current.accepted_by, current.acceptance_reason = by, reason
    current.save(update_fields=["accepted_by", "acceptance_reason"])
    found = "\n".join(
        f"{finding['place']}: {finding['message']}"
        if finding["place"]
        else finding["message"]
        for finding in current.found
    )
    record(
        foi_request=foi_request,
        kind=EnclosuresHistory.ENCLOSURE_ACCEPTED,
        by=by,
        on=on,
        note=f"{current.name}: {reason}",
        changes={"found": ["", found]},
    )
    return current


def of_open_draft(enclosure: Enclosure, *, by: User) -> tuple[FOIRequest, Enclosure]:
    """Return the request, locked and open, and its file as it stands."""
    foi_request = open_draft(enclosure.foi_request, by=by)
    current = Enclosure.objects.filter(
        pk=enclosure.pk, foi_request=foi_request, letter__isnull=True
    ).first()
    if current is None:
        raise EnclosureRefused("This file has already been removed.")
    return foi_request, current
