"""Microsoft Graph over plain HTTP: the few addresses that mail needs.

List folders, list what is new in a folder (delta), read a message as MIME, move it,
make a folder, send. A seventh, the newest messages of a folder, serves the trial alone.

Source: https://learn.microsoft.com/en-us/graph/api/overview, v1.0 of November 2026.
"""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from requests_app.connections.failures import NotThere
from requests_app.connections.graph_calls import GraphCalls
from requests_app.models import Login

# Messages on a page of a delta list.
_PAGE: Final = 50
# Folders looked through for a path.
_MOST_FOLDERS: Final = 500
# Ids that moving a message does not change.
_KEEPS_IDS: Final = 'IdType="ImmutableId"'
# Names by which Graph knows a folder in a mailbox of any language.
_WELL_KNOWN: Final = {
    "inbox": "inbox",
    "sent items": "sentitems",
    "archive": "archive",
    "junk email": "junkemail",
    "deleted items": "deleteditems",
}


class Folder(NamedTuple):
    """A folder of a mailbox.

    Attributes:
        id: Graph's id.
        path: Its name, after the names of the folders around it: "Inbox/FOI".
    """

    id: str
    path: str


class Listed(NamedTuple):
    """A message of a delta list, and when Exchange took it in."""

    id: str
    received_at: str


class Delta(NamedTuple):
    """A page of what is new in a folder.

    Attributes:
        messages: The messages, in the order of Graph; those taken away are left out.
        link: Where the next page, or the next poll, goes on.
        is_last: Whether the link is for the next poll.
    """

    messages: list[Listed]
    link: str
    is_last: bool


class Newest(NamedTuple):
    """A message as the trial of a mailbox shows it."""

    subject: str
    to: str
    received_at: str


class Graph:
    """One mailbox of Microsoft 365, by the token of an application."""

    def __init__(
        self, *, login: Login, address: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Open no connection yet. The arguments are those of `GraphCalls`."""
        self._address = address
        self._calls = GraphCalls(login=login, address=address, sleep=sleep)
        self._base = self._calls.base

    def close(self) -> None:
        """Close the connections."""
        self._calls.close()

    def folders(self) -> list[Folder]:
        """Return the folders of the mailbox, with those within."""
        return list(self._folders(f"{self._base}/mailFolders", ""))

    def find_folder(self, path: str) -> Folder | None:
        """Return a folder by its path, or by a name that every mailbox has."""
        known = _WELL_KNOWN.get(path.strip().lower())
        if known is not None:
            return Folder(known, path)
        wanted = path.strip("/").lower()
        return next(
            (each for each in self.folders() if each.path.lower() == wanted), None
        )

    def folder(self, path: str) -> Folder:
        """Return a folder as `find_folder` does.

        Raises:
            NotThere: The mailbox has no such folder.
        """
        if (found := self.find_folder(path)) is None:
            raise NotThere(f"The mailbox {self._address} has no folder “{path}”.")
        return found

    def delta(
        self, folder: str, link: str = "", *, since: datetime | None = None
    ) -> Delta:
        """Return a page of what is new in a folder.

        Args:
            folder: The id of the folder.
            link: Where the last page ended; "" to begin.
            since: At the beginning, the earliest moment of arrival; None for any.

        Raises:
            CursorLost: Graph no longer knows the link.
        """
        if not link:
            link = (
                f"{self._base}/mailFolders/{quote(folder)}/messages/delta"
                "?changeType=created&$select=receivedDateTime"
            )
            if since is not None:
                moment = since.strftime("%Y-%m-%dT%H:%M:%SZ")
                link += f"&$filter=receivedDateTime+ge+{moment}"
        page = self._calls.json(
            "GET", link, prefer=f"{_KEEPS_IDS}, odata.maxpagesize={_PAGE}"
        )
        found = [
            Listed(each["id"], each.get("receivedDateTime") or "")
            for each in page.get("value", [])
            if "@removed" not in each
        ]
        if "@odata.nextLink" in page:
            return Delta(found, page["@odata.nextLink"], is_last=False)
        return Delta(found, page.get("@odata.deltaLink", ""), is_last=True)

    def raw(self, message: str) -> bytes:
        """Return a message as MIME."""
        url = f"{self._base}/messages/{quote(message, safe='')}/$value"
        content: bytes = self._calls.call("GET", url, prefer=_KEEPS_IDS).content
        return content

    def move(self, message: str, folder: str) -> str:
        """Move a message to a folder, by its id; return the id of the message."""
        url = f"{self._base}/messages/{quote(message, safe='')}/move"
        moved = self._calls.json(
            "POST", url, body={"destinationId": folder}, prefer=_KEEPS_IDS
        )
        return str(moved["id"])

    def make_folder(self, name: str) -> Folder:
        """Make a folder at the top of the mailbox."""
        made = self._calls.json(
            "POST", f"{self._base}/mailFolders", body={"displayName": name}
        )
        return Folder(str(made["id"]), name)

    def newest(self, folder: str, number: int = 3) -> list[Newest]:
        """Return the newest messages of a folder, for the trial of a mailbox."""
        page = self._calls.json(
            "GET",
            f"{self._base}/mailFolders/{quote(folder)}/messages?$top={number}"
            "&$select=subject,toRecipients,receivedDateTime"
            "&$orderby=receivedDateTime+desc",
        )
        return [
            Newest(
                each.get("subject") or "",
                ", ".join(_addresses(each.get("toRecipients") or [])),
                each.get("receivedDateTime") or "",
            )
            for each in page.get("value", [])
        ]

    def send(self, raw: bytes) -> None:
        """Send a message in MIME from the mailbox; Graph keeps a copy in Sent Items.

        Raises:
            ConnectionFailed: Graph did not take the message; it may have, where
                `may_have_happened` says so.
        """
        self._calls.call(
            "POST",
            f"{self._base}/sendMail",
            data=b64encode(raw),
            headers={"Content-Type": "text/plain"},
        )

    def _folders(self, url: str, within: str) -> Iterator[Folder]:
        link = f"{url}?$top=100&$select=displayName,childFolderCount"
        seen = 0
        while link and seen < _MOST_FOLDERS:
            page = self._calls.json("GET", link)
            for each in page.get("value", []):
                seen += 1
                path = f"{within}{each['displayName']}"
                yield Folder(each["id"], path)
                if each.get("childFolderCount"):
                    inner = f"{self._base}/mailFolders/{quote(each['id'])}/childFolders"
                    yield from self._folders(inner, f"{path}/")
            link = page.get("@odata.nextLink", "")


def _addresses(recipients: list[Mapping[str, Any]]) -> Iterator[str]:
    for each in recipients:
        if address := (each.get("emailAddress") or {}).get("address"):
            yield str(address)
