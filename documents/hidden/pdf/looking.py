"""Check PDFs: words under boxes, earlier versions, notes, layers, attachments."""

import logging
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    counted,
    never,
    quoted,
    warn,
)
from documents.hidden.hidden_text import look_at_text
from documents.hidden.pdf.pages import Page
from documents.hidden.personal import look_for_people

MOST_PAGES = 3_000
MOST_OBJECTS = 200_000
_PATH = re.compile(r"[a-z]:[\\/]|\\\\|/users/|/home/", re.IGNORECASE)
# Annotations that make the page work, rather than comment on it.
_QUIET = {"/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet"}
_COVERING = {
    "/Square",
    "/Highlight",
    "/Circle",
    "/Polygon",
    "/Ink",
    "/Stamp",
    "/FreeText",
}
_HINTS = re.compile(rb"/H\s*\[([\d\s]+)\]")
_OBJECT = re.compile(rb"\d+ \d+ obj\b")

# Its warnings about damaged files are not needed: damage is reported as a finding.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a PDF not visible on its pages."""
    content = file.read()
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            if not reader.decrypt(""):
                raise CannotLook("asks for a password. Save it without one")
            yield warn(
                "protection",
                "",
                "It is protected, but anyone can remove the protection, so "
                "nothing is hidden.",
            )
        number = len(reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OSError,
    ) as why:
        raise CannotLook("is damaged") from why
    if number > MOST_PAGES:
        raise CannotLook(f"has more than {MOST_PAGES:,} pages")
    yield from _versions(content)
    yield from _root(reader)
    yield from _metadata(reader)
    yield from _notes(reader)
    yield from _pages(content, number)
    yield from _loose(reader, content)


def _versions(content: bytes) -> Iterator[Finding]:
    """Yield changes appended to the file, which still holds the original."""
    *parts, rest = content.split(b"%%EOF")
    is_linear = b"/Linearized" in content[:2048]
    later = [part for part in parts[1:] if _OBJECT.search(part)]
    if len(later) > is_linear:
        yield block(
            "earlier_versions",
            "",
            "It was changed after it was made, and keeps what it was before. Print it "
            "to a new PDF.",
        )
    if rest.strip(b"\0\r\n\t "):
        yield block(
            "data_after_end",
            "",
            f"{counted(len(rest.strip()), 'byte')} follow its end. Print it to a PDF.",
        )


def _root(reader: PdfReader) -> Iterator[Finding]:
    root = _dictionary(reader.trailer.get("/Root"))
    names = _dictionary(root.get("/Names"))
    if files := _dictionary(names.get("/EmbeddedFiles")) or root.get("/Collection"):
        attached = [str(one) for one in _named(_dictionary(files))]
        told = f": {', '.join(map(quoted, attached[:3]))}" if attached else ""
        yield never(
            "embedded_file",
            "",
            f"Files are attached inside it{told}. Take them out; add those that go.",
        )
    layers = _dictionary(root.get("/OCProperties"))
    usual = _dictionary(layers.get("/D"))
    if _array(usual.get("/OFF")) or usual.get("/BaseState") == "/OFF":
        yield block(
            "hidden_layer",
            "",
            "It has a layer that is not shown. Print it to a new PDF.",
        )
    form = _dictionary(root.get("/AcroForm"))
    if form.get("/XFA") is not None:
        yield block(
            "form", "", "It is a form that keeps its data apart. Print it to a PDF."
        )
    filled = [
        str(value)
        for one in _array(form.get("/Fields"))
        if (value := _dictionary(one).get("/V")) not in (None, "", "/Off")
    ]
    if filled:
        yield block(
            "form_values",
            "its form",
            f"{counted(len(filled), 'field')} filled in, such as {quoted(filled[0])}. "
            "Print it to a new PDF.",
        )
    if names.get("/JavaScript") is not None or _does_something(root.get("/OpenAction")):
        yield warn("script", "", "It runs a script when it is opened.")
    if root.get("/PieceInfo") is not None:
        yield warn(
            "private_data", "", "The program that made it keeps data of its own in it."
        )


def _does_something(action: object) -> bool:
    return _dictionary(action).get("/S") in {
        "/JavaScript",
        "/Launch",
        "/URI",
        "/SubmitForm",
    }


def _metadata(reader: PdfReader) -> Iterator[Finding]:
    info = _dictionary(reader.trailer.get("/Info"))
    if author := str(info.get("/Author") or "").strip():
        yield warn(
            "names_author", "its properties", f"They name its author: {quoted(author)}."
        )
    for key in ("/Title", "/Subject", "/Keywords"):
        text = str(info.get(key) or "")
        if _PATH.search(text):
            yield warn(
                "local_path",
                "its properties",
                f"They name where it lay: {quoted(text, 80)}.",
            )
        elif text and key == "/Keywords":
            yield warn("has_remarks", "its properties", f"They say {quoted(text, 80)}.")
    usual = {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"}
    usual |= {"/CreationDate", "/ModDate", "/Trapped"}
    if more := [str(key)[1:] for key in info if key not in usual and info[key]]:
        yield warn(
            "custom_properties",
            "its properties",
            f"They have entries of their own: {', '.join(map(quoted, more[:5]))}.",
        )


def _notes(reader: PdfReader) -> Iterator[Finding]:
    for number, page in enumerate(reader.pages, 1):
        place = f"page {number}"
        yield from _annotations(page, place)
        if page.get("/Thumb") is not None:
            yield warn("thumbnail", place, "It keeps a small picture of itself.")


def _pages(content: bytes, count: int) -> Iterator[Finding]:
    lines: list[str] = []
    scanned = 0
    try:
        with pypdfium2.PdfDocument(content) as drawn:
            if len(drawn) != count:
                raise CannotLook("is damaged")
            for number in range(count):
                with closing(drawn[number]) as page:
                    read = Page(page)
                yield from read.findings(f"page {number + 1}")
                lines += read.lines
                scanned += read.is_scan
    except pypdfium2.PdfiumError as why:
        raise CannotLook("is damaged") from why
    if scanned:
        yield warn(
            "scanned_words",
            "",
            f"{counted(scanned, 'page')} of a scan with the words that were read from "
            "it, which can be copied. Make sure that none is to be withheld.",
        )
    yield from look_at_text(lines)
    yield from look_for_people(lines)


def _annotations(page: DictionaryObject, place: str) -> Iterator[Finding]:
    notes: list[str] = []
    for one in _array(page.get("/Annots")):
        note = _dictionary(one)
        kind = str(note.get("/Subtype", ""))
        text = str(note.get("/Contents") or "")
        if kind == "/Redact":
            yield never(
                "unapplied_redaction",
                place,
                "Something is marked to be blacked out that still is there. Apply the "
                "redactions, and save it.",
            )
        elif kind == "/FileAttachment":
            yield never(
                "embedded_file", place, "A file is attached to it. Take it out."
            )
        elif kind in _COVERING and _is_dark(note):
            yield block(
                "covered_text",
                place,
                "A dark shape covers it, and anyone can remove the shape. Redact it "
                "with a tool that deletes what is beneath.",
            )
        elif kind not in _QUIET:
            notes.append(text or kind[1:])
        target = str(_dictionary(note.get("/A")).get("/URI") or "")
        if target.lower().startswith("file:") or _PATH.match(target):
            yield warn(
                "local_link",
                place,
                f"It links to {quoted(target, 60)}, a file of ours.",
            )
    if notes:
        yield block(
            "comments",
            place,
            f"{counted(len(notes), 'note')}, such as {quoted(notes[0])}. Delete them.",
        )


def _is_dark(note: DictionaryObject) -> bool:
    for key in ("/IC", "/C"):
        colour = [float(one) for one in _array(note.get(key))]
        if colour:
            light = 1 - max(colour) if len(colour) == 4 else sum(colour) / len(colour)
            if light < 0.35:
                return True
    return False


def _loose(reader: PdfReader, content: bytes) -> Iterator[Finding]:
    """Yield pages and pictures left in the file without any reference to them."""
    known = {
        number for generation in reader.xref.values() for number in generation if number
    } | set(reader.xref_objStm)
    if len(known) > MOST_OBJECTS:
        raise CannotLook(f"is made of more than {MOST_OBJECTS:,} pieces")
    reached = _reached(reader) | _hints(reader, content)
    left = 0
    for number in sorted(known - reached):
        one = _resolved(IndirectObject(number, 0, reader))
        if isinstance(one, StreamObject):
            kind = one.get("/Type")
            if kind not in {"/ObjStm", "/XRef", "/Metadata"}:
                left += 1
        elif isinstance(one, DictionaryObject) and one.get("/Type") == "/Page":
            left += 1
    if left:
        yield block(
            "left_over",
            "",
            f"{counted(left, 'piece')} of earlier pages stayed in the file. Print it "
            "to a new PDF.",
        )


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


def _reached(reader: PdfReader) -> set[int]:
    reached: set[int] = set()
    pending: list[Any] = list(reader.trailer.values())
    while pending:
        one = pending.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in reached:
                continue
            reached.add(one.idnum)
            one = _resolved(one)
        if isinstance(one, DictionaryObject):
            pending += [dict.__getitem__(one, key) for key in one]
        elif isinstance(one, ArrayObject):
            pending += [list.__getitem__(one, at) for at in range(len(one))]
    return reached


def _resolved(one: object) -> PdfObject | None:
    try:
        return one.get_object() if isinstance(one, IndirectObject) else None
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return None


def _dictionary(one: object) -> DictionaryObject:
    found = _resolved(one) if isinstance(one, IndirectObject) else one
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _array(one: object) -> list[Any]:
    found = _resolved(one) if isinstance(one, IndirectObject) else one
    return list(found) if isinstance(found, ArrayObject) else []


def _named(tree: DictionaryObject) -> Iterator[object]:
    yield from _array(tree.get("/Names"))[::2]
    for kid in _array(tree.get("/Kids"))[:50]:
        yield from _array(_dictionary(kid).get("/Names"))[::2]
