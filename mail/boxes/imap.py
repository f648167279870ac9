"""Mailboxes by IMAP: by UID within UIDVALIDITY, and without marking mail as read.

Source: RFC 3501 (IMAP4rev1), RFC 4315 (UIDPLUS), RFC 6851 (MOVE).
"""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any, Final

from mail.boxes.imap_session import SECONDS, end, open_session, saying_why
from mail.boxes.port import Fetched, Health, Listed, Newest, Page
from requests_app.connections.failures import Failed, MessageGone, NotThere
from requests_app.models import Login

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

# Messages listed on one page.
_PAGE: Final = 200
_NEWEST: Final = 3
_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_ARRIVED: Final = re.compile(rb'INTERNALDATE "([^"]{10,40})"')
_SHOWN: Final = "BODY.PEEK[HEADER.FIELDS (SUBJECT TO)]"


class ImapBox:
    """A mailbox on an IMAP server. It connects with the first verb."""

    def __init__(
        self, *, host: str, port: int | None, login: Login, address: str
    ) -> None:
        """Open no connection yet.

        Args:
            host: The server.
            port: Its port; None for the usual one with encryption.
            login: How to sign in.
            address: The mailbox, where the login is of an application.
        """
        self._host = host
        self._port = port
        self._login = login
        self._address = address
        self._opened: BaseMailBox | None = None
        self._selected: tuple[str, bool] | None = None
        self._validity = ""

    def list_since(self, folder: str, cursor: str, *, since: date | None) -> Page:
        """As in `Box`. An idle poll asks for the state of the folder, nothing else."""
        validity, last = _parsed(cursor)
        with self._session(folder) as session:
            if self._selected is None:
                state = session.folder.status(folder, ["UIDNEXT", "UIDVALIDITY"])
                is_same = validity == state.get("UIDVALIDITY")
                if is_same and 0 < state.get("UIDNEXT", 0) <= last + 1:
                    return Page([], cursor, is_last=True)
            # Servers need not tell the state of the selected folder, nor show new
            # messages in the selected folder: select the folder afresh.
            self._selected = None
            self._select(session, folder)
            now_validity = self._validity
            if str(validity) != now_validity:
                last = 0
            wanted = f"UID {last + 1}:*"
            if since is not None and not last:
                wanted += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
            found = sorted(int(each) for each in session.uids(wanted, charset=None))
        # "n:*" names the last message even if older than n.
        new = [each for each in found if each > last]
        shown = new[:_PAGE]
        # Not UIDNEXT: a message with an earlier UID may still be on its way in.
        end = shown[-1] if shown else last
        return Page(
            [
                Listed(f"{now_validity}.{each}", f"{now_validity}:{each}")
                for each in shown
            ],
            f"{now_validity}:{end}",
            is_last=len(shown) == len(new),
        )

    def fetch(self, folder: str, message: str) -> Fetched:
        """As in `Box`: PEEK leaves the message unread."""
        with self._session(folder) as session:
            self._select(session, folder)
            uid = self._uid(message, folder)
            answer = session.client.uid("FETCH", uid, "(INTERNALDATE BODY.PEEK[])")
        for part in _parts(answer):
            if isinstance(part, tuple):
                return Fetched(bytes(part[1]), _moment(part[0]))
        raise MessageGone(f"The message is no longer in the folder “{folder}”.")

    def file_away(self, folder: str, message: str, to: str) -> None:
        """As in `Box`, by MOVE, else by a copy and an EXPUNGE of this message alone.

        A plain EXPUNGE would also remove what a person only marked as deleted.
        """
        from imap_tools.utils import encode_folder

        place: Any = encode_folder(to)
        with self._session(folder) as session:
            self._select(session, folder, is_changed=True)
            uid = self._uid(message, folder)
            here = _parts(session.client.uid("FETCH", uid, "(UID)"))
            if not any(here):
                raise MessageGone(f"The message is no longer in the folder “{folder}”.")
            self._make_folder(session, to)
            # What a server can do is often said only after the sign-in.
            can = b" ".join(session.client.capability()[1]).upper().split()
            if b"MOVE" in can:
                _checked(session.client.uid("MOVE", uid, place), to)
                return
            _checked(session.client.uid("COPY", uid, place), to)
            session.client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
            if b"UIDPLUS" in can:
                session.client.uid("EXPUNGE", uid)

    def keep_copy(
        self, folder: str, raw: bytes, *, message_id: str, at: datetime
    ) -> bool:
        """Put a message of ours into a folder, as read, unless it is there already.

        Args:
            folder: The folder of sent mail.
            raw: The message, byte for byte.
            message_id: Its Message-ID, by which it is looked for.
            at: When it left.

        Returns:
            Whether it was put there now.
        """
        from imap_tools.errors import MailboxAppendError

        with self._session(folder) as session:
            # Afresh: the server shows what came in meanwhile.
            self._selected = None
            self._select(session, folder)
            if session.uids(f'HEADER Message-ID "{message_id}"', charset=None):
                return False
            try:
                session.append(raw, folder, dt=at, flag_set=[r"\Seen"])
            except MailboxAppendError:
                raise Failed(
                    f"The server takes no copy into the folder “{folder}”."
                ) from None
        return True

    def health(self, folders: Sequence[str]) -> Health:
        """As in `Box`, with the addresses that the newest messages were sent to."""
        with self._session("") as session:
            named = [
                each.name
                for each in session.folder.list()
                if "\\Noselect" not in each.flags
            ]
        newest = [each for folder in folders for each in self._newest(folder)]
        read_as = self._address if self._login.has_tokens else self._login.username
        return Health(read_as, named, newest)

    def close(self) -> None:
        """As in `Box`."""
        opened, self._opened, self._selected = self._opened, None, None
        if opened is not None:
            with suppress(Exception):
                opened.client.sock.settimeout(min(SECONDS, 2))
                opened.logout()
            end(opened)

    @contextmanager
    def _session(self, folder: str) -> Iterator["BaseMailBox"]:
        """Give the open session, and put what fails into words."""
        try:
            with saying_why(self._host, folder):
                if self._opened is None:
                    self._opened = open_session(
                        host=self._host,
                        port=self._port,
                        login=self._login,
                        address=self._address,
                    )
                yield self._opened
        except MessageGone:
            raise
        except Exception:
            # Whatever the server was saying is no answer to the next question.
            self.close()
            raise

    def _select(
        self, session: "BaseMailBox", folder: str, *, is_changed: bool = False
    ) -> None:
        """Select a folder, by EXAMINE unless something in it is to change."""
        if self._selected in {(folder, is_changed), (folder, True)}:
            return
        self._selected = None
        session.folder.set(folder, readonly=not is_changed)
        said = session.client.response("UIDVALIDITY")[1]
        self._validity = said[0].decode() if said and said[0] else ""
        self._selected = (folder, is_changed)

    def _uid(self, message: str, folder: str) -> str:
        """Return the UID of a message, if the folder is still the one it was in.

        After a change of UIDVALIDITY the same UID would be another message.
        """
        validity, _, uid = message.partition(".")
        if validity != self._validity or not uid.isdecimal():
            raise MessageGone(f"The message is no longer in the folder “{folder}”.")
        return uid

    def _make_folder(self, session: "BaseMailBox", folder: str) -> None:
        if not session.folder.exists(folder):
            session.folder.create(folder)

    def _newest(self, folder: str) -> Iterator[Newest]:
        with self._session(folder) as session:
            state = session.folder.set(folder, readonly=True)
            self._selected = None
            number = int(state[1][0] or 0)
            if not number:
                return
            first = max(1, number - _NEWEST + 1)
            answer = session.client.fetch(
                f"{first}:{number}", f"(INTERNALDATE {_SHOWN})"
            )
        for part in reversed(_parts(answer)):
            if isinstance(part, tuple):
                head = message_from_bytes(part[1], policy=policy.default)
                arrived = _moment(part[0])
                yield Newest(
                    folder,
                    _header(head, "Subject"),
                    _header(head, "To"),
                    arrived.isoformat() if arrived else "",
                )


def _parsed(cursor: str) -> tuple[int, int]:
    """Return UIDVALIDITY and the last UID of a cursor; zeros for a strange one."""
    first, _, last = cursor.partition(":")
    if first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    return 0, 0


def _parts(answer: tuple[str, Any]) -> list[Any]:
    """Return the parts of an answer to FETCH; none where the message is gone."""
    if answer[0] != "OK":
        raise Failed("The server would not give the message.")
    return [part for part in answer[1] or [] if part is not None]


def _checked(answer: tuple[str, Any], folder: str) -> None:
    if answer[0] != "OK":
        raise NotThere(f"The server would not move a message to “{folder}”.")


def _moment(said: bytes) -> datetime | None:
    """Return the moment at which the server took a message in."""
    found = _ARRIVED.search(said)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None


def _header(head: Any, name: str) -> str:
    """Return a header in words; "" where it cannot be read."""
    try:
        return " ".join(str(head[name] or "").split())[:300]
    except (ValueError, LookupError, AttributeError, imaplib.IMAP4.error):
        return ""
