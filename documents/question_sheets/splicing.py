"""Change single elements of an XML part and leave every other byte as it was."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers.expat import ExpatError, ParserCreate

from documents.question_sheets.sheets import Refused

DAMAGED: Final = "This workbook is damaged, or protected by a password."
_DEEPEST: Final = 200
# Characters that XML has no place for.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@dataclass(slots=True)
class Element:
    """An element of a part.

    Attributes:
        name: Its name without a prefix.
        attributes: Its attributes, without prefixes.
        start: The place of its first byte.
        opened: The place behind its opening tag.
        end: The place behind its last byte.
        prefix: The prefix of its name as written, such as "x:"; "" for none.
        is_closed: Whether it is one tag without content.
    """

    name: str
    attributes: dict[str, str]
    start: int
    opened: int
    end: int = 0
    prefix: str = ""
    is_closed: bool = False


@dataclass(slots=True)
class Splices:
    """Changes to a part, made together."""

    part: bytes
    _made: list[tuple[int, int, bytes]] = field(default_factory=list)

    def put(self, start: int, end: int, written: str) -> None:
        """Put text in place of the bytes from `start` to `end`."""
        self._made.append((start, end, written.encode()))

    def done(self) -> bytes:
        """Return the part with its changes."""
        pieces, at = [], 0
        for start, end, written in sorted(self._made, key=lambda one: one[:2]):
            pieces += [self.part[at:start], written]
            at = end
        return b"".join([*pieces, self.part[at:]])


def walk(
    part: bytes,
    *,
    begun: Callable[[Element, list[Element]], None],
    ended: Callable[[Element, list[Element]], None],
    said: Callable[[str, list[Element]], None] = lambda text, above: None,
) -> dict[str, str]:
    """Read a part, and tell of each element with the elements around it.

    Args:
        part: The bytes of an XML part in UTF-8.
        begun: Called when an element begins.
        ended: Called when its end is known.
        said: Called with text, and the elements around it.

    Returns:
        The prefix as written of each namespace: "text:", or "" for the usual one.

    Raises:
        Refused: The part is no XML in UTF-8, or defines entities.
    """
    parser = ParserCreate(namespace_separator=" ")
    prefixes: dict[str, str] = {}
    above: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        if len(above) >= _DEEPEST:
            raise Refused(DAMAGED)
        opened = _end_of_tag(part, at)
        written = re.match(rb"<([^\s/>]+)", part[at : at + 200])
        qualified = written[1].decode() if written else ""
        made = Element(
            name=_local(name),
            attributes={_local(key): value for key, value in attributes.items()},
            start=at,
            opened=opened,
            prefix=qualified[: qualified.find(":") + 1],
            is_closed=part[opened - 2 : opened] == b"/>",
        )
        begun(made, above)
        above.append(made)

    def end(_: str) -> None:
        made = above.pop()
        at = parser.CurrentByteIndex
        made.end = made.opened if made.is_closed else _end_of_tag(part, at)
        ended(made, above)

    def forbid(*_: Any) -> None:
        raise Refused(DAMAGED)

    def declared(prefix: str | None, uri: str) -> None:
        prefixes.setdefault(uri, f"{prefix}:" if prefix else "")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: said(text, above)
    parser.StartDoctypeDeclHandler = forbid
    parser.StartNamespaceDeclHandler = declared
    encoding = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([^\"']+)", part[:200])
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}
    ):
        raise Refused("This workbook is written in a way that is not read.")
    try:
        parser.Parse(part, True)
    except ExpatError as why:
        raise Refused(DAMAGED) from why
    return prefixes


def escaped(text: str) -> str:
    """Return text for an element or an attribute, without what XML has no place for."""
    clean = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_SIGNS.get(char, char) for char in clean)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _end_of_tag(part: bytes, at: int) -> int:
    """Return the place behind a tag; a sign within quotation marks is no end."""
    quoted = 0
    for place in range(at, len(part)):
        byte = part[place]
        if quoted:
            quoted = 0 if byte == quoted else quoted
        elif byte in b"\"'":
            quoted = byte
        elif byte == 0x3E:  # >
            return place + 1
    raise Refused(DAMAGED)
