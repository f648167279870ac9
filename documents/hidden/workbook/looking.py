"""Check Excel workbooks: invisible sheets, rows, columns and caches."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.colours import WHITE
from documents.hidden.findings import Finding, never, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.office import embedded, parts, properties
from documents.hidden.office.alternatives import look_at_alternatives
from documents.hidden.office.chart_words import look_at_chart_words
from documents.hidden.office.charts import look_at_charts
from documents.hidden.office.diagrams import look_at_diagrams
from documents.hidden.packages import Package, attribute, find_all
from documents.hidden.personal import look_for_people
from documents.hidden.tables import look_at_columns
from documents.hidden.words import Seen
from documents.hidden.workbook import beside, sources
from documents.hidden.workbook.cells import MOST_HELD, read_sheet
from documents.hidden.workbook.drawings import look_at_drawings
from documents.hidden.workbook.grid import Range, ranges_in
from documents.hidden.workbook.judging import look_at_sheet
from documents.hidden.workbook.sheet import Sheet
from documents.hidden.workbook.strings import Text, shared_texts
from documents.hidden.workbook.styles import Styles

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


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a workbook not visible on its sheets."""
    package = Package(file)
    yield from package.around()
    workbook = package.xml("xl/workbook.xml")
    styles = Styles.of(package)
    texts = shared_texts(package, styles)
    sheets = sheets_of(package, workbook, styles, texts)
    seen = _seen(sheets)
    printed = printed_areas(workbook, len(sheets))
    drawn: list[str] = []
    for sheet, areas in zip(sheets, printed, strict=True):
        yield from look_at_sheet(sheet, package, styles, areas)
        yield from beside.look_beside(sheet, package, seen)
        yield from look_at_drawings(sheet, package, styles.theme, drawn)
    if sum(sheet.count for sheet in sheets) > MOST_HELD:
        yield warn(
            "too_large",
            "",
            f"It has more than {MOST_HELD:,} cells. Only so many were compared with "
            "what lies over them. Send it as CSV files.",
        )
    yield from beside.look_at_orphans(sheets, [one.words for one in texts])
    yield from _loose_sheets(sheets, package)
    yield from beside.look_at_names(workbook, sheets, seen)
    yield from beside.look_at_window(workbook, sheets)
    yield from beside.look_at_maps(package, seen)
    yield from sources.look_at_sources(package)
    yield from sources.look_at_comments(package)
    yield from look_at_charts(package, "xl", _values(sheets))
    yield from look_at_chart_words(
        package, r"xl/charts/chart[^/]*\.xml", styles.theme, [WHITE]
    )
    yield from look_at_text(_texts(sheets))
    said = chain(_texts(sheets), drawn, properties.texts_of(package))
    yield from look_for_people(said)
    for sheet in sheets:
        yield from look_at_columns(_columns(sheet), sheet.place)
    yield from look_at_diagrams(package, "xl")
    yield from embedded.look_at_embedded(package, "xl", depth)
    yield from embedded.look_at_pictures(package, "xl", depth)
    yield from look_at_alternatives(package, r"xl/drawings/[^/]+\.(xml|vml)", seen)
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package)
    yield from sources.look_at_titles(
        package, {sheet.name for sheet in sheets}, _named(workbook)
    )
    yield from parts.look_at_parts(package, _KNOWN, seen)


def sheets_of(
    package: Package, workbook: Element, styles: Styles, texts: list[Text]
) -> list[Sheet]:
    """Return the sheets of a workbook, in order."""
    links = package.relationships("xl/workbook.xml")
    made: list[Sheet] = []
    for element in find_all(workbook, "sheet"):
        link = links.get(attribute(element, "id"))
        part = link.target if link else ""
        sheet = Sheet(
            name=element.get("name", ""), state=element.get("state", ""), part=part
        )
        if part in package.names and "/worksheets/" in part:
            room = MOST_HELD - sum(len(one.cells) for one in made)
            read_sheet(sheet, package, styles, texts, room=room)
        made.append(sheet)
    return made


def printed_areas(workbook: Element, many: int) -> list[list[Range]]:
    """Return the areas that are printed of each sheet; none where all of it is."""
    areas: list[list[Range]] = [[] for _ in range(many)]
    for element in find_all(workbook, "definedName"):
        at = element.get("localSheetId", "")
        is_area = element.get("name") == "_xlnm.Print_Area" and at.isdecimal()
        if is_area and int(at) < many:
            areas[int(at)] += ranges_in(element.text or "")
    return areas


def _loose_sheets(sheets: list[Sheet], package: Package) -> Iterator[Finding]:
    listed = {sheet.part for sheet in sheets}
    loose = set(package.matching(r"xl/(worksheets|chartsheets)/[^/]+\.xml")) - listed
    for name in sorted(loose):
        words = " ".join(
            one.text or "" for one in find_all(package.xml(name), "t", "v")
        )
        yield never(
            "left_over_sheet",
            "",
            f"A sheet that the workbook no longer lists stayed in the file: "
            f"{quoted(words or name)}. Copy the sheets to a new workbook.",
        )


def _seen(sheets: list[Sheet]) -> Seen:
    """Return the words that the sheets show."""
    seen = Seen()
    for sheet in sheets:
        seen.add(
            cell.words
            for at, cell in sheet.cells.items()
            if cell.is_text and sheet.is_seen(*at)
        )
    return seen


def _named(workbook: Element) -> set[str]:
    return {
        one.get("name", "").removeprefix("_xlnm.")
        for one in find_all(workbook, "definedName")
    }


def _values(sheets: list[Sheet]) -> set[str]:
    return {
        cell.words
        for sheet in sheets
        for at, cell in sheet.cells.items()
        if sheet.is_seen(*at)
    }


def _texts(sheets: list[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        yield from sheet.texts()


def _columns(sheet: Sheet) -> dict[int, list[str]]:
    """Return the values of each column, from the top."""
    columns: dict[int, list[str]] = {}
    for (column, _), cell in sorted(sheet.cells.items(), key=lambda one: one[0][1]):
        columns.setdefault(column, []).append(cell.words)
    return columns
