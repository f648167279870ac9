"""Check PDFs: words under boxes, earlier versions, notes, layers, attachments."""

import logging
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from documents.hidden.findings import CannotLook, Finding, block, counted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.pdf import beside, keeping, notes
from documents.hidden.pdf.images import look_at_images
from documents.hidden.pdf.pages import Page
from documents.hidden.pdf.properties import look_at_properties
from documents.hidden.pdf.versions import look_at_loose, look_at_versions
from documents.hidden.pdf.walking import dictionary, value, walk
from documents.hidden.personal import look_for_people
from documents.hidden.words import Seen

MOST_PAGES = 3_000

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
    yield from look_at_versions(content)
    lines: list[str] = []
    yield from _pages(content, number, lines)
    seen = Seen(lines)
    walked = walk(reader)
    yield from keeping.look_at_files(walked, depth)
    yield from keeping.look_at_layers(reader, walked)
    yield from keeping.look_at_pictures(reader, walked, depth)
    yield from notes.look_at_fields(walked, seen)
    root = dictionary(reader.trailer.get("/Root"))
    if value(dictionary(value(root, "/AcroForm")), "/XFA") is not None:
        yield block(
            "form", "", "It is a form that keeps its data apart. Print it to a PDF."
        )
    yield from beside.look_at_actions(walked)
    yield from look_at_properties(reader, walked, seen)
    yield from beside.look_at_structure(reader, walked, seen)
    for at, page in enumerate(reader.pages, 1):
        yield from notes.look_at_annotations(page, f"page {at}", seen)
        if value(page, "/Thumb") is not None:
            yield warn("thumbnail", f"page {at}", "It keeps a small picture of itself.")
    yield from look_at_loose(reader, content, walked.reached)


def _pages(content: bytes, count: int, lines: list[str]) -> Iterator[Finding]:
    scanned = pictured = 0
    try:
        with pypdfium2.PdfDocument(content) as drawn:
            drawn.init_forms()  # else the fields of a form are not drawn
            if len(drawn) != count:
                raise CannotLook("is damaged")
            for number in range(count):
                with closing(drawn[number]) as page:
                    read = Page(page)
                    yield from look_at_images(page, f"page {number + 1}")
                yield from read.findings(f"page {number + 1}")
                lines += read.lines
                scanned += read.is_scan
                pictured += read.is_picture
    except pypdfium2.PdfiumError as why:
        raise CannotLook("is damaged") from why
    if pictured:
        yield warn(
            "picture_pages",
            "",
            f"{counted(pictured, 'page')} without words that the check can read, only "
            "pictures. Look at what they show.",
        )
    if scanned:
        yield warn(
            "scanned_words",
            "",
            f"{counted(scanned, 'page')} of a scan with the words that were read from "
            "it, which can be copied. Make sure that none is to be withheld.",
        )
    yield from look_at_text(lines)
    yield from look_for_people(lines)
