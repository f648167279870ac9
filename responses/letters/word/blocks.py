"""Write the blocks of a letter: headings, paragraphs, lists, quotations and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from responses.letters.columns import FIGURES
from responses.letters.word.controls import end_control, open_control
from responses.letters.word.elements import LINE, add, children
from responses.letters.word.notes import Notes
from responses.letters.word.words import Look, Words

_BLOCKS = {"p", "ul", "ol", "table", "blockquote", "div", "article", "section", "body"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NUMBERS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
# The indent of a list level, in twentieths of a point.
_STEP = 360


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a block, and the settings inherited by its words."""

    into: Any
    style: str = ""
    number: tuple[int, int] | None = None
    is_bold: bool = False
    is_in_cell: bool = False
    is_at_the_right: bool = False
    is_right_to_left: bool = False
    language: str = ""


@dataclass(slots=True)
class End:
    """Append to a body before its closing settings, as Word needs these last."""

    body: Any

    def append(self, element: Any) -> None:
        """Add a paragraph or a table at the end of the text."""
        self.body.insert(len(self.body) - 1, element)


@dataclass
class Writer:
    """Write blocks of a page into a document."""

    document: DocumentType
    notes: Notes
    marks: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self, node: Any, place: Place) -> None:
        """Write everything within an element, block by block."""
        run: list[Any] = [node.text or ""]
        for child in node:
            if child.tag in _BLOCKS or child.tag in _HEADINGS:
                self._loose(run, place)
                self._block(child, place)
                run = []
            else:
                run.append(child)
            run.append(child.tail or "")
        self._loose(run, place)

    def _loose(self, run: list[Any], place: Place) -> None:
        """Write words outside any paragraph as a paragraph.

        A hard blank counts: it keeps the number of an item that holds only a list.
        """
        if any(not isinstance(one, str) or one.strip(" \t\r\n") for one in run):
            self._paragraph(run, place)

    def _block(self, node: Any, place: Place) -> None:
        if language := node.get("lang"):
            place = replace(place, language=language)
        if node.get("dir") == "rtl":
            place = replace(place, is_right_to_left=True)
        if tag := node.get("data-answer"):
            inside = open_control(place.into, tag=tag, title=node.get("data-called"))
            self.blocks(node, replace(place, into=inside))
            end_control(inside)
        elif node.tag in _HEADINGS:
            place = replace(place, style=f"Heading {_HEADINGS[node.tag]}")
            self._paragraph([node.text or "", *children(node)], place, node.get("id"))
        elif node.tag == "p":
            self._paragraph([node.text or "", *children(node)], place)
        elif node.tag in {"ul", "ol"}:
            self._list(node, place)
        elif node.tag == "table":
            self._table(node, place)
        elif node.tag == "blockquote":
            self.blocks(node, replace(place, style="Quote"))
        else:
            self.blocks(node, place)

    def _paragraph(
        self, content: list[Any], place: Place, mark: str | None = None
    ) -> None:
        paragraph = OxmlElement("w:p")
        settings = add(paragraph, "w:pPr")
        if place.style:
            add(settings, "w:pStyle", val=self._style(place.style))
        if place.number:
            number = add(settings, "w:numPr")
            add(number, "w:ilvl", val=str(place.number[0]))
            add(number, "w:numId", val=str(place.number[1]))
        if place.is_right_to_left:
            add(settings, "w:bidi")
        if place.is_in_cell:
            add(settings, "w:spacing", before="40", after="40")
        if place.is_at_the_right:
            add(settings, "w:jc", val="right")
        place.into.append(paragraph)
        if mark:
            self._mark(paragraph, mark)
        look = Look(
            is_bold=place.is_bold,
            is_right_to_left=place.is_right_to_left,
            language=place.language,
        )
        part = self.document.part
        Words(self.document, paragraph, self.notes, part).write(content, look)

    def _mark(self, paragraph: Any, name: str) -> None:
        """Add a bookmark as a target for links within the letter."""
        key = str(next(self.marks))
        add(paragraph, "w:bookmarkStart", id=key, name=name[:40])
        add(paragraph, "w:bookmarkEnd", id=key)

    def _style(self, name: str) -> str:
        key: str = self.document.styles[name].style_id
        return key

    def _list(self, node: Any, place: Place) -> None:
        level = place.number[0] + 1 if place.number else 0
        number = (min(level, 8), self._numbering(node, min(level, 8)))
        for item in node.findall("li"):
            right = item.get("dir") == "rtl" or place.is_right_to_left
            inner = replace(place, number=number, is_right_to_left=right, style="")
            into = Item(place.into, number[1], (level + 1) * _STEP)
            self.blocks(item, replace(inner, into=into))

    def _numbering(self, node: Any, level: int) -> int:
        """Define the marks or numbers of a list; return the key of the definition."""
        numbering = self.document.part.numbering_part.element
        key = str(len(numbering) + 100)
        definition = OxmlElement("w:abstractNum")
        definition.set(qn("w:abstractNumId"), key)
        add(definition, "w:multiLevelType", val="singleLevel")
        told = add(definition, "w:lvl", ilvl=str(level))
        is_ordered = node.tag == "ol"
        add(told, "w:start", val=node.get("start", "1"))
        kind = _NUMBERS.get(node.get("type", ""), "decimal") if is_ordered else "bullet"
        add(told, "w:numFmt", val=kind)
        add(told, "w:lvlText", val=f"%{level + 1}." if is_ordered else "•")
        add(told, "w:lvlJc", val="left")
        settings = add(told, "w:pPr")
        left = str((level + 1) * _STEP)
        add(settings, "w:ind", left=left, hanging=str(_STEP))
        # Word requires all definitions before their numbers.
        numbering.insert(0, definition)
        number = add(numbering, "w:num", numId=key)
        add(number, "w:abstractNumId", val=key)
        return int(key)

    def _table(self, node: Any, place: Place) -> None:
        rows = node.xpath("tr | thead/tr | tbody/tr")
        widths = _widths(node, rows)
        table = OxmlElement("w:tbl")
        settings = add(table, "w:tblPr")
        add(settings, "w:tblStyle", val=self._style("Table Grid"))
        add(settings, "w:tblW", w="5000", type="pct")
        add(settings, "w:tblLayout", type="fixed")
        add(settings, "w:tblLook", firstRow="1", firstColumn="1", noVBand="1")
        grid = add(table, "w:tblGrid")
        for width in widths:
            add(grid, "w:gridCol", w=str(width))
        hanging: dict[int, tuple[int, int]] = {}
        for row in rows:
            hanging = self._row(table, row, widths, hanging, place)
        place.into.append(table)
        # Word joins adjacent tables, and a cell must not end with a table.
        place.into.append(OxmlElement("w:p"))

    def _row(
        self,
        table: Any,
        row: Any,
        widths: list[int],
        hanging: dict[int, tuple[int, int]],
        place: Place,
    ) -> dict[int, tuple[int, int]]:
        """Write a row; return the columns taken in the next row by cells above."""
        made = add(table, "w:tr")
        settings = add(made, "w:trPr")
        add(settings, "w:cantSplit")
        if row.getparent().tag == "thead":
            add(settings, "w:tblHeader")
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        below: dict[int, tuple[int, int]] = {}
        at = 0
        while cells or at in hanging:
            if at in hanging:
                wide, more = hanging[at]
                cell = self._cell(made, widths[at : at + wide], "continue")
                cell.append(OxmlElement("w:p"))
                if more > 1:
                    below[at] = (wide, more - 1)
            else:
                source = cells.pop(0)
                wide = int(source.get("colspan", "1"))
                high = int(source.get("rowspan", "1"))
                cell = self._cell(
                    made, widths[at : at + wide], "restart" if high > 1 else ""
                )
                if high > 1:
                    below[at] = (wide, high - 1)
                is_heading = source.tag == "th"
                right = source.get("dir") == "rtl"
                self.blocks(
                    source,
                    replace(
                        place,
                        into=cell,
                        is_bold=is_heading,
                        is_right_to_left=right,
                        is_in_cell=True,
                        is_at_the_right=FIGURES in source.get("class", "").split(),
                        number=None,
                        style="",
                    ),
                )
                if cell[-1].tag != qn("w:p"):
                    cell.append(OxmlElement("w:p"))
            at += wide
        return below

    def _cell(self, row: Any, widths: list[int], merge: str) -> Any:
        cell = add(row, "w:tc")
        settings = add(cell, "w:tcPr")
        add(settings, "w:tcW", w=str(sum(widths)), type="dxa")
        if len(widths) > 1:
            add(settings, "w:gridSpan", val=str(len(widths)))
        if merge:
            add(settings, "w:vMerge", val=merge)
        return cell


@dataclass(slots=True)
class Item:
    """Append the blocks of a list item. Only the first block bears the number."""

    into: Any
    number: int
    indent: int
    has_begun: bool = False

    def append(self, element: Any) -> None:
        """Add a paragraph or a table to the item."""
        self.into.append(element)
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is None or number[1].get(qn("w:val")) != str(self.number):
            return
        if self.has_begun:
            settings = number.getparent()
            settings.remove(number)
            add(settings, "w:ind", left=str(self.indent))
        self.has_begun = True


def _widths(table: Any, rows: list[Any]) -> list[int]:
    """Return the width of each column, as measured when the letter was set."""
    told = [
        float(col.get("width").rstrip("%")) for col in table.findall("colgroup/col")
    ]
    columns = max(
        (sum(int(cell.get("colspan", "1")) for cell in row) for row in rows), default=1
    )
    if len(told) < columns:
        told = [100 / columns] * columns
    return [int(LINE * one / 100) for one in told]
