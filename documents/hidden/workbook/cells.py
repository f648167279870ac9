"""Read a worksheet as a stream: its cells, and what is said of them besides."""

import re
from xml.etree.ElementTree import Element

from documents.hidden.areas import width_of
from documents.hidden.findings import quoted
from documents.hidden.names import words_of_code
from documents.hidden.numbers import number_in, whole_in
from documents.hidden.office.stacking import TINIEST
from documents.hidden.packages import Package, attribute, is_on, local
from documents.hidden.workbook.grid import (
    LOWEST,
    cell_at,
    letters_of,
    ranges_in,
)
from documents.hidden.workbook.sheet import Cell, Sheet
from documents.hidden.workbook.strings import Text, text_in, unseen_runs
from documents.hidden.workbook.styles import Styles

_SOURCE = re.compile(r"\[\d+\]|://|\\\\|WEBSERVICE\(|\.xls[xmb]?'?\]?'?!", re.I)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
# Formats, as in TEXT().
_PATTERN = re.compile(r"[dmyhsagpDMYHSAGP0#?.,:/%\s£$€()+-]*")
_LEAST_SHOWN = 0.4  # of a turned text, by the height of its row
_MOST_WORDS = 5_000  # of formulas
GUIDE = "in a phonetic guide that is not shown"
# Cells held to compare their places, over all sheets; a bound on memory.
MOST_HELD = 1_000_000


def read_sheet(
    sheet: Sheet, package: Package, styles: Styles, texts: list[Text], *, room: int
) -> None:
    """Read a worksheet into `sheet`, holding at most `room` cells."""
    reader = _Reader(sheet, styles, texts, room)
    package.stream(sheet.part, reader.handle)


class _Reader:
    def __init__(
        self, sheet: Sheet, styles: Styles, texts: list[Text], room: int
    ) -> None:
        self._sheet, self._styles, self._texts = sheet, styles, texts
        self._room = room
        self._at_row = self._at_column = 0
        self._parents: list[Element] = []
        # Looks able to show any value; the others are judged cell by cell.
        self._plain = [
            not (look.why or look.code or look.is_shrunk) for look in styles.cells
        ]

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
        self._at_row = whole_in(element.get("r"), self._at_row + 1)
        self._at_column = 0
        height = element.get("ht")
        if is_on(element.get("hidden")):
            self._sheet.grid.heights[self._at_row] = 0.0
        elif height is not None:
            grid = self._sheet.grid
            grid.heights[self._at_row] = number_in(height, grid.height)
        if is_on(element.get("collapsed")):
            self._sheet.collapsed_rows += 1

    def _end_c(self, element: Element) -> None:
        sheet = self._sheet
        at = cell_at(element.get("r", ""))
        self._at_column = at[0] if at else self._at_column + 1
        kind, value, formula = element.get("t", "n"), "", ""
        text: Text | None = None
        for child in element:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                text = text_in(child, self._styles)
        if kind == "s" and value.isdecimal():
            sheet.strings.add(int(value))
            text = self._texts[int(value)] if int(value) < len(self._texts) else None
            value = ""
        if formula:
            self._formula(formula)
        words = text.words if text else value
        if not words and not formula:
            return
        sheet.count += 1
        sheet.rows.add(self._at_row)
        sheet.columns.add(self._at_column)
        number = whole_in(element.get("s"))
        if words and len(sheet.cells) < self._room:
            is_text = kind in {"s", "str", "inlineStr", "d"}
            place = self._at_column, self._at_row
            sheet.cells[place] = Cell(words, number, is_text)
            self._judge(place, number, text, is_phonetic=is_on(element.get("ph")))

    def _judge(
        self,
        place: tuple[int, int],
        number: int,
        text: Text | None,
        *,
        is_phonetic: bool,
    ) -> None:
        """Record why a cell, or a part of its text, cannot be seen."""
        sheet, is_known = self._sheet, number < len(self._plain)
        look = self._styles.cells[number] if is_known else self._styles.cells[0]
        cell = sheet.cells[place]
        is_plain = is_known and self._plain[number]
        why = "" if is_plain else look.why_of(cell.words, is_text=cell.is_text)
        if look.is_shrunk and not why:
            room = sheet.grid.x(place[0] + 1) - sheet.grid.x(place[0])
            points = (look.points or 11) * room / max(width_of(cell.words, 11), 1)
            why = (
                f"shrunk to letters of {points:.1f} points" if points < TINIEST else ""
            )
        if why:
            sheet.invisible[why].append(sheet.say(*place))
            return
        if look.is_turned and cell.is_text and not look.is_shrunk:
            long = width_of(max(cell.words.split("\n"), key=len), look.points or 11)
            if sheet.grid.heights.get(place[1], long) < long * _LEAST_SHOWN:
                sheet.turned.append(sheet.say(*place))
        if text is not None and (text.runs or text.guide):
            name = f"{letters_of(place[0])}{place[1]}"
            for why, words in unseen_runs(text.runs, look).items():
                sheet.invisible[why].append(f"{name} {quoted(words)}")
            if text.guide and not is_phonetic:
                sheet.invisible[GUIDE].append(f"{name} {quoted(text.guide)}")

    def _formula(self, formula: str) -> None:
        sheet = self._sheet
        name = f"{letters_of(self._at_column)}{self._at_row}"
        if _SOURCE.search(formula):
            sheet.formulas.append(f"{name} {quoted(formula)}")
        if '"' in formula and len(sheet.literals) < _MOST_WORDS:
            sheet.literals += [
                (name, words)
                for words in _LITERAL.findall(formula)
                if not _PATTERN.fullmatch(words)
            ]

    def _end_col(self, element: Element) -> None:
        width = element.get("width")
        is_away = is_on(element.get("hidden"))
        if is_away or width is not None:
            first = whole_in(element.get("min"), 1)
            last = whole_in(element.get("max"), 16_384)
            shown = 0.0 if is_away else number_in(width)
            self._sheet.grid.widths.append((first, last, shown))

    def _end_sheetFormatPr(self, element: Element) -> None:  # noqa: N802 - the file's name
        grid = self._sheet.grid
        grid.is_flat = is_on(element.get("zeroHeight"))
        height = number_in(element.get("defaultRowHeight"), grid.height)
        # Without this, a row is as high as what is in it.
        if height >= LOWEST or is_on(element.get("customHeight")):
            grid.height = height
        grid.width = number_in(element.get("defaultColWidth"), grid.width)

    def _end_filterColumn(self, element: Element) -> None:  # noqa: N802
        if len(element):
            self._sheet.is_filtered = True

    def _end_sheetProtection(self, element: Element) -> None:  # noqa: N802
        self._sheet.is_protected = is_on(element.get("sheet"))

    def _end_scenario(self, element: Element) -> None:
        said = [element.get(key, "") for key in ("name", "comment", "user")]
        said += [attribute(one, "val") for one in element]
        self._sheet.scenarios.append(" ".join(filter(None, said)))

    def _end_sheetPr(self, element: Element) -> None:  # noqa: N802 - as Excel
        self._sheet.named.append(words_of_code(element.get("codeName", "")))

    def _end_protectedRange(self, element: Element) -> None:  # noqa: N802 - as Excel
        self._sheet.named.append(element.get("name", ""))

    def _end_dataRef(self, element: Element) -> None:  # noqa: N802 - as Excel
        self._sheet.named += [element.get("sheet", ""), element.get("name", "")]

    def _end_customSheetView(self, element: Element) -> None:  # noqa: N802
        self._sheet.views += 1

    def _end_sheetView(self, element: Element) -> None:  # noqa: N802
        at = cell_at(element.get("topLeftCell", "A1"))
        self._sheet.first_seen = at or (1, 1)
        self._sheet.hides_zeros = element.get("showZeros") in {"0", "false"}
        for pane in element:
            if local(pane.tag) == "pane" and "frozen" in pane.get("state", ""):
                across, down = pane.get("xSplit", "0"), pane.get("ySplit", "0")
                self._sheet.split = whole_in(across), whole_in(down)

    def _end_mergeCell(self, element: Element) -> None:  # noqa: N802
        self._sheet.merged += ranges_in(element.get("ref", ""))

    def _end_hyperlink(self, element: Element) -> None:
        self._sheet.hints += filter(
            None, (element.get("tooltip"), element.get("location"))
        )

    def _end_dataValidation(self, element: Element) -> None:  # noqa: N802
        keys = ("promptTitle", "prompt", "errorTitle", "error")
        self._sheet.messages += filter(None, (element.get(key) for key in keys))
        for child in element:
            text = "".join(child.itertext()).strip()
            if local(child.tag).startswith("formula") and text.startswith('"'):
                self._sheet.choices.append(text.strip('"'))

    def _end_headerFooter(self, element: Element) -> None:  # noqa: N802
        self._sheet.heads += [one.text for one in element if one.text]

    def _end_conditionalFormatting(self, element: Element) -> None:  # noqa: N802
        where = element.get("sqref", "") or next(
            (one.text or "" for one in element if local(one.tag) == "sqref"), ""
        )
        for rule in element:
            number = attribute(rule, "dxfId")
            if number.isdecimal() and int(number) < len(self._styles.conditions):
                look = self._styles.conditions[int(number)]
                self._sheet.conditions.append((where, look))
            for one in rule:
                name = local(one.tag)
                if name == "dxf":
                    look = self._styles.condition(one)
                    self._sheet.conditions.append((where, look))
                elif name in {"dataBar", "iconSet"} and one.get("showValue") in {
                    "0",
                    "false",
                }:
                    self._sheet.unvalued.append(where)


# Elements cleared from memory once they have been read.
_WHOLE = frozenset(
    {"row", "col", "dataValidation", "conditionalFormatting", "mergeCell", "hyperlink"}
)
