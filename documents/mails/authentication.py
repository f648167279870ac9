"""Read the receiving server's findings about a sender. They are only to be shown."""

import re
from email.message import Message
from typing import Final

from documents.mails.headers import every

_LONGEST: Final = 4_000  # characters
_FOUND: Final = re.compile(r"(?<![\w.-])(spf|dkim|dmarc)\s*=\s*([a-z]{2,12})\b", re.I)
_METHODS: Final = ("spf", "dkim", "dmarc")


def authentication(message: Message) -> str:
    """Return results such as "SPF pass, DKIM fail", "" where no server wrote any.

    Read from the newest header: a server puts its own above those it received.
    """
    for raw in every(message, "Authentication-Results", 1):
        text = " ".join(raw.split())[:_LONGEST]
        found = _by_standard(text) or _loosely(text)
        return ", ".join(
            f"{method.upper()} {found[method]}"
            for method in _METHODS
            if method in found
        )
    return ""


def _by_standard(text: str) -> dict[str, str]:
    from authres import AuthenticationResultsHeader, AuthResError

    try:
        header = AuthenticationResultsHeader.parse(f"Authentication-Results: {text}")
    except (AuthResError, ValueError, RecursionError, AttributeError, TypeError):
        return {}
    found: dict[str, str] = {}
    for one in header.results:
        method, result = (
            str(getattr(one, "method", "")),
            str(getattr(one, "result", "")),
        )
        if method.lower() in _METHODS and re.fullmatch(r"[a-zA-Z]{2,12}", result):
            found.setdefault(method.lower(), result.lower())
    return found


def _loosely(text: str) -> dict[str, str]:
    """Return results from a header without the server's name, as Exchange writes."""
    found: dict[str, str] = {}
    for method, result in _FOUND.findall(text):
        found.setdefault(method.lower(), result.lower())
    return found
