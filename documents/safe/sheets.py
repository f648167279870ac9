"""Read the cells seen on the sheets of a workbook."""

import io
from dataclasses import dataclass, field
from math import isfinite
from xml.etree.ElementTree import Element

from documents.hidden.findings import CannotLook
from documents.hidden.packages import Package, attribute, child, find_all, is_on
from documents.hidden.workbook.cells import GUIDE, read_sheet
from documents.hidden.workbook.drawings import look_at_drawings
from documents.hidden.workbook.grid import Range, cell_at, ranges_in
from documents.hidden.workbook.judging import table_looks
from documents.hidden.workbook.sheet import Sheet
from documents.hidden.workbook.strings import Text, shared_texts, text_in, unseen_runs
from documents.hidden.workbook.styles import Look, Styles
from documents.safe.forms import Form, forms_of
from documents.safe.refusal import CannotCopy

MOST_CELLS = 400_000  # so many fit into the memory of the process
Place = tuple[int, int]  # column, row


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell in sight.

    Attributes:
        value: A number, a text, or yes or no.
        form: How its values are written.
    """

    value: float | str | bool
    form: Form


@dataclass
class Visible:
    """A sheet as it is seen.

    Attributes:
        sheet: The sheet as the check reads it.
        is_mac: Whether the workbook counts its days from 1904.
        cells: The cells in sight with a value, by column and row.
    """

    sheet: Sheet
    is_mac: bool
    cells: dict[Place, Shown] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    @property
    def rows(self) -> list[int]:
        """The rows in sight, down to the last with a value."""
        last = max((row for _, row in self.cells), default=0)
        return [n for n in range(1, last + 1) if not self.sheet.grid.is_hidden_row(n)]

    @property
    def columns(self) -> list[int]:
        """The columns in sight, up to the last with a value."""
        last = max((column for column, _ in self.cells), default=0)
        grid = self.sheet.grid
        return [n for n in range(1, last + 1) if not grid.is_hidden_column(n)]

    def width_of(self, column: int) -> float:
        """Return the width of a column, in letters."""
        return self.sheet.grid.width_of(column)


def visible_sheets(content: bytes) -> list[Visible]:
    """Return the sheets of a workbook with a tab, and their cells in sight.

    Raises:
        CannotCopy: The workbook is damaged or too large, shows no cell, keeps no
            results of its formulas, or has cells beneath drawings.
    """
    try:
        made = _looked_at(Package(io.BytesIO(content)))
    except CannotLook as why:
        raise CannotCopy(str(why)) from why
    except (ValueError, OverflowError) as why:
        raise CannotCopy("is damaged") from why
    if not any(one.cells for one in made):
        raise CannotCopy("shows no cell with a value")
    return made


def _looked_at(package: Package) -> list[Visible]:
    styles = Styles.of(package)
    forms = forms_of(styles.root)
    texts = shared_texts(package, styles)
    links = package.relationships("xl/workbook.xml")
    book = package.xml("xl/workbook.xml")
    setup = child(book, "workbookPr")
    is_mac = setup is not None and is_on(setup.get("date1904"))
    made: list[Visible] = []
    count = 0
    for element in find_all(book, "sheet"):
        link = links.get(attribute(element, "id"))
        sheet = Sheet(
            name=element.get("name", ""),
            state=element.get("state", ""),
            part=link.target if link else "",
        )
        is_of_cells = sheet.part in package.names and "/worksheets/" in sheet.part
        if sheet.is_hidden or not is_of_cells:
            continue
        read_sheet(sheet, package, styles, texts, room=MOST_CELLS)
        count += sheet.count
        if count > MOST_CELLS:
            raise CannotCopy(f"has more than {MOST_CELLS:,} cells")
        if any(
            one.code == "covered_cells"
            for one in look_at_drawings(sheet, package, styles.theme, [])
        ):
            raise CannotCopy(
                "has drawings over cells with values, which a copy would show. Move "
                "the drawings, or delete the values, and add the file again"
            )
        unseen = _unseen(sheet, package, styles)
        reader = _Reader(Visible(sheet, is_mac), styles, forms, texts, unseen)
        package.stream(sheet.part, reader.handle)
        made.append(reader.made)
    return made


class _Reader:
    """Reads the values of the cells in sight."""

    def __init__(
        self,
        made: Visible,
        styles: Styles,
        forms: list[Form],
        texts: list[Text],
        unseen: set[Place],
    ) -> None:
        self.made, self._styles, self._forms, self._texts = made, styles, forms, texts
        self._unseen = unseen
        self._row = self._column = 0

    def handle(self, event: str, name: str, element: Element) -> None:
        """Take an element of the sheet."""
        if event == "start" and name == "row":
            self._row, self._column = int(element.get("r") or self._row + 1), 0
        elif event == "end" and name == "c":
            at = cell_at(element.get("r", ""))
            self._column = at[0] if at else self._column + 1
            self._take(element, (self._column, self._row))
            element.clear()

    def _take(self, element: Element, place: Place) -> None:
        value, inline = child(element, "v"), child(element, "is")
        if not self.made.sheet.is_seen(*place):
            return
        has_formula, kind = child(element, "f") is not None, element.get("t", "n")
        words = (value.text or "") if value is not None else ""
        if has_formula and not words and kind != "str":
            raise CannotCopy(
                "does not keep the results of its formulas. Open it in Excel, save it, "
                "and add it again"
            )
        number = int(element.get("s") or 0)
        text = text_in(inline, self._styles) if inline is not None else None
        if kind == "s":
            at = int(words) if words.isdecimal() else len(self._texts)
            text = self._texts[at] if at < len(self._texts) else None
        if text is not None:
            look = _look(self._styles, number)
            lost = set(unseen_runs(text.runs, look))
            if lost and not look.why:
                self._unseen.discard(place)
            words = _without(text, look, lost)
        if not words or place in self._unseen:
            return
        form = self._forms[number if number < len(self._forms) else 0]
        is_number = kind == "n" and text is None
        shown: float | str | bool = words
        if kind == "b":
            shown = words == "1"
        elif is_number and isfinite(float(words)):
            shown = int(words) if words.lstrip("-").isdecimal() else float(words)
        self.made.cells[place] = Shown(shown, form)


def _without(text: Text, cell: Look, lost: set[str]) -> str:
    words = text.words
    for said, look in text.runs:
        if look.over(cell).why in lost:
            words = words.replace(said, "", 1)
    return words


def _unseen(sheet: Sheet, package: Package, styles: Styles) -> set[Place]:
    """Return the cells out of sight, as the check finds."""
    made: set[Place] = set()
    for why, cells in sheet.invisible.items():
        if why == GUIDE:
            continue  # no part of the value, so not copied
        for said in cells:
            if (place := cell_at(said.partition(" ")[0])) is not None:
                made.add(place)
    for merged in sheet.merged:
        made |= _beneath(merged, sheet)
    of_tables = set(table_looks(sheet, package, styles))
    for where, look in [*sheet.conditions, *of_tables]:
        is_of_table = (where, look) in of_tables
        for at in sheet.within(ranges_in(where)):
            cell = sheet.cells[at]
            over = look.over(_look(styles, cell.style))
            if is_of_table and cell.style:
                continue
            if over.why_of(cell.words, is_text=cell.is_text):
                made.add(at)
    for where in sheet.unvalued:
        made |= set(sheet.within(ranges_in(where)))
    if sheet.hides_zeros:
        made |= {at for at, cell in sheet.cells.items() if cell.words == "0"}
    return made


def _beneath(merged: Range, sheet: Sheet) -> set[Place]:
    """Return the cells of a merged range with a value, save the first."""
    return set(sheet.within([merged])) - {(merged.left, merged.top)}


def _look(styles: Styles, number: int) -> Look:
    return styles.cells[number if number < len(styles.cells) else 0]
