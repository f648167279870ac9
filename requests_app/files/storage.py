"""Store a file whole or not at all, under a name made from its content."""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

A_DAY = 24 * 60 * 60


class TooLarge(Exception):
    """A file is larger than the limit."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file received whole and not stored yet.

    Attributes:
        path: The temporary path.
        sha256: The SHA-256 of the bytes.
        size_bytes: The size in bytes.
    """

    path: Path
    sha256: str
    size_bytes: int


@contextmanager
def receive(
    storage: Storage, chunks: Iterable[bytes], *, folder: str, most_bytes: int
) -> Iterator[ReceivedFile]:
    """Write a file as it arrives, on the disk where it will be stored.

    Args:
        storage: The storage of the file.
        chunks: The bytes, never held in memory together.
        folder: The folder in the storage.
        most_bytes: The limit, in bytes.

    Yields:
        The file received. Call `store` before the block ends: the file is then deleted.

    Raises:
        TooLarge: The file is larger than the limit.
        OSError: The file cannot be written.
    """
    path = _unfinished(storage, folder) / uuid.uuid4().hex
    digest, size_bytes = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size_bytes += len(chunk)
                if size_bytes > most_bytes:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield ReceivedFile(path, digest.hexdigest(), size_bytes)
    finally:
        path.unlink(missing_ok=True)


def store(storage: Storage, received: ReceivedFile, name: str) -> str:
    """Store a received file under `name`; return its name. Harmless to repeat."""
    if not isinstance(storage, FileSystemStorage):
        if storage.exists(name):
            return name
        with received.path.open("rb") as file:
            return storage.save(name, File(file))
    final = Path(storage.path(name))
    final.parent.mkdir(parents=True, exist_ok=True)
    received.path.replace(final)
    entry = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
    return name


@contextmanager
def local_copy(storage: Storage, name: str) -> Iterator[Path]:
    """Yield the local path of a stored file, as a temporary copy if need be."""
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(name))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with storage.open(name, "rb") as kept, path.open("wb") as file:
            shutil.copyfileobj(kept, file)
        yield path


def delete_stale(
    storage: Storage, folder: str, *, older_than_seconds: int, now: float
) -> int:
    """Delete files left half written; return how many."""
    unfinished = _unfinished(storage, folder)
    old = [
        file
        for file in unfinished.iterdir()
        if now - file.stat().st_mtime > older_than_seconds
    ]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _unfinished(storage: Storage, folder: str) -> Path:
    """Return the folder for unfinished files, if possible on the storage's own disk."""
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(f"{folder}/unfinished"))
    else:
        path = Path(tempfile.gettempdir()) / f"foi-{os.getuid()}-{folder}"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
