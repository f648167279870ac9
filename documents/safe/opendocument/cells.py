"""Read the cells seen on the sheets of an OpenDocument spreadsheet."""

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.findings import CannotLook
from documents.hidden.numbers import number_in, whole_in
from documents.hidden.office.stacking import TINIEST
from documents.hidden.opendocument.fitting import cut_off, why_shrunk
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.formats import Formats
from documents.hidden.opendocument.judging import ENDLESS
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.ranges import are_within, conditions_of, styles_at
from documents.hidden.opendocument.sheets import look_at_tables
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import Package, attribute, child, local
from documents.hidden.workbook.grid import Range
from documents.safe.numbers import general
from documents.safe.opendocument.cleaning import is_hidden
from documents.safe.opendocument.packages import opened
from documents.safe.opendocument.veiling import hiding_ranges, hiding_styles
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import COVERED, MOST_CELLS, Place

_ROWS = {"table-rows", "table-header-rows", "table-row-group"}
_COLUMNS = {"table-columns", "table-header-columns", "table-column-group"}
_AWAY = {"collapse", "filter"}
_USUAL_WIDTH = 64.0  # points
_MOST_CONDITIONS = 1_000  # that may hide a value
_MOST_MERGED = 1_000  # columns
_END = 1_048_576  # the last row that a spreadsheet can have
_DIGIT = re.compile(r"\d")
_VALUES = {
    "float": ("value",),
    "percentage": ("value",),
    "currency": ("value", "currency"),
    "date": ("date-value",),
    "time": ("time-value",),
    "boolean": ("boolean-value",),
}


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell in sight.

    Attributes:
        shown: The words it shows; lines end with a line feed.
        kind: The kind of its value: "float", "string".
        value: Its value, as the file writes it, by attribute.
        format: The name of the style of its number.
        is_bold: Whether its letters are bold.
        is_italic: Whether its letters are slanted.
        is_wrapped: Whether its lines are wrapped.
    """

    shown: str
    kind: str = "string"
    value: tuple[tuple[str, str], ...] = ()
    format: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_wrapped: bool = False


@dataclass
class OpenSheet:
    """A sheet as it is seen.

    Attributes:
        name: Its name.
        cells: The cells in sight with words, by column and row.
        lost: The words of the cells out of sight.
        merged: The ranges shown as one cell.
        widths: The runs of columns: the last of each, its width in points, whether
            it is hidden.
        hidden_rows: The runs of hidden rows: first and last.
    """

    name: str
    cells: dict[Place, OpenCell] = field(default_factory=dict)
    lost: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    widths: list[tuple[int, float, bool]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)

    @property
    def rows(self) -> list[int]:
        """The rows in sight, down to the last with a value."""
        last = max((row for _, row in self.cells), default=0)
        hidden = {
            row
            for first, end in self.hidden_rows
            for row in range(first, min(end, last) + 1)
        }
        return [row for row in range(1, last + 1) if row not in hidden]

    @property
    def columns(self) -> list[int]:
        """The columns in sight, up to the last with a value."""
        last = max((column for column, _ in self.cells), default=0)
        return [one for one in range(1, last + 1) if not self.column(one)[1]]

    def column(self, number: int) -> tuple[float, bool]:
        """Return the width of a column, and whether it is hidden."""
        run = bisect_left(self.widths, number, key=lambda one: one[0])
        if run == len(self.widths):
            return _USUAL_WIDTH, False
        return self.widths[run][1:]

    def said(self, column: int, row: int) -> str:
        """Return a cell in sight as it is shown; "" for a cell without words."""
        cell = self.cells.get((column, row))
        return cell.shown if cell else ""


@dataclass
class OpenBook:
    """A spreadsheet, read once.

    Attributes:
        package: Its parts.
        content: Its contents.
        styles: Its styles.
        roots: The parts with styles.
        sheets: Its sheets, in order.
        hidden: The names of the hidden ones.
    """

    package: Package
    content: Element
    styles: Styles
    roots: tuple[Element, Element]
    sheets: list[OpenSheet] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)

    @property
    def visible(self) -> list[OpenSheet]:
        """The sheets with a tab."""
        return [one for one in self.sheets if one.name not in self.hidden]


def read_open_book(content: bytes) -> OpenBook:
    """Return a spreadsheet with its cells in sight.

    Raises:
        CannotCopy: The spreadsheet is damaged, encrypted or too large, shows no cell,
            or has cells beneath drawings.
    """
    try:
        package = Package(io.BytesIO(content))
        body, common = opened(package, "spreadsheet")
        styles = Styles(common, body)
        made = OpenBook(package, body, styles, (body, common))
        if any(one.code == "covered_cells" for one in look_at_tables(body, styles)):
            raise CannotCopy(COVERED)
        hiding, room = set(hiding_styles(styles, body, common)), MOST_CELLS
        formats = Formats(styles)
        for table in _tables(body):
            style = styles.of(attribute(table, "style-name"), "table")
            reader = _Reader(table, styles, formats, hiding, room)
            reader.read()
            made.sheets.append(reader.sheet)
            if style.get("table:display") == "false":
                reader.hide()
                made.hidden.add(reader.sheet.name)
            room -= len(reader.sheet.cells)
    except CannotLook as why:
        raise CannotCopy(str(why)) from why
    if not any(one.cells for one in made.visible):
        raise CannotCopy("shows no cell with a value")
    return made


def _tables(content: Element) -> Iterator[Element]:
    sheets = child(child(content, "body"), "spreadsheet")
    for one in sheets if sheets is not None else ():
        if local(one.tag) == "table":
            yield one


class _Reader:
    """Reads the cells of a sheet."""

    def __init__(
        self,
        table: Element,
        styles: Styles,
        formats: Formats,
        hiding: set[str],
        room: int,
    ) -> None:
        self.sheet = OpenSheet(attribute(table, "name"))
        self._table, self._styles, self._room = table, styles, room
        self._hiding, self._formats = hiding, formats
        self._usual: list[tuple[int, str]] = []  # the style of each run of columns
        self._looks: dict[str, Look] = {}
        self._conditions = list(hiding_ranges(table, styles))
        self._formatting = [
            (where, names)
            for where, names in conditions_of(table)
            if any(formats.may_hide(styles.of(one, "table-cell")) for one in names)
        ]
        if len(self._conditions) + len(self._formatting) > _MOST_CONDITIONS:
            raise CannotCopy("has more conditions on cells than can be followed")
        self._is_protected = attribute(table, "protected") == "true"
        # Of the row that is read, in points; None for a row as high as its words.
        self._height: float | None = None

    def read(self) -> None:
        """Read the whole sheet."""
        last = 0
        for one, is_off in _each(self._table, "table-column", _COLUMNS):
            last += _repeated(one, "number-columns-repeated")
            style = self._styles.of(attribute(one, "style-name"), "table-column")
            width = points(style.get("table-column:column-width", ""))
            is_away = is_off or attribute(one, "visibility") in _AWAY
            is_away |= width is not None and width < TINIEST
            self.sheet.widths.append(
                (last, _USUAL_WIDTH if width is None else width, is_away)
            )
            self._usual.append((last, attribute(one, "default-cell-style-name")))
        row = 1
        for one, is_off in _each(self._table, "table-row", _ROWS):
            many = _repeated(one, "number-rows-repeated")
            style = self._styles.of(attribute(one, "style-name"), "table-row")
            height = points(style.get("table-row:row-height", ""))
            is_away = is_off or attribute(one, "visibility") in _AWAY
            is_away |= height is not None and height < TINIEST
            if is_away:
                self.sheet.hidden_rows.append((row, min(row + many, _END + 1) - 1))
            is_fixed = style.get("table-row:use-optimal-row-height") != "true"
            self._height = height if is_fixed else None
            self._read_row(one, row, many, is_away=is_away)
            row += many

    def hide(self) -> None:
        """Count every cell as out of sight."""
        sheet = self.sheet
        for place, cell in sheet.cells.items():
            sheet.lost[place] = cell.shown
        sheet.cells.clear()

    def _read_row(self, row: Element, at: int, many: int, *, is_away: bool) -> None:
        usual, column = attribute(row, "default-cell-style-name"), 1
        for one in row:
            if not local(one.tag).endswith("table-cell"):
                continue
            across = _repeated(one, "number-columns-repeated")
            if len(one) or attribute(one, "value-type"):
                name = attribute(one, "style-name") or usual
                is_covered = local(one.tag) == "covered-table-cell"
                self._span(one, column, at)
                self._take(
                    one,
                    (column, across),
                    (at, many),
                    name,
                    is_out=is_away or is_covered,
                )
            column += across

    def _span(self, cell: Element, column: int, row: int) -> None:
        across = _repeated(cell, "number-columns-spanned")
        down = _repeated(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            last = column + across - 1, row + down - 1
            self.sheet.merged.append(Range(column, row, *last))

    def _take(
        self,
        element: Element,
        columns: tuple[int, int],
        rows: tuple[int, int],
        name: str,
        *,
        is_out: bool,
    ) -> None:
        name = name or self._style_at(columns[0])
        words = _words(element) or _unshown(element)
        if not words:
            return
        self._room -= columns[1] * rows[1]
        if self._room < 0:
            raise CannotCopy(f"has more than {MOST_CELLS:,} cells")
        cell = self._fitted(element, name, columns[0], self._shown(element, name))
        for column in range(columns[0], sum(columns)):
            is_gone = is_out or cell is None or self.sheet.column(column)[1]
            for row in range(rows[0], sum(rows)):
                place = column, row
                is_gone = is_gone or are_within(self._conditions, *place)
                if is_gone or cell is None or self._is_veiled(element, name, place):
                    self.sheet.lost[place] = words
                    continue
                self.sheet.cells[place] = cell
                if cell.shown != words:
                    self.sheet.lost[place] = words

    def _style_at(self, column: int) -> str:
        run = bisect_left(self._usual, column, key=lambda one: one[0])
        return self._usual[run][1] if run < len(self._usual) else ""

    def _is_veiled(self, element: Element, name: str, place: Place) -> bool:
        """Whether a number format may keep a value from sight under a condition."""
        return any(
            self._formats.why_hidden(style, element, Look(points=10).changed(style))
            for one in chain(
                styles_at(self._formatting, *place), self._formats.under(name)
            )
            for style in [self._styles.of(one, "table-cell")]
        )

    def _fitted(
        self, element: Element, name: str, column: int, cell: OpenCell | None
    ) -> OpenCell | None:
        """Return a cell with the words that it has room for; None for none."""
        if cell is None:
            return None
        style, look = self._styles.of(name, "table-cell"), self._looks[name]
        across = _repeated(element, "number-columns-spanned")
        width = sum(
            self.sheet.column(one)[0]
            for one in range(column, column + min(across, _MOST_MERGED))
        )
        if why_shrunk(style, look, cell.shown, width):
            return None
        if self._height is None or cell.value:
            return cell
        down = _repeated(element, "number-rows-spanned")
        area = Area(0, 0, width, self._height * down)
        seen, lost = cut_off(style, look, cell.shown.split("\n"), area)
        if not lost:
            return cell
        words = (" " if cell.is_wrapped else "\n").join(seen)
        return replace(cell, shown=words) if words else None

    def _shown(self, element: Element, name: str) -> OpenCell | None:
        """Return a cell as it is shown; None for a cell that shows nothing."""
        style = self._styles.of(name, "table-cell")
        protection = style.get("table-cell:cell-protect", "")
        is_locked = self._is_protected and "hidden-and-protected" in protection
        if is_locked or name in self._hiding:
            return None
        if name not in self._looks:
            self._looks[name] = Look(points=10).changed(style)
        flow = Flow(self._styles, ENDLESS)
        flow.follow(element, self._looks[name])
        flow.settle()
        if self._formats.why_hidden(style, element, self._looks[name]):
            return None
        words = _words(element)
        if flow.unseen:
            # Of a text seen in part, that part stays.
            words = "" if not flow.seen else " ".join("".join(flow.seen).split())
        is_plain = not flow.unseen
        kind = attribute(element, "value-type")
        if not words and is_plain and child(element, "p") is None:
            words = _unshown(element)
        if not words:
            return None
        value = tuple(
            (key, found)
            for key in _VALUES.get(kind, ())
            if (found := attribute(element, key))
        )
        # A number that shows no digit is another one than the reader sees.
        is_number = bool(value) and is_plain
        if kind in {"float", "currency", "percentage"}:
            is_number &= _DIGIT.search(words) is not None
        return OpenCell(
            words,
            kind if is_number else "string",
            value if is_number else (),
            style.get("data-style-name", ""),
            style.get("text:font-weight", "") in {"bold", "600", "700", "800", "900"},
            style.get("text:font-style", "") in {"italic", "oblique"},
            style.get("table-cell:wrap-option", "") == "wrap",
        )


def _each(
    element: Element, name: str, groups: set[str], *, is_off: bool = False
) -> Iterator[tuple[Element, bool]]:
    """Yield rows or columns, those in groups too, with whether the group is off."""
    for one in element:
        if local(one.tag) == name:
            yield one, is_off
        elif local(one.tag) in groups:
            is_away = is_off or attribute(one, "display") == "false"
            yield from _each(one, name, groups, is_off=is_away)


def _words(cell: Element) -> str:
    """Return the words of a cell's paragraphs, a line for each."""
    lines = [_line(one) for one in cell if local(one.tag) in {"p", "h"}]
    return "\n".join(lines).strip()


def _line(element: Element) -> str:
    made = [element.text or ""]
    for one in element:
        name = local(one.tag)
        if name == "s":
            made.append(" " * min(max(whole_in(attribute(one, "c"), 1), 1), 1_000))
        elif name in {"tab", "line-break"}:
            made.append("\t" if name == "tab" else "\n")
        elif name not in {"annotation", "title", "desc"} and not is_hidden(one):
            made.append(_line(one))
        made.append(one.tail or "")
    return "".join(made)


def _unshown(cell: Element) -> str:
    """Return the value of a cell that keeps no words of it."""
    kind = attribute(cell, "value-type")
    value = attribute(cell, "value")
    if kind == "percentage" and value:
        return f"{general(number_in(value) * 100)}%"
    for key in ("value", "date-value", "time-value", "string-value"):
        if found := attribute(cell, key):
            return found
    return attribute(cell, "boolean-value").upper()


def _repeated(element: Element, name: str) -> int:
    value = attribute(element, name)
    return min(int(value), _END) if value.isdecimal() and len(value) < 9 else 1
