"""Read a message saved by Outlook (.msg)."""

import re
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from documents.mails.charsets import decoded
from documents.mails.limits import DEEPEST_MAILS, MOST_PARTS
from documents.mails.rtf import decompressed, words_of
from documents.mails.written import Written, as_mail

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The kind of item for Outlook, such as "IPM.Note".
CLASS_HEADER: Final = "X-Outlook-Message-Class"
_MOST_STREAMS: Final = 20_000
_MESSAGE_STREAM: Final = "__properties_version1.0"
# Properties by number (MS-OXPROPS), without a name in the library.
_REFERENCES: Final = 0x1039
_IN_REPLY_TO: Final = 0x1042
_SENDER_SMTP: Final = 0x5D01
_REPRESENTED_SMTP: Final = 0x5D02
_EMBEDDED: Final = "__substg1.0_3701000D"
_RECIPIENTS: Final = {1: "To", 2: "Cc"}
_OF_CONTENT: Final = re.compile(r"content-|mime-version", re.IGNORECASE)


class NotAMessage(Exception):
    """A file of Outlook's format, but no message, or a damaged message."""


def as_plain_mail(raw: bytes) -> bytes:
    """Return a message of Outlook as a plain mail, its attached messages included.

    Raises:
        NotAMessage: The file is something else, or is damaged.
    """
    from olefile import OleFileIO
    from oxmsg.message import Message
    from oxmsg.storage import Storage

    try:
        with OleFileIO(raw) as ole:
            entries = [one for one in ole.direntries if one is not None]
            size = sum(one.size for one in entries if one.entry_type == 2)
            # Streams with shared sectors would unpack to far more than the file.
            if len(entries) > _MOST_STREAMS or size > 2 * len(raw) + 1_000_000:
                raise NotAMessage
            if not ole.exists(_MESSAGE_STREAM):
                raise NotAMessage
            storage = Storage.from_ole(ole)
        return as_mail(_written(Message(storage), storage, depth=0))
    except NotAMessage:
        raise
    except Exception as error:  # a damaged file makes its reader fail in any way
        raise NotAMessage from error


def _written(message: Any, storage: Any, depth: int) -> Written:
    from oxmsg.domain import constants as c

    properties = message.properties
    written = Written(headers=_headers(message))
    written.plain = _text(properties, c.PID_BODY)
    html = _safely(lambda: properties.binary_prop_value(c.PID_HTML))
    if html:
        encoding = _safely(lambda: properties.body_encoding) or ""
        written.html = decoded(html, str(encoding))
    else:
        written.html = _text(properties, c.PID_BODY_HTML)
    if not written.html and not written.plain.strip():
        compressed = _safely(lambda: properties.binary_prop_value(c.PID_RTF_COMPRESSED))
        found = words_of(decompressed(compressed or b""))
        written.html = found.text if found.is_html else ""
        written.plain = "" if found.is_html else found.text
    for attachment in list(message.attachments)[:MOST_PARTS]:
        _attach(attachment, written, depth)
    return written


def _headers(message: Any) -> list[tuple[str, str]]:
    """Return the headers of a message: as they came by mail, the rest as Outlook has.

    A message that never left Exchange has no headers, only Outlook's properties.
    """
    from oxmsg.domain import constants as c

    properties = message.properties
    came = _text(properties, c.PID_TRANSPORT_MESSAGE_HEADERS)
    headers = [one for one in _split(came) if not _OF_CONTENT.match(one[0])]
    known = {name.lower() for name, _ in headers}
    address = (
        _text(properties, _SENDER_SMTP)
        or _text(properties, _REPRESENTED_SMTP)
        or _text(properties, c.PID_SENDER_EMAIL_ADDRESS)
    )
    moments = (c.PID_CLIENT_SUBMIT_TIME, c.PID_MESSAGE_DELIVERY_TIME)
    sent = next(filter(None, (_moment(properties, one) for one in moments)), None)
    people: dict[str, list[str]] = {"To": [], "Cc": []}
    for recipient in list(message.recipients)[:MOST_PARTS]:
        name = _RECIPIENTS.get(_kind(recipient))
        if name:
            people[name].append(_person(*_named(recipient)))
    others = [
        ("From", _person(_text(properties, c.PID_SENDER_NAME), address)),
        *((name, ", ".join(found)) for name, found in people.items()),
        ("Subject", _text(properties, c.PID_SUBJECT)),
        ("Date", format_datetime(sent) if sent else ""),
        (CLASS_HEADER, _safely(lambda: message.message_class) or ""),
        ("Message-ID", _text(properties, c.PID_INTERNET_MESSAGE_ID)),
        ("In-Reply-To", _text(properties, _IN_REPLY_TO)),
        ("References", _text(properties, _REFERENCES)),
    ]
    return [*headers, *(one for one in others if one[0].lower() not in known)]


def _split(headers: str) -> list[tuple[str, str]]:
    unfolded = re.sub(r"\r?\n[ \t]+", " ", headers)
    pairs = (line.partition(":") for line in unfolded.splitlines())
    return [
        (name.strip(), value.strip())
        for name, mark, value in pairs
        if mark and re.fullmatch(r"[!-9;-~]{1,80}", name.strip())
    ]


def _kind(recipient: Any) -> int:
    from oxmsg.domain import constants as c

    found = _safely(lambda: recipient.properties.int_prop_value(c.PID_RECIPIENT_TYPE))
    return int(found or 1)


def _named(recipient: Any) -> tuple[str, str]:
    name = _safely(lambda: recipient.name) or ""
    return str(name), str(_safely(lambda: recipient.email_address) or "")


def _person(name: str, address: str) -> str:
    shown = name.replace('"', "'").replace("\\", "")
    # An address of Exchange's own, "/o=…", means nothing outside.
    plain = address if "@" in address else ""
    return f'"{shown}" <{plain}>' if shown or plain else ""


def _attach(attachment: Any, written: Written, depth: int) -> None:
    from oxmsg.domain import constants as c
    from oxmsg.message import Message

    properties = attachment.properties
    name = (
        _text(properties, c.PID_ATTACH_LONG_FILENAME)
        or _text(properties, c.PID_ATTACH_FILENAME)
        or _text(properties, c.PID_DISPLAY_NAME)
    )
    storage = attachment._storage  # the library does not open attached messages
    inner = [one for one in storage.storages if one.name == _EMBEDDED]
    if inner and depth < DEEPEST_MAILS + 1:
        within = _Embedded(Message(inner[0]), inner[0])
        mail = as_mail(_written(within, inner[0], depth + 1))
        written.mails.append((name.removesuffix(".msg"), mail))
        return
    content = _safely(lambda: attachment.file_bytes) or b""
    kind = _text(properties, c.PID_ATTACH_MIME_TAG) or "application/octet-stream"
    content_id = _text(properties, c.PID_ATTACH_CONTENT_ID)
    written.files.append((name, kind, content, content_id))


class _Embedded:
    """A message attached to another: its properties begin eight bytes earlier."""

    def __init__(self, message: Any, storage: Any) -> None:
        from oxmsg.properties import Properties

        self.attachments = message.attachments
        self.recipients = message.recipients
        self.message_class = ""
        self.properties = Properties(storage, properties_header_offset=24)


def _text(properties: Any, pid: int) -> str:
    found = _safely(lambda: properties.str_prop_value(pid))
    return str(found).replace("\0", "") if found else ""


def _moment(properties: Any, pid: int) -> datetime | None:
    found = _safely(lambda: properties.date_prop_value(pid))
    return found if isinstance(found, datetime) else None


def _safely(read: Callable[[], Any]) -> Any:
    """Return the value read, or None where the file is damaged."""
    try:
        return read()
    except Exception:  # the library fails in many ways on damaged properties
        return None
