"""Extract the words of a PDF by its tags, else by their positions."""

import io
import logging
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject

from documents.files.document import MOST_PAGES, FileText, UnreadableFile, assembled
from documents.files.hyphens import Hyphens
from documents.files.page import Piece, blocks_of, lines_of_page
from documents.files.running import without_running
from documents.files.tags import read_tagged

_SHOWING = {b"Tj", b"TJ", b"'", b'"'}
_DEEPEST_BOOKMARK = 6  # levels


def read_pdf(data: bytes) -> FileText:
    """Return the words of a PDF, with running heads and feet set aside.

    Raises:
        UnreadableFile: The PDF needs a password, is damaged, too long, or a scan.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(
                "The PDF is protected by a password. Save a copy without one and "
                "bring that in, or paste its words."
            )
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise UnreadableFile(
                f"The PDF has {count:,} pages, more than the {MOST_PAGES:,} that are "
                "read. Bring in the letter without what was sent with it."
            )
        return _read(reader, count)
    except UnreadableFile:
        raise
    except (MemoryError, RecursionError):
        raise
    # A damaged file may fail anywhere in the library, with any exception.
    except Exception as error:
        raise UnreadableFile(
            "The PDF is damaged. Save it anew from the program that made it, or paste "
            "its words."
        ) from error


def _read(reader: PdfReader, count: int) -> FileText:
    pages = [_Page(reader.pages[number]).pieces for number in range(count)]
    if not any(piece.text.strip() for page in pages for piece in page):
        raise UnreadableFile(
            f"The PDF has {count} page{'s' * (count != 1)} but no words: it is a scan. "
            "Bring in the letter it was made from, or paste its words."
        )
    titles = _bookmarks(reader)
    words = Hyphens(piece.text for page in pages for piece in page)
    lines = [lines_of_page(page) for page in pages]
    if tagged := read_tagged(reader, pages, words):
        blocks, unplaced = tagged
        _, running = without_running(lines, keeps_letterhead=False)
        known = {id(piece) for line in running for piece in line.pieces}
        left = [piece for page in unplaced for piece in page]
        if all(piece.is_artifact or id(piece) in known for piece in left):
            around = [line for page in unplaced for line in lines_of_page(page)]
            return assembled("pdf", blocks, [line.text for line in around])
    kept, running = without_running(lines)
    blocks = blocks_of(kept, words, titles)
    return assembled("pdf", blocks, [line.text for line in running])


@dataclass(slots=True)
class _Mark:
    """Marked content opened and not yet closed."""

    number: int | None
    is_artifact: bool


class _Page:
    """Reads the pieces of text of one page, with their positions."""

    def __init__(self, page: Any) -> None:
        self.pieces: list[Piece] = []
        self.marks: list[_Mark] = []
        self.shown_in = _Mark(None, False)
        resources = page.get("/Resources")
        named = resources.get_object().get("/Properties") if resources else None
        self.named = named.get_object() if named is not None else {}
        page.extract_text(visitor_operand_before=self._before, visitor_text=self._piece)

    def _before(self, operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            self.marks.append(self._mark(operands))
        elif operator == b"EMC":
            if self.marks:
                self.marks.pop()
        elif operator in _SHOWING:
            self.shown_in = self.marks[-1] if self.marks else _Mark(None, False)

    def _mark(self, operands: Any) -> _Mark:
        above = self.marks[-1] if self.marks else _Mark(None, False)
        held = operands[1] if len(operands) > 1 else None
        if isinstance(held, str):
            held = self.named.get(held)
        if isinstance(held, IndirectObject):
            held = held.get_object()
        number = held.get("/MCID") if isinstance(held, dict) else None
        is_artifact = bool(operands) and operands[0] == "/Artifact"
        return _Mark(
            int(number) if isinstance(number, int) else above.number,
            is_artifact or above.is_artifact,
        )

    def _piece(self, text: str, cm: Any, tm: Any, _font: Any, size: Any) -> None:
        if not text.strip():
            return
        # The start of the text on the page, after every move and scaling.
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
        self.pieces.append(
            Piece(
                text=text.replace("\0", "").strip("\n"),
                x=float(x),
                y=float(y),
                size=float(size or 0) * scale,
                mark=self.shown_in.number,
                is_artifact=self.shown_in.is_artifact,
            )
        )


def _bookmarks(reader: PdfReader) -> dict[str, int]:
    """Return the titles of the bookmarks, each with its level."""
    found: dict[str, int] = {}

    def gather(within: Any, level: int) -> None:
        for one in within:
            if isinstance(one, list):
                if level < _DEEPEST_BOOKMARK:
                    gather(one, level + 1)
            elif title := " ".join(str(one.get("/Title", "")).split()):
                found.setdefault(title, level)

    try:
        gather(reader.outline, 1)
    except (PyPdfError, AttributeError, KeyError, TypeError, ValueError):
        return {}
    return found
