"""Open winmail.dat (TNEF), Outlook's packet for files."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

from documents.mails.characters import on_one_line
from documents.mails.charsets import decoded
from documents.mails.limits import DEEPEST_MAILS, MOST_PARTS
from documents.mails.rtf import decompressed, words_of
from documents.mails.written import Written, as_mail

MAGIC: Final = b"\x78\x9f\x3e\x22"
_MOST_PROPERTIES: Final = 5_000
_EMBEDDED_MESSAGE: Final = bytes.fromhex("0703020000000000c000000000000046")
# Attributes of the packet (MS-OXTNEF).
_SUBJECT, _BODY, _CODE_PAGE = 0x8004, 0x800C, 0x9007
_MESSAGE_ID, _SENT, _PROPERTIES = 0x8009, 0x8005, 0x9003
_FILE_BEGINS, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Properties of a message or a file (MS-OXPROPS).
_PLAIN, _HTML, _RICH, _INTERNET_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_TITLE, _SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0037, 0x0C1A, 0x0C1F, 0x5D01
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3707, 0x3704, 0x3001
_MIME_TYPE, _CONTENT_ID, _DATA = 0x370E, 0x3712, 0x3701
_WORDS: Final = {0x1E, 0x1F}  # types of properties with text


class NotAPacket(Exception):
    """A file is no winmail.dat, or is damaged."""


@dataclass
class Packed:
    """A file from a packet.

    Attributes:
        name: Its name; "" if none.
        content_type: Its type; "" if none.
        content: Its bytes; those of a mail for a message.
        content_id: The name by which the text shows it.
        is_mail: Whether the content is a message written as a plain mail.
    """

    name: str = ""
    content_type: str = ""
    content: bytes = b""
    content_id: str = ""
    is_mail: bool = False


@dataclass
class Packet:
    """The text and files of a winmail.dat."""

    plain: str
    html: str
    files: list[Packed]


def opened(data: bytes) -> Packet:
    """Return the content of a winmail.dat.

    Raises:
        NotAPacket: The file is something else, or is damaged.
    """
    written = _read(data, depth=0)
    files = [
        Packed(name, kind, content, content_id)
        for name, kind, content, content_id in written.files
    ]
    files += [Packed(name, content=mail, is_mail=True) for name, mail in written.mails]
    return Packet(written.plain, written.html, files)


def _read(data: bytes, depth: int) -> Written:
    if not data.startswith(MAGIC):
        raise NotAPacket
    written = Written()
    page = "cp1252"
    about: dict[int, Any] = {}
    files: list[dict[int, Any]] = []
    try:
        for level, name, value in _attributes(data):
            if name == _CODE_PAGE and len(value) >= 4:
                page = f"cp{struct.unpack_from('<I', value)[0]}"
            elif name == _FILE_BEGINS and len(files) < MOST_PARTS:
                files.append({})
            elif level == 2 and files and name == _FILE_PROPERTIES:
                files[-1] |= _properties(value, page)
            elif level == 2 and files and name in {_FILE_TITLE, _FILE_DATA}:
                files[-1][name] = value
            elif name == _PROPERTIES:
                about |= _properties(value, page)
            elif name in {_SUBJECT, _BODY, _MESSAGE_ID, _SENT}:
                about.setdefault(-name, value)
    except (struct.error, ValueError, IndexError, TypeError, OverflowError) as error:
        raise NotAPacket from error
    _texts(about, page, written)
    written.headers = _headers(about, page)
    for facts in files:
        _file(facts, page, written, depth)
    return written


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield each attribute: its level, its number and its bytes."""
    at = 6
    while at + 11 <= len(data):
        level, name, _, size = struct.unpack_from("<BHHI", data, at)
        value = data[at + 9 : at + 9 + size]
        if level not in {1, 2} or len(value) < size:
            raise NotAPacket
        yield level, name, value
        at += size + 11
    if data[at:].strip(b"\0"):
        raise NotAPacket


def _properties(value: bytes, page: str) -> dict[int, Any]:
    """Return properties by number: text, or bytes."""
    from tnefparse.mapi import decode_mapi

    # The library would go on as often as the count says, however short the data.
    (count,) = struct.unpack_from("<I", value)
    if count > min(_MOST_PROPERTIES, len(value) // 4):
        raise NotAPacket
    found: dict[int, Any] = {}
    for one in decode_mapi(value, "latin-1"):
        raw = one.raw_data
        if not isinstance(raw, list):
            found.setdefault(one.name, raw)
        elif one.attr_type in _WORDS:
            text = "".join(map(str, raw)).replace("\0", "")
            if one.attr_type == 0x1E:
                text = decoded(text.encode("latin-1", "replace"), page)
            found.setdefault(one.name, text)
        else:
            found.setdefault(one.name, b"".join(raw))
    return found


def _texts(about: dict[int, Any], page: str, written: Written) -> None:
    inner_page = about.get(_INTERNET_PAGE)
    if isinstance(inner_page, bytes) and len(inner_page) >= 4:
        page = f"cp{struct.unpack_from('<I', inner_page)[0]}"
    page = "utf-8" if page == "cp65001" else page
    written.plain = _as_text(about.get(_PLAIN), page)
    written.html = _as_text(about.get(_HTML), page)
    rich = about.get(_RICH)
    if isinstance(rich, bytes) and not written.html:
        words = words_of(decompressed(rich))
        if words.is_html:
            written.html = words.text
        elif not written.plain.strip():
            written.plain = words.text
    if not written.plain.strip():
        written.plain = _as_text(about.get(-_BODY), page)


def _headers(about: dict[int, Any], page: str) -> list[tuple[str, str]]:
    """Return the headers of an attached message."""
    subject = about.get(_TITLE) or about.get(-_SUBJECT)
    name = _as_text(about.get(_SENDER_NAME), page).replace('"', "'")
    address = _as_text(about.get(_SENDER_SMTP), page) or _as_text(
        about.get(_SENDER_ADDRESS), page
    )
    address = address if "@" in address else ""
    return [
        ("From", f'"{name}" <{address}>' if name or address else ""),
        ("Subject", _as_text(subject, page)),
        ("Date", _date(about.get(-_SENT))),
        ("Message-ID", _as_text(about.get(-_MESSAGE_ID), page)),
    ]


def _date(value: Any) -> str:
    if not isinstance(value, bytes) or len(value) < 12:
        return ""
    try:
        return format_datetime(
            datetime(*struct.unpack_from("<6H", value), tzinfo=UTC)  # type: ignore[misc]
        )
    except ValueError:
        return ""


def _as_text(value: Any, page: str) -> str:
    if isinstance(value, bytes):
        return decoded(value.rstrip(b"\0"), page).replace("\0", "")
    return value if isinstance(value, str) else ""


def _file(facts: dict[int, Any], page: str, written: Written, depth: int) -> None:
    names = (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _FILE_TITLE)
    name = next(filter(None, (_as_text(facts.get(one), page) for one in names)), "")
    held = facts.get(_DATA)
    inner = held if isinstance(held, bytes) else b""
    content = facts.get(_FILE_DATA)
    if inner.startswith(_EMBEDDED_MESSAGE) and depth <= DEEPEST_MAILS:
        try:
            mail = as_mail(_read(inner[len(_EMBEDDED_MESSAGE) :], depth + 1))
        except NotAPacket:
            content = inner
        else:
            written.mails.append((name.removesuffix(".msg"), mail))
            return
    kind = on_one_line(_as_text(facts.get(_MIME_TYPE), page), 100).lower()
    content_id = on_one_line(_as_text(facts.get(_CONTENT_ID), page), 200)
    kind = kind or "application/octet-stream"
    written.files.append((name, kind, content or inner, content_id))
