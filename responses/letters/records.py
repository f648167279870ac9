"""Make the PDFs of letters, store them, and serve only the stored bytes."""

import errno
import hashlib
from datetime import date
from typing import Final, cast

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.text import slugify

from requests_app.files import storage
from requests_app.files.storage import delete_stale, receive
from requests_app.history.record import record
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import enqueue
from responses.letters.history import LettersHistory
from responses.letters.pages import sha256_of
from responses.letters.pdf import pdf_of
from responses.models import Letter, Letterhead
from responses.refusals import DocumentDamaged

MAKE_PDF: Final = JobKind(
    name="make_pdf", label="Make a letter's PDF", most_at_once=100
)
MAKE_ARCHIVE_PDF: Final = JobKind(
    name="make_archive_pdf",
    label="Make a letter's PDF for the archive",
    most_at_once=25,
)
_FOLDER = "letters"
_LARGEST_BYTES = 2**31


# Errors of a system without room: disk full, over quota, file too large.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileNotKept(OSError):
    """A letter's file could not be written. No part of the file remains."""


def attach_pdf(*, letter: Letter, on: date) -> Letter:
    """Make a letter's PDF from its frozen page and store it. Harmless to run twice.

    If the authority also keeps letters in an archive form, a job for it is enqueued.

    Args:
        letter: An issued letter.
        on: The London day.

    Raises:
        DocumentDamaged: The stored page is not the page issued.
        LetterNotMade: The page cannot be made into a PDF.
        FileNotKept: The file cannot be stored. No part of the file remains.
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
            kind=LettersHistory.PDF_ATTACHED,
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
                kind=MAKE_ARCHIVE_PDF,
                idempotency_key=archive_job_key(letter),
                payload={"letter_id": letter.pk},
                foi_request=letter.foi_request,
            )
    return letter


def archive_job_key(letter: Letter) -> str:
    """Return the key of the job that makes a letter's archive PDF."""
    return f"letter-archive:{letter.pk}"


def page_as_issued(letter: Letter) -> str:
    """Return a letter's page.

    Raises:
        DocumentDamaged: The stored page is not the page issued.
    """
    if sha256_of(letter.html) != letter.html_sha256:
        raise DocumentDamaged(f"The page of letter {letter.pk} is not as issued.")
    return letter.html


def make_pdf(run: Run) -> None:
    """Make the PDF of a job's letter. Harmless to run twice."""
    attach_pdf(letter=Letter.objects.get(pk=run.job.payload["letter_id"]), on=run.on)


def pdf_name(letter: Letter) -> str:
    """Return the file name of a letter's PDF for downloads and e-mails."""
    kind = slugify(letter.get_type_display())
    name = f"{letter.foi_request.reference} {letter.issued_on} {kind}.pdf"
    return name.replace("/", "-")


def read_pdf(letter: Letter) -> bytes:
    """Return a letter's PDF, byte for byte as first stored.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    return read_kept(letter.pdf, letter.pdf_sha256)


def read_kept(kept: FieldFile, sha256: str) -> bytes:
    """Return a file made from a letter, byte for byte as first stored.

    Args:
        kept: The file.
        sha256: The expected SHA-256.

    Raises:
        DocumentDamaged: The file is missing or was changed.
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
    """Store a PDF whole or not at all; return its name and its SHA-256.

    Raises:
        FileNotKept: The file cannot be stored. No part of the file remains.
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


def delete_unfinished(*, older_than_seconds: int, now: float) -> int:
    """Delete files left half written by dead workers; return how many.

    Args:
        older_than_seconds: The least age of a file in seconds. No worker is still
            writing so old a file.
        now: The present, in seconds since the epoch.
    """
    return delete_stale(
        _storage(), _FOLDER, older_than_seconds=older_than_seconds, now=now
    )


def _storage() -> Storage:
    return Letter._meta.get_field("pdf").storage
