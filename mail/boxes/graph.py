"""Mailboxes of Microsoft 365 by Graph, a shared mailbox by its address."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time

from mail.boxes.port import Fetched, Health, Listed, Newest, Page
from requests_app.connections.failures import Failed
from requests_app.connections.graph import Folder, Graph
from requests_app.models import Login


class GraphBox:
    """A mailbox of Microsoft 365. The cursor is the link that Graph gives."""

    def __init__(self, *, login: Login, address: str) -> None:
        """Open no connection yet."""
        self._address = address
        self._graph = Graph(login=login, address=address)
        self._found: dict[str, Folder] = {}

    def list_since(self, folder: str, cursor: str, *, since: date | None) -> Page:
        """As in `Box`. Folders are looked up only where there is no cursor."""
        if cursor:
            page = self._graph.delta("", cursor)
        else:
            begin = datetime.combine(since, time(0), UTC) if since else None
            page = self._graph.delta(self._folder(folder).id, since=begin)
        if not page.link:
            raise Failed("Microsoft Graph gave no link to go on from.")
        return Page(
            [
                Listed(each.id, arrived_at=_moment(each.received_at))
                for each in page.messages
            ],
            page.link,
            page.is_last,
        )

    def fetch(self, folder: str, message: str) -> Fetched:
        """As in `Box`."""
        return Fetched(self._graph.raw(message))

    def file_away(self, folder: str, message: str, to: str) -> None:
        """As in `Box`; a missing folder is made at the top of the mailbox."""
        self._graph.move(message, self._folder(to, is_made=True).id)

    def health(self, folders: Sequence[str]) -> Health:
        """As in `Box`."""
        named = [each.path for each in self._graph.folders()]
        newest = [
            Newest(folder, each.subject, each.to, each.received_at)
            for folder in folders
            for each in self._graph.newest(self._folder(folder).id)
        ]
        return Health(self._address, named, newest)

    def close(self) -> None:
        """As in `Box`."""
        with suppress(Exception):
            self._graph.close()

    def _folder(self, path: str, *, is_made: bool = False) -> Folder:
        if path not in self._found:
            found = self._graph.find_folder(path)
            if found is None and is_made and "/" not in path:
                found = self._graph.make_folder(path)
            self._found[path] = found or self._graph.folder(path)
        return self._found[path]


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
