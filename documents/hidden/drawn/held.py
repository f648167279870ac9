"""Read the words that an Office file holds where its pages should show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.files.kinds import Kind
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.styles import Styles
from documents.hidden.packages import Package, attribute, child, find_all, local
from documents.hidden.slides.looking import slides_shown
from documents.hidden.workbook.looking import printed_areas, sheets_of
from documents.hidden.workbook.strings import shared_texts
from documents.hidden.workbook.styles import Styles as CellStyles

# Of a Word document: words that are deleted, in a fallback for older programs, or
# written by a field anew.
_NOT_SHOWN = {"del", "moveFrom", "Fallback", "fldSimple"}
# Of an OpenDocument text: fields, whose words a program writes anew.
_FIELDS = {"bookmark-ref", "reference-ref", "note-ref", "sequence-ref", "chapter"}
_FIELDS |= {"date", "time", "page-number", "page-count", "author-name", "title"}
_FIELDS |= {"subject", "file-name", "variable-get", "variable-set", "user-field-get"}
_FIELDS |= {"expression", "conditional-text", "placeholder", "database-display"}
_FIELDS |= {"bibliography-mark", "user-defined", "creation-date", "modification-date"}
_KEPT_FIELDS = ("HYPERLINK", "FORMTEXT")
_SLIDE_PARTS = r"ppt/(slides|slideLayouts|slideMasters)/[^/]+\.xml"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand together.

    Attributes:
        place: Where, as findings name it.
        words: The words.
        page: The page of the drawing that should show them; 0 for any.
        is_cell: Whether it is a cell of a sheet, which may be cut off at its edge.
    """

    place: str
    words: str
    page: int = 0
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """All passages of a file.

    Attributes:
        passages: The passages.
        has_colours: Whether LibreOffice is sure to draw what is behind them. Pictures
            and boxes of Microsoft's programs it draws in part.
    """

    passages: list[Passage]
    has_colours: bool = True


def held_in(file: BinaryIO, kind: Kind) -> Held:
    """Return the passages that an Office file holds in its body."""
    package = Package(file)
    if kind is Kind.DOCUMENT:
        body = package.xml("word/document.xml")
        has_boxes = any(True for _ in find_all(body, "drawing", "pict", "object"))
        return Held(_of_document(body), has_colours=not has_boxes)
    if kind is Kind.WORKBOOK:
        return Held(list(_of_workbook(package)))
    if kind is Kind.SLIDES:
        has_pictures = any(
            True
            for name in package.matching(_SLIDE_PARTS)
            for _ in find_all(package.xml(name), "blip", "blipFill")
        )
        return Held(list(_of_slides(package)), has_colours=not has_pictures)
    return Held(list(_of_open_document(package)))


def _of_document(root: Element) -> list[Passage]:
    said: list[str] = []
    _read(root, [], said, [])
    return [Passage("", words) for words in said]


def _read(
    holder: Element, fields: list[str], said: list[str], paragraph: list[str]
) -> None:
    """Add the words of each paragraph; a paragraph in a box stands by itself.

    Args:
        holder: What is read.
        fields: The fields around it.
        said: Gets the words of each paragraph.
        paragraph: Gets the words of the paragraph around.
    """
    for one in holder:
        name = local(one.tag)
        if name in _NOT_SHOWN or _is_placeholder(one):
            continue
        if name == "p":
            own: list[str] = []
            _read(one, fields, said, own)
            said.append("".join(own))
        elif name == "fldChar":
            _follow_field(attribute(one, "fldCharType"), fields)
        elif name == "instrText" and fields:
            fields[-1] += one.text or ""
        elif name == "t":
            if not any(field.endswith("\0") for field in fields):
                paragraph.append(one.text or "")
        elif name in {"tab", "br", "cr"}:
            paragraph.append(" ")
        else:
            _read(one, fields, said, paragraph)


def _follow_field(kind: str, fields: list[str]) -> None:
    """Keep the fields around the words: a null marks a result to pass over."""
    if kind == "begin":
        fields.append("")
    elif kind == "separate" and fields:
        if not fields[-1].strip().upper().startswith(_KEPT_FIELDS):
            fields[-1] += "\0"
    elif kind == "end" and fields:
        fields.pop()


def _is_placeholder(element: Element) -> bool:
    setup = child(element, "sdtPr") if local(element.tag) == "sdt" else None
    return setup is not None and child(setup, "showingPlcHdr") is not None


def _of_workbook(package: Package) -> Iterator[Passage]:
    workbook = package.xml("xl/workbook.xml")
    styles = CellStyles.of(package)
    sheets = sheets_of(package, workbook, styles, shared_texts(package, styles))
    printed = printed_areas(workbook, len(sheets))
    for sheet, areas in zip(sheets, printed, strict=True):
        printed_cells = set(sheet.within(areas)) if areas else sheet.cells.keys()
        for at, cell in sheet.cells.items():
            if cell.is_text and at in printed_cells and sheet.is_seen(*at):
                yield Passage(sheet.place, cell.words, is_cell=True)


def _of_slides(package: Package) -> Iterator[Passage]:
    page = 0
    for number, name in enumerate(
        slides_shown(package, package.xml("ppt/presentation.xml")), 1
    ):
        root = package.xml_if_there(name)
        if root is None or root.get("show") in {"0", "false"}:
            continue
        page += 1
        for paragraph in find_all(root, "p"):
            words = "".join(
                text.text or ""
                for run in paragraph
                if local(run.tag) == "r"
                for text in find_all(run, "t")
            )
            yield Passage(f"slide {number}", words, page)


def _of_open_document(package: Package) -> Iterator[Passage]:
    content = package.xml("content.xml")
    styles = Styles(package.xml_if_there("styles.xml"), content)
    fields = {
        piece
        for field in find_all(content, *_FIELDS)
        for piece in "".join(field.itertext()).split()
    }
    page = 0
    for body in find_all(content, "body"):
        for holder in body:
            match local(holder.tag):
                case "text":
                    flow = Flow(styles)
                    flow.follow(holder)
                    for words in flow.seen:
                        kept = [one for one in words.split() if one not in fields]
                        yield Passage("", " ".join(kept))
                case "spreadsheet":
                    yield from _of_tables(holder)
                case "presentation":
                    slides = [one for one in holder if local(one.tag) == "page"]
                    for number, slide in enumerate(slides, 1):
                        style = styles.of(
                            attribute(slide, "style-name"), "drawing-page"
                        )
                        if style.get("drawing-page:visibility") == "hidden":
                            continue
                        page += 1
                        flow = Flow(styles)
                        flow.follow(slide)
                        for words in flow.seen:
                            yield Passage(f"slide {number}", words, page)


def _of_tables(spreadsheet: Element) -> Iterator[Passage]:
    for table in spreadsheet:
        if local(table.tag) != "table":
            continue
        place = f"sheet “{attribute(table, 'name')}”"
        for cell in find_all(table, "table-cell"):
            if attribute(cell, "value-type") == "string":
                words = " ".join(
                    "".join(one.itertext()) for one in cell if local(one.tag) == "p"
                )
                yield Passage(place, words, is_cell=True)
