"""Read the order and the headings given by the tags of a PDF."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from documents.files.document import Block
from documents.files.hyphens import Hyphens
from documents.files.page import PageLine, Word, is_full, lines_of_page, right_edge

_HEADING = re.compile(r"(?:H(?P<level>[1-6])?|Title)\Z")
# Each of these is one paragraph, whatever its content; other elements group paragraphs.
_PARAGRAPHS = {"P", "Caption", "Note", "FENote", "TOCI", "LBody", "BlockQuote"}
# Elements within a paragraph.
_INLINE = {
    *("Span", "Link", "Lbl", "Reference", "Em", "Strong", "NonStruct", "Quote"),
    *("Code", "Annot", "Sub", "Private", "BibEntry"),
}
_LONGEST_LABEL = 7  # "1(viii)"
_DEEPEST = 60  # elements within elements
_MOST_ELEMENTS = 20_000  # of one page: a bound on time


@dataclass(slots=True)
class Tag:
    """An element of the structure tree.

    Attributes:
        kind: Its standard type: "P", "H1", "TR".
        held: In order, the elements within, and the numbers of marked content.
    """

    kind: str
    held: list["Tag | int"] = field(default_factory=list)


def tags_of_page(page: pypdfium2.PdfPage) -> list[Tag]:
    """Return the elements with content on a page, empty for a page without tags."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    left = _MOST_ELEMENTS

    def read(element: Any, depth: int) -> Tag:
        nonlocal left
        tag = Tag(_kind(element))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            left -= 1
            if depth > _DEEPEST or left < 0:
                break
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if mark >= 0:
                tag.held.append(mark)
            elif child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
                tag.held.append(read(child, depth + 1))
        return tag

    try:
        return [
            read(raw.FPDF_StructTree_GetChildAtIndex(tree, at), 0)
            for at in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _kind(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, len(buffer))
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def read_tagged(
    tags: Sequence[Sequence[Tag]], pages: Sequence[Sequence[Word]], words: Hyphens
) -> tuple[list[Block], list[list[Word]]]:
    """Return the paragraphs in the order of the file's tags.

    The second part of the result is the untagged words of each page: in a well-made
    file, the running heads and feet.
    """
    reading = _Reading(pages, words)
    for number, (held, page) in enumerate(zip(tags, pages, strict=True)):
        reading.read_page(number, held, page)
    placed = reading.placed
    left = [[one for one in page if id(one) not in placed] for page in pages]
    return reading.found, left


class _Reading:
    """Reads the paragraphs of one file from its tags."""

    def __init__(self, pages: Sequence[Sequence[Word]], words: Hyphens) -> None:
        self.words = words
        self.placed: set[int] = set()
        self.edge = right_edge([lines_of_page(page) for page in pages])
        self.page = 0
        self.marked: dict[int, list[Word]] = {}
        # The last line made part of a paragraph, and its page.
        self.last: tuple[PageLine, int] | None = None
        self.found: list[Block] = []
        self.open: list[Word] = []  # of the current paragraph

    def read_page(self, number: int, held: Sequence[Tag], page: Sequence[Word]) -> None:
        """Read the elements of a page."""
        self.page, self.marked = number, {}
        for word in page:
            if word.mark is not None and not word.is_artifact:
                self.marked.setdefault(word.mark, []).append(word)
        for tag in held:
            self._element(tag)
        self._close()

    def _within(self, held: Sequence[Tag | int]) -> None:
        for one in held:
            if isinstance(one, Tag):
                self._element(one)
            elif taken := self.marked.pop(one, None):
                self.open += taken
                self.placed.update(map(id, taken))

    def _element(self, tag: Tag) -> None:
        kind = tag.kind
        heading = _HEADING.match(kind)
        if kind == "TR":
            self._close()
            self._row(tag)
            return
        opens = bool(heading) or kind in _PARAGRAPHS or kind in {"Lbl", "LI"}
        is_body = kind in {"LBody", "P"} and self._only_a_label()
        if opens and not is_body:
            self._close()
        self._within(tag.held)
        if kind not in _INLINE:
            self._close(level=int(heading["level"] or 1) if heading else 0)

    def _row(self, row: Tag) -> None:
        """Read a table row: one line if its cells are short, else cell by cell."""
        before = self.found
        cells: list[list[Block]] = []
        for one in row.held:
            self.found = []
            self._within([one])
            self._close()
            cells.append(self.found)
        self.found = before
        if all(len(cell) < 2 for cell in cells):
            text = "\t".join(cell[0].text if cell else "" for cell in cells)
            if text.strip():
                is_next = bool(before) and "\t" in before[-1].text
                self.found.append(Block(text.strip("\t"), is_close=is_next))
        else:
            self.found.extend(block for cell in cells for block in cell)

    def _only_a_label(self) -> bool:
        """Whether only the mark of a list item has been read so far."""
        return 0 < sum(len(word.text) for word in self.open) <= _LONGEST_LABEL

    def _close(self, level: int = 0) -> None:
        """Make a paragraph of the text gathered so far, keeping its forced breaks."""
        lines = lines_of_page(self.open)
        self.open = []
        parts: list[str] = []
        for above, line in zip([None, *lines], lines, strict=False):
            goes_on = above is not None and (
                level > 0
                or is_full(above, line, self.edge)
                or len(above.text) <= _LONGEST_LABEL
            )
            if goes_on:
                parts[-1] = self.words.join(parts[-1], line.text)
            else:
                parts.append(line.text)
        if lines and not level and self._is_torn(lines[0]):
            torn = self.found.pop()
            parts[0] = self.words.join(torn.text, parts[0])
        for at, part in enumerate(parts):
            if any(map(str.isalnum, part)):
                text = " ".join(part.split(" "))
                self.found.append(Block(text, level, is_close=at > 0))
        if lines:
            self.last = lines[-1], self.page

    def _is_torn(self, line: PageLine) -> bool:
        """Whether a line continues a paragraph cut by the end of the page."""
        if self.last is None or not self.found or self.found[-1].level:
            return False
        above, page = self.last
        text = self.found[-1].text
        is_open = not text.endswith((".", "?", "!", ":", ";")) and "\t" not in text
        return page != self.page and is_open and is_full(above, line, self.edge)
