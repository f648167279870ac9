"""Take a mail apart: its words in every version, its files, its attached mails."""

import quopri
import re
from dataclasses import dataclass, field
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from typing import Final

from documents.mails.characters import safe_name
from documents.mails.charsets import decoded, is_known
from documents.mails.flowed import unfolded
from documents.mails.headers import RAW, content_type, first, from_base64, parameters
from documents.mails.headers import words as words_of
from documents.mails.limits import DEEPEST_PARTS, LONGEST_SUBJECT, MOST_PARTS
from documents.mails.mail import Attachment

_BODIES: Final = {"text/plain", "text/html"}
_MAILS: Final = {"message/rfc822", "message/global", "message/news"}
_REPORTS: Final = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/global-delivery-status",
    "text/rfc822-headers",
    "message/rfc822-headers",
}
_BOUNDARY: Final = re.compile(
    rb"boundary\s*=\s*\"?([^\"\r\n;]{1,200})|^--([^\r\n]{1,210})", re.I | re.MULTILINE
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


@dataclass
class Version:
    """A piece of a mail's text, as plain text, as HTML, or as both.

    Attributes:
        plain: The plain text; None if there is none.
        html: The HTML; None if there is none.
    """

    plain: str | None = None
    html: str | None = None


@dataclass
class Parts:
    """What a mail is made of.

    Attributes:
        versions: Its text, piece by piece from the top.
        attachments: Its files.
        inner: The attached mails as parsed.
        reports: The words of reports by machines: delivery, disposition, headers.
        types: The types of all parts.
        notes: What was left out.
        calendars: The entries for calendars.
        is_invitation: Whether such an entry is the mail itself, not a file with it.
        count: How many parts there are.
    """

    versions: list[Version] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    inner: list[Message] = field(default_factory=list)
    reports: list[tuple[str, str]] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)
    calendars: list[bytes] = field(default_factory=list)
    is_invitation: bool = False
    count: int = 0


def parsed(raw: bytes) -> Message:
    """Return a mail as the standard library parses it, its headers as they came."""
    return BytesParser(Part, policy=RAW).parsebytes(raw)


def is_too_deep(raw: bytes) -> bool:
    """Whether parts lie in each other deeper than the parser can follow quickly."""
    open_ones: list[bytes] = []
    at: dict[bytes, int] = {}
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


def parts_of(message: Message) -> Parts:
    """Return what a parsed mail is made of."""
    parts = Parts()
    parts.versions = _walk(message, parts, depth=0)
    return parts


def _walk(part: Message, parts: Parts, depth: int) -> list[Version]:
    parts.count += 1
    if parts.count > MOST_PARTS:
        parts.notes.setdefault(
            f"The mail has more than {MOST_PARTS} parts. The rest was not read: see "
            "the mail as it came."
        )
        return []
    kind = content_type(part)
    parts.types.add(kind)
    if kind.startswith("multipart/") and part.is_multipart() and depth < DEEPEST_PARTS:
        inside = [_walk(one, parts, depth + 1) for one in _children(part)]
        if kind == "multipart/alternative":
            return [_one_of(inside)]
        return [version for versions in inside for version in versions]
    if kind in _REPORTS:
        parts.reports.append((kind, _report(part)))
        return []
    if kind in _MAILS or (part.is_multipart() and not kind.startswith("multipart/")):
        _attached_mail(part, kind, parts)
        return []
    return _leaf(part, kind, parts)


def _report(part: Message) -> str:
    """Return the words of a report, which the parser may have taken for mails."""
    data = content_of(part)
    if part.is_multipart():
        data = b"\n".join(as_bytes(one) for one in _children(part))
        data = from_base64(data) if _encoding(part) == "base64" else data
    return decoded(data)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)]


def _one_of(inside: list[list[Version]]) -> Version:
    """Return the versions of an alternative as one version with both kinds of text."""
    flat = [version for versions in inside for version in versions]
    plain = [one.plain for one in flat if one.plain is not None]
    html = [one.html for one in flat if one.html is not None]
    return Version(
        "\n".join(plain) if plain else None, "\n".join(html) if html else None
    )


def _leaf(part: Message, kind: str, parts: Parts) -> list[Version]:
    data = content_of(part)
    name = _name_of(part)
    said = parameters(first(part, "Content-Type"))
    disposition = first(part, "Content-Disposition").partition(";")[0].strip().lower()
    is_body = kind in _BODIES and disposition != "attachment"
    if is_body and (not name or parts.count == 1):
        charset = said.get("charset", "")
        if charset and not is_known(charset):
            parts.notes.setdefault(
                "The mail names a character set that does not exist. Check its accents "
                "and signs."
            )
        text = decoded(data, charset)
        if kind == "text/html":
            return [Version(html=text)]
        if said.get("format", "").lower() == "flowed":
            text = unfolded(text, delete_space=said.get("delsp", "").lower() == "yes")
        return [Version(plain=text)]
    if kind in {"text/calendar", "application/ics"} or name.lower().endswith(".ics"):
        is_file = disposition == "attachment" or kind == "application/ics"
        parts.calendars.append(data)
        parts.is_invitation = parts.is_invitation or not is_file
    _attach(part, kind, data, name, disposition, parts)
    return []


def _attach(
    part: Message, kind: str, data: bytes, name: str, disposition: str, parts: Parts
) -> None:
    number = len(parts.attachments) + 1
    content_id = words_of(first(part, "Content-ID"), 200).strip("<> ")
    is_inline = bool(content_id) and disposition != "attachment"
    parts.attachments.append(
        Attachment(
            name=safe_name(name, number=number, content_type=kind),
            content_type=kind,
            content=data,
            is_inline=is_inline or (disposition == "inline" and "image/" in kind),
            content_id=content_id,
            note=_note(part, kind, data),
        )
    )


def _note(part: Message, kind: str, data: bytes) -> str:
    if kind in {"message/partial", "message/external-body"}:
        return "Only a piece of this file came with the mail."
    if not data:
        return "This file came without content."
    way = _encoding(part)
    if way == "base64" and not data.endswith(b"=") and _is_cut(part):
        return "This file did not come whole: its end is missing or damaged."
    return ""


def _is_cut(part: Message) -> bool:
    """Whether the written base64 cannot be whole: its length has no sense."""
    written = _written(part) or ""
    return len(re.sub(r"[^A-Za-z0-9+/=]", "", written)) % 4 != 0


def _attached_mail(part: Message, kind: str, parts: Parts) -> None:
    """Keep an attached mail as a file, and parsed."""
    inner = _children(part)[:1] if part.is_multipart() else []
    data = as_bytes(inner[0]) if inner else content_of(part)
    if not inner or _encoding(part) in {"base64", "quoted-printable"}:
        data = _unwrapped(data, _encoding(part))
        if is_too_deep(data):
            parts.notes.setdefault("An attached mail has parts too deep in each other.")
            inner = []
        else:
            inner = [parsed(data)]
    name = _name_of(part)
    if not name and inner:
        subject = words_of(first(inner[0], "Subject"), LONGEST_SUBJECT)
        name = f"{subject}.eml" if subject.strip() else ""
    number = len(parts.attachments) + 1
    safe = safe_name(name, number=number, content_type="message/rfc822")
    if not safe.lower().endswith(".eml"):
        safe += ".eml"
    parts.attachments.append(Attachment(safe, "message/rfc822", data))
    parts.inner += inner


def _unwrapped(data: bytes, way: str) -> bytes:
    """Return an attached mail without the encoding that it must not have, but has."""
    head, _, rest = data.partition(b"\n\n")
    if way == "base64" and b":" not in data[:200]:
        return from_base64(data)
    if way == "base64" and not head.strip():
        return from_base64(rest)
    return quopri.decodestring(data) if way == "quoted-printable" else data


def content_of(part: Message) -> bytes:
    """Return the bytes of a part, decoded as far as they can be."""
    written = _written(part)
    if written is None:
        return as_bytes(part)
    data = written.encode("ascii", "surrogateescape")
    way = _encoding(part)
    if way == "base64":
        return from_base64(data)
    if way == "quoted-printable":
        return quopri.decodestring(data)
    if way in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        found = part.get_payload(decode=True)
        return found if isinstance(found, bytes) else data
    is_damaged = len(_SOFT_BREAK.findall(data[:100_000])) >= 2
    if is_damaged and "text/" in content_type(part) and _ESCAPE.search(data):
        return quopri.decodestring(data)  # the header that says so was lost
    return data


def _written(part: Message) -> str | None:
    return part.written() if isinstance(part, Part) else None


def _encoding(part: Message) -> str:
    raw = first(part, "Content-Transfer-Encoding")
    return raw.partition(";")[0].strip().strip("\"'").lower()


def _name_of(part: Message) -> str:
    """Return the name of a file, as either header gives it."""
    disposition = parameters(first(part, "Content-Disposition"))
    named = parameters(first(part, "Content-Type"))
    return disposition.get("filename") or named.get("name") or ""


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
