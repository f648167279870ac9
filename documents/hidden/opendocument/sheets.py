"""Check the sheets of an OpenDocument spreadsheet for cells that cannot be seen."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.colours import WHITE
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.office.stacking import TINIEST, hides, look_at_stack
from documents.hidden.opendocument.flow import Flow, each
from documents.hidden.opendocument.layout import Sheet
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.ranges import (
    conditions_of,
    look_outside,
    styles_at,
)
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import attribute, find_all, local
from documents.hidden.tables import letters, look_at_columns
from documents.hidden.words import words_in

_AWAY = {"collapse", "filter"}
_DIGIT = re.compile(r"\d")
_ENDLESS = Sheet(Area(-1e6, -1e6, 1e6, 1e6))
_NARROWEST = 6.0  # points: less than a letter
_MOST_COMPARED = 1_000_000  # pairs of a cell and a condition
_ROW, _COLUMN = 12.8, 64.0  # points


@dataclass(slots=True)
class _Cell:
    column: int
    row: int
    words: str
    area: Area

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row} {quoted(self.words)}"


def look_at_tables(content: Element, styles: Styles) -> Iterator[Finding]:
    """Yield the cells of each sheet that cannot be seen."""
    for body in find_all(content, "body"):
        for holder in (body, *body):
            for table in holder if local(holder.tag) in {"body", "spreadsheet"} else ():
                if local(table.tag) == "table":
                    yield from _Table(table, styles).look()


class _Table:
    def __init__(self, table: Element, styles: Styles) -> None:
        self._table, self._styles = table, styles
        self._place = f"sheet “{attribute(table, 'name')}”"
        self._cells: list[_Cell] = []
        self._conditions = conditions_of(table)
        self._left = _MOST_COMPARED
        self._flow = Flow(styles, _ENDLESS, is_stacked=True)
        self._found: dict[str, list[str]] = {}
        # Of each run of columns: width, whether away, style; its first, and where.
        self._columns: list[tuple[float, bool, str]] = []
        self._firsts, self._lefts = [1], [0.0]

    def look(self) -> Iterator[Finding]:
        style = self._styles.of(attribute(self._table, "style-name"), "table")
        self._read_columns()
        self._read_rows()
        if style.get("table:display") == "false":
            if self._cells:
                rows = len({cell.row for cell in self._cells})
                yield never(
                    "hidden_sheet",
                    self._place,
                    f"It is hidden, and has {counted(rows, 'row')} of data, such as "
                    f"{self._cells[0]}. Delete it, or show it if it is to go.",
                )
            return
        for (code, why), cells in self._found_by_code().items():
            more = f" and {len(cells) - 5:,} more" if len(cells) > 5 else ""
            yield block(
                code,
                self._place,
                f"{counted(len(cells), 'cell')} {why}: {', '.join(cells[:5])}{more}. "
                "Show them, or delete them.",
            )
        yield from self._covered()
        yield from look_outside(
            self._table,
            [(one.column, one.row, str(one)) for one in self._cells],
            self._place,
        )
        yield from look_at_columns(self._by_column(), self._place)
        if attribute(self._table, "protected") == "true":
            yield warn(
                "protection",
                self._place,
                "It is protected, but anyone can remove the protection, so nothing is "
                "hidden.",
            )

    def _found_by_code(self) -> dict[tuple[str, str], list[str]]:
        made: dict[tuple[str, str], list[str]] = {}
        for why, cells in self._found.items():
            code = {"in hidden or very low rows": "hidden_rows"}.get(
                why,
                "hidden_columns"
                if why == "in hidden or very narrow columns"
                else "invisible_cells",
            )
            made[code, why] = cells
        return made

    def _read_columns(self) -> None:
        for one in find_all(self._table, "table-column"):
            many = _repeated(one, "number-columns-repeated")
            style = self._styles.of(attribute(one, "style-name"), "table-column")
            width = points(style.get("table-column:column-width", ""))
            is_away = attribute(one, "visibility") in _AWAY or (
                width is not None and width < _NARROWEST
            )
            usual = attribute(one, "default-cell-style-name")
            width = _COLUMN if width is None else width
            self._columns.append((width, is_away, usual))
            self._firsts.append(self._firsts[-1] + many)
            self._lefts.append(self._lefts[-1] + many * width)
        self._columns.append((_COLUMN, False, ""))

    def _column(self, number: int) -> tuple[float, float, bool, str]:
        """Return where a column begins, its width, whether it is away, its style."""
        run = bisect_right(self._firsts, number) - 1
        at, left = self._firsts[run], self._lefts[run]
        width, is_away, usual = self._columns[run]
        return left + (number - at) * width, width, is_away, usual

    def _read_rows(self) -> None:
        row, top = 1, 0.0
        for one in each(self._table, "table-row"):
            many = _repeated(one, "number-rows-repeated")
            style = self._styles.of(attribute(one, "style-name"), "table-row")
            height = points(style.get("table-row:row-height", ""))
            is_away = attribute(one, "visibility") in _AWAY or (
                height is not None and height < TINIEST
            )
            height = _ROW if height is None else height
            self._read_row(one, row, top, height, is_away=is_away)
            row, top = row + many, top + many * height

    def _read_row(
        self, element: Element, row: int, top: float, height: float, *, is_away: bool
    ) -> None:
        column = 1
        of_row = attribute(element, "default-cell-style-name")
        for cell in element:
            many = _repeated(cell, "number-columns-repeated")
            paragraphs = [one for one in cell if local(one.tag) == "p"]
            words = " ".join(
                " ".join("".join(one.itertext()).split()) for one in paragraphs
            )
            value = attribute(cell, "string-value")
            if words or value or attribute(cell, "value"):
                left, width, is_narrow, usual = self._column(column)
                kept = words or value or attribute(cell, "value")
                made = _Cell(
                    column, row, kept, Area(left, top, left + width, top + height)
                )
                name = attribute(cell, "style-name") or of_row or usual
                self._judge(
                    cell, made, words, name, is_away=is_away, is_narrow=is_narrow
                )
            self._drawn(cell, column, top)
            column += many

    def _judge(
        self,
        cell: Element,
        made: _Cell,
        words: str,
        style: str,
        *,
        is_away: bool,
        is_narrow: bool,
    ) -> None:
        self._cells.append(made)
        flow = Flow(self._styles, _ENDLESS)
        flow.follow(cell, Look(points=10).changed(self._styles.of(style, "table-cell")))
        why = ""
        if local(cell.tag) == "covered-table-cell":
            why = "beneath merged cells"
        elif is_away:
            why = "in hidden or very low rows"
        elif self._hides(style):
            why = "hidden while the sheet is protected"
        elif is_narrow:
            why = "in hidden or very narrow columns"
        flow.settle()
        if not why and flow.unseen:
            why = next(iter(flow.unseen))
            made.words = " ".join(flow.unseen[why])
        elif not why and (other := _other_value(cell, words)):
            why, made.words = "holding another value than they show", other
        why = why or self._why_by_condition(cell, made)
        if why:
            self._found.setdefault(why, []).append(str(made))

    def _hides(self, style: str) -> bool:
        """Whether the protection of the sheet hides what a cell holds."""
        protect = self._styles.of(style, "table-cell").get("table-cell:cell-protect")
        is_on = attribute(self._table, "protected") == "true"
        return is_on and protect == "hidden-and-protected"

    def _why_by_condition(self, cell: Element, made: _Cell) -> str:
        """Return why a condition may keep a cell from sight; "" if none does."""
        self._left -= len(self._conditions)
        if self._left < 0:
            return ""
        for style in styles_at(self._conditions, made.column, made.row):
            flow = Flow(self._styles, _ENDLESS)
            look = Look(points=10).changed(self._styles.of(style, "table-cell"))
            flow.follow(cell, look)
            flow.settle()
            if flow.unseen:
                return f"under a condition that writes them {next(iter(flow.unseen))}"
        return ""

    def _drawn(self, cell: Element, column: int, top: float) -> None:
        """Read the shapes that are tied to a cell."""
        before = len(self._flow.shapes)
        for one in cell:
            if local(one.tag) not in {"p", "annotation"}:
                self._flow.follow([one])  # type: ignore[arg-type]
        left = self._column(column)[0]
        for shape in self._flow.shapes[before:]:
            if shape.area is not None:
                shape.area = Area(
                    shape.area.left + left,
                    shape.area.top + top,
                    shape.area.right + left,
                    shape.area.bottom + top,
                )

    def _covered(self) -> Iterator[Finding]:
        for one in self._table:
            if local(one.tag) == "shapes":
                self._flow.follow(one)
        for why, words in self._flow.unseen.items():
            yield block(
                "invisible_text",
                self._place,
                f"A drawing has words {why}: {quoted(' '.join(words))}. Delete them.",
            )
        yield from look_at_stack(self._flow.shapes, self._place, None, [WHITE])
        for shape in self._flow.shapes:
            if shape.area is None or not hides(shape.paint):
                continue
            under = [str(cell) for cell in self._cells if _lies_under(cell, shape.area)]
            if under:
                yield block(
                    "covered_cells",
                    self._place,
                    f"A drawing, {quoted(shape.name or 'unnamed')}, covers cells that "
                    f"still have values: {', '.join(under[:5])}. Move it, or delete "
                    "them.",
                )

    def _by_column(self) -> dict[int, list[str]]:
        columns: dict[int, list[str]] = {}
        for cell in self._cells:
            columns.setdefault(cell.column, []).append(cell.words)
        return columns


def _lies_under(cell: _Cell, cover: Area) -> bool:
    common = cell.area.overlap(cover)
    return common is not None and (
        common.height > 0.4 * cell.area.height and common.width > 8
    )


def _other_value(cell: Element, words: str) -> str:
    """Return the value of a cell if what is shown is another."""
    value = attribute(cell, "string-value")
    if value and not words_in(value) <= words_in(words):
        return value
    if attribute(cell, "value-type") in {"float", "currency", "percentage"}:
        value = attribute(cell, "value")
        if value not in {"", "0", "1", "-1"} and not _DIGIT.search(words):
            return value
    return ""


def _repeated(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 1
