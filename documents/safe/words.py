"""Tell the words kept by a safe copy, and the words lost."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from xml.etree.ElementTree import Element

import pypdfium2

from documents.hidden.packages import Package, find_all, local
from documents.hidden.workbook.grid import letters_of
from documents.safe.made import Words
from documents.safe.opendocument.cells import OpenBook
from documents.safe.opendocument.texts import words_beside
from documents.safe.sheets import Book, Place

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
    for line in lines_of(Package(io.BytesIO(after)), _READ):
        stays.update(line)
        made.keep("".join(line))
    for line in lines_of(Package(io.BytesIO(before)), _READ):
        left = []
        for piece in line:
            if stays[piece] > 0:
                stays[piece] -= 1
            else:
                left.append(piece)
        made.lose(" ".join(left))
    return made


def words_of_workbook(book: Book) -> Words:
    """Return the words of a workbook: the words of cells in sight stay."""
    made = Words()
    visible = {id(one.sheet): one for one in book.visible}
    for sheet in book.sheets:
        seen = visible.get(id(sheet))
        stays: dict[Place, str] = {}
        goes: dict[Place, str] = {}
        for place, cell in sheet.cells.items():
            if seen is not None and place in seen.cells:
                stays[place] = seen.said(*place)
            else:
                goes[place] = cell.words
        _tell(made, sheet.name, stays, goes)
        # Of more cells than memory holds, the rows are counted.
        made.more_gone += len(sheet.rows - {row for _, row in sheet.cells})
    for line in lines_of(book.package, _BESIDE):
        made.lose(" ".join(line))
    for one in find_all(book.package.xml("xl/workbook.xml"), "definedName"):
        made.lose(f"{one.get('name', '')}: {one.text or ''}")
    return made


def words_of_open_book(book: OpenBook) -> Words:
    """Return the words of a spreadsheet: the words of cells in sight stay."""
    made = Words()
    for sheet in book.sheets:
        stays = {place: cell.shown for place, cell in sheet.cells.items()}
        _tell(made, sheet.name, stays, sheet.lost)
    for line in words_beside(book.content, book.package):
        made.lose(line)
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


def _tell(
    made: Words, name: str, stays: Mapping[Place, str], goes: Mapping[Place, str]
) -> None:
    """Tell the words of a sheet, row by row."""
    for row, cells in _by_row(stays):
        said = " | ".join(words for _, words in cells)
        made.keep(f"{name}, row {row}: {said}")
    for row, cells in _by_row(goes):
        place = f"{letters_of(cells[0][0])}{row}" if len(cells) == 1 else f"row {row}"
        said = " | ".join(words for _, words in cells)
        made.lose(f"{name}, {place}: {said}")


def _by_row(cells: Mapping[Place, str]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield the words of each row, with their columns."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (column, row), words in cells.items():
        rows.setdefault(row, []).append((column, words))
    for row in sorted(rows):
        yield row, sorted(rows[row])


def lines_of(package: Package, pattern: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield the words of each line, of the parts whose names match a pattern."""
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
