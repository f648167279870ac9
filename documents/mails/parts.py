"""Take a mail apart: its words in every version, its files, its attached mails."""

from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from documents.mails.characters import safe_name
from documents.mails.charsets import decoded, is_known
from documents.mails.content import (
    as_bytes,
    content_of,
    encoding,
    is_cut,
    is_too_deep,
    parsed,
    unwrapped,
)
from documents.mails.flowed import unfolded
from documents.mails.headers import content_type, first, from_base64, parameters
from documents.mails.headers import words as words_of
from documents.mails.limits import DEEPEST_PARTS, LONGEST_SUBJECT, MOST_PARTS
from documents.mails.mail import Attachment
from documents.mails.opening import is_mail_file, mail_in_file
from documents.mails.signed import signed_content
from documents.mails.winmail import NotAPacket, opened

_BODIES: Final = {"text/plain", "text/html"}
_WRAPPED: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_FOR_SIGNED: Final = 20  # parts: signed mails in signed mails are slow
_MAILS: Final = {"message/rfc822", "message/global", "message/news"}
_REPORTS: Final = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/global-delivery-status",
    "text/rfc822-headers",
    "message/rfc822-headers",
}


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
    """The parts of a mail, sorted.

    Attributes:
        versions: Its text, piece by piece from the top.
        attachments: Its files.
        inner: The attached mails as parsed.
        reports: The words of reports by machines: delivery, disposition, headers.
        types: The types of all parts.
        notes: What was left out.
        calendars: The entries for calendars.
        is_invitation: Whether such an entry is the mail itself, not a file with it.
        spare: The text in a winmail.dat, for a mail that has no other.
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
    spare: Version | None = None
    count: int = 0


def parts_of(message: Message) -> Parts:
    """Return the sorted parts of a parsed mail."""
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
    """Return the words of a report. The parser may have taken the report for mails."""
    data = content_of(part)
    if part.is_multipart():
        data = b"\n".join(as_bytes(one) for one in _children(part))
        data = from_base64(data) if encoding(part) == "base64" else data
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
    if kind in _WRAPPED and (mail := signed_content(data)) is not None:
        parts.count += _FOR_SIGNED
        if not is_too_deep(mail):
            parts.types.discard(kind)  # its words are not wrapped up any more
            return _walk(parsed(mail), parts, 0)
    # A part of parts without its boundary still has words.
    is_body = kind in _BODIES or kind.startswith("multipart/")
    is_body = is_body and disposition != "attachment"
    if is_body and name and parts.count > 1 and parts.spare is None:
        parts.spare = Version(plain=decoded(data, said.get("charset", "")))
    elif is_body and (not name or parts.count == 1):
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
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        return _packet(part, kind, data, name, disposition, parts)
    if kind in {"text/calendar", "application/ics"} or name.lower().endswith(".ics"):
        is_file = disposition == "attachment" or kind == "application/ics"
        parts.calendars.append(data)
        parts.is_invitation = parts.is_invitation or not is_file
    elif is_mail_file(name, kind, data):
        parts.inner += mail_in_file(data)
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


def _packet(
    part: Message, kind: str, data: bytes, name: str, disposition: str, parts: Parts
) -> list[Version]:
    """Take the files out of a winmail.dat. A damaged one is kept as it is."""
    try:
        packet = opened(data)
    except NotAPacket:
        _attach(part, kind, data, name or "winmail.dat", disposition, parts)
        parts.notes.setdefault(
            "The mail has a winmail.dat of Outlook that could not be opened. Its files "
            "are in there."
        )
        return []
    if packet.plain.strip() or packet.html.strip():
        parts.spare = Version(packet.plain or None, packet.html or None)
    for file in packet.files[:MOST_PARTS]:
        number = len(parts.attachments) + 1
        if file.is_mail:
            inner = parsed(file.content)
            named = file.name or words_of(first(inner, "Subject"), LONGEST_SUBJECT)
            _keep_mail(named, file.content, inner, parts)
            continue
        parts.attachments.append(
            Attachment(
                name=safe_name(
                    file.name, number=number, content_type=file.content_type
                ),
                content_type=file.content_type,
                content=file.content,
                is_inline=bool(file.content_id),
                content_id=file.content_id.strip("<> "),
            )
        )
    return []


def _note(part: Message, kind: str, data: bytes) -> str:
    if kind in {"message/partial", "message/external-body"}:
        return "Only a piece of this file came with the mail."
    if not data:
        return "This file came without content."
    if is_cut(part):
        return "This file did not come whole: its end is missing or damaged."
    return ""


def _attached_mail(part: Message, kind: str, parts: Parts) -> None:
    """Keep an attached mail as a file, and parsed."""
    inner = _children(part)[:1] if part.is_multipart() else []
    data = as_bytes(inner[0]) if inner else content_of(part)
    if not inner or encoding(part) in {"base64", "quoted-printable"}:
        data = unwrapped(data, encoding(part))
        if is_too_deep(data):
            parts.notes.setdefault("An attached mail has parts too deep in each other.")
            inner = []
        else:
            inner = [parsed(data)]
    named = _name_of(part)
    if not named and inner:
        named = words_of(first(inner[0], "Subject"), LONGEST_SUBJECT)
    _keep_mail(named, data, inner[0] if inner else None, parts)


def _keep_mail(name: str, data: bytes, mail: Message | None, parts: Parts) -> None:
    number = len(parts.attachments) + 1
    safe = safe_name(name, number=number, content_type="message/rfc822")
    if not safe.lower().endswith(".eml"):
        safe += ".eml"
    parts.attachments.append(Attachment(safe, "message/rfc822", data))
    if mail is not None:
        parts.inner.append(mail)


def _name_of(part: Message) -> str:
    """Return the name of a file, as either header gives it."""
    disposition = parameters(first(part, "Content-Disposition"))
    named = parameters(first(part, "Content-Type"))
    return disposition.get("filename") or named.get("name") or ""
