"""Get at the bytes of a mail and of its parts, however they were encoded."""

import quopri
import re
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from typing import Final

from documents.mails.headers import RAW, content_type, first, from_base64
from documents.mails.limits import DEEPEST_PARTS

# A boundary counts only in a header: text may quote the source of mails.
_BOUNDARY: Final = re.compile(
    rb"^(?:content-type[ \t]*:|[ \t])[^\n]*?boundary(?:\*\d*\*?)?[ \t]*=[ \t]*"
    rb"\"?([^\"\n;]{1,200})|^--([^\n]{1,210})",
    re.I | re.MULTILINE,
)
_SOFT_BREAK: Final = re.compile(rb"=\r?\n")
_ESCAPE: Final = re.compile(rb"=(?:20|3D|C[23]=[89AB][0-9A-F]|E2=80=9[0-9A-F])")


class Part(Message):
    """A part of a mail, with its content as it was written."""

    def written(self) -> str | None:
        """Return the content before decoding; None for a part made of parts.

        Bytes beyond ASCII are halves of characters, as "surrogateescape" makes them.
        """
        payload = vars(self)["_payload"]  # `get_payload` replaces such bytes
        return payload if isinstance(payload, str) else None


def parsed(raw: bytes) -> Message:
    """Return a mail as the standard library parses it, its headers as they came."""
    return BytesParser(Part, policy=RAW).parsebytes(raw)


def is_too_deep(raw: bytes) -> bool:
    """Whether parts lie in each other deeper than the parser can follow quickly."""
    open_ones: list[bytes] = []
    at: dict[bytes, int] = {}
    if raw.count(b"\r") != raw.count(b"\r\n"):
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for found in _BOUNDARY.finditer(raw):
        if found[1]:
            name = found[1].strip()
            if name not in at:
                at[name] = len(open_ones)
                open_ones.append(name)
        else:
            line = found[2].rstrip()
            name = line if line in at else line.removesuffix(b"--")
            if name in at:
                level = at[name] + (name == line)
                for gone in open_ones[level:]:
                    del at[gone]
                del open_ones[level:]
        if len(open_ones) > DEEPEST_PARTS:
            return True
    return False


def content_of(part: Message) -> bytes:
    """Return the bytes of a part, decoded as far as they can be."""
    written = _written(part)
    if written is None:
        return as_bytes(part)
    data = written.encode("ascii", "surrogateescape")
    way = encoding(part)
    if way == "base64":
        return from_base64(data)
    if way == "quoted-printable":
        return quopri.decodestring(data)
    if way in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        found = part.get_payload(decode=True)
        return found if isinstance(found, bytes) else data
    is_damaged = len(_SOFT_BREAK.findall(data[:100_000])) >= 2
    if is_damaged and "text/" in content_type(part) and _ESCAPE.search(data):
        return quopri.decodestring(data)  # its header was lost
    return data


def _written(part: Message) -> str | None:
    return part.written() if isinstance(part, Part) else None


def encoding(part: Message) -> str:
    """Return how the content of a part was encoded for the way, in lower case."""
    raw = first(part, "Content-Transfer-Encoding")
    return raw.partition(";")[0].strip().strip("\"'").lower()


def unwrapped(data: bytes, way: str) -> bytes:
    """Return an attached mail without the encoding that it must not have, but has."""
    head, _, rest = data.partition(b"\n\n")
    if way == "base64" and b":" not in data[:200]:
        return from_base64(data)
    if way == "base64" and not head.strip():
        return from_base64(rest)
    return quopri.decodestring(data) if way == "quoted-printable" else data


def as_bytes(message: Message) -> bytes:
    """Return a parsed mail as it came, as nearly as the parser kept it."""
    written = BytesIO()
    try:
        BytesGenerator(written, policy=RAW).flatten(message)
    except (UnicodeError, LookupError, TypeError, AttributeError, KeyError, ValueError):
        lines = [f"{name}: {value}" for name, value in message.raw_items()]
        whole = "\n".join([*lines, "", _written(message) or ""])
        return whole.encode("utf-8", "surrogateescape")
    return written.getvalue()


def is_cut(part: Message) -> bool:
    """Whether the written base64 of a part cannot be whole: its length has no sense."""
    if encoding(part) != "base64":
        return False
    written = (_written(part) or "").encode("ascii", "ignore")
    return len(written.translate(None, b" \t\r\n")) % 4 != 0
