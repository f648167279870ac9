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
from urllib.parse import quote, urlsplit

from django.conf import settings

from requests_app.connections.calls import Caller
from requests_app.connections.failures import (
    AccessDenied,
    AnswerLost,
    Busy,
    CursorLost,
    Failed,
    NotThere,
    SignInRefused,
)
from requests_app.connections.services import note_failure
from requests_app.connections.tokens import token_for
from requests_app.models import Login

# Messages on one page of a delta list.
_PAGE: Final = 50
# Waited for within a turn; a longer wait ends the turn.
_LONGEST_WAIT_SECONDS: Final = 5
_MOST_TRIES: Final = 3
# Folders looked through for a path.
_MOST_FOLDERS: Final = 500
# Ids that stay the same when a message is moved.
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


class Delta(NamedTuple):
    """A page of what is new in a folder.

    Attributes:
        ids: The messages, oldest call first; those taken away are left out.
        link: Where the next page, or the next poll, goes on.
        is_last: Whether the link is for the next poll.
    """

    ids: list[str]
    link: str
    is_last: bool


class Newest(NamedTuple):
    """A message as the trial of a mailbox shows it."""

    subject: str
    received_at: str


class Graph:
    """One mailbox of Microsoft 365, by the token of an application."""

    def __init__(
        self, *, login: Login, address: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Open no connection yet.

        Args:
            login: A login of Microsoft 365.
            address: The address of the mailbox, which may be a shared one.
            sleep: Waits some seconds, where Graph asks for it.
        """
        self._login = login
        self._address = address
        self._sleep = sleep
        self._caller = Caller()
        self._base = f"{settings.GRAPH_URL}/users/{quote(address, safe='@')}"

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def folders(self) -> list[Folder]:
        """Return the folders of the mailbox, with those within."""
        return list(self._folders(f"{self._base}/mailFolders", ""))

    def folder(self, path: str) -> Folder:
        """Return a folder by its path, or by a name that every mailbox has.

        Raises:
            NotThere: The mailbox has no such folder.
        """
        known = _WELL_KNOWN.get(path.strip().lower())
        if known is not None:
            return Folder(known, path)
        wanted = path.strip("/").lower()
        for each in self.folders():
            if each.path.lower() == wanted:
                return each
        raise NotThere(f"The mailbox {self._address} has no folder “{path}”.")

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
        page = self._json(
            "GET", link, prefer=f"{_KEEPS_IDS}, odata.maxpagesize={_PAGE}"
        )
        ids = [each["id"] for each in page.get("value", []) if "@removed" not in each]
        if "@odata.nextLink" in page:
            return Delta(ids, page["@odata.nextLink"], is_last=False)
        return Delta(ids, page.get("@odata.deltaLink", ""), is_last=True)

    def raw(self, message: str) -> bytes:
        """Return a message as MIME."""
        url = f"{self._base}/messages/{quote(message, safe='')}/$value"
        content: bytes = self._call("GET", url, prefer=_KEEPS_IDS).content
        return content

    def move(self, message: str, folder: str) -> str:
        """Move a message to a folder, by its id; return the id of the message."""
        url = f"{self._base}/messages/{quote(message, safe='')}/move"
        moved = self._json(
            "POST", url, body={"destinationId": folder}, prefer=_KEEPS_IDS
        )
        return str(moved["id"])

    def make_folder(self, name: str) -> Folder:
        """Make a folder at the top of the mailbox."""
        made = self._json(
            "POST", f"{self._base}/mailFolders", body={"displayName": name}
        )
        return Folder(str(made["id"]), name)

    def newest(self, folder: str, number: int = 3) -> list[Newest]:
        """Return the newest messages of a folder, for the trial of a mailbox."""
        page = self._json(
            "GET",
            f"{self._base}/mailFolders/{quote(folder)}/messages?$top={number}"
            "&$select=subject,receivedDateTime&$orderby=receivedDateTime+desc",
        )
        return [
            Newest(each.get("subject") or "", each.get("receivedDateTime") or "")
            for each in page.get("value", [])
        ]

    def send(self, raw: bytes) -> None:
        """Send a message in MIME from the mailbox; Graph keeps a copy in Sent Items.

        Raises:
            ConnectionFailed: Graph did not take the message; it may have, where
                `may_have_happened` says so.
        """
        self._call(
            "POST",
            f"{self._base}/sendMail",
            data=b64encode(raw),
            headers={"Content-Type": "text/plain"},
        )

    def _folders(self, url: str, within: str) -> Iterator[Folder]:
        link = f"{url}?$top=100&$select=displayName,childFolderCount"
        seen = 0
        while link and seen < _MOST_FOLDERS:
            page = self._json("GET", link)
            for each in page.get("value", []):
                seen += 1
                path = f"{within}{each['displayName']}"
                yield Folder(each["id"], path)
                if each.get("childFolderCount"):
                    inner = f"{self._base}/mailFolders/{quote(each['id'])}/childFolders"
                    yield from self._folders(inner, f"{path}/")
            link = page.get("@odata.nextLink", "")

    def _json(
        self, method: str, url: str, *, body: Any = None, prefer: str = ""
    ) -> Mapping[str, Any]:
        options = {} if body is None else {"json": body}
        answer = self._call(method, url, prefer=prefer, **options)
        try:
            said = answer.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Failed("Microsoft Graph gave an answer that could not be read.")
        return said

    def _call(
        self,
        method: str,
        url: str,
        *,
        prefer: str = "",
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Any:
        """Call Graph; after a refused token once more with a new token."""
        self._check_origin(url)
        is_fresh = was_refused = False
        for tried in range(1, _MOST_TRIES + 1):
            token = token_for(
                login=self._login,
                scopes=[scope_of_graph()],
                is_fresh=is_fresh and not was_refused,
            )
            was_refused = is_fresh
            sent = {"Authorization": f"Bearer {token}", **(headers or {})}
            if prefer:
                sent["Prefer"] = prefer
            answer = self._caller.call(method, url, headers=sent, **options)
            status = answer.status_code
            if status == 401 and not is_fresh:
                is_fresh = True
                continue
            if status in {429, 503}:
                wait = _seconds(answer.headers.get("Retry-After", ""))
                if tried < _MOST_TRIES and wait <= _LONGEST_WAIT_SECONDS:
                    self._sleep(wait)
                    continue
                raise Busy("Microsoft Graph asks us to wait.", seconds=wait)
            if status < 300:
                return answer
            raise self._failure(status, answer, method)
        raise Busy("Microsoft Graph asks us to wait.", seconds=_LONGEST_WAIT_SECONDS)

    def _check_origin(self, url: str) -> None:
        """Refuse a link to another host, which would be given our token."""
        ours, theirs = urlsplit(settings.GRAPH_URL), urlsplit(url)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise Failed("Microsoft Graph gave a link to another host.")

    def _failure(self, status: int, answer: Any, method: str) -> Exception:
        """Return what went wrong, in a sentence."""
        code = _code_of(answer)
        box = self._address
        if status == 401:
            refused = SignInRefused(
                f"Login “{self._login}”: Microsoft Graph refuses its token, a new one "
                "too. Check that the application has its permissions, and that an "
                "administrator has consented to them."
            )
            note_failure(login=self._login, reason=str(refused))
            return refused
        if status == 403:
            return AccessDenied(
                f"The application may not use the mailbox {box}. Check its permissions "
                "Mail.ReadWrite and Mail.Send, and the policy that limits it to "
                "mailboxes."
            )
        if status == 410:
            return CursorLost(f"Microsoft Graph has forgotten how far {box} was read.")
        if status == 404:
            if "folder" in code.lower():
                return NotThere(f"The folder is no longer in the mailbox {box}.")
            if code in {"ErrorItemNotFound"}:
                return NotThere(f"The message or folder is no longer in {box}.")
            return NotThere(f"There is no mailbox {box}, or it is not in Exchange.")
        if code in {"SyncStateNotFound", "SyncStateInvalid", "resyncRequired"}:
            return CursorLost(f"Microsoft Graph has forgotten how far {box} was read.")
        if status >= 500 and method == "POST":
            return AnswerLost(f"Microsoft Graph failed with the code {status}.")
        return Failed(f"Microsoft Graph answered {status}{f' ({code})' * bool(code)}.")


def scope_of_graph() -> str:
    """Return the scope of Graph, for the cloud that the settings name."""
    parts = urlsplit(settings.GRAPH_URL)
    return settings.GRAPH_SCOPE or f"{parts.scheme}://{parts.netloc}/.default"


def _seconds(text: str) -> int:
    """Return how long to wait; a minute where the service does not say."""
    return int(text) if text.isascii() and text.isdecimal() else 60


def _code_of(answer: Any) -> str:
    """Return the code of an error, where it is one of Graph's plain words."""
    try:
        code = answer.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    is_plain = isinstance(code, str) and code.isascii() and code.isalnum()
    return code if is_plain and len(code) <= 60 else ""
