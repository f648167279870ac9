"""Read the order and the headings given by the tags of a PDF."""

import re
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from documents.files.document import Block
from documents.files.hyphens import Hyphens
from documents.files.page import PageLine, Piece, is_full, lines_of_page, right_edge

_HEADING = re.compile(r"/(?:H(?P<level>[1-6])?|Title)\Z")
# Each of these is one paragraph, whatever its content; other elements group paragraphs.
_PARAGRAPHS = {"/P", "/Caption", "/Note", "/FENote", "/TOCI", "/LBody", "/BlockQuote"}
# Elements within a paragraph.
_INLINE = {
    *("/Span", "/Link", "/Lbl", "/Reference", "/Em", "/Strong", "/NonStruct", "/Quote"),
    *("/Code", "/Annot", "/Sub", "/Private", "/BibEntry"),
}
_LONGEST_LABEL = 7  # "1(viii)"
_DEEPEST = 60  # elements within elements
_MOST_ELEMENTS = 200_000  # a bound on time


def read_tagged(
    reader: PdfReader, pages: Sequence[Sequence[Piece]], words: Hyphens
) -> tuple[list[Block], list[list[Piece]]] | None:
    """Return the paragraphs in the order of the file's tags; None without tags.

    The second part of the result is the untagged pieces of each page: in a well-made
    file, the running heads and feet.
    """
    root = reader.root_object.get("/StructTreeRoot")
    root = root.get_object() if root is not None else None
    if not isinstance(root, DictionaryObject):
        return None
    tree = _Tree(reader, root, pages, words)
    blocks = tree.blocks()
    placed = tree.placed
    return blocks, [[one for one in page if id(one) not in placed] for page in pages]


class _Tree:
    """Walks the tags of one file."""

    def __init__(
        self,
        reader: PdfReader,
        root: DictionaryObject,
        pages: Sequence[Sequence[Piece]],
        words: Hyphens,
    ) -> None:
        self.root = root
        self.words = words
        self.roles: Any = root.get("/RoleMap", {})
        self.numbers = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self.pieces: dict[tuple[int, int], list[Piece]] = {}
        for number, page in enumerate(pages):
            for piece in page:
                if piece.mark is not None and not piece.is_artifact:
                    self.pieces.setdefault((number, piece.mark), []).append(piece)
        self.placed: set[int] = set()
        self.edge = right_edge([lines_of_page(page) for page in pages])
        self.page: int | None = None
        # The last line made part of a paragraph, and its page.
        self.last: tuple[PageLine, int | None] | None = None
        self.found: list[Block] = []
        # Text of the current paragraph, page by page in order.
        self.open: list[list[Piece]] = []
        self.left = _MOST_ELEMENTS

    def blocks(self) -> list[Block]:
        """Return the paragraphs, headings and rows of the whole file."""
        self._within(self.root.get("/K"), page=None, depth=0)
        self._close()
        return self.found

    def _within(self, held: Any, *, page: int | None, depth: int) -> None:
        """Read the content of an element: nested elements and marked content."""
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            return
        if isinstance(held, IndirectObject):
            held = held.get_object()
        if isinstance(held, int):
            self._take(page, int(held))
        elif isinstance(held, list):
            for one in held:
                self._within(one, page=page, depth=depth + 1)
        elif isinstance(held, dict):
            page = self._page_of(held, page)
            if "/S" in held:
                self._element(held, page=page, depth=depth)
            elif "/MCID" in held:
                self._take(page, int(held["/MCID"]))

    def _element(self, element: Any, *, page: int | None, depth: int) -> None:
        kind = self._kind(element)
        heading = _HEADING.match(kind)
        if kind == "/TR":
            self._close()
            self._row(element, page=page, depth=depth)
            return
        opens = bool(heading) or kind in _PARAGRAPHS or kind in {"/Lbl", "/LI"}
        is_body = kind in {"/LBody", "/P"} and self._only_a_label()
        if opens and not is_body:
            self._close()
        self._within(element.get("/K"), page=page, depth=depth + 1)
        if kind in _INLINE:
            return
        self._close(level=int(heading["level"] or 1) if heading else 0)

    def _row(self, row: Any, *, page: int | None, depth: int) -> None:
        """Read a table row: one line if its cells are short, else cell by cell."""
        before, self.found = self.found, []
        cells: list[list[Block]] = []
        held = row.get("/K")
        held = held.get_object() if isinstance(held, IndirectObject) else held
        for one in held if isinstance(held, list) else [held]:
            self._within(one, page=page, depth=depth + 1)
            self._close()
            cells.append(self.found)
            self.found = []
        self.found = before
        if all(len(cell) < 2 for cell in cells):
            text = "\t".join(cell[0].text if cell else "" for cell in cells)
            if text.strip():
                is_next = bool(before) and "\t" in before[-1].text
                self.found.append(Block(text.strip("\t"), is_close=is_next))
        else:
            self.found.extend(block for cell in cells for block in cell)

    def _kind(self, element: Any) -> str:
        kind = str(element.get("/S", ""))
        roles = self.roles.get_object() if hasattr(self.roles, "get_object") else {}
        standard = roles.get(kind) if isinstance(roles, dict) else None
        return str(standard) if standard else kind

    def _page_of(self, element: Any, page: int | None) -> int | None:
        own = element.raw_get("/Pg") if "/Pg" in element else None
        if isinstance(own, IndirectObject):
            return self.numbers.get(own.idnum, page)
        return page

    def _take(self, page: int | None, mark: int) -> None:
        if page is not None and (taken := self.pieces.pop((page, mark), None)):
            self.open.append(taken)
            self.page = page
            self.placed.update(map(id, taken))

    def _only_a_label(self) -> bool:
        """Whether only the mark of a list item has been read so far."""
        text = "".join(piece.text for pieces in self.open for piece in pieces)
        return 0 < len(text.strip()) <= _LONGEST_LABEL

    def _close(self, level: int = 0) -> None:
        """Make a paragraph of the text gathered so far, keeping its forced breaks."""
        lines = lines_of_page([piece for held in self.open for piece in held])
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
                text = " ".join(part.split())
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
