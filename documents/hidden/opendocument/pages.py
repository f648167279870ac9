"""Check the slides of an OpenDocument presentation, and heads and feet of pages."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.office.notes import look_at_notes
from documents.hidden.office.running import look_at_running
from documents.hidden.office.shapes import Shape
from documents.hidden.office.stacking import look_at_stack
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.frames import style_of
from documents.hidden.opendocument.layout import (
    Layout,
    Sheet,
    layers_off,
    masters_used,
)
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.styles import Styles
from documents.hidden.packages import attribute, find_all, local, text_of
from documents.hidden.words import Seen, words_in

_FIELDS = {
    "page-number",
    "page-count",
    "date",
    "time",
    "sheet-name",
    "title",
    "file-name",
}
_USUAL = {"page", "of", "seite", "von"}
_HEADS = re.compile(r"(header|footer)(-left|-first)?")


def look_at_slides(
    content: Element, common: Element | None, styles: Styles, seen: Seen
) -> Iterator[Finding]:
    """Yield the slides, notes and words of slides that cannot be seen."""
    pages = list(find_all(content, "page"))
    layout = Layout(common, styles)
    off = layers_off(*(one for one in (content, common) if one is not None))
    for number, page in enumerate(pages, 1):
        place = f"slide {number}"
        style = styles.of(attribute(page, "style-name"), "drawing-page")
        if style.get("drawing-page:visibility") == "hidden":
            yield block(
                "hidden_slide",
                place,
                f"It is hidden, and says {quoted(text_of(page))}. Delete or show it.",
            )
            continue
        sheet = layout.sheet(attribute(page, "master-page-name"))
        flow = Flow(styles, sheet._replace(margin=0.0), True, layers_off=off)
        behind = _behind(page, layout, styles)
        flow.follow(page, Look(points=18, ground=None))
        seen.add(flow.seen)
        seen.add([attribute(page, "name")])
        for why, words in flow.unseen.items():
            yield block(
                "invisible_text",
                place,
                f"{counted(len(words), 'passage')} {why}: {quoted(' '.join(words))}. "
                "Delete what should not go; show the rest.",
            )
        shapes = [*behind, *flow.shapes]
        yield from look_at_stack(shapes, place, None, layout.grounds(page))
        kept = [one for one in flow.shapes if not _is_fitted(one.element, styles)]
        yield from look_at_running(kept, place, sheet.area)
        notes = " ".join(
            text_of(one)
            for holder in find_all(page, "notes")
            for one in find_all(holder, "p")
        )
        yield from look_at_notes(notes, place)


def _is_fitted(shape: Element, styles: Styles) -> bool:
    """Whether a shape is a table, or makes its words smaller until it holds them."""
    is_table = any(local(one.tag) == "table" for one in shape)
    return is_table or style_of(shape, styles).get("fit-to-size", "false") != "false"


def _behind(page: Element, layout: Layout, styles: Styles) -> list[Shape]:
    """Return the shapes of a slide's master, which are painted before its own."""
    master = layout.behind(page)
    if master is None:
        return []
    flow = Flow(styles, is_stacked=True)
    flow.follow(master, Look(points=18, ground=None))
    shown = [one for one in flow.shapes if not attribute(one.element, "class")]
    for one in shown:
        one.is_ground = True
    return shown


def look_at_masters(
    content: Element, common: Element | None, styles: Styles, seen: Seen
) -> Iterator[Finding]:
    """Yield the words of heads and feet that no page shows."""
    if common is None:
        return
    is_sheet = any(True for _ in find_all(content, "spreadsheet"))
    used = masters_used(content, common)
    sheet = Layout(common, styles).usual()
    pages = list(find_all(common, "master-page"))
    for number, page in enumerate(pages):
        name = attribute(page, "name")
        shown = Seen(
            _words(head)
            for head in page.iter()
            if local(head.tag) in {"header", "footer"}
            and attribute(head, "display") != "false"
        )
        is_used = number == 0 or name in used or name in {"Standard", "Default"}
        for head in page.iter():
            if not _HEADS.fullmatch(local(head.tag)):
                continue
            words = _words(head)
            if not words_in(words) - _USUAL:
                continue
            is_off = attribute(head, "display") == "false"
            # A head for left pages, switched off, may repeat the head for all.
            if (is_off and shown.lacks(words)) or not is_used:
                yield block(
                    "unused_head",
                    "its heads and feet",
                    f"A head or foot that no page shows says {quoted(words)}. Delete "
                    "its "
                    "words.",
                )
            elif is_off:
                continue
            elif is_sheet:
                yield warn(
                    "page_heads",
                    "its heads and feet",
                    "Printed pages have a head or a foot that the sheet does not "
                    "show: "
                    f"{quoted(words)}.",
                )
            else:
                yield from _unseen(head, sheet, styles)
                seen.add([words])


def _unseen(head: Element, sheet: Sheet, styles: Styles) -> Iterator[Finding]:
    """Yield the words of a head that cannot be seen."""
    flow = Flow(styles, sheet)
    flow.follow(head)
    flow.settle()
    for why, words in flow.unseen.items():
        yield block(
            "invisible_text",
            "its heads and feet",
            f"{counted(len(words), 'passage')} {why}: {quoted(' '.join(words))}. "
            "Delete what should not go; show the rest.",
        )


def _words(head: Element) -> str:
    said = [head.text or ""]
    for one in head:
        if local(one.tag) not in _FIELDS:
            said.append(_words(one))
        said.append(one.tail or "")
    return " ".join(" ".join(said).split())
