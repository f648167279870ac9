"""The port: what fetching asks of a mailbox, whatever its protocol."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol


class Listed(NamedTuple):
    """A message that is new since a cursor.

    Attributes:
        id: Its key on the server, the same in each list.
        cursor: Where to go on once this message is kept; "" where only the end of the
            page is a place to go on.
        arrived_at: When the server took it in; None where the list does not say.
    """

    id: str
    cursor: str = ""
    arrived_at: datetime | None = None


class Page(NamedTuple):
    """Some of the messages that are new since a cursor.

    Attributes:
        messages: The messages, the earliest first.
        cursor: Where to go on after all of them.
        is_last: Whether the next page would be empty now.
    """

    messages: list[Listed]
    cursor: str
    is_last: bool


class Fetched(NamedTuple):
    """A message byte for byte, and when the server took it in, if it says."""

    raw: bytes
    arrived_at: datetime | None = None


class Newest(NamedTuple):
    """One of the newest messages of a folder, for a person to recognise.

    Attributes:
        folder: The folder.
        subject: Its subject.
        to: The addresses that it was sent to.
        at: When it arrived, as the server writes it.
    """

    folder: str
    subject: str
    to: str
    at: str


class Health(NamedTuple):
    """What a person must see to know that this is the right mailbox.

    Attributes:
        read_as: Whose mail is read: the address, or the name signed in with.
        folders: All folders, by their path.
        newest: The newest messages of the folders that are to be read.
    """

    read_as: str
    folders: list[str]
    newest: list[Newest]


class Box(Protocol):
    """An open mailbox. Every failure is a `ConnectionFailed` with a sentence."""

    def list_since(self, folder: str, cursor: str, *, since: date | None) -> Page:
        """Return a page of what is new in a folder; fetch nothing but the list.

        Args:
            folder: A folder of the mailbox.
            cursor: Where the last page ended; "" to begin.
            since: The first day of arrival that matters; None for all.

        Raises:
            CursorLost: The server no longer knows the cursor.
        """

    def fetch(self, folder: str, message: str) -> Fetched:
        """Return a message byte for byte, and leave it as unread as it was.

        Raises:
            MessageGone: Somebody deleted or moved it meanwhile.
        """

    def file_away(self, folder: str, message: str, to: str) -> None:
        """Move a message to another folder, which is made where it is missing.

        Raises:
            MessageGone: Somebody deleted or moved it meanwhile.
        """

    def health(self, folders: Sequence[str]) -> Health:
        """Return whose mail is read, with the newest messages of some folders."""

    def close(self) -> None:
        """End the connection. Never raises."""
