"""Read stored files, and refuse files that have changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from requests_app.files.storage import delete_stale
from requests_app.files.virus_scanner import is_scanner_set_up
from responses.models import (
    Enclosure,
    EnquiryFile,
    OriginalFile,
    SafeCopyFile,
    SafeCopyPicture,
)
from responses.models.enclosures import enclosure_storage
from responses.refusals import DocumentDamaged

_CHUNK = 64 * 1024
VIRUS = "virus"  # the code of the finding
Kept = Enclosure | EnquiryFile | OriginalFile | SafeCopyFile | SafeCopyPicture


def check(kept: Kept) -> IO[bytes]:
    """Return a file opened at its beginning, after verifying its hash.

    Raises:
        DocumentDamaged: The file is missing or was changed, has a virus, or was not
            scanned for viruses yet; says so.
    """
    _refuse_unscanned(kept)
    try:
        file = cast("IO[bytes]", enclosure_storage().open(str(kept.file.name), "rb"))
        sha256 = _sha256_of(file)
    except OSError as reason:
        raise DocumentDamaged(
            f"{kept.name} cannot be read just now, so it was not sent. Tell your "
            "administrator."
        ) from reason
    if sha256 != kept.sha256:
        file.close()
        raise DocumentDamaged(
            f"{kept.name} is not the file that was added, so it was not sent. "
            "Tell your administrator."
        )
    file.seek(0)
    return file


def _refuse_unscanned(kept: Kept) -> None:
    if not isinstance(kept, Enclosure | EnquiryFile):
        return
    if any(finding["code"] == VIRUS for finding in kept.found):
        raise DocumentDamaged(
            f"{kept.name} cannot be opened. {kept.found[0]['message']}"
        )
    if kept.scan == Enclosure.Scan.WAITING and is_scanner_set_up():
        raise DocumentDamaged(
            f"{kept.name} has not been scanned for viruses yet. Try again in a minute."
        )


def read(kept: Kept) -> bytes:
    """Return the bytes of a file, exactly as added.

    Raises:
        DocumentDamaged: The file is missing or was changed.
    """
    with check(kept) as file:
        return file.read()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file on disk."""
    with path.open("rb") as file:
        return _sha256_of(file)


def delete_unfinished(*, older_than_seconds: int, now: float) -> int:
    """Delete files whose upload never finished; return how many."""
    return delete_stale(
        enclosure_storage(),
        "enclosures",
        older_than_seconds=older_than_seconds,
        now=now,
    )


def _sha256_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
