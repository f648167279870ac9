"""Keep the bytes of a file, once for each authority."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Authority
from documents.files.kind_apart import kind_apart
from requests_app.files.names import safe_name
from requests_app.files.scanning import decide_scan
from requests_app.files.storage import ReceivedFile, TooLarge, receive, store
from requests_app.models import KeptFile
from requests_app.models.files import file_storage
from requests_app.refusals import Refusal

FOLDER: Final = "files"
_CHUNK: Final = 64 * 1024


class FileRefused(Refusal):
    """The file cannot be kept; the message says why."""


def keep_file(
    *,
    authority: Authority,
    name: str,
    content: bytes | None = None,
    path: Path | None = None,
    chunks: Iterable[bytes] = (),
    most_bytes: int | None = None,
    is_empty_refused: bool = False,
) -> KeptFile:
    """Keep the bytes of a file. The same bytes are stored once. Harmless to repeat.

    Where a virus scanner is set up, the file waits for the scanner. A file larger than
    files may be (`MOST_BYTES_PER_FILE`) is kept and held: it cannot be opened.

    Args:
        authority: The authority that the file belongs to.
        name: The file's name, which decides the kind of a text and is in refusals.
        content: The bytes; None where `path` or `chunks` has them.
        path: A file to copy; None where `content` or `chunks` has the bytes.
        chunks: The bytes as they arrive.
        most_bytes: The size above which the file is refused; None for no limit.
        is_empty_refused: Whether an empty file is refused. One that came with a mail is
            kept like any other.

    Raises:
        FileRefused: The file is too large or empty, or cannot be stored just now.
    """
    name = safe_name(name)
    if content is not None:
        chunks = [content]
    elif path is not None:
        chunks = _chunks_of(path)
    try:
        with receive(
            file_storage(),
            chunks,
            folder=FOLDER,
            most_bytes=sys.maxsize if most_bytes is None else most_bytes,
        ) as received:
            if is_empty_refused and not received.size_bytes:
                raise FileRefused(f"{name} is empty. Choose the file again.")
            return _kept(authority, received, name)
    except TooLarge:
        raise too_large(name, most_bytes or 0) from None
    except OSError as problem:
        raise FileRefused(
            f"{name} could not be stored. Nothing was added. Try again. If the "
            "problem continues, tell your administrator."
        ) from problem


def too_large(name: str, most_bytes: int) -> FileRefused:
    """Return the refusal of a file that is too large."""
    return FileRefused(
        f"{name} is larger than {most_bytes // 1_000_000} MB, the most a file may have."
    )


@transaction.atomic
def _kept(authority: Authority, received: ReceivedFile, name: str) -> KeptFile:
    same = KeptFile.objects.filter(authority=authority, sha256=received.sha256)
    # Keeps the row locked, too: nobody deletes the file meanwhile.
    kept = same.first() if same.update(kept_at=Now()) else None
    if kept is None or not file_storage().exists(kept.stored_as):
        kind = kind_apart(received.path, name)
        stored_as = f"{FOLDER}/{authority.pk}/{received.sha256[:2]}/{received.sha256}"
        stored_as = store(file_storage(), received, stored_as)
        kept, _ = KeptFile.objects.get_or_create(
            authority=authority,
            sha256=received.sha256,
            defaults={
                "size_bytes": received.size_bytes,
                "kind": kind.name.lower(),
                "file": stored_as,
                "scan": KeptFile.Scan.NOT_NEEDED,
            },
        )
    decide_scan(kept)
    return kept


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
