"""Check PowerPoint presentations: slides, notes and shapes the audience cannot see."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.findings import Finding, block, never, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.numbers import number_in
from documents.hidden.office import embedded, parts, properties
from documents.hidden.office.alternatives import look_at_alternatives
from documents.hidden.office.chart_words import look_at_chart_words
from documents.hidden.office.diagrams import look_at_diagrams
from documents.hidden.office.places import EMU
from documents.hidden.office.running import look_at_running
from documents.hidden.office.shapes import Shape
from documents.hidden.office.stacking import look_at_stack
from documents.hidden.office.theme import CLEAR, paint_of
from documents.hidden.packages import Package, attribute, child, find_all, text_of
from documents.hidden.personal import look_for_people
from documents.hidden.slides import beside
from documents.hidden.slides.masters import Masters
from documents.hidden.slides.tables import columns_of, look_at_table
from documents.hidden.tables import look_at_columns
from documents.hidden.words import Seen

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/[^/]+|docMetadata/.*|"
    r"customXml/.*|ppt/[A-Za-z]+\.xml|ppt/vbaProject[^/]*\.bin|"
    r"ppt/(theme|slides|slideLayouts|slideMasters|notesSlides|notesMasters|"
    r"handoutMasters|media|charts|embeddings|activeX|ctrlProps|diagrams|drawings|"
    r"fonts|tags|comments|printerSettings|changesInfos|ink|webextensions)/.*"
)


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield the content of a presentation not visible on its slides."""
    package = Package(file)
    yield from package.around()
    presentation = package.xml("ppt/presentation.xml")
    shown = slides_shown(package, presentation)
    page = _page(presentation)
    masters = Masters(package, presentation)
    words: list[str] = []
    for number, name in enumerate(shown, 1):
        if name in package.names:
            root = package.xml(name)
            words += [text_of(one) for one in find_all(root, "p")]
            yield from _slide(root, name, f"slide {number}", page, masters)
            for table in find_all(root, "tbl"):
                yield from look_at_columns(columns_of(table), f"slide {number}")
            yield from beside.look_at_notes(package, name, f"slide {number}")
    for name in sorted(set(package.matching(r"ppt/slides/[^/]+\.xml")) - set(shown)):
        yield never(
            "left_over_slide",
            "",
            f"A slide that the presentation no longer lists stayed in the file: "
            f"{quoted(_words(package.xml(name)))}. Save it afresh.",
        )
    seen = Seen(words)
    seen.add(masters.words())
    seen.add(
        _words(package.xml(name))
        for name in package.matching(r"ppt/diagrams/drawing[^/]*\.xml")
    )
    yield from masters.unused()
    if prompts := list(filter(seen.lacks, dict.fromkeys(masters.prompts()))):
        yield warn(
            "unused_layout",
            "its layouts",
            f"Places for words say what no slide shows: {quoted(prompts[0])}. "
            "Change it in the slide master.",
        )
    yield from beside.look_at_comments(package)
    yield from beside.look_at_labels(package, presentation, shown, seen)
    yield from look_at_diagrams(package, "ppt")
    yield from look_at_text(words)
    yield from look_for_people([*words, *properties.texts_of(package)])
    yield from embedded.look_at_embedded(package, "ppt", depth)
    yield from embedded.look_at_pictures(package, "ppt", depth)
    yield from look_at_alternatives(
        package, r"ppt/(slides|slideLayouts|slideMasters|drawings)/[^/]+\.xml", seen
    )
    yield from properties.look_at_links(package)
    yield from properties.look_at_making(package, seen)
    yield from properties.look_at_more_titles(package, seen)
    yield from parts.look_at_parts(package, _KNOWN, seen)


def slides_shown(package: Package, presentation: Element) -> list[str]:
    """Return the slides in order."""
    links = package.relationships("ppt/presentation.xml")
    # Of the two ids of a slide, the id of its link.
    keys = [
        key
        for one in find_all(presentation, "sldId")
        for key in one.attrib.values()
        if key in links
    ]
    return [links[key].target for key in keys]


def _page(presentation: Element) -> Area | None:
    for one in find_all(presentation, "sldSz"):
        width, height = (number_in(attribute(one, key)) for key in ("cx", "cy"))
        if width and height:
            return Area(0, 0, width / EMU, height / EMU)
    return None


def _slide(
    root: Element, name: str, place: str, page: Area | None, masters: Masters
) -> Iterator[Finding]:
    if root.get("show") in {"0", "false"}:
        yield block(
            "hidden_slide",
            place,
            f"It is hidden, and says {quoted(_words(root))}. Delete or show it.",
        )
        return
    behind, reader, ground = masters.behind(root, name)
    shapes: list[Shape] = [*behind]
    charts = masters.charts_of(root, name)
    for shape in reader.shapes(root):
        for one in find_all(shape.element, "chart"):
            chart = masters.package.xml_if_there(charts.get(attribute(one, "id"), ""))
            shape.paint = paint_of(child(chart, "spPr"), reader.theme) or CLEAR
        cells = list(look_at_table(shape, reader, masters.table_styles, place))
        shapes += [one for one in cells if isinstance(one, Shape)] or [shape]
        yield from (one for one in cells if isinstance(one, Finding))
    yield from look_at_stack(shapes, place, page, ground)
    yield from look_at_running(shapes, place, page)
    for part in masters.fresh(charts.values()):
        yield from look_at_chart_words(
            masters.package, re.escape(part), reader.theme, ground
        )
    if any(one.get("presetClass") == "exit" for one in find_all(root, "cTn")):
        yield warn(
            "leaving",
            place,
            "Something on it goes away when it is played. Look at what lies beneath.",
        )


def _words(root: Element) -> str:
    return " ".join(filter(None, (text_of(one) for one in find_all(root, "t"))))
