"""Read a mail in a separate, confined process."""

import json
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final

from documents.files.sandbox import Crashed, GivenUp, run_apart_for_bytes
from documents.mails.mail import Address, Attachment, Bounce, Kind, Mail
from documents.mails.reading import broken, read_mail

# A mail with a file of 60 MB takes four seconds, 5 MB of HTML take five.
_MOST_SECONDS: Final = 60
_MOST_WAITING: Final = 100  # a busy machine gives the process a part of its time
# A mail is held as bytes, as text and decoded at the same time.
MEMORY_BYTES: Final = 3 * 1024**3
_TOO_MUCH: Final = (
    "Reading this mail took too long, so it was given up. Its files are in the mail as "
    "it came, which is kept."
)
_CRASHED: Final = (
    "This mail is made in a way that breaks its reader. Its files are in the mail as "
    "it came, which is kept."
)
_MOMENTS: Final = ("sent_at", "received_at")
_PEOPLE: Final = ("reply_to", "to", "cc")


def read_apart(
    raw: bytes, *, seconds: float = _MOST_SECONDS, waiting: float = _MOST_WAITING
) -> Mail:
    """Return the content of a mail, read in a process limited in time and memory.

    A mail that takes too much, or breaks its reader, is returned as broken.

    Args:
        raw: The bytes of the mail.
        seconds: The processor time allowed.
        waiting: The seconds to wait for the process.
    """
    try:
        answer = run_apart_for_bytes(
            "documents.mails",
            data=raw,
            seconds=seconds,
            waiting=waiting,
        )
        return unpacked(answer)
    except Crashed:
        return broken(raw, _CRASHED)
    except GivenUp:
        return broken(raw, _TOO_MUCH)
    except (ValueError, KeyError, TypeError):
        return broken(raw, _CRASHED)


def packed_mail(raw: bytes) -> bytes:
    """Return the content of a mail in the form for `unpacked`."""
    return packed(read_mail(raw))


def packed(mail: Mail) -> bytes:
    """Return a mail as bytes: a line of JSON, then the contents of its files."""
    contents: list[bytes] = []
    facts = json.dumps(_plain(mail, contents))
    return b"".join([facts.encode(), b"\n", *contents])


def unpacked(data: bytes) -> Mail:
    """Return the mail from the bytes of `packed`.

    Raises:
        ValueError, KeyError, TypeError: The bytes are something else.
    """
    head, mark, contents = data.partition(b"\n")
    if not mark:
        raise ValueError("No mail was written.")
    return _mail(json.loads(head), _Contents(contents))


class _Contents:
    """The contents of files, taken one after another."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._at = 0

    def take(self, size: int) -> bytes:
        content = bytes(self._data[self._at : self._at + size])
        if len(content) != size:
            raise ValueError("A file is missing.")
        self._at += size
        return content


def _plain(mail: Mail, contents: list[bytes]) -> dict[str, Any]:
    """Return the facts of a mail for JSON, and put its files in `contents`."""
    kept: dict[str, Any] = {
        field.name: getattr(mail, field.name) for field in fields(Mail)
    }
    for name in _MOMENTS:
        kept[name] = kept[name].isoformat() if kept[name] else None
    kept["sender"] = _person(mail.sender) if mail.sender else None
    for name in _PEOPLE:
        kept[name] = [_person(one) for one in kept[name]]
    kept["bounce"] = _fields(mail.bounce) if mail.bounce else None
    files = []
    for attachment in mail.attachments:
        contents.append(attachment.content)
        size = len(attachment.content)
        files.append({**_fields(replace(attachment, content=b"")), "content": size})
    kept["attachments"] = files
    kept["mails"] = [_plain(one, contents) for one in mail.mails]
    return kept


def _person(address: Address) -> list[str]:
    return [address.name, address.address]


def _fields(thing: Attachment | Bounce) -> dict[str, Any]:
    found = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: "" if value == b"" else value for name, value in found.items()}


def _mail(kept: dict[str, Any], contents: _Contents) -> Mail:
    facts: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in kept.items()
    }
    for name in _MOMENTS:
        facts[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
    facts["sender"] = Address(*kept["sender"]) if kept["sender"] else None
    for name in _PEOPLE:
        facts[name] = tuple(Address(*one) for one in kept[name])
    facts["kind"] = Kind(kept["kind"])
    if told := kept["bounce"]:
        facts["bounce"] = Bounce(**{**told, "message_ids": tuple(told["message_ids"])})
    facts["attachments"] = tuple(
        Attachment(**{**one, "content": contents.take(one["content"])})
        for one in kept["attachments"]
    )
    facts["mails"] = tuple(_mail(one, contents) for one in kept["mails"])
    return Mail(**facts)
