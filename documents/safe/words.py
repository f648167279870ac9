"""Tell the words kept by a safe copy, and the words lost."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from xml.etree.ElementTree import Element

import pypdfium2

from documents.hidden.packages import Package, attribute, find_all, local
from documents.hidden.workbook.cells import read_sheet
from documents.hidden.workbook.grid import letters_of
from documents.hidden.workbook.sheet import Sheet
from documents.hidden.workbook.strings import shared_texts
from documents.hidden.workbook.styles import Styles
from documents.safe.made import Words
from documents.safe.sheets import MOST_CELLS, visible_sheets

# Elements whose words belong together.
_LINES = {"p", "comment", "threadedComment", "si", "definedName", "property"}
# Attributes with words that people wrote, or with their names.
_TELLING = {"author", "descr", "tooltip", "displayName", "userName", "initials", "alt"}
_READ = re.compile(
    r"(word|ppt)/(?!theme|_rels|styles|settings|fontTable|webSettings|numbering|media|"
    r"slideLayouts|slideMasters|presProps|viewProps|tableStyles).*\.xml|"
    r"docProps/(core|custom|app)\.xml|customXml/item\d*\.xml"
)
_BESIDE = re.compile(
    r"xl/(comments\d*|comments/.*|threadedComments/.*|persons/.*|pivotCache/.*|"
    r"externalLinks/.*|connections|queryTables/.*|drawings/.*)\.xml|"
    r"docProps/(core|custom)\.xml|customXml/item\d*\.xml"
)
_COUNTED = re.compile(r"[\d.:TZ+-]*")


def words_of_office(before: bytes, after: bytes) -> Words:
    """Return the words of a Word document or a presentation, and of its copy."""
    made, stays = Words(), Counter[str]()
    for line in _lines(Package(io.BytesIO(after)), _READ):
        stays.update(line)
        made.keep("".join(line))
    for line in _lines(Package(io.BytesIO(before)), _READ):
        left = []
        for piece in line:
            if stays[piece] > 0:
                stays[piece] -= 1
            else:
                left.append(piece)
        made.lose(" ".join(left))
    return made


def words_of_workbook(content: bytes) -> Words:
    """Return the words of a workbook: the words of cells in sight stay."""
    made = Words()
    package = Package(io.BytesIO(content))
    visible = {one.name: one for one in visible_sheets(content)}
    styles = Styles.of(package)
    texts, room = shared_texts(package, styles), MOST_CELLS
    links = package.relationships("xl/workbook.xml")
    for element in find_all(package.xml("xl/workbook.xml"), "sheet"):
        link = links.get(attribute(element, "id"))
        name, part = element.get("name", ""), link.target if link else ""
        if part not in package.names or "/worksheets/" not in part:
            continue
        sheet = Sheet(name=name, state=element.get("state", ""), part=part)
        read_sheet(sheet, package, styles, texts, room=room)
        room -= len(sheet.cells)
        seen = visible[name].cells if name in visible else {}
        for row, cells in _by_row(sheet):
            stays = [cell for at, cell in cells if at in seen]
            goes = [cell for at, cell in cells if at not in seen]
            if stays:
                made.keep(f"{name}, row {row}: {' | '.join(stays)}")
            if goes:
                columns = [letters_of(at[0]) for at, _ in cells if at not in seen]
                place = f"{columns[0]}{row}" if len(columns) == 1 else f"row {row}"
                made.lose(f"{name}, {place}: {' | '.join(goes)}")
    for line in _lines(package, _BESIDE):
        made.lose(" ".join(line))
    for one in find_all(package.xml("xl/workbook.xml"), "definedName"):
        made.lose(f"{one.get('name', '')}: {one.text or ''}")
    return made


def words_of_pdf(content: bytes) -> Words:
    """Return the words of a PDF: all go, for pictures take their place."""
    made = Words()
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            with (
                closing(document[number]) as page,
                closing(page.get_textpage()) as text,
            ):
                for line in text.get_text_range().splitlines():
                    made.lose(line)
    return made


def _by_row(sheet: Sheet) -> Iterator[tuple[int, list[tuple[tuple[int, int], str]]]]:
    rows: dict[int, list[tuple[tuple[int, int], str]]] = {}
    for at, cell in sheet.cells.items():
        rows.setdefault(at[1], []).append((at, cell.words))
    for row in sorted(rows):
        yield row, sorted(rows[row])


def _lines(package: Package, pattern: re.Pattern[str]) -> Iterator[list[str]]:
    for name in sorted(one for one in package.names if pattern.fullmatch(one)):
        line: list[str] = []
        yield from _of(package.xml(name), line)
        if line:
            yield line


def _of(root: Element, line: list[str]) -> Iterator[list[str]]:
    """Yield the lines of a part; leave in `line` the words after the last."""
    for one in root.iter():
        if local(one.tag) in _LINES and line:
            yield line.copy()
            line.clear()
        line += _pieces(one)


def _pieces(element: Element) -> Iterable[str]:
    text = element.text or ""
    is_written = local(element.tag) in {"t", "v", "delText"}
    if text.strip() and (is_written or not _COUNTED.fullmatch(text.strip())):
        yield text
    for key, value in element.items():
        is_kept = local(key) in _TELLING or (local(element.tag) == "s" and key == "v")
        if is_kept and value.strip():
            yield value
