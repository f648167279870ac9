"""Keep a file whole or not at all, under a name made of its content."""

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
    """More arrived than is taken."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that has arrived whole and is not kept yet.

    Attributes:
        path: Where it lies meanwhile.
        sha256: Of its bytes.
        size_bytes: How many they are.
    """

    path: Path
    sha256: str
    size_bytes: int


@contextmanager
def receive(
    storage: Storage, chunks: Iterable[bytes], *, folder: str, most_bytes: int
) -> Iterator[ReceivedFile]:
    """Write a file down as it arrives, beside where it will be kept.

    Args:
        storage: Where it will be kept.
        chunks: Its bytes; never held together.
        folder: Where in the storage.
        most_bytes: How many are taken.

    Yields:
        What was received; `store` it before the end, or it is gone.

    Raises:
        TooLarge: There are more bytes than are taken.
        OSError: It cannot be written.
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
    """Yield the path of a kept file, fetched for the while where it lies elsewhere."""
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
    """Remove what was left half written; return how many files."""
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
    """Return where files wait: on the disk where they will be kept, if it is one."""
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(f"{folder}/unfinished"))
    else:
        path = Path(tempfile.gettempdir()) / f"foi-{os.getuid()}-{folder}"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
