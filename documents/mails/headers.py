"""Read the headers of a mail: words, addresses, ids, moments and parameters.

Every function takes the raw value, as the parser found it. The standard library's
own reader of headers fails on hostile values and takes quadratic time.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from documents.mails.characters import on_one_line
from documents.mails.charsets import decoded
from documents.mails.limits import LONGEST_HEADER

_WORD: Final = re.compile(
    r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,4000})\?="
)
_BETWEEN: Final = re.compile(r"(\?=)\s+(?==\?)")
_FOLD: Final = re.compile(r"\r\n|\r|\n")
_PARAMETER: Final = re.compile(
    r"""([^\s=;"]{1,80})\s*+=\s*+(?:"((?:[^"\\]|\\.)*)"?|([^;]*))""", re.DOTALL
)
_NUMBERED: Final = re.compile(r"([^*]+)\*(\d{1,3})?(\*)?")
# Halves of characters without a byte of their own.
_OTHER_HALVES: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_ZONE_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_OLDEST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100


class RawPolicy(Compat32):
    """Keep each header as it came: our own functions read it."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the raw value."""
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as it came."""
        line = f"{name}: {value}{self.linesep}"
        return line.encode("ascii", "surrogateescape")


RAW: Final = RawPolicy(max_line_length=0, mangle_from_=False)


def first(message: Message, name: str) -> str:
    """Return the raw value of a header, "" if it is missing, cut where far too long."""
    return str(message.get(name) or "")[:LONGEST_HEADER]


def every(message: Message, name: str, most: int = 100) -> list[str]:
    """Return the raw values of all headers of a name, from the top."""
    values: list[Any] = message.get_all(name) or []
    return [str(value)[:LONGEST_HEADER] for value in values[:most]]


def words(raw: str, most: int) -> str:
    """Return the words of a header on one line, decoded."""
    return on_one_line(decoded_words(raw), most)


def decoded_words(raw: str) -> str:
    """Return a header with its encoded words decoded (RFC 2047).

    A character may be cut between two encoded words: neighbours of one charset are
    joined before they are decoded. Bytes that were not encoded at all are read too.
    """
    text = _BETWEEN.sub(r"\1", _FOLD.sub("", _plain(raw)))
    pieces: list[str] = []
    data, charset, end = b"", "", 0
    for found in _WORD.finditer(text):
        if found.start() > end or found[1].lower() != charset:
            pieces.append(decoded(data, charset))
            data = b""
        pieces.append(text[end : found.start()])
        data += _bytes_of_word(found[2], found[3])
        charset, end = found[1].lower(), found.end()
    return "".join([*pieces, decoded(data, charset), text[end:]])


def _plain(raw: str) -> str:
    """Return a raw value with bytes beyond ASCII decoded."""
    if raw.isascii():
        return raw
    fit = _OTHER_HALVES.sub("\ufffd", raw)
    return decoded(fit.encode("utf-8", "surrogateescape"))


def _bytes_of_word(way: str, written: str) -> bytes:
    if way in "bB":
        return from_base64(written.encode("ascii", "ignore"))
    return quopri.decodestring(written.encode("utf-8", "replace"), header=True)


def from_base64(data: bytes) -> bytes:
    """Return decoded base64, without raising for damaged input."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))


def parameters(raw: str) -> dict[str, str]:
    """Return the parameters of a header such as Content-Type, names in lower case.

    Values in pieces and in other charsets (RFC 2231), encoded words, and values
    without quotation marks around their spaces are read.
    """
    _, _, rest = _FOLD.sub("", _plain(raw)).partition(";")
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(rest):
        name, quoted, bare = match[1].lower(), match[2], match[3]
        value = bare.strip() if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        if part := _NUMBERED.fullmatch(name):
            kept = pieces.setdefault(part[1], {})
            kept[int(part[2] or 0)] = value, bool(part[3]) or part[2] is None
        else:
            found.setdefault(name, decoded_words(value))
    for name, kept in pieces.items():
        found[name] = _joined([kept[number] for number in sorted(kept)])
    return found


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """Return a value from its pieces. The first may name a charset."""
    charset, data = "", b""
    for number, (value, is_encoded) in enumerate(pieces):
        if is_encoded and number == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if is_encoded else value.encode()
    return decoded(data, charset)


def content_type(message: Message) -> str:
    """Return the claimed type of a part, in lower case; its usual type if none."""
    raw = first(message, "Content-Type").partition(";")[0].strip().lower()
    if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,100}", raw, re.ASCII):
        return raw
    return "application/octet-stream" if raw else str(message.get_default_type())


def moment(raw: str) -> datetime | None:
    """Return a date of a header in UTC, or None where it says none.

    A date without a zone is taken for UTC. Years before 1990 are wrong clocks.
    """
    try:
        found = parsedate_to_datetime(_ZONE_IN_BRACKETS.sub("", raw[:200]).strip())
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        at = aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if _OLDEST_YEAR <= at.year < _LAST_YEAR else None


def received(message: Message) -> datetime | None:
    """Return the moment of the newest Received header with a date."""
    for raw in every(message, "Received"):
        if at := moment(raw.rpartition(";")[2]):
            return at
    return None


def all_text(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the name and the raw value of each header."""
    for name, value in message.raw_items():
        yield name, str(value)[:LONGEST_HEADER]
