"""Open files that are ZIP archives of XML parts, without trusting their content."""

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from documents.hidden.findings import CannotLook, Finding, block, counted, never

MOST_PARTS = 5_000
DEEPEST = 200  # elements within elements
MOST_UNPACKED = 400_000_000  # bytes
# Bytes of a part read as a whole; worksheets are streamed instead.
MOST_OF_A_PART = 40_000_000
# Bytes between two parts: a descriptor has 24 at most, some programs align their parts.
_LONGEST_GAP = 64
_HEADER, _END, _LONGEST_END = 30, 22, 22 + 0xFFFF  # bytes of an archive's own
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_RELS = re.compile(r"^(.*/)?_rels/([^/]*)\.rels$")

_DAMAGED = (
    BadZipFile,
    ZlibError,
    ValueError,
    EOFError,
    IndexError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class Relationship:
    """A link from one part to another, or to an outside target."""

    __slots__ = ("is_external", "kind", "target")

    def __init__(self, kind: str, target: str, *, is_external: bool) -> None:
        self.kind, self.target, self.is_external = kind, target, is_external


class Package:
    """The parts of a ZIP archive, each read within bounds."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = ZipFile(file)
            members = [info for info in self._zip.infolist() if not info.is_dir()]
        except _DAMAGED as why:
            raise CannotLook("is damaged") from why
        if len(members) > MOST_PARTS:
            raise CannotLook(f"is made of more than {MOST_PARTS:,} parts")
        if any(info.flag_bits & 1 for info in members):
            raise CannotLook("is encrypted. Save it without a password")
        self.sizes = {info.filename: info.file_size for info in members}
        if len(self.sizes) < len(members):
            raise CannotLook("has two parts of one name")
        if sum(self.sizes.values()) > MOST_UNPACKED:
            raise CannotLook(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
        self.names = frozenset(self.sizes)
        self._first = min((info.header_offset for info in members), default=0)
        self._comment = self._zip.comment
        self._unlisted = _bytes_unlisted(file, self._zip)

    def around(self) -> Iterator[Finding]:
        """Yield data before the archive, and any comment on the archive as a whole."""
        if self._first > 0:
            yield never(
                "data_around",
                "",
                "There is data before the beginning of this file that its program "
                "never shows. Save it afresh.",
            )
        if self._unlisted:
            yield never(
                "data_around",
                "",
                f"{counted(self._unlisted, 'byte')} between or after the parts of this "
                "file are no part of it: a part that was deleted, or data put there. "
                "Save it afresh.",
            )
        if self._comment:
            yield block(
                "archive_comment",
                "",
                "The archive that this file is has a comment. Save it afresh.",
            )

    def matching(self, pattern: str) -> list[str]:
        """Return the names of parts that match a whole pattern, in order."""
        return sorted(name for name in self.names if re.fullmatch(pattern, name))

    def read(self, name: str, most: int = MOST_OF_A_PART) -> bytes:
        """Return a part's bytes.

        Raises:
            CannotLook: The part is too large, or damaged.
        """
        if self.sizes[name] > most:
            raise CannotLook(f"has a part of more than {most // 1_000_000} MB")
        try:
            return self._zip.read(name)
        except _DAMAGED as why:
            raise CannotLook("is damaged") from why

    def xml(self, name: str) -> Element:
        """Return a part's XML.

        Raises:
            CannotLook: The part is too large, not XML, or defines entities of its own.
        """
        with _as_xml():
            root: Element = fromstring(self.read(name), forbid_dtd=True)
            return root

    def words(self, name: str) -> str:
        """Return the words of a part that may be XML in name only, as VML is."""
        text = self.read(name).decode("utf-8", "replace")
        return " ".join(unescape(_TAG.sub(" ", text)).split())

    def xml_if_there(self, name: str) -> Element | None:
        """Return a part's XML; None if there is no such part."""
        return self.xml(name) if name in self.names else None

    def stream(self, name: str, handle: Callable[[str, str, Element], None]) -> None:
        """Pass each element of a large part to `handle`, at its start and at its end.

        Args:
            name: The part.
            handle: Gets "start" or "end", the element's name without its namespace, and
                the element.

        Raises:
            CannotLook: As for `xml`.
        """
        depth = 0
        with _as_xml(), self._open(name) as part:
            for event, element in iterparse(part, ("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > DEEPEST:
                    raise CannotLook("is made of parts within parts without end")
                handle(event, local(element.tag), element)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return the links of a part, by their ids."""
        folder, base = posixpath.split(name)
        root = self.xml_if_there(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        made = {}
        for one in root:
            target = one.get("Target", "")
            is_external = one.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(
                    target[1:] if target.startswith("/") else f"{folder}/{target}"
                ).lstrip("/")
            made[one.get("Id", "")] = Relationship(
                one.get("Type", "").rsplit("/", 1)[-1], target, is_external=is_external
            )
        return made

    def mentioned(self, name: str, ids: set[str]) -> set[str]:
        """Return the ids of links, of these, that a part mentions."""
        found: set[str] = set()
        if name not in self.names:
            return found
        rest = b""
        with self._open(name) as part:
            while piece := part.read(1 << 20):
                text = rest + piece
                found |= {one for one in ids - found if b'"%b"' % one.encode() in text}
                rest = text[-200:]
        return found

    def all_relationships(self) -> Iterator[tuple[str, Relationship]]:
        """Yield every link in the file, with the part it is in."""
        for name in sorted(self.names):
            if match := _RELS.match(name):
                part = f"{match[1] or ''}{match[2]}"
                for one in self.relationships(part).values():
                    yield part, one

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as part:
                yield part
        except _DAMAGED as why:
            raise CannotLook("is damaged") from why


def _bytes_unlisted(file: BinaryIO, archive: ZipFile) -> int:
    """Return the number of bytes between the parts of an archive, and after its end."""
    found = 0
    members = sorted(archive.infolist(), key=lambda one: one.header_offset)
    begins = [one.header_offset for one in members[1:]] + [archive.start_dir]
    for one, next_begins in zip(members, begins, strict=True):
        file.seek(one.header_offset)
        header = file.read(_HEADER)
        names = int.from_bytes(header[26:28], "little")
        names += int.from_bytes(header[28:30], "little")
        gap = next_begins - one.header_offset - _HEADER - names - one.compress_size
        found += gap if gap > _LONGEST_GAP else 0
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - 2 * _LONGEST_END, 0))
    tail = file.read()
    end = tail.rfind(b"PK\5\6") + _END + len(archive.comment)
    return found + len(tail[end:].strip(b"\0\r\n "))


def local(tag: str) -> str:
    """Return an element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute in any namespace; "" if absent."""
    found = element.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.items() if local(key) == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child of one of these names, in any namespace."""
    if element is None:
        return None
    return next((one for one in element if local(one.tag) in names), None)


def find_all(root: Element, *names: str) -> Iterator[Element]:
    """Yield every element with one of these names, in any namespace."""
    wanted = set(names)
    for element in root.iter():
        if local(element.tag) in wanted:
            yield element


def text_of(root: Element) -> str:
    """Return all the words in an element."""
    return " ".join("".join(root.itertext()).split())


def is_on(value: str | None) -> bool:
    """Whether an attribute's value means "yes"."""
    return value in {"1", "true", "on"}


@contextmanager
def _as_xml() -> Iterator[None]:
    try:
        yield
    except DefusedXmlException as why:
        raise CannotLook("defines entities of its own, which no program does") from why
    except (ParseError, LookupError, UnicodeError) as why:
        raise CannotLook("is damaged") from why
