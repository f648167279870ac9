"""Check Excel workbooks: invisible sheets, rows, columns and caches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden import properties
from documents.hidden.cells import Sheet, read_sheet
from documents.hidden.charts import look_at_charts
from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.packages import Package, attribute, find_all, is_on, text_of
from documents.hidden.personal import look_for_people
from documents.hidden.sheets import look_at_sheet
from documents.hidden.styles import Styles

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]+|docMetadata/.*|"
    r"customXml/.*|xl/(workbook|styles|sharedStrings|calcChain|metadata|connections|"
    r"volatileDependencies|comments\d*|vbaData)\.xml|xl/vbaProject[^/]*\.bin|"
    r"xl/(theme|worksheets|chartsheets|dialogsheets|macrosheets|drawings|charts|"
    r"chartEx|media|printerSettings|tables|comments|threadedComments|persons|"
    r"pivotCache|pivotTables|slicers|slicerCaches|timelines|timelineCaches|model|"
    r"externalLinks|queryTables|embeddings|activeX|ctrlProps|revisions|richData|"
    r"webextensions|customData|customProperty|featurePropertyBag|namedSheetViews|"
    r"diagrams|ink|xmlMaps|_rels)/.*|xl/xmlMaps\.xml"
)
_BUILT_IN = re.compile(
    r"_xlnm\.(_FilterDatabase|Print_Area|Print_Titles|Criteria|Extract)"
)
_ELSEWHERE = re.compile(r"\[\d+\]|#REF!|[\\/]{2}|\.xls", re.IGNORECASE)


@dataclass
class _Book:
    """A workbook with its sheets read."""

    package: Package
    styles: Styles
    strings: list[str] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a workbook not visible on its sheets."""
    package = Package(file)
    yield from package.around()
    workbook = package.xml("xl/workbook.xml")
    book = _Book(package, Styles.of(package), _strings(package))
    book.sheets = list(_sheets(book, workbook))
    for sheet in book.sheets:
        yield from look_at_sheet(sheet, book.strings, package)
    yield from _orphans(book)
    yield from _names(workbook, book)
    yield from _settings(workbook)
    yield from _sources(package)
    yield from _comments(package)
    yield from look_at_charts(package, "xl", book.sheets, book.strings)
    yield from look_at_text(_seen(book))
    yield from look_for_people(_seen(book))
    yield from properties.look_at_embedded(package, "xl", depth)
    yield from properties.look_at_pictures(package, "xl", depth)
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package)
    yield from _titles(package, book)
    yield from properties.look_at_parts(package, _KNOWN)


def _strings(package: Package) -> list[str]:
    root = package.xml_if_there("xl/sharedStrings.xml")
    if root is None:
        return []
    return ["".join(run.text or "" for run in find_all(entry, "t")) for entry in root]


def _sheets(book: _Book, workbook: Element) -> Iterator[Sheet]:
    links = book.package.relationships("xl/workbook.xml")
    for element in find_all(workbook, "sheet"):
        link = links.get(attribute(element, "id"))
        part = link.target if link else ""
        sheet = Sheet(
            name=element.get("name", ""), state=element.get("state", ""), part=part
        )
        if part in book.package.names and "/worksheets/" in part:
            read_sheet(sheet, book.package, book.styles)
        yield sheet


def _orphans(book: _Book) -> Iterator[Finding]:
    """Yield texts of deleted cells still in the file."""
    used: set[int] = set()
    for sheet in book.sheets:
        used |= sheet.strings
    left = [
        text
        for number, text in enumerate(book.strings)
        if number not in used and text.strip()
    ]
    if left:
        shown = ", ".join(quoted(text) for text in left[:3])
        yield block(
            "left_over_text",
            "",
            f"{counted(len(left), 'text')} of cells that are no longer there stayed in "
            f"the file: {shown}. Copy the sheets to a new workbook.",
        )
    loose = [
        name
        for name in book.package.matching(r"xl/worksheets/[^/]+\.xml")
        if name not in {sheet.part for sheet in book.sheets}
    ]
    if loose:
        yield never(
            "left_over_sheet",
            "",
            f"{counted(len(loose), 'sheet')} that the workbook no longer lists stayed "
            "in the file. Copy the sheets to a new workbook.",
        )


def _names(workbook: Element, book: _Book) -> Iterator[Finding]:
    hidden = {sheet.name for sheet in book.sheets if sheet.is_hidden}
    for element in find_all(workbook, "definedName"):
        name, refers_to = element.get("name", ""), text_of(element)
        if _BUILT_IN.fullmatch(name):
            continue
        is_telling = (
            is_on(element.get("hidden"))
            or _ELSEWHERE.search(refers_to)
            or any(f"{one}!" in refers_to.replace("'", "") for one in hidden)
            or refers_to.startswith(('"', "{"))
        )
        if is_telling:
            yield warn(
                "defined_name",
                "its defined names",
                f"{quoted(name)} stands for {quoted(refers_to, 80)}, which no sheet "
                "shows. Delete it in the Name Manager.",
            )


def _settings(workbook: Element) -> Iterator[Finding]:
    for element in find_all(workbook, "workbookProtection"):
        if any(is_on(value) for key, value in element.items() if "lock" in key.lower()):
            yield warn(
                "protection",
                "",
                "The workbook is protected, but anyone can remove the "
                "protection, so nothing is hidden.",
            )
    views = len(list(find_all(workbook, "customWorkbookView")))
    if views:
        yield warn(
            "custom_views",
            "",
            f"{counted(views, 'custom view')}, each with what it hides and whose.",
        )


def _sources(package: Package) -> Iterator[Finding]:
    """Yield data kept from other sources."""
    for name in package.matching(r"xl/pivotCache/pivotCacheRecords[^/]*\.xml"):
        rows = sum(1 for _ in find_all(package.xml(name), "r"))
        if rows:
            yield never(
                "pivot_source",
                "its pivot tables",
                f"A pivot table keeps all {counted(rows, 'row')} it was made from: a "
                "double click shows them. Copy it, and paste the values alone.",
            )
    for name in package.matching(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml"):
        root = package.xml(name)
        items = sum(len(shared) for shared in find_all(root, "sharedItems"))
        if items:
            yield never(
                "pivot_items",
                "its pivot tables",
                f"A pivot table keeps {counted(items, 'value')} of the columns it was "
                "made from, shown or not. Copy it, and paste the values alone.",
            )
        else:
            yield warn(
                "pivot_table",
                "its pivot tables",
                "A pivot table names where its data came from. Paste the values alone.",
            )
    if package.matching(r"xl/model/.*"):
        yield never(
            "data_model",
            "",
            "It holds a data model: whole tables that no sheet shows. Copy the values "
            "to a new workbook.",
        )
    for name in package.matching(r"xl/externalLinks/externalLink[^/]*\.xml"):
        values = [text_of(cell) for cell in find_all(package.xml(name), "v")]
        if kept := sum(map(bool, values)):
            yield never(
                "external_values",
                "its links to other workbooks",
                f"{counted(kept, 'value')} of another workbook are kept in it. Break "
                "the links.",
            )
        else:
            yield block(
                "external_link",
                "its links to other workbooks",
                "It is linked to another workbook, and names where that lies. Break "
                "the links.",
            )
    for name in package.matching(r"xl/(connections|queryTables/[^/]+)\.xml"):
        told = next(
            (
                attribute(one, "connection") or attribute(one, "name")
                for one in find_all(
                    package.xml(name), "dbPr", "connection", "queryTable"
                )
            ),
            "",
        )
        yield block(
            "connection",
            "its data connections",
            f"It says where its data is fetched from: {quoted(told, 80)}. Delete the "
            "connection.",
        )
    if package.matching(r"xl/revisions/.*"):
        yield never(
            "revision_log",
            "",
            "It keeps a log of every change made to it. Stop sharing it, and save it.",
        )
    for pattern, what in (
        (r"xl/(slicerCaches|timelineCaches)/.*\.xml", "slicers, which list values"),
        (r"xl/richData/rdrichvalue\.xml", "linked data types, with what they fetched"),
        (r"xl/customData/.*", "data that a program keeps in it"),
    ):
        if package.matching(pattern):
            yield warn("other_caches", "", f"It has {what}.")
    for name in package.matching(r"xl/printerSettings/[^/]+\.bin"):
        settings = package.read(name)
        if settings.startswith(b"\\\0\\\0"):
            printer = settings[:64].decode("utf-16-le", "replace").split("\0")[0]
            yield warn(
                "printer", "its printer settings", f"They name {quoted(printer)}."
            )


def _comments(package: Package) -> Iterator[Finding]:
    pattern = r"xl/(comments\d*|comments/[^/]+|threadedComments/[^/]+)\.xml"
    for name in package.matching(pattern):
        root = package.xml(name)
        comments = list(find_all(root, "comment", "threadedComment"))
        if comments:
            yield block(
                "comments",
                "its comments and notes",
                f"{counted(len(comments), 'comment')}, such as "
                f"{quoted(text_of(comments[0]))}. Delete them.",
            )
    for name in package.matching(r"xl/persons/[^/]+\.xml"):
        people = [
            one.get("displayName", "") for one in find_all(package.xml(name), "person")
        ]
        if people:
            yield warn(
                "names_author",
                "its comments and notes",
                f"They name {', '.join(map(quoted, people[:5]))}.",
            )


def _titles(package: Package, book: _Book) -> Iterator[Finding]:
    """Yield deleted sheets still named in the properties."""
    app = package.xml_if_there("docProps/app.xml")
    if app is None:
        return
    there = {sheet.name for sheet in book.sheets}
    pairs = [text_of(one) for one in find_all(app, "lpstr", "i4")]
    counts = dict(zip(pairs[::2], pairs[1::2], strict=False))
    sheets = int(counts.get("Worksheets", "0")) if counts else 0
    titled = [
        text_of(one)
        for parts in find_all(app, "TitlesOfParts")
        for one in find_all(parts, "lpstr")
    ][:sheets]
    if gone := [title for title in titled if title not in there]:
        yield warn(
            "names_deleted_sheets",
            "its properties",
            f"They name sheets that are no longer there: "
            f"{', '.join(map(quoted, gone[:5]))}.",
        )


def _seen(book: _Book) -> Iterator[str]:
    for sheet in book.sheets:
        yield from sheet.texts(book.strings)
