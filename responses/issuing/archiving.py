"""Archive letters as PDF/A, with their enclosures inside."""

from datetime import UTC

from django.db import transaction

from requests_app.jobs.handlers import Run
from responses.enclosures.reading import read
from responses.letters.pdf import Attached, archive_of
from responses.letters.records import keep, page_as_issued, read_kept
from responses.models import ArchivedLetter, Enclosure, Letter

# What is kept inside one PDF is held in memory while it is made.
MOST_INSIDE_BYTES = 50_000_000
PLAIN = "PDF/A-2a"
WITH_FILES = "PDF/A-3a"


def archive_letter(*, letter: Letter) -> ArchivedLetter:
    """Make and store a letter's archive copy. Harmless to run twice.

    Enclosures too large to be held inside the copy stay beside it, as they are.

    Raises:
        DocumentDamaged: The page or an enclosure differs from what was issued.
        LetterNotMade: The copy cannot be made.
        FileNotKept: The copy cannot be stored; no part of it remains.

    Source: ISO 19005-2 and 19005-3; FOIA s.46: keeping records.
    """
    if made := ArchivedLetter.objects.filter(letter=letter).first():
        return made
    inside = _inside(letter)
    page = page_as_issued(letter)
    name, sha256 = keep(archive_of(page, inside))
    with transaction.atomic():
        Letter.objects.select_for_update(of=("self",)).only("pk").get(pk=letter.pk)
        archived, _ = ArchivedLetter.objects.get_or_create(
            letter=letter,
            defaults={
                "variant": WITH_FILES if inside else PLAIN,
                "file": name,
                "sha256": sha256,
            },
        )
    return archived


def make_archive_pdf(run: Run) -> None:
    """Make the form for the archive of a job's letter. Harmless to run twice."""
    archive_letter(letter=Letter.objects.get(pk=run.job.payload["letter_id"]))


def read_archived(archived: ArchivedLetter) -> bytes:
    """Return a letter's archive copy, byte for byte as stored.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(archived.file, archived.sha256)


def _inside(letter: Letter) -> list[Attached]:
    """Return the enclosures of a letter, ready to be embedded in the PDF."""
    enclosures = list(Enclosure.objects.filter(letter=letter))
    if sum(one.size_bytes for one in enclosures) > MOST_INSIDE_BYTES:
        return []
    return [
        Attached(
            name=one.name,
            title=one.title,
            content=read(one),
            at=letter.issued_at.astimezone(UTC),
        )
        for one in enclosures
    ]
