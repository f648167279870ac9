"""Write a spreadsheet of values: sheets, forms of cells, and nothing besides."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from documents.hidden.packages import attribute, find_all, local, text_of
from documents.hidden.words import words_in
from documents.safe.elements import space_of
from documents.safe.opendocument.cells import OpenBook, OpenCell, OpenSheet
from documents.safe.opendocument.cleaning import NAMESPACES, tag
from documents.safe.opendocument.packages import archived_as
from documents.safe.sheets import Place

_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_KEPT = {NAMESPACES[one] for one in ("number", "style", "fo")}
_OF_NUMBERS = f"{{{NAMESPACES['number']}}}"
_WIDEST = 400.0  # points


def as_open_values(book: OpenBook) -> bytes:
    """Return a spreadsheet of the visible sheets, with values alone.

    Hidden sheets, rows and columns, values out of sight, formulas, pivot tables, links,
    names, comments, macros, drawings, colours and properties are left out. Formats of
    numbers, bold and slanted letters, widths and merged cells stay.
    """
    return _Writer(book).file()


class _Writer:
    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self._numbers = _formats(book)
        self._forms: dict[OpenCell, str] = {}
        self._widths: dict[float, str] = {}

    def file(self) -> bytes:
        """Return the spreadsheet."""
        root = Element(tag("office", "document-content"))
        root.set(tag("office", "version"), "1.3")
        styles = SubElement(root, tag("office", "automatic-styles"))
        body = SubElement(SubElement(root, tag("office", "body")), _SPREADSHEET)
        for sheet in self._book.visible:
            self._add(body, sheet)
        self._add_styles(styles)
        return archived_as(
            _MEDIA,
            {
                "content.xml": tostring(root, "utf-8", xml_declaration=True),
                "styles.xml": tostring(_page(), "utf-8", xml_declaration=True),
            },
        )

    def _add(self, body: Element, sheet: OpenSheet) -> None:
        table = _with(SubElement(body, tag("table", "table")), "table", name=sheet.name)
        columns, rows = sheet.columns, sheet.rows
        for width, run in groupby(
            min(sheet.column(one)[0], _WIDEST) for one in columns
        ):
            name = self._widths.setdefault(width, f"co{len(self._widths) + 1}")
            _with(
                SubElement(table, tag("table", "table-column")),
                "table",
                **{"style-name": name, "number-columns-repeated": str(len([*run]))},
            )
        spans = dict(_spans(sheet, columns, rows))
        covered: dict[int, set[int]] = {}
        for (left, top), (across, down) in spans.items():
            for row in range(top, top + down):
                covered.setdefault(row, set()).update(range(left, left + across))
        for left, top in spans:
            covered[top].discard(left)
        held: dict[int, dict[int, OpenCell]] = {}
        new_columns = {column: n for n, column in enumerate(columns, 1)}
        new_rows = {row: n for n, row in enumerate(rows, 1)}
        for (column, row), cell in sheet.cells.items():
            held.setdefault(new_rows[row], {})[new_columns[column]] = cell
        for row in range(1, len(rows) + 1):
            line = SubElement(table, tag("table", "table-row"))
            cells, beneath = held.get(row, {}), covered.get(row, set())
            for column in range(1, max([*cells, *beneath], default=1) + 1):
                is_covered = column in beneath
                name = "covered-table-cell" if is_covered else "table-cell"
                made = SubElement(line, tag("table", name))
                if column in cells and not is_covered:
                    self._fill(made, cells[column], spans.get((column, row)))

    def _fill(
        self, made: Element, cell: OpenCell, span: tuple[int, int] | None
    ) -> None:
        form = replace(cell, shown="", kind="", value=())
        if form.format and form.format not in self._numbers:
            form = replace(form, format="")
            cell = replace(cell, kind="string", value=())
        name = self._forms.setdefault(form, f"ce{len(self._forms) + 1}")
        _with(made, "table", **{"style-name": name})
        _with(made, "office", **{"value-type": cell.kind}, **dict(cell.value))
        if span:
            across, down = span
            _with(
                made,
                "table",
                **{
                    "number-columns-spanned": str(across),
                    "number-rows-spanned": str(down),
                },
            )
        for line in cell.shown.split("\n"):
            _say(SubElement(made, tag("text", "p")), line)

    def _add_styles(self, styles: Element) -> None:
        styles.extend(self._numbers.values())
        for width, name in self._widths.items():
            style = _style(styles, name, "table-column")
            setup = SubElement(style, tag("style", "table-column-properties"))
            _with(setup, "style", **{"column-width": f"{width:.1f}pt"})
        for form, name in self._forms.items():
            style = _style(styles, name, "table-cell")
            if form.format:
                number = attribute(self._numbers[form.format], "name")
                _with(style, "style", **{"data-style-name": number})
            if form.is_wrapped:
                setup = SubElement(style, tag("style", "table-cell-properties"))
                _with(setup, "fo", **{"wrap-option": "wrap"})
            letters = SubElement(style, tag("style", "text-properties"))
            if form.is_bold:
                _with(letters, "fo", **{"font-weight": "bold"})
            if form.is_italic:
                _with(letters, "fo", **{"font-style": "italic"})


_SPREADSHEET = tag("office", "spreadsheet")


def _page() -> Element:
    """Return the styles of a page without a head or foot, as programs add their own."""
    common = Element(tag("office", "document-styles"))
    common.set(tag("office", "version"), "1.3")
    SubElement(common, tag("office", "styles"))
    layouts = SubElement(common, tag("office", "automatic-styles"))
    _with(SubElement(layouts, tag("style", "page-layout")), "style", name="pm1")
    masters = SubElement(common, tag("office", "master-styles"))
    page = SubElement(masters, tag("style", "master-page"))
    _with(page, "style", name="Default", **{"page-layout-name": "pm1"})
    for head in ("header", "footer"):
        _with(SubElement(page, tag("style", head)), "style", display="false")
    return common


def _style(styles: Element, name: str, family: str) -> Element:
    made = SubElement(styles, tag("style", "style"))
    return _with(made, "style", name=name, family=family)


def _with(element: Element, space: str, **attributes: str) -> Element:
    for name, value in attributes.items():
        element.set(tag(space, name), value)
    return element


def _say(paragraph: Element, line: str) -> None:
    """Write a line: spaces in a row are elements of their own."""
    words = line.split(" ")
    paragraph.text = words[0]
    last: Element | None = None
    for number, word in enumerate(words[1:], 1):
        if word and words[number - 1]:
            if last is None:
                paragraph.text += f" {word}"
            else:
                last.tail = f"{last.tail or ''} {word}"
        else:
            last = SubElement(paragraph, tag("text", "s"))
            last.tail = word


def _spans(
    sheet: OpenSheet, columns: list[int], rows: list[int]
) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Yield the merged cells, where they begin and how far they go, once closed up."""
    for left, top, right, bottom in sheet.merged:
        first, last = bisect_left(columns, left) + 1, bisect_right(columns, right)
        upper, lower = bisect_left(rows, top) + 1, bisect_right(rows, bottom)
        if first <= last and upper <= lower and (first, upper) != (last, lower):
            yield (first, upper), (last - first + 1, lower - upper + 1)


def _formats(book: OpenBook) -> dict[str, Element]:
    """Return the formats of numbers that cells show, without names or colours.

    A format with words that no cell shows is left out, and its cells become texts.
    """
    found = {
        attribute(one, "name"): one
        for root in book.roots
        for one in root.iter()
        if space_of(one.tag) == NAMESPACES["number"]
        and local(one.tag).endswith("style")
    }
    shown: dict[str, set[str]] = {}
    for sheet in book.visible:
        for cell in sheet.cells.values():
            if cell.kind != "string":
                shown.setdefault(cell.format, set()).update(words_in(cell.shown))
    made: dict[str, Element] = {}
    for name in shown:
        if name in found:
            _take(name, found, made, shown[name])
    return made


def _take(
    name: str, found: dict[str, Element], made: dict[str, Element], shown: set[str]
) -> bool:
    """Copy a format, with those that it turns to; return whether it may go."""
    if name in made:
        return True
    style = deepcopy(found[name])
    for one in list(style):
        if local(one.tag) == "text-properties":
            style.remove(one)
        elif local(one.tag) == "text" and not words_in(text_of(one)) <= shown:
            return False
    made[name] = style
    for one in find_all(style, "map"):
        other = attribute(one, "apply-style-name")
        if other not in found or not _take(other, found, made, shown):
            del made[name]
            return False
    for one in style.iter():
        for key in list(one.attrib):
            if space_of(key) not in _KEPT or local(key) in {"title", "display-name"}:
                del one.attrib[key]
    return True
