"""Tie files permanently to their letter."""

from collections.abc import Sequence

from django.db import connection

from accounts.models import User
from requests_app.files.storage import receive, store
from requests_app.refusals import Refusal
from responses.enclosures.reading import check
from responses.letters.enclosures import Enclosed
from responses.models import Enclosure, Letter
from responses.models.enclosures import enclosure_storage
from responses.refusals import LetterChanged


class EnclosureNotKept(Refusal):
    """A file made from the letter could not be stored, so the letter was not issued."""


def enclose(
    *, letter: Letter, enclosed: Sequence[Enclosed], by: User
) -> list[Enclosure]:
    """Tie the listed files to their letter; afterwards they never change.

    Call this in the transaction that issues the letter. Each file is read again, and
    must be byte for byte the file that was cleared. Files made from the letter, such as
    a long table, are stored now.

    Args:
        letter: The letter just issued.
        enclosed: The files listed in its content.
        by: The officer who issues it.

    Returns:
        The files, in the letter's order.

    Raises:
        LetterChanged: A file is not, or no longer, the file listed in the letter.
        DocumentDamaged: A file is missing or was changed in its storage.
        EnclosureNotKept: A file made from the letter cannot be stored.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Enclose files in the transaction that issues the letter.")
    rows = {
        row.pk: row
        for row in Enclosure.objects.select_for_update(of=("self",)).filter(
            foi_request=letter.foi_request_id, letter__isnull=True
        )
    }
    tied = []
    for position, one in enumerate(enclosed, 1):
        if one.enclosure_id is None:
            tied.append(_made(letter, one, position, by))
            continue
        row = rows.get(one.enclosure_id)
        if row is None or (row.sha256, row.name) != (one.sha256, one.name):
            raise LetterChanged(
                "The files of this letter have changed. Open the page again."
            )
        check(row).close()
        row.letter, row.position = letter, position
        row.save(update_fields=["letter", "position"])
        tied.append(row)
    return tied


def _made(letter: Letter, one: Enclosed, position: int, by: User) -> Enclosure:
    """Store a file made from the letter's content."""
    storage = enclosure_storage()
    name = f"enclosures/{letter.foi_request_id}/{one.sha256}"
    try:
        with receive(
            storage, [one.content], folder="enclosures", most_bytes=len(one.content)
        ) as received:
            if received.sha256 != one.sha256:
                raise LetterChanged(
                    "A table of this letter has changed. Open it again."
                )
            kept = store(storage, received, name)
    except OSError as reason:
        raise EnclosureNotKept(
            f"{one.name} could not be stored, so the letter was not issued. Try "
            "again. If the problem continues, tell your administrator."
        ) from reason
    return Enclosure.objects.create(
        foi_request_id=letter.foi_request_id,
        letter=letter,
        position=position,
        title=one.title,
        name=one.name,
        file=kept,
        size_bytes=one.size_bytes,
        sha256=one.sha256,
        scan=Enclosure.Scan.CLEAN,
        scanned_at=letter.issued_at,
        scanned_by_version="made",
        added_by=by,
    )
