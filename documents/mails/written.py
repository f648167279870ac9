"""Write the facts of an Outlook message as a plain mail, for the reader of mails."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.mails.characters import on_one_line
from documents.mails.limits import LONGEST_HEADER


@dataclass
class Written:
    """A mail to be written.

    Attributes:
        headers: Names and values.
        plain: The text; "" if there is none.
        html: The HTML; "" if there is none.
        files: The files: name, type, content, and the name by which HTML shows it.
        mails: Attached mails, each with its name, already written.
    """

    headers: list[tuple[str, str]] = field(default_factory=list)
    plain: str = ""
    html: str = ""
    files: list[tuple[str, str, bytes, str]] = field(default_factory=list)
    mails: list[tuple[str, bytes]] = field(default_factory=list)


def as_mail(written: Written) -> bytes:
    """Return a mail as bytes."""
    texts = [
        _part(f"text/{kind}; charset=utf-8", text.encode("utf-8", "replace"))
        for kind, text in (("plain", written.plain), ("html", written.html))
        if text
    ]
    parts = [_around("alternative", texts)] if len(texts) > 1 else texts
    parts += [_file(*one) for one in written.files]
    parts += [_attached(*one) for one in written.mails]
    lines = [
        f"{name}: {on_one_line(value, LONGEST_HEADER)}"
        for name, value in written.headers
        if value.strip()
    ]
    head = "\n".join([*lines, "MIME-Version: 1.0", ""]).encode("utf-8", "replace")
    return head + _around("mixed", parts)


def _around(kind: str, parts: Sequence[bytes]) -> bytes:
    """Return parts as one part. No part has the boundary: it names their hash."""
    said = hashlib.sha256(kind.encode())
    for part in parts:
        said.update(part)
    mark = f"=_{said.hexdigest()[:32]}".encode()
    head = b'Content-Type: multipart/%b; boundary="%b"\n\n' % (kind.encode(), mark)
    inside = b"".join(b"--%b\n%b\n" % (mark, part) for part in parts)
    return head + inside + b"--%b--\n" % mark


def _part(content_type: str, content: bytes, *more: str) -> bytes:
    lines = [f"Content-Type: {content_type}", *more]
    head = "\n".join([*lines, "Content-Transfer-Encoding: base64", "", ""])
    return head.encode("utf-8", "replace") + base64.encodebytes(content)


def _file(name: str, content_type: str, content: bytes, content_id: str) -> bytes:
    way = "inline" if content_id else "attachment"
    more = [f'Content-Disposition: {way}; filename="{_quoted(name)}"']
    if content_id:
        more.append(f"Content-ID: <{on_one_line(content_id, 200)}>")
    return _part(on_one_line(content_type, 100), content, *more)


def _attached(name: str, mail: bytes) -> bytes:
    head = f'Content-Type: message/rfc822; name="{_quoted(name)}"\n\n'
    return head.encode("utf-8", "replace") + mail


def _quoted(name: str) -> str:
    return on_one_line(name, 300).replace("\\", "/").replace('"', "'")
