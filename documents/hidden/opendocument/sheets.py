"""Check the sheets of an OpenDocument spreadsheet for cells that cannot be seen."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from documents.hidden.afar import Run, look_afar
from documents.hidden.areas import Area
from documents.hidden.colours import WHITE
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.office.stacking import TINIEST, hides, look_at_stack
from documents.hidden.opendocument.flow import Flow, each
from documents.hidden.opendocument.formats import Formats
from documents.hidden.opendocument.judging import (
    BENEATH,
    ENDLESS,
    IN_COLUMN,
    IN_ROW,
    Cell,
    Judge,
)
from documents.hidden.opendocument.ranges import look_outside
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.opendocument.texts import words_of
from documents.hidden.packages import attribute, find_all, local
from documents.hidden.tables import look_at_columns

_AWAY = {"collapse", "filter"}
_NARROWEST = 6.0  # points: less than a letter
_ROW, _COLUMN = 12.8, 64.0  # points


def look_at_tables(content: Element, styles: Styles) -> Iterator[Finding]:
    """Yield the cells of each sheet that cannot be seen."""
    formats = Formats(styles)
    for body in find_all(content, "body"):
        for holder in (body, *body):
            for table in holder if local(holder.tag) in {"body", "spreadsheet"} else ():
                if local(table.tag) == "table":
                    yield from _Table(table, styles, formats).look()


class _Row(NamedTuple):
    number: int
    top: float
    height: float
    is_away: bool
    is_fixed: bool  # of one height, whatever is in it


class _Table:
    def __init__(self, table: Element, styles: Styles, formats: Formats) -> None:
        self._table, self._styles = table, styles
        self._place = f"sheet “{attribute(table, 'name')}”"
        self._cells: list[Cell] = []
        self._judge = Judge(table, styles, formats)
        self._flow = Flow(styles, ENDLESS, is_stacked=True)
        self._filled_rows: list[Run] = []
        self._filled_columns: list[Run] = []
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
        yield from self._judge.findings(self._place)
        yield from self._covered()
        yield from look_afar(
            self._filled_rows, self._filled_columns, self._place, self._such_as
        )
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

    def _such_as(self, what: str, number: int) -> str:
        found = (
            cell
            for cell in self._cells
            if (cell.row if what == "row" else cell.column) == number
        )
        return f", such as {next(found)}"

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
            is_fixed = (
                height is not None
                and style.get("table-row:use-optimal-row-height") != "true"
            )
            made = _Row(row, top, _ROW if height is None else height, is_away, is_fixed)
            before = len(self._cells)
            self._read_row(one, made)
            if len(self._cells) > before:
                self._filled_rows.append((row, row + many - 1))
            row, top = row + many, top + many * made.height

    def _read_row(self, element: Element, row: _Row) -> None:
        column = 1
        of_row = attribute(element, "default-cell-style-name")
        for cell in element:
            many = _repeated(cell, "number-columns-repeated")
            words = " ".join(words_of(one) for one in cell if local(one.tag) == "p")
            kept = words or attribute(cell, "string-value") or attribute(cell, "value")
            if kept:
                left, width, is_narrow, usual = self._column(column)
                area = Area(left, row.top, left + width, row.top + row.height)
                room = self._room(cell, column, area)
                made = Cell(column, row.number, kept, area, room, row.is_fixed)
                self._cells.append(made)
                self._filled_columns.append((column, column + many - 1))
                why = ""
                if local(cell.tag) == "covered-table-cell":
                    why = BENEATH
                elif row.is_away or is_narrow:
                    why = IN_ROW if row.is_away else IN_COLUMN
                name = attribute(cell, "style-name") or of_row or usual
                self._judge.judge(cell, made, name, why)
            self._drawn(cell, column, row.top)
            column += many

    def _room(self, cell: Element, column: int, area: Area) -> Area:
        """Return the area of a cell with the cells merged with it."""
        across = _repeated(cell, "number-columns-spanned")
        down = _repeated(cell, "number-rows-spanned")
        right = self._column(column + across)[0]
        return Area(area.left, area.top, right, area.top + area.height * down)

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


def _lies_under(cell: Cell, cover: Area) -> bool:
    common = cell.area.overlap(cover)
    return common is not None and (
        common.height > 0.4 * cell.area.height and common.width > 8
    )


def _repeated(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 1
