"""Read a worksheet as a stream: the positions of its values, and the invisible ones."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.hidden.packages import Package, attribute, is_on, local
from documents.hidden.styles import Styles

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_SOURCE = re.compile(
    r"\[\d+\]|://|\\\\|WEBSERVICE\(|\.xls[xmb]?'?\]?'?!", re.IGNORECASE
)
# Cells whose values are kept to compare with charts; a bound on memory.
_MOST_HELD = 200_000


@dataclass
class Sheet:
    """A worksheet, with everything found while reading it."""

    name: str
    state: str
    part: str
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    hidden_rows: set[int] = field(default_factory=set)
    collapsed_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    invisible: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    formulas: list[str] = field(default_factory=list)
    strings: set[int] = field(default_factory=set)
    shown_strings: set[int] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    conditional: list[tuple[str, str]] = field(default_factory=list)
    is_filtered: bool = False
    is_protected: bool = False
    scenarios: int = 0
    views: int = 0
    hides_empty_rows: bool = False
    cells: int = 0

    @property
    def is_hidden(self) -> bool:
        """Whether Excel shows no tab for the sheet."""
        return self.state in {"hidden", "veryHidden"}

    @property
    def place(self) -> str:
        """The sheet's name, for use in a finding."""
        return f"sheet “{self.name}”"

    def is_hidden_column(self, number: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= number <= last for first, last in self.hidden_columns)

    def texts(self, strings: list[str]) -> Iterator[str]:
        """Yield the texts of its cells."""
        for number in self.strings:
            if number < len(strings):
                yield strings[number]
        yield from self.written


def column_of(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheet(sheet: Sheet, package: Package, styles: Styles) -> None:
    """Read a worksheet into `sheet`, holding a row at a time."""
    reader = _Reader(sheet, styles)
    package.stream(sheet.part, reader.handle)


class _Reader:
    def __init__(self, sheet: Sheet, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._at_row = self._at_column = 0
        self._parents: list[Element] = []

    def handle(self, event: str, name: str, element: Element) -> None:
        if event == "start":
            if name == "row":
                self._begin_row(element)
            self._parents.append(element)
            return
        self._parents.pop()
        if handle := getattr(self, f"_end_{name}", None):
            handle(element)
        if name in _WHOLE:
            element.clear()
            if self._parents:
                self._parents[-1].remove(element)

    def _begin_row(self, element: Element) -> None:
        self._at_row = int(element.get("r") or self._at_row + 1)
        self._at_column = 0
        is_flat = element.get("ht") is not None and float(element.get("ht", "1")) == 0
        if is_on(element.get("hidden")) or is_flat:
            self._sheet.hidden_rows.add(self._at_row)
        if is_on(element.get("collapsed")):
            self._sheet.collapsed_rows += 1

    def _end_c(self, element: Element) -> None:
        sheet = self._sheet
        match = _REFERENCE.fullmatch(element.get("r", ""))
        self._at_column = column_of(match[1]) if match else self._at_column + 1
        kind, value, formula, written = element.get("t", "n"), "", "", ""
        for child in element:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                written = "".join(child.itertext())
        if formula and _SOURCE.search(formula):
            sheet.formulas.append(f"{letters_of(self._at_column)}{self._at_row}")
        if not value and not written and not formula:
            return
        sheet.cells += 1
        sheet.rows[self._at_row] = sheet.rows.get(self._at_row, 0) + 1
        sheet.columns[self._at_column] += 1
        is_seen = (
            not sheet.is_hidden
            and self._at_row not in sheet.hidden_rows
            and not sheet.is_hidden_column(self._at_column)
        )
        if kind == "s" and value.isdecimal():
            sheet.strings.add(int(value))
            if is_seen:
                sheet.shown_strings.add(int(value))
        elif kind in {"str", "inlineStr", "d", "e"}:
            sheet.written.append(written or value)
            if is_seen and len(sheet.numbers) < _MOST_HELD:
                sheet.numbers.add(written or value)
        elif is_seen and len(sheet.numbers) < _MOST_HELD:
            sheet.numbers.add(value)
        number = element.get("s")
        if number and self._styles.why:
            why = self._styles.why.get(int(number))
            if why and (value or written):
                sheet.invisible[why].append(
                    f"{letters_of(self._at_column)}{self._at_row}"
                )

    def _end_col(self, element: Element) -> None:
        width = element.get("width")
        is_flat = width is not None and float(width) == 0
        if is_on(element.get("hidden")) or is_flat:
            first = int(element.get("min", "1"))
            last = int(element.get("max", "16384"))
            self._sheet.hidden_columns.append((first, last))

    def _end_sheetFormatPr(self, element: Element) -> None:  # noqa: N802 - the file's name
        self._sheet.hides_empty_rows = is_on(element.get("zeroHeight"))

    def _end_filterColumn(self, element: Element) -> None:  # noqa: N802
        if len(element):
            self._sheet.is_filtered = True

    def _end_sheetProtection(self, element: Element) -> None:  # noqa: N802
        self._sheet.is_protected = is_on(element.get("sheet"))

    def _end_scenario(self, element: Element) -> None:
        self._sheet.scenarios += 1

    def _end_customSheetView(self, element: Element) -> None:  # noqa: N802
        self._sheet.views += 1

    def _end_dataValidation(self, element: Element) -> None:  # noqa: N802
        for child in element:
            text = "".join(child.itertext()).strip()
            if local(child.tag).startswith("formula") and text.startswith('"'):
                self._sheet.listed.append(text.strip('"'))

    def _end_conditionalFormatting(self, element: Element) -> None:  # noqa: N802
        for rule in element:
            number = attribute(rule, "dxfId")
            if number.isdecimal():
                why = self._styles.conditional.get(int(number))
                if why:
                    self._sheet.conditional.append((element.get("sqref", ""), why))


# Elements cleared from memory once they have been read.
_WHOLE = frozenset({"row", "col", "dataValidation", "conditionalFormatting"})
