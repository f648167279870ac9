"""Read the paragraphs of a Word file as pieces of words, each with its fate.

Source: ISO/IEC 29500-1, 17.13.5 (revisions). A paragraph's mark is the break after it;
`w:ins` or `w:del` in the properties of the mark tells of a break inserted or deleted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from documents.word_drafts.returned import DELETED, INSERTED, Author, Piece, words_with

_FATES = {
    qn("w:ins"): INSERTED,
    qn("w:moveTo"): INSERTED,
    qn("w:del"): DELETED,
    qn("w:moveFrom"): DELETED,
}
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\v",
    qn("w:cr"): "\v",
    qn("w:noBreakHyphen"): "-",
}
_TEXTS = {qn("w:t"), qn("w:delText")}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Things missing in letters, by the names shown to the officer: of one, of more.
_DRAWN = ("picture or drawing", "pictures or drawings")
_FORMAT = ("change of format", "changes of format")
_LEFT_OUT = {
    qn("w:drawing"): _DRAWN,
    qn("w:pict"): _DRAWN,
    qn("w:object"): ("embedded file", "embedded files"),
    qn("w:footnoteReference"): ("footnote", "footnotes"),
    qn("w:endnoteReference"): ("endnote", "endnotes"),
    f"{_MATHS}oMath": ("formula", "formulas"),
    f"{_MATHS}oMathPara": ("formula", "formulas"),
    qn("w:sym"): ("symbol", "symbols"),
}
_FORMATS = {
    qn(f"w:{name}")
    for name in ("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange")
} | {qn("w:numberingChange")}
_SKIPPED = {
    *(qn(f"w:{name}") for name in ("pPr", "rPr", "sdtPr", "instrText", "delInstrText")),
    *(qn(f"w:{name}") for name in ("tblPr", "tblGrid", "tcPr", "trPr", "sectPr")),
    f"{_MARKUP}Fallback",
}
_MOVES = {qn("w:moveTo"), qn("w:moveFrom")}
_BLANKS = str.maketrans(
    {"\n": " ", "\r": " ", "\t": " ", "\v": " ", "\xa0": " ", "\xad": None}
)
# Marks turning the order of the words around them.
_BLANKS |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_TAKEN_BACK = "taken back"
_ROW_FATES = {qn("w:ins"): "added to", qn("w:del"): "deleted from"}


def words_of(content: Any) -> str:
    """Return the words of a part of a document, with every tracked change refused."""
    return words_with(Paragraphs().read(content), without=INSERTED)


@dataclass
class Paragraphs:
    """Reads the paragraphs of one control, and counts the losses."""

    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: list[str] = field(default_factory=list)
    has_moves: bool = False

    def read(self, content: Any) -> tuple[Piece, ...]:
        """Return the words of a part of a document, without the last break."""
        pieces: list[Piece] = []
        for words, end in self._paragraphs(content):
            pieces += [*words, end]
        return tuple(_joined(pieces[:-1]))

    @property
    def told(self) -> tuple[str, ...]:
        """A sentence for each kind of loss."""
        told = [
            f"1 {one} was left out."
            if number == 1
            else f"{number} {more} were left out."
            for (one, more), number in self.left_out.items()
        ]
        if self.has_moves:
            told.append("Moved text is shown as deleted here and inserted there.")
        return (*told, *self.rows)

    def _paragraphs(self, content: Any) -> Iterator[tuple[list[Piece], Piece]]:
        """Yield the words of each paragraph, and the break after it."""
        for child in content:
            if child.tag == qn("w:p"):
                yield list(self._words(child, Piece(""))), self._break(child)
            elif child.tag == qn("w:tr"):
                yield from self._row(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._paragraphs(child)

    def _row(self, row: Any) -> Iterator[tuple[list[Piece], Piece]]:
        """Yield the paragraphs of a row as sent; tell of a row added or deleted.

        An added row was not sent. A deleted row was.
        """
        cells = [one for cell in row for one in self._paragraphs(cell)]
        change = _row_change(row)
        if change is None:
            yield from cells
            return
        words = " | ".join("".join(one.words for one in cell) for cell, _ in cells)
        self.rows.append(
            f"A row was {_ROW_FATES[change.tag]} a table by {author_of(change).name}: "
            f"“{words}”. Rows are not carried: change the table in the answer."
        )
        if change.tag == qn("w:del"):
            for cell, end in cells:
                yield [Piece(one.words) for one in cell], Piece(end.words)

    def _break(self, paragraph: Any) -> Piece:
        piece = Piece("\n")
        settings = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        for one in settings if settings is not None else ():
            if one.tag in _FATES:
                piece = replace(_changed(piece, one), words="\n")
        return piece

    def _words(self, node: Any, piece: Piece) -> Iterator[Piece]:
        """Yield the words of a part of a paragraph; `piece` has their fate."""
        for child in node:
            if child.tag in _SKIPPED:
                self._count_formats(child)
            elif child.tag in _TEXTS:
                yield replace(piece, words=(child.text or "").translate(_BLANKS))
            elif child.tag in _SIGNS:
                yield replace(piece, words=_SIGNS[child.tag])
            elif child.tag in _FATES:
                self.has_moves |= child.tag in _MOVES
                yield from self._words(child, _changed(piece, child))
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif isinstance(child.tag, str):
                yield from self._words(child, piece)

    def _count_formats(self, settings: Any) -> None:
        if number := sum(one.tag in _FORMATS for one in settings.iter()):
            self.left_out[_FORMAT] += number


def _row_change(row: Any) -> Any:
    settings = row.find(qn("w:trPr"))
    changes = settings if settings is not None else ()
    return next((one for one in changes if one.tag in _ROW_FATES), None)


def _changed(piece: Piece, change: Any) -> Piece:
    """Return the fate within a change; words inserted and deleted again are none."""
    fate, author = _FATES[change.tag], author_of(change)
    is_taken_back = {piece.fate, fate} == {INSERTED, DELETED}
    return Piece("", _TAKEN_BACK if is_taken_back else fate, author)


def author_of(change: Any) -> Author:
    """Return the author of a change or a comment, and the moment."""
    name = (change.get(qn("w:author")) or "").translate(_BLANKS)
    return Author(" ".join(name.split()), change.get(qn("w:date")) or "")


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces with neighbours of one fate and author as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.words or piece.fate == _TAKEN_BACK:
            continue
        if held is None:
            held = piece
        elif (held.fate, held.author.name) == (piece.fate, piece.author.name):
            held = replace(held, words=held.words + piece.words, author=piece.author)
        else:
            yield held
            held = piece
    if held is not None:
        yield held
