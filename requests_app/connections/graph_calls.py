"""Calls of Microsoft Graph: with a token, patiently, and to no other host."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.conf import settings

from requests_app.connections.calls import Caller
from requests_app.connections.failures import (
    AccessDenied,
    AnswerLost,
    Busy,
    CursorLost,
    Failed,
    MessageGone,
    NotThere,
    SignInRefused,
)
from requests_app.connections.services import note_failure
from requests_app.connections.tokens import token_for
from requests_app.models import Login

# Waited for within a turn; a longer wait ends the turn.
_LONGEST_WAIT_SECONDS: Final = 5
_MOST_TRIES: Final = 3


class GraphCalls:
    """The calls that concern one mailbox of Microsoft 365."""

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
        self.base = f"{settings.GRAPH_URL}/users/{quote(address, safe='@')}"

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()

    def json(
        self, method: str, url: str, *, body: Any = None, prefer: str = ""
    ) -> Mapping[str, Any]:
        """Call Graph; return the object that it answers with."""
        options = {} if body is None else {"json": body}
        answer = self.call(method, url, prefer=prefer, **options)
        try:
            said = answer.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Failed("Microsoft Graph gave an answer that could not be read.")
        return said

    def call(
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
            if code == "ErrorItemNotFound":
                return MessageGone(f"The message is no longer in {box}.")
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
