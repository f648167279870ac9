"""Mailboxes that are folders of .eml files on this server, for hand-overs and tests.

Whoever puts a file in writes it under another name, and renames it to `.eml` once it is
complete.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

from mail.boxes.port import Fetched, Health, Listed, Newest, Page
from requests_app.connections.failures import Failed, MessageGone, NotThere

_NEWEST: Final = 3
_INBOX: Final = "INBOX"


class FolderBox:
    """A folder of files. There is no cursor: each list names all files."""

    def __init__(self, path: Path) -> None:
        """Keep the path of the folder."""
        self._path = path

    def list_since(self, folder: str, cursor: str, *, since: date | None) -> Page:
        """As in `Box`. A file is another message once its size or time changes."""
        with _saying_why():
            found = [
                Listed(_key(file), arrived_at=_arrived(file))
                for file in self._files(folder)
            ]
        new = [
            each
            for each in found
            if since is None or (each.arrived_at and each.arrived_at.date() >= since)
        ]
        return Page(new, "", is_last=True)

    def fetch(self, folder: str, message: str) -> Fetched:
        """As in `Box`."""
        with _saying_why():
            file = self._file(folder, message)
            return Fetched(file.read_bytes(), _arrived(file))

    def file_away(self, folder: str, message: str, to: str) -> None:
        """As in `Box`; a file of the same name in the other folder is kept too."""
        with _saying_why():
            file = self._file(folder, message)
            place = self._within(to)
            place.mkdir(exist_ok=True)
            target = place / file.name
            number = 1
            while target.exists():
                number += 1
                target = place / f"{file.stem}-{number}{file.suffix}"
            file.rename(target)

    def health(self, folders: Sequence[str]) -> Health:
        """As in `Box`."""
        with _saying_why():
            inner = sorted(each.name for each in self._path.iterdir() if each.is_dir())
            newest = [
                _shown(folder, file)
                for folder in folders
                for file in list(self._files(folder))[: -_NEWEST - 1 : -1]
            ]
        return Health(self._path.name, [_INBOX, *inner], newest)

    def close(self) -> None:
        """As in `Box`: there is nothing to end."""

    def _within(self, folder: str) -> Path:
        """Return the path of a folder, which lies directly in ours."""
        if folder.upper() == _INBOX:
            return self._path
        if folder != Path(folder).name or folder in {"", ".", ".."}:
            raise NotThere(f"There is no folder “{folder}”.")
        return self._path / folder

    def _files(self, folder: str) -> Iterator[Path]:
        """Yield the complete files of a folder, the oldest first."""
        place = self._within(folder)
        if not place.is_dir():
            raise NotThere(f"There is no folder “{folder}”.")
        files = [
            file
            for file in place.glob("*.eml")
            if not file.name.startswith(".")
            and not file.is_symlink()
            and file.is_file()
            and file.stat().st_size
        ]
        yield from sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name))

    def _file(self, folder: str, message: str) -> Path:
        name = message.rpartition("|")[0]
        file = self._within(folder) / Path(name).name
        if not file.is_file() or file.is_symlink():
            raise MessageGone(f"The file is no longer in the folder “{folder}”.")
        return file


@contextmanager
def _saying_why() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise MessageGone("A file or the folder is no longer there.") from None
    except OSError:
        raise Failed("The folder cannot be read on this server.") from None


def _key(file: Path) -> str:
    state = file.stat()
    return f"{file.name}|{state.st_mtime_ns}-{state.st_size}"


def _arrived(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _shown(folder: str, file: Path) -> Newest:
    head = message_from_bytes(file.read_bytes()[:20_000], policy=policy.default)
    return Newest(
        folder,
        str(head["Subject"] or "")[:300],
        str(head["To"] or "")[:300],
        _arrived(file).isoformat(),
    )
