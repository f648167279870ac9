"""Check a PDF for earlier versions of itself, and for pieces nothing leads to."""

import re
from collections.abc import Iterator, Set
from itertools import islice

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from documents.hidden.findings import CannotLook, Finding, block, counted, quoted
from documents.hidden.pdf.walking import data_of, resolved
from documents.hidden.words import says_something

MOST_OBJECTS = 200_000
_HINTS = re.compile(rb"/H\s*\[([\d\s]+)\]")
_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_BODY = re.compile(rb"[\r\n](\d{1,9}) \d{1,5} obj\b")
_MOST_STRAY, _MOST_BODY = 1_000, 200_000  # objects, and bytes of each
_SECTION = re.compile(rb"startxref\s+\d+\s*(?:%%EOF)?")
_SHOWN = re.compile(
    rb"\(((?:[^()\\]|\\.)*)\)\s*(?:Tj|'|\")|\[((?:[^\]\\]|\\.)*)\]\s*TJ"
)
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")


def look_at_versions(content: bytes) -> Iterator[Finding]:
    """Yield changes appended to the file, which still holds the original."""
    *parts, rest = _SECTION.split(content)
    is_linear = b"/Linearized" in content[:2048]
    later = [part for part in parts[1:] if _OBJECT.search(part)]
    if len(later) > is_linear:
        yield block(
            "earlier_versions",
            "",
            "It was changed after it was made, and keeps what it was before. Print it "
            "to a new PDF.",
        )
    rest = rest.removeprefix(b"%%EOF").strip(b"\0\r\n\t ")
    if rest:
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest), 'byte')} follow its end. Print it to a PDF.",
        )


def look_at_loose(
    reader: PdfReader, content: bytes, reached: Set[int]
) -> Iterator[Finding]:
    """Yield pages, pictures and words left in the file without a reference to them."""
    known = {
        number for generation in reader.xref.values() for number in generation if number
    } | set(reader.xref_objStm)
    if len(known) > MOST_OBJECTS:
        raise CannotLook(f"is made of more than {MOST_OBJECTS:,} pieces")
    left, words = 0, []
    for number in sorted(known - reached - _hints(reader, content)):
        one = resolved(IndirectObject(number, 0, reader))
        said = " ".join(_strings(one))
        if isinstance(one, StreamObject):
            kind = one.get("/Type")
            if kind in {"/ObjStm", "/XRef"}:
                continue
            left += 1
            words.append(_shown(data_of(one)))
        elif isinstance(one, DictionaryObject) and (
            one.get("/Type") == "/Page" or says_something(said)
        ):
            left += 1
        elif not says_something(said):
            continue
        words.append(said)
    for number, body in _unlisted(content, known):
        shown = _shown(body)
        if shown and number not in reached:
            left += 1
            words.append(shown)
    if told := " ".join(filter(None, words)):
        told = f", which say {quoted(told, 60)}"
    if left:
        yield block(
            "left_over",
            "",
            f"{counted(left, 'piece')} of earlier pages stayed in the file{told}. "
            "Print "
            "it to a new PDF.",
        )


def _unlisted(content: bytes, known: Set[int]) -> Iterator[tuple[int, bytes]]:
    """Yield what looks like an object missing from the file's own list."""
    stray = (found for found in _BODY.finditer(content) if int(found[1]) not in known)
    for found in islice(stray, _MOST_STRAY):
        start = found.end()
        end = content.find(b"endobj", start, start + _MOST_BODY)
        if end > 0 and int(found[1]):
            yield int(found[1]), content[start:end]


def _strings(one: object) -> Iterator[str]:
    pending = [one]
    while pending:
        each = pending.pop()
        if isinstance(each, DictionaryObject):
            pending += [dict.__getitem__(each, key) for key in each]
        elif isinstance(each, ArrayObject):
            pending += list(each)
        elif isinstance(each, TextStringObject) and not str(each).startswith("D:"):
            yield str(each)


def _shown(drawing: bytes) -> str:
    """Return the words that a page's drawing writes, as far as they are plain."""
    said = []
    for one, several in _SHOWN.findall(drawing[:200_000]):
        said.append(one or b"".join(_STRING.findall(several)))
    return b" ".join(said).decode("latin-1")


def _hints(reader: PdfReader, content: bytes) -> set[int]:
    """Return the objects used only for fast web view, which are not left-overs.

    Source: ISO 32000-1, annex F: only positions in the file lead to them.
    """
    found = (
        _HINTS.search(content, 0, 1024) if b"/Linearized" in content[:1024] else None
    )
    places = {int(place) for place in found[1].split()[::2]} if found else set()
    return {
        number
        for generation in reader.xref.values()
        for number, place in generation.items()
        if place in places
    }
