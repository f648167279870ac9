"""Make the PDFs of letters, keep them, and give out nothing but what was kept."""

import hashlib
import os
import uuid
from datetime import date
from pathlib import Path
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction

from requests_app.models import Errand, HistoryEntry
from requests_app.services import errands, history
from responses import letters
from responses.models import Letter

# A sweep ends well within the time a task may take; the next goes on.
MOST_AT_ONCE = 100
_FOLDER = "letters"
_UNFINISHED = f"{_FOLDER}/unfinished"


class DocumentDamaged(Exception):
    """A file on record is missing, or is not what was put there."""


def attach_pdf(*, letter: Letter, on: date) -> Letter:
    """Make a letter's PDF from its frozen page and keep it. Harmless to run twice.

    Args:
        letter: A letter that was issued.
        on: The London day.

    Raises:
        DocumentDamaged: The page on record is not the one that was issued.
        LetterNotMade: The page cannot be made into a PDF.
        OSError: The file cannot be kept; nothing of it is.
    """
    if letter.pdf:
        return letter
    if letters.sha256_of(letter.html) != letter.html_sha256:
        raise DocumentDamaged(f"The page of letter {letter.pk} is not as issued.")
    content = letters.pdf_of(letter.html)
    sha256 = hashlib.sha256(content).hexdigest()
    name = _keep(_storage(), content, f"{_FOLDER}/{sha256[:2]}/{sha256}.pdf")
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
        history.record(
            foi_request=letter.foi_request,
            kind=HistoryEntry.Kind.PDF_ATTACHED,
            by=None,
            on=on,
            note=f"Letter {letter.number}",
            changes={"pdf_sha256": ["", sha256]},
        )
    return letter


def make_waiting_letters(*, on: date) -> int:
    """Make the PDFs of letters that wait for one; return how many were made."""

    def make(errand: Errand) -> None:
        attach_pdf(letter=Letter.objects.get(pk=errand.payload["letter_id"]), on=on)

    return errands.run_waiting(
        kind=Errand.Kind.MAKE_PDF, effect=make, at_most=MOST_AT_ONCE
    )


def read_pdf(letter: Letter) -> bytes:
    """Return a letter's PDF, byte for byte what was kept when it was made.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    try:
        with letter.pdf.open("rb") as file:
            content = file.read()
    except OSError as reason:
        raise DocumentDamaged(
            "The file of this letter cannot be read just now. Nothing was sent to "
            "you. Tell your administrator."
        ) from reason
    if hashlib.sha256(content).hexdigest() != letter.pdf_sha256:
        raise DocumentDamaged(
            "The file of this letter is not the one that was made when it was issued, "
            "so it was not sent to you. Tell your administrator."
        )
    return cast("bytes", content)


def sweep_unfinished(*, older_than_seconds: int, now: float) -> int:
    """Remove what workers that died left half written; return how many files.

    Args:
        older_than_seconds: How old a file must be: no worker is still at it.
        now: The present, in seconds as files count them.
    """
    storage = _storage()
    if not isinstance(storage, FileSystemStorage):
        return 0
    folder = Path(storage.path(_UNFINISHED))
    old = [
        file
        for file in (folder.iterdir() if folder.is_dir() else ())
        if now - file.stat().st_mtime > older_than_seconds
    ]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _storage() -> Storage:
    return Letter._meta.get_field("pdf").storage


def _keep(storage: Storage, content: bytes, name: str) -> str:
    """Keep a file whole or not at all, under a name made of its content."""
    if not isinstance(storage, FileSystemStorage):
        return (
            name if storage.exists(name) else storage.save(name, ContentFile(content))
        )
    final = Path(storage.path(name))
    unfinished = Path(storage.path(f"{_UNFINISHED}/{uuid.uuid4().hex}"))
    final.parent.mkdir(parents=True, exist_ok=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(final)
    finally:
        unfinished.unlink(missing_ok=True)
    _make_durable(final.parent)
    return name


def _make_durable(folder: Path) -> None:
    """Have the folder's own entry survive a loss of power."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
