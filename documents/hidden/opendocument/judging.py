"""Tell why the cells of an OpenDocument sheet cannot be seen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.opendocument.fitting import cut_off, why_shrunk
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.formats import Formats
from documents.hidden.opendocument.layout import Sheet
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.ranges import conditions_of, styles_at
from documents.hidden.opendocument.styles import Styles
from documents.hidden.opendocument.texts import words_of
from documents.hidden.packages import attribute, local
from documents.hidden.tables import letters
from documents.hidden.words import words_in

BENEATH = "beneath merged cells"
IN_ROW = "in hidden or very low rows"
IN_COLUMN = "in hidden or very narrow columns"
ENDLESS = Sheet(Area(-1e6, -1e6, 1e6, 1e6))
_CUT = "cut off by a row too low for it"
_CODES = {IN_ROW: "hidden_rows", IN_COLUMN: "hidden_columns"}
_DIGIT = re.compile(r"\d")
_MOST_COMPARED = 1_000_000  # pairs of a cell and a condition


@dataclass(slots=True)
class Cell:
    """A cell with a value.

    Attributes:
        words: Its words; the value of a cell without words.
        area: Where it lies.
        room: Where its words may lie: with the cells merged with it.
        is_fixed: Whether its row is of one height, whatever is in it.
    """

    column: int
    row: int
    words: str
    area: Area
    room: Area
    is_fixed: bool

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row} {quoted(self.words)}"


class Judge:
    """Judges the cells of one sheet."""

    def __init__(self, table: Element, styles: Styles, formats: Formats) -> None:
        self._styles, self._formats = styles, formats
        self._conditions = conditions_of(table)
        self._is_protected = attribute(table, "protected") == "true"
        self._left = _MOST_COMPARED
        self._found: dict[str, list[str]] = {}
        self._clipped: list[str] = []

    def findings(self, place: str) -> Iterator[Finding]:
        """Yield what was found of the cells judged."""
        for why, cells in self._found.items():
            more = f" and {len(cells) - 5:,} more" if len(cells) > 5 else ""
            yield block(
                _CODES.get(why, "invisible_cells"),
                place,
                f"{counted(len(cells), 'cell')} {why}: {', '.join(cells[:5])}{more}. "
                "Show them, or delete them.",
            )
        if self._clipped:
            yield warn(
                "clipped_cells",
                place,
                f"{counted(len(self._clipped), 'cell')} with a part {_CUT}: "
                f"{', '.join(self._clipped[:5])}. Make the row higher, or delete it.",
            )

    def judge(self, element: Element, cell: Cell, name: str, why: str) -> None:
        """Record why a cell in a style cannot be seen, in whole or in part.

        Args:
            element: The cell in the file.
            cell: The same, as it is told.
            name: Its style.
            why: The reason that its place gives; "" for none.
        """
        style = self._styles.of(name, "table-cell")
        look = Look(points=10).changed(style)
        flow = self._followed(element, look)
        protect = style.get("table-cell:cell-protect")
        if not why and self._is_protected and protect == "hidden-and-protected":
            why = "hidden while the sheet is protected"
        if not why and flow.unseen:
            why = next(iter(flow.unseen))
            cell.words = " ".join(flow.unseen[why])
        elif not why and (other := _other_value(element)):
            why, cell.words = "holding another value than they show", other
        why = (
            why
            or self._formats.why_hidden(style, element, look)
            or why_shrunk(style, look, cell.words, cell.room.width)
            or self._why_by_condition(element, cell, name)
        )
        if why:
            self._found.setdefault(why, []).append(str(cell))
        elif cell.is_fixed and attribute(element, "value-type") in {"", "string"}:
            self._judge_lines(element, cell, style, look)

    def _judge_lines(
        self, element: Element, cell: Cell, style: Mapping[str, str], look: Look
    ) -> None:
        """Record the lines of a cell that a row of a fixed height cuts off."""
        lines = [words_of(one) for one in element if local(one.tag) == "p"]
        seen, lost = cut_off(style, look, lines, cell.room)
        if lost:
            said = str(replace(cell, words=" ".join(lost)))
            is_most = len(lost) > len(seen)
            told = self._found.setdefault(_CUT, []) if is_most else self._clipped
            told.append(said)

    def _why_by_condition(self, element: Element, cell: Cell, name: str) -> str:
        """Return why a condition may keep a cell from sight; "" if none does."""
        self._left -= len(self._conditions)
        if self._left < 0:
            return ""
        for applied in chain(
            styles_at(self._conditions, cell.column, cell.row),
            self._formats.under(name),
        ):
            style = self._styles.of(applied, "table-cell")
            look = Look(points=10).changed(style)
            unseen = self._followed(element, look).unseen
            why = next(iter(unseen), "") or self._formats.why_hidden(
                style, element, look
            )
            if why:
                return f"under a condition that writes them {why}"
        return ""

    def _followed(self, element: Element, look: Look) -> Flow:
        flow = Flow(self._styles, ENDLESS)
        flow.follow(element, look)
        flow.settle()
        return flow


def _other_value(cell: Element) -> str:
    """Return the value of a cell if what is shown is another."""
    words = " ".join(words_of(one) for one in cell if local(one.tag) == "p")
    value = attribute(cell, "string-value")
    if value and not words_in(value) <= words_in(words):
        return value
    if attribute(cell, "value-type") in {"float", "currency", "percentage"}:
        value = attribute(cell, "value")
        if value not in {"", "0", "1", "-1"} and not _DIGIT.search(words):
            return value
    return ""
