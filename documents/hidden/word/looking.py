"""Check Word documents: tracked changes, comments, and invisible words."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.colours import WHITE, Colour, from_hex
from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.office import embedded, parts, properties
from documents.hidden.office.alternatives import look_at_alternatives
from documents.hidden.office.chart_words import look_at_chart_words
from documents.hidden.office.diagrams import look_at_diagrams
from documents.hidden.packages import Package, child, find_all, text_of
from documents.hidden.personal import look_for_people
from documents.hidden.tables import look_at_columns
from documents.hidden.word import beside, people
from documents.hidden.word.covering import look_at_boxes
from documents.hidden.word.elements import attribute_of, is_set
from documents.hidden.word.flow import Flow
from documents.hidden.word.looks import BLACKED, Looks
from documents.hidden.word.notes import look_at_unused
from documents.hidden.word.page import Page
from documents.hidden.word.tables import columns_of
from documents.hidden.words import Seen

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]+|docMetadata/.*|"
    r"customXml/.*|word/(document|styles|stylesWithEffects|settings|webSettings|"
    r"fontTable|numbering|footnotes|endnotes|comments[A-Za-z]*|people|header\d*|"
    r"footer\d*|vbaData)\.xml|word/vbaProject[^/]*\.bin|"
    r"word/(theme|media|charts|embeddings|activeX|ctrlProps|diagrams|fonts|glossary|"
    r"drawings|printerSettings|webextensions|ink|documentTasks)/.*"
)
_BODIES = (
    r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|"
    r"word/glossary/document\.xml"
)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a document not visible on its pages."""
    package = Package(file)
    yield from package.around()
    looks = Looks(package)
    body = package.xml("word/document.xml")
    page, words, seen = Page.of(body), [], Seen()
    roots = {name: package.xml(name) for name in package.matching(_BODIES)}
    for name, root in roots.items():
        place = _place(name)
        yield from people.look_at_changes(root, place)
        flow = Flow(package, name, looks, page, paper_of(body, package))
        flow.follow(root)
        seen.add(flow.seen)
        yield from _unseen(flow, place)
        yield from look_at_boxes(flow, place)
        if flow.cut:
            yield warn(
                "cut_text",
                place,
                f"A box seems to have no room for its words: {quoted(flow.cut[0])}. "
                "Make it larger, or delete what is not seen.",
            )
        paragraphs = [text_of(one) for one in find_all(root, "p")]
        words += paragraphs
        if "glossary" in name and any(paragraphs):
            yield warn(
                "glossary",
                "its building blocks",
                f"They hold text: {quoted(' '.join(filter(None, paragraphs)))}.",
            )
    for name, root in roots.items():
        yield from beside.look_beside(root, _place(name), seen)
    yield from look_at_unused(package, body, roots)
    yield from beside.look_at_numbering(package, seen)
    yield from look_at_text(words)
    yield from look_for_people([*words, *properties.texts_of(package)])
    for number, table in enumerate(find_all(body, "tbl"), 1):
        yield from look_at_columns(columns_of(table), f"table {number}")
    yield from people.look_at_comments(package)
    yield from people.look_at_settings(package)
    yield from look_at_chart_words(
        package, r"word/charts/chart[^/]*\.xml", looks.theme, [paper_of(body, package)]
    )
    yield from look_at_diagrams(package, "word")
    yield from embedded.look_at_embedded(package, "word", depth)
    yield from embedded.look_at_pictures(package, "word", depth)
    yield from look_at_alternatives(package, _BODIES, seen)
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package, seen)
    yield from properties.look_at_more_titles(package, seen)
    yield from parts.look_at_parts(package, _KNOWN, seen)


def _place(name: str) -> str:
    place = name.rsplit("/", 1)[-1].removesuffix(".xml")
    return "" if place == "document" else place


def paper_of(body: Element, package: Package) -> Colour:
    """Return the colour of the page."""
    settings = package.xml_if_there("word/settings.xml")
    ground = child(body, "background")
    if ground is None or not is_set(settings, "displayBackgroundShape"):
        return WHITE
    return from_hex(attribute_of(ground, "color")) or WHITE


def _unseen(flow: Flow, place: str) -> Iterator[Finding]:
    for why, texts in flow.unseen.items():
        # Symbols come one by one.
        words = texts[0] if len(texts[0]) > 1 else "".join(texts)
        yield block(
            "invisible_text" if why != BLACKED else "blacked_text",
            place,
            f"{counted(len(texts), 'passage')} {why}, such as {quoted(words)}. "
            "Delete what should not go; show the rest.",
        )
