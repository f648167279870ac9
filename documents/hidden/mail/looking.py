"""Check e-mail messages: hidden recipients, earlier text, attached messages."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import unescape
from typing import BinaryIO

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    counted,
    never,
    quoted,
    warn,
)
from documents.hidden.hidden_text import look_at_text
from documents.hidden.personal import look_for_people

_TRACES = (
    "X-Originating-IP",
    "X-Sender",
    "X-Authenticated-User",
    "X-MS-Exchange-Organization-AuthSource",
    "Sender",
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|color\s*:\s*#?fff",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{4,}")
_TAG = re.compile(r"<(?:style|script).*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.I)
MOST_PARTS = 200


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a message sent to the reader but not displayed."""
    # Imported here because files within files make this import circular.
    from documents.hidden.looking import look_within

    message = BytesParser(policy=policy.default).parse(file)
    if not message.keys():
        raise CannotLook("is not an e-mail message")
    yield from _headers(message)
    parts = list(message.walk())
    if len(parts) > MOST_PARTS:
        raise CannotLook(f"is made of more than {MOST_PARTS} parts")
    texts: dict[str, str] = {}
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            yield block(
                "message_within",
                "",
                "Another message lies within it. Save that by itself, and look at it.",
            )
        elif part.get_filename() and not part.is_multipart():
            name = part.get_filename() or "unnamed"
            if name.lower() == "winmail.dat":
                yield never(
                    "winmail", "", "It has a winmail.dat, which can hold anything."
                )
            else:
                yield warn(
                    "attachment", "", f"A file is attached to it: {quoted(name)}."
                )
                yield from look_within(_bytes(part), name, depth + 1)
        elif kind in {"text/plain", "text/html"}:
            texts.setdefault(kind, _content(part))
    yield from _bodies(texts)


def _headers(message: EmailMessage) -> Iterator[Finding]:
    for name in ("Bcc", "Resent-Bcc"):
        if hidden := message.get(name):
            yield never(
                "hidden_receivers",
                "its headers",
                f"They name receivers hidden from the others: {quoted(str(hidden))}.",
            )
    servers = len(message.get_all("Received") or ())
    if servers:
        yield warn(
            "route",
            "its headers",
            f"They name {counted(servers, 'machine')} on its way, with addresses. "
            "Print it to a PDF.",
        )
    for name in _TRACES:
        if value := message.get(name):
            yield warn("traces", "its headers", f"{name} says {quoted(str(value))}.")


def _bodies(texts: dict[str, str]) -> Iterator[Finding]:
    html, plain = texts.get("text/html", ""), texts.get("text/plain", "")
    shown = unescape(_TAG.sub(" ", html))
    if html and _UNSEEN.search(html):
        yield block(
            "invisible_text", "its text", "Parts of its page are kept from sight."
        )
    if "<img" in html.lower() and re.search(r"<img[^>]+src=[\"']?https?:", html, re.I):
        yield warn("tracking", "its text", "It fetches pictures from elsewhere.")
    if html and plain:
        more = set(_WORD.findall(plain.lower())) - set(_WORD.findall(shown.lower()))
        if len(more) > 3:
            yield block(
                "other_text",
                "its text",
                "Its plain text says what its page does not, such as "
                f"{quoted(', '.join(sorted(more)[:5]), 60)}.",
            )
    yield from look_at_text([plain, shown])
    yield from look_for_people([plain or shown])


def _content(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError, AttributeError) as why:
        raise CannotLook(
            "is written in an alphabet that this check does not know"
        ) from why


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
