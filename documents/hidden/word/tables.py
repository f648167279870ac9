"""Work out the grounds that a table's style gives to its cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.hidden.colours import Colour
from documents.hidden.packages import attribute, child, find_all, local
from documents.hidden.word.elements import value_of
from documents.hidden.word.looks import Look, Looks

# The bits of `tblLook`. Source: ECMA-376 part 1, 17.4.55 and 17.18.99.
_FIRST_ROW, _LAST_ROW, _FIRST, _LAST, _NO_ROWS, _NO_COLUMNS = (
    0x20,
    0x40,
    0x80,
    0x100,
    0x200,
    0x400,
)
_HEX = re.compile("[0-9A-Fa-f]{1,8}")
_NAMES = {
    "firstRow": _FIRST_ROW,
    "lastRow": _LAST_ROW,
    "firstColumn": _FIRST,
    "lastColumn": _LAST,
    "noHBand": _NO_ROWS,
    "noVBand": _NO_COLUMNS,
}


@dataclass
class Table:
    """A table with its style."""

    element: Element
    looks: Looks
    _rows: list[Element] = field(default_factory=list)
    _parts: dict[str, list[Element]] = field(default_factory=dict)
    _bits: int = 0
    _ground: Colour | None = None

    def __post_init__(self) -> None:
        setup = child(self.element, "tblPr")
        self._rows = list(rows_of(self.element))
        self._bits = _bits(child(setup, "tblLook"))
        self._ground = self.looks.shade(child(setup, "shd"))
        style = self.looks.style(value_of(setup, "tblStyle"), "table")
        for one in style.tables:
            self._parts.setdefault("wholeTable", []).append(one)
            for part in one:
                if local(part.tag) == "tblStylePr":
                    kind = attribute(part, "type")
                    self._parts.setdefault(kind, []).append(part)

    def cells(self) -> Iterator[tuple[Element, Element, Colour | None, Look]]:
        """Yield each row and cell, with the ground and the look the table gives it."""
        last_row = len(self._rows) - 1
        for number, row in enumerate(self._rows):
            cells = list(cells_of(row))
            for at, cell in enumerate(cells):
                kinds = list(self._kinds(number, at, last_row, len(cells) - 1))
                ground, look = self._ground, self.looks.run
                for part in (
                    one for kind in kinds for one in self._parts.get(kind, ())
                ):
                    shade = child(child(part, "tcPr"), "shd")
                    ground = self.looks.shade(shade) or ground
                    look = self.looks.changed(look, child(part, "rPr"))
                own = child(child(cell, "tcPr"), "shd")
                if own is not None:
                    ground = self.looks.shade(own) or (
                        None if attribute(own, "fill") == "auto" else ground
                    )
                yield row, cell, ground, look

    def _kinds(self, row: int, cell: int, last_row: int, last: int) -> Iterator[str]:
        """Yield the parts of the table's style that apply, the strongest last."""
        yield "wholeTable"
        has_head = bool(self._bits & _FIRST_ROW)
        if not self._bits & _NO_COLUMNS:
            is_odd = (cell - bool(self._bits & _FIRST)) % 2
            yield "band2Vert" if is_odd else "band1Vert"
        if not self._bits & _NO_ROWS:
            yield "band2Horz" if (row - has_head) % 2 else "band1Horz"
        if cell == 0 and self._bits & _FIRST:
            yield "firstCol"
        if cell == last and self._bits & _LAST:
            yield "lastCol"
        if row == last_row and self._bits & _LAST_ROW:
            yield "lastRow"
        if row == 0 and has_head:
            yield "firstRow"


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables within it."""
    yield from _children(table, "tr")


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row."""
    yield from _children(row, "tc")


def _children(element: Element, name: str) -> Iterator[Element]:
    for one in element:
        if local(one.tag) == name:
            yield one
        elif local(one.tag) in {"sdt", "sdtContent", "customXml", "ins", "del"}:
            yield from _children(one, name)


def _bits(look: Element | None) -> int:
    if look is None:
        return _FIRST_ROW | _FIRST
    written = attribute(look, "val")
    bits = int(written, 16) if _HEX.fullmatch(written) else 0
    for name, bit in _NAMES.items():
        if attribute(look, name) in {"1", "true", "on"}:
            bits |= bit
    return bits


def columns_of(table: Element) -> dict[int, list[str]]:
    """Return the words of each column, from the top."""
    columns: dict[int, list[str]] = {}
    for row in rows_of(table):
        for number, cell in enumerate(cells_of(row), 1):
            words = "".join(one.text or "" for one in find_all(cell, "t"))
            columns.setdefault(number, []).append(words)
    return columns
