"""Make the PDFs of letters, keep them, and give out nothing but what was kept."""

import errno
import hashlib
from datetime import date
from typing import cast

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify

from requests_app.history.record import record
from requests_app.jobs.queue import enqueue, run_pending
from requests_app.models import HistoryEntry, Job
from responses.letters import storage
from responses.letters.pages import sha256_of
from responses.letters.pdf import pdf_of
from responses.letters.storage import delete_stale, receive
from responses.models import Letter, Letterhead
from responses.refusals import DocumentDamaged

# A sweep ends well within the time a task may take; the next goes on.
MOST_AT_ONCE = 100
_FOLDER = "letters"
_LARGEST_BYTES = 2**31


# What a system says when nothing more can be written: full, too much, too large.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileNotKept(OSError):
    """A letter's file could not be written; says why, and nothing of it is there."""


def attach_pdf(*, letter: Letter, on: date) -> Letter:
    """Make a letter's PDF from its frozen page and keep it. Harmless to run twice.

    Where the authority keeps its letters in a form for the archive as well, that is
    asked for now.

    Args:
        letter: A letter that was issued.
        on: The London day.

    Raises:
        DocumentDamaged: The page on record is not the one that was issued.
        LetterNotMade: The page cannot be made into a PDF.
        FileNotKept: The file cannot be kept; nothing of it is.
    """
    if letter.pdf:
        return letter
    name, sha256 = keep(pdf_of(page_as_issued(letter)))
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(of=("self",))
            .select_related("foi_request")
            .get(pk=letter.pk)
        )
        if letter.pdf:
            return letter
        letter.pdf.name = name
        letter.pdf_sha256 = sha256
        letter.save(update_fields=["pdf", "pdf_sha256"])
        record(
            foi_request=letter.foi_request,
            kind=HistoryEntry.Kind.PDF_ATTACHED,
            by=None,
            on=on,
            note=f"Letter {letter.number}",
            changes={"pdf_sha256": ["", sha256]},
        )
        if Letterhead.objects.filter(
            authority=letter.foi_request.authority_id,
            archive=Letterhead.Archive.PDF_A,
        ).exists():
            enqueue(
                kind=Job.Kind.MAKE_ARCHIVE_PDF,
                idempotency_key=archive_job_key(letter),
                payload={"letter_id": letter.pk},
                foi_request=letter.foi_request,
            )
    return letter


def archive_job_key(letter: Letter) -> str:
    """Return the name of the job that makes a letter's form for the archive."""
    return f"letter-archive:{letter.pk}"


def page_as_issued(letter: Letter) -> str:
    """Return a letter's page.

    Raises:
        DocumentDamaged: The page on record is not the one that was issued.
    """
    if sha256_of(letter.html) != letter.html_sha256:
        raise DocumentDamaged(f"The page of letter {letter.pk} is not as issued.")
    return letter.html


def make_waiting_letters(*, on: date) -> int:
    """Make the PDFs of letters that wait for one; return how many were made."""

    def make(job: Job) -> None:
        attach_pdf(letter=Letter.objects.get(pk=job.payload["letter_id"]), on=on)

    return run_pending(kind=Job.Kind.MAKE_PDF, effect=make, at_most=MOST_AT_ONCE)


def pdf_name(letter: Letter) -> str:
    """Return the name under which somebody gets a letter's PDF."""
    kind = slugify(letter.get_type_display())
    name = f"{letter.foi_request.reference} {letter.issued_on} {kind}.pdf"
    return name.replace("/", "-")


def read_pdf(letter: Letter) -> bytes:
    """Return a letter's PDF, byte for byte what was kept when it was made.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(letter.pdf, letter.pdf_sha256)


def read_kept(kept: FieldFile, sha256: str) -> bytes:
    """Return a file made of a letter, byte for byte what was kept when it was made.

    Args:
        kept: The file.
        sha256: Of what it must be.

    Raises:
        DocumentDamaged: It is missing or was changed.
    """
    try:
        with kept.open("rb") as file:
            content = file.read()
    except OSError as reason:
        raise DocumentDamaged(
            "The file of this letter cannot be read just now. Nothing was sent to "
            "you. Tell your administrator."
        ) from reason
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DocumentDamaged(
            "The file of this letter is not the one that was made when it was issued, "
            "so it was not sent to you. Tell your administrator."
        )
    return cast("bytes", content)


def keep(content: bytes) -> tuple[str, str]:
    """Keep a PDF whole or not at all; return the name it has, and its SHA-256.

    Raises:
        FileNotKept: It cannot be kept; nothing of it is.
    """
    try:
        with receive(
            _storage(), [content], folder=_FOLDER, most_bytes=_LARGEST_BYTES
        ) as received:
            sha256 = received.sha256
            name = f"{_FOLDER}/{sha256[:2]}/{sha256}.pdf"
            return storage.store(_storage(), received, name), sha256
    except OSError as reason:
        raise FileNotKept(
            "There is no room left where letters are kept."
            if reason.errno in _NO_ROOM
            else "The place where letters are kept cannot be written to just now."
        ) from reason


def sweep_unfinished(*, older_than_seconds: int, now: float) -> int:
    """Remove what workers that died left half written; return how many files.

    Args:
        older_than_seconds: How old a file must be: no worker is still at it.
        now: The present, in seconds as files count them.
    """
    return delete_stale(
        _storage(), _FOLDER, older_than_seconds=older_than_seconds, now=now
    )


def _storage() -> Storage:
    return Letter._meta.get_field("pdf").storage
