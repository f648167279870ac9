"""Read the cells of an OpenDocument spreadsheet, and write answers into some."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from documents.question_sheets.packing import repacked
from documents.question_sheets.reading import opened
from documents.question_sheets.sheets import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    Sheet,
    letters_of,
)
from documents.question_sheets.splicing import (
    DAMAGED,
    Element,
    Splices,
    escaped,
    walk,
)

_CONTENT: Final = "content.xml"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CELLS: Final = {"table-cell", "covered-table-cell"}
_BLANKS: Final = {"s", "tab", "line-break"}
# What stands in a cell and is not shown in its place.
_ASIDE: Final = {"annotation", "shapes", "ruby-text"}
# The words of a cell, and where they were taken from. An answer takes their place.
_WORDS: Final = {"p", "h", "list", "section", "cell-range-source"}
# What a cell says of itself beside its words, and keeps.
_KEPT: Final = {
    "number-columns-spanned",
    "number-rows-spanned",
    "content-validation-name",
}
_REPEATED: Final = re.compile(
    r"\s[\w.-]*:?number-(?:rows|columns)-repeated=(?:\"[^\"]*\"|'[^']*')"
)
# A row or a cell that stands for more than all sheets have is damaged.
_MOST_REPEATED: Final = 20_000_000


@dataclass(slots=True)
class _Cell:
    element: Element
    column: int
    number: int
    words: str = ""
    # Comments and pictures, which stay when an answer takes the place of the words.
    beside: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    element: Element
    row: int
    number: int
    cells: list[_Cell] = field(default_factory=list)
    width: int = 0


@dataclass(slots=True)
class _Table:
    name: str
    style: str
    rows: list[_Row] = field(default_factory=list)
    height: int = 0


def sheets_in(content: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a spreadsheet, as far as they are read.

    Raises:
        Refused: The file is damaged, or protected by a password.
    """
    tables, hidden, _ = _tables(_part(content))
    for table in tables:
        made = Sheet(table.name, is_hidden=table.style in hidden)
        for row in table.rows:
            words = [""] * min(row.width, MOST_COLUMNS)
            for cell in row.cells:
                if not cell.words:
                    continue
                last = min(cell.column + cell.number - 1, MOST_COLUMNS)
                for column in range(cell.column, last + 1):
                    words[column - 1] = cell.words[:LONGEST_CELL]
                made.is_cut = made.is_cut or cell.column > MOST_COLUMNS
                if "formula" in cell.element.attributes:
                    made.formulas.append([row.row, cell.column])
            if row.row > MOST_ROWS:
                made.is_cut = made.is_cut or any(words)
                break
            while len(made.rows) < row.row - 1:
                made.rows.append([])
            times = row.number if any(words) else 1
            for _ in range(min(times, MOST_ROWS + 1 - row.row)):
                made.rows.append(list(words))
        yield made


def fill(
    content: bytes,
    answers: Mapping[tuple[str, int, int], str],
    questions: Mapping[str, int],
) -> bytes:
    """Return a spreadsheet with answers in their cells; all else stays.

    Args:
        content: The spreadsheet.
        answers: The words of each cell, by sheet, row and column from 1.
        questions: The column of questions of each sheet, whose look answers take over
            where their own cells have none.

    Raises:
        Refused: A cell holds a formula or is part of a merged cell; or a sheet is not
            there.
    """
    part = _part(content)
    tables, _, prefixes = _tables(part)
    by_name = {table.name: table for table in tables}
    splices = Splices(part)
    rows: dict[tuple[str, int], dict[int, str]] = {}
    for (sheet, number, column), words in answers.items():
        rows.setdefault((sheet, number), {})[column] = words
    by_element: dict[int, list[tuple[_Row, int, str, dict[int, str]]]] = {}
    for (sheet, number), cells in rows.items():
        table = by_name.get(sheet)
        if table is None:
            raise Refused(f"The workbook has no sheet “{sheet}” now.")
        row = next(
            (one for one in table.rows if one.row <= number < one.row + one.number),
            None,
        )
        if row is None:
            raise Refused(f"Row {number} of “{sheet}” is empty in the workbook.")
        by_element.setdefault(row.element.start, []).append((row, number, sheet, cells))
    writer = _Writer(part, prefixes, questions)
    for wanted in by_element.values():
        row = wanted[0][0]
        splices.put(row.element.start, row.element.end, writer.rows(wanted))
    return repacked(content, {_CONTENT: splices.done()})


class _Writer:
    """Writes rows anew, with answers in some of their cells."""

    def __init__(
        self, part: bytes, prefixes: Mapping[str, str], questions: Mapping[str, int]
    ) -> None:
        self._part, self._questions = part, questions
        self._office = prefixes.get(_OFFICE, "office:")
        self._text = prefixes.get(_TEXT, "text:")

    def rows(self, wanted: list[tuple[_Row, int, str, dict[int, str]]]) -> str:
        """Return a row element, parted where only some of the rows get answers."""
        pieces = []
        row = wanted[0][0]
        next_row = row.row
        for _, number, sheet, cells in sorted(wanted, key=lambda one: one[1]):
            if number > next_row:
                pieces.append(self._row(row, number - next_row, sheet, {}))
            pieces.append(self._row(row, 1, sheet, cells))
            next_row = number + 1
        left = row.row + row.number - next_row
        if left:
            pieces.append(self._row(row, left, wanted[0][2], {}))
        return "".join(pieces)

    def _row(
        self, row: _Row, number: int, sheet: str, answers: Mapping[int, str]
    ) -> str:
        name = f"{row.element.prefix}table-row"
        pieces = [self._opening(row.element, "rows", number, row.element.prefix)]
        usual = self._style(row, self._questions.get(sheet, 0))
        left = dict(sorted(answers.items()))
        for cell in row.cells:
            pieces.append(self._cell(row, cell, sheet, left, usual))
        at = row.width
        for column, words in sorted(left.items()):
            if column > at + 1:
                pieces.append(self._empty(row.element.prefix, column - at - 1))
            pieces.append(self._said(row.element.prefix, usual, words))
            at = column
        return "".join([*pieces, f"</{name}>"])

    def _cell(
        self, row: _Row, cell: _Cell, sheet: str, left: dict[int, str], usual: str
    ) -> str:
        """Return a cell, parted where answers go into it; take them from `left`."""
        within = range(cell.column, cell.column + cell.number)
        here = [column for column in left if column in within]
        if not here:
            return self._as_written(cell.element)
        place = f"{letters_of(here[0])}{row.row} of “{sheet}”"
        if "formula" in cell.element.attributes:
            raise Refused(
                f"Cell {place} holds a formula, so no answer is put there. Choose "
                "another column for answers."
            )
        if cell.element.name == "covered-table-cell":
            raise Refused(
                f"Cell {place} is part of a merged cell. Choose another column for "
                "answers."
            )
        pieces, at = [], cell.column
        prefix = cell.element.prefix
        own = cell.element.attributes.get("style-name", "")
        for column in here:
            if column > at:
                pieces.append(self._copy(cell.element, column - at))
            pieces.append(self._said(prefix, own or usual, left.pop(column), of=cell))
            at = column + 1
        if rest := cell.column + cell.number - at:
            pieces.append(self._copy(cell.element, rest))
        return "".join(pieces)

    def _style(self, row: _Row, column: int) -> str:
        for cell in row.cells:
            if cell.column <= column < cell.column + cell.number:
                return cell.element.attributes.get("style-name", "")
        return ""

    def _said(
        self, prefix: str, style: str, words: str, of: _Cell | None = None
    ) -> str:
        named = f' {prefix}style-name="{escaped(style)}"' if style else ""
        kept = "".join(
            f' {prefix}{name}="{escaped(value)}"'
            for name, value in (of.element.attributes if of else {}).items()
            if name in _KEPT
        )
        beside = "".join(self._as_written(one) for one in (of.beside if of else ()))
        lines = "".join(
            f"<{self._text}p>{escaped(line)}</{self._text}p>"
            for line in words.replace("\t", " ").split("\n")
        )
        return (
            f"<{prefix}table-cell{named}{kept}"
            f' {self._office}value-type="string">{beside}{lines}</{prefix}table-cell>'
        )

    def _empty(self, prefix: str, number: int) -> str:
        return f'<{prefix}table-cell {prefix}number-columns-repeated="{number}"/>'

    def _as_written(self, element: Element) -> str:
        return self._part[element.start : element.end].decode()

    def _copy(self, element: Element, number: int) -> str:
        inner = self._part[element.opened : element.end].decode()
        opening = self._opening(element, "columns", number, element.prefix)
        if element.is_closed:
            return f"{opening}</{element.prefix}{element.name}>"
        return f"{opening}{inner}"

    def _opening(self, element: Element, what: str, number: int, prefix: str) -> str:
        """Return an opening tag that stands for so many rows or columns."""
        written = self._part[element.start : element.opened].decode()
        bare = _REPEATED.sub("", written).removesuffix(">").removesuffix("/").rstrip()
        more = f' {prefix}number-{what}-repeated="{number}"' if number > 1 else ""
        return f"{bare}{more}>"


def _part(content: bytes) -> bytes:
    package = opened(content)
    if _CONTENT not in package.names:
        raise Refused(DAMAGED)
    if "META-INF/manifest.xml" in package.names:
        manifest = package.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise Refused(
                "This workbook is protected by a password. Ask the requester for one "
                "without."
            )
    return package.read(_CONTENT)


def _tables(part: bytes) -> tuple[list[_Table], set[str], dict[str, str]]:
    """Return the sheets, the styles of hidden ones, and the prefixes of the part."""
    tables: list[_Table] = []
    hidden: set[str] = set()
    style = ""

    def begun(element: Element, above: list[Element]) -> None:
        nonlocal style
        depth = sum(one.name == "table" for one in above)
        is_in_cell = depth == 1 and above[-1].name in _CELLS
        if is_in_cell and element.name not in _WORDS:
            tables[-1].rows[-1].cells[-1].beside.append(element)
        if element.name == "style":
            style = element.attributes.get("name", "")
        elif element.name == "table-properties":
            if element.attributes.get("display") == "false":
                hidden.add(style)
        elif element.name == "table" and not depth:
            given = element.attributes
            tables.append(_Table(given.get("name", ""), given.get("style-name", "")))
        elif element.name == "table-row" and depth == 1:
            table = tables[-1]
            number = _repeated(element, "number-rows-repeated")
            table.rows.append(_Row(element, table.height + 1, number))
            table.height += number
        elif element.name in _CELLS and above and above[-1].name == "table-row":
            if depth == 1:
                row = tables[-1].rows[-1]
                number = _repeated(element, "number-columns-repeated")
                row.cells.append(_Cell(element, row.width + 1, number))
                row.width += number
        elif element.name == "p" and (cell := _cell_of(tables, above)) and cell.words:
            cell.words += "\n"
        elif element.name in _BLANKS and (cell := _cell_of(tables, above)):
            cell.words += "\n" if element.name == "line-break" else " "

    def said(text: str, above: list[Element]) -> None:
        if any(one.name == "p" for one in above) and (cell := _cell_of(tables, above)):
            cell.words += text

    prefixes = walk(part, begun=begun, ended=lambda element, above: None, said=said)
    return tables, hidden, prefixes


def _cell_of(tables: list[_Table], above: list[Element]) -> _Cell | None:
    """Return the cell that words stand in; None outside of cells, and for remarks."""
    names = [one.name for one in above]
    if not _CELLS & set(names) or _ASIDE & set(names) or names.count("table") != 1:
        return None
    cell = tables[-1].rows[-1].cells[-1]
    return cell if len(cell.words) <= LONGEST_CELL else None


def _repeated(element: Element, name: str) -> int:
    given = element.attributes.get(name, "1")
    number = int(given) if given.isdecimal() and len(given) < 9 else 1
    return max(1, min(number, _MOST_REPEATED))
