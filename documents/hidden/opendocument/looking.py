"""Check OpenDocument texts, spreadsheets and presentations."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.findings import CannotLook, Finding, block, counted, quoted
from documents.hidden.hidden_text import look_at_text
from documents.hidden.office.stacking import hides
from documents.hidden.opendocument import beside, keeping
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.layout import Layout
from documents.hidden.opendocument.pages import look_at_masters, look_at_slides
from documents.hidden.opendocument.sheets import look_at_tables
from documents.hidden.opendocument.styles import Styles
from documents.hidden.opendocument.texts import texts_of
from documents.hidden.opendocument.windows import look_at_window
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.personal import look_for_people
from documents.hidden.tables import look_at_columns
from documents.hidden.words import Seen

_KNOWN = re.compile(
    r"mimetype|META-INF/manifest\.xml|content\.xml|styles\.xml|meta\.xml|settings\.xml|"
    r"manifest\.rdf|Thumbnails/.*|Pictures/.*|Configurations2/.*|layout-cache|"
    r"Versions/.*|VersionList\.xml|Object.*|ObjectReplacements/.*|Basic/.*|"
    r"Scripts/.*|Dialogs/.*|Fonts/.*|media/.*"
)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of an OpenDocument file not visible on its pages."""
    package = Package(file)
    yield from package.around()
    manifest = package.xml_if_there("META-INF/manifest.xml")
    if manifest is not None and any(
        True for _ in find_all(manifest, "encryption-data")
    ):
        raise CannotLook("is encrypted. Save it without a password")
    content = package.xml("content.xml")
    common = package.xml_if_there("styles.xml")
    styles = Styles(common, content)
    seen = Seen()
    yield from look_at_tables(content, styles)
    yield from _text(content, styles, Layout(common, styles), seen)
    yield from look_at_slides(content, common, styles, seen)
    paragraphs = list(texts_of(content))
    seen.add(
        text_of(one)
        for sheet in find_all(content, "spreadsheet")
        for table in sheet
        if local(table.tag) == "table"
        for one in find_all(table, "p")
    )
    yield from look_at_masters(content, common, styles, seen)
    yield from beside.look_at_remarks(content)
    yield from beside.look_beside(content, seen)
    yield from keeping.look_at_sources(content, package)
    yield from look_at_text(paragraphs)
    yield from look_for_people(paragraphs)
    yield from keeping.look_at_making(package, seen)
    yield from look_at_window(package, content, styles, seen)
    yield from keeping.look_at_parts(package, depth, _KNOWN)
    yield from keeping.look_at_crops(content, common, styles)


def _text(
    content: Element, styles: Styles, layout: Layout, seen: Seen
) -> Iterator[Finding]:
    """Yield the words of a text that cannot be seen."""
    for body in find_all(content, "body"):
        for text in body:
            if local(text.tag) != "text":
                continue
            flow = Flow(styles, layout.usual())
            flow.follow(text)
            flow.settle()
            seen.add(flow.seen)
            for why, words in flow.unseen.items():
                yield block(
                    "invisible_text",
                    "",
                    f"{counted(len(words), 'passage')} {why}, such as "
                    f"{quoted(words[0])}. Delete what should not go; show the rest.",
                )
            for shape in flow.shapes:
                if (
                    shape.area is None
                    or not hides(shape.paint)
                    or (attribute(shape.element, "anchor-type") == "as-char")
                ):
                    continue
                under = [
                    said for line in flow.lines if (said := line.under(shape.area))
                ]
                if under:
                    yield block(
                        "covered_text",
                        "",
                        f"A drawing, {quoted(shape.name or 'unnamed')}, lies over "
                        "words "
                        f"that are still there: {quoted(' '.join(under))}. Delete "
                        "them.",
                    )
            for number, table in enumerate(find_all(text, "table"), 1):
                yield from look_at_columns(_columns(table), f"table {number}")


def _columns(table: Element) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for row in find_all(table, "table-row"):
        cells = [one for one in row if local(one.tag).endswith("table-cell")]
        for number, cell in enumerate(cells, 1):
            columns.setdefault(number, []).append(text_of(cell))
    return columns
