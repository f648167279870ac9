"""Connect to an IMAP server and sign in: encrypted, and with failures in words."""

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from requests_app.connections.failures import (
    Busy,
    CertificateWrong,
    ConnectionFailed,
    Failed,
    NotEncrypted,
    NotThere,
    ServerAway,
    SignInRefused,
)
from requests_app.connections.services import note_failure, note_success
from requests_app.connections.tokens import mail_scopes, secret_of, token_for
from requests_app.connections.transport import is_this_machine, tls_context
from requests_app.models import Login

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

# That a server may be silent at each step.
SECONDS: Final = 30
# Encrypted from the start, and encrypted by STARTTLS.
_TLS_PORT: Final = 993
_STARTTLS_PORT: Final = 143
_BUSY_SECONDS: Final = 300


def open_session(
    *, host: str, port: int | None, login: Login, address: str
) -> "BaseMailBox":
    """Connect and sign in.

    Port 143 is encrypted by STARTTLS, any other from the start. Only this machine may
    be called without encryption, on other ports than 143 and 993.

    Raises:
        ConnectionFailed: Says why, in a sentence.
    """
    session = _connected(host, port or _TLS_PORT)
    try:
        if login.has_tokens:
            _by_token(session, login, address)
        else:
            _by_password(session, login, host)
    except BaseException:
        end(session)
        raise
    return session


@contextmanager
def saying_why(host: str, folder: str) -> Iterator[None]:
    """Put what fails at a server into a sentence for an administrator.

    Args:
        host: The server.
        folder: The folder that is worked on; "" for none.
    """
    from imap_tools.errors import (
        ImapToolsError,
        MailboxFolderSelectError,
        MailboxFolderStatusError,
    )

    try:
        yield
    except ConnectionFailed:
        raise
    except (MailboxFolderSelectError, MailboxFolderStatusError) as refused:
        raise _of_folder(refused, host, folder) from None
    except ssl.SSLCertVerificationError:
        raise CertificateWrong(
            f"The certificate of {host} is not valid for this name."
        ) from None
    except ssl.SSLError:
        raise NotEncrypted(f"{host} does not encrypt the connection.") from None
    except imaplib.IMAP4.abort:
        raise ServerAway(f"{host} ended the connection.") from None
    except TimeoutError:
        raise ServerAway(f"{host} did not answer in time.") from None
    except socket.gaierror:
        raise ServerAway(f"There is no server {host}.") from None
    except OSError:
        raise ServerAway(f"{host} was not reached.") from None
    except (ImapToolsError, imaplib.IMAP4.error, ValueError, LookupError):
        raise Failed(f"{host} answered with an error.") from None


def _connected(host: str, port: int) -> "BaseMailBox":
    from imap_tools import MailBox, MailBoxUnencrypted

    class Plain(MailBoxUnencrypted):
        def _get_mailbox_client(self) -> imaplib.IMAP4:
            return _Client(host, port, SECONDS)

    class Encrypted(MailBox):
        def _get_mailbox_client(self) -> imaplib.IMAP4:
            context = tls_context()
            return _EncryptedClient(host, port, ssl_context=context, timeout=SECONDS)

    if port not in {_TLS_PORT, _STARTTLS_PORT} and is_this_machine(host):
        return Plain()
    if port != _STARTTLS_PORT:
        return Encrypted()
    session = Plain()
    try:
        if "STARTTLS" not in session.client.capabilities:
            raise NotEncrypted(f"{host} does not encrypt the connection.")
        session.client.starttls(tls_context())
    except BaseException:
        end(session)
        raise
    return session


class _Greeted:
    """Takes what a server can do from its greeting, and asks only where it is silent.

    So an idle poll takes a question and an answer less.
    """

    welcome: bytes
    capabilities: tuple[str, ...]

    def _get_capabilities(self) -> None:
        said = re.search(rb"\[CAPABILITY ([^\]]+)\]", self.welcome or b"")
        # Words from before encryption do not count afterwards.
        self.welcome = b""
        if said is None:
            super()._get_capabilities()  # type: ignore[misc]
        else:
            self.capabilities = tuple(
                said[1].decode("ascii", "replace").upper().split()
            )


class _Client(_Greeted, imaplib.IMAP4):
    pass


class _EncryptedClient(_Greeted, imaplib.IMAP4_SSL):
    pass


def end(session: "BaseMailBox") -> None:
    """Close a connection, whatever state it is in."""
    with suppress(Exception):
        session.client.shutdown()


def _by_password(session: "BaseMailBox", login: Login, host: str) -> None:
    password = secret_of(login)
    said = f"\0{login.username}\0{password}".encode()
    try:
        if "AUTH=PLAIN" in session.client.capabilities:
            session.client.authenticate("PLAIN", lambda _: said)
        else:
            session.client.login(login.username, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as refused:
        _raise_refused(
            refused,
            login,
            f"Login “{login}”: {host} refuses the user name or the password.",
        )
    note_success(login=login)


def _by_token(session: "BaseMailBox", login: Login, address: str) -> None:
    """Sign in with a token; if it is refused, once more with a new token."""
    for is_fresh in (False, True):
        token = token_for(
            login=login, scopes=mail_scopes(login), acting_as=address, is_fresh=is_fresh
        )
        said = f"user={address}\1auth=Bearer {token}\1\1".encode()
        try:
            session.client.authenticate("XOAUTH2", _answering(said))
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as refused:
            if not is_fresh and not _is_unavailable(refused):
                continue
            _raise_refused(
                refused,
                login,
                f"Login “{login}”: the server refuses its token for {address}, a new "
                "one too. Check that the application may use IMAP and this mailbox.",
            )
        return


def _answering(said: bytes) -> Callable[[bytes], bytes]:
    """Give an answer once; an empty one ends the server's account of its refusal."""
    left = [said]

    def answer(_: bytes) -> bytes:
        return left.pop() if left else b""

    return answer


def _raise_refused(error: Exception, login: Login, sentence: str) -> None:
    if _is_unavailable(error):
        raise Busy("The server takes no sign-ins now.", seconds=_BUSY_SECONDS) from None
    note_failure(login=login, reason=sentence)
    raise SignInRefused(sentence) from None


def _is_unavailable(error: Any) -> bool:
    """Whether the server means itself, and not the login. Source: RFC 5530."""
    said = str(error).upper()
    return any(code in said for code in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]"))


def _of_folder(error: Exception, host: str, folder: str) -> ConnectionFailed:
    if _is_unavailable(error) or "[SERVERBUG]" in str(error).upper():
        return Failed(f"{host} cannot open the folder “{folder}” now.")
    return NotThere(f"There is no folder “{folder}”.")
