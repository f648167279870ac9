"""Copy OpenDocument texts and presentations as their readers see them."""

import io
from collections import Counter
from collections.abc import Callable, Container, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from documents.hidden.findings import CannotLook
from documents.hidden.opendocument.flow import Flow
from documents.hidden.opendocument.layout import Layout, layers_off, masters_used
from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.styles import Styles
from documents.hidden.packages import Package, attribute, find_all, local
from documents.safe.made import Words
from documents.safe.opendocument.cleaning import (
    Fate,
    fate_of,
    is_hidden,
    tag,
    texts_in,
    tidy,
    without_words_of_programs,
)
from documents.safe.opendocument.packages import Copy, opened
from documents.safe.opendocument.settings import settled
from documents.safe.refusal import CannotCopy

_HEADS = (
    "header",
    "footer",
    "header-left",
    "footer-left",
    "header-first",
    "footer-first",
)
# Words that may be seen after all, before a picture or a drawing.
_BY_COLOUR = {"white on white", "in the colour of what is behind them"}
_USUAL = {"Standard", "Default"}
_PROPERTIES = (
    "initial-creator",
    "creator",
    "printed-by",
    "title",
    "subject",
    "description",
    "keyword",
    "user-defined",
)
_BESIDE = (
    "annotation",
    "shapes",
    "named-range",
    "named-expression",
    "database-range",
    "data-pilot-table",
    "content-validation",
)
_WITH_WORDS = r"(content|styles)\.xml|Object [^/]+/content\.xml"


class _Placed(str):
    """Words that know where they stand."""

    __slots__ = ("element", "is_tail")
    element: Element
    is_tail: bool

    @classmethod
    def at(cls, element: Element, words: str, *, is_tail: bool) -> "_Placed":
        """Return words within an element, or after it."""
        made = cls(words)
        made.element, made.is_tail = element, is_tail
        return made

    def take_out(self) -> None:
        """Take the words out of their place."""
        if self.is_tail:
            self.element.tail = None
        else:
            self.element.text = None


def as_read(content: bytes) -> bytes:
    """Return an OpenDocument text with the content seen by its readers, and no more.

    Changes are accepted. Comments, hidden words and sections, unused heads, properties,
    small pictures of the page and macros are gone. Fields and links become text.
    Pictures are drawn afresh, without their cropped edges; embedded objects become
    pictures.

    Raises:
        CannotCopy: The text is damaged, encrypted, or has an object without a picture.
    """
    return _copied(content, "text")


def as_presented(content: bytes) -> bytes:
    """Return an OpenDocument presentation as its audience sees it.

    Hidden slides, notes, comments, words off the slides, properties, sounds and
    movements are gone, and all that goes from a text.

    Raises:
        CannotCopy: As for `as_read`; or no slide is shown.
    """
    return _copied(content, "presentation")


def words_of_open(before: bytes, after: bytes) -> Words:
    """Return the words of an OpenDocument text or presentation, and of its copy."""
    made, stays = Words(), Counter[str]()
    for line in lines_of_open(after):
        stays[line] += 1
        made.keep(line)
    changed = []
    for line in lines_of_open(before):
        if stays[line] > 0:
            stays[line] -= 1
        else:
            changed.append(line)
    # Of a paragraph that stays in part, the words that go are told.
    left = Counter(word for line in stays.elements() for word in line.split())
    for line in changed:
        gone = []
        for word in line.split():
            if left[word] > 0:
                left[word] -= 1
            else:
                gone.append(word)
        made.lose(" ".join(gone))
    return made


def words_beside(content: Element, package: Package) -> Iterator[str]:
    """Yield the words of a spreadsheet that stand in no cell."""
    for one in find_all(content, *_BESIDE):
        yield from texts_in(one)
        if name := attribute(one, "name"):
            told = attribute(one, "expression") or attribute(one, "cell-range-address")
            yield f"{name}: {told or attribute(one, 'target-range-address')}"
    yield from _properties(package)


def lines_of_open(content: bytes) -> Iterator[str]:
    """Yield the lines of an OpenDocument file, and its properties."""
    package = Package(io.BytesIO(content))
    for name in package.matching(_WITH_WORDS):
        yield from texts_in(package.xml(name))
    yield from _properties(package)


def _properties(package: Package) -> Iterator[str]:
    meta = package.xml_if_there("meta.xml")
    for one in find_all(meta, *_PROPERTIES) if meta is not None else ():
        if said := (one.text or "").strip():
            yield f"{local(one.tag).replace('-', ' ')}: {said}"


def _copied(content: bytes, kind: str) -> bytes:
    try:
        package = Package(io.BytesIO(content))
        body, common = opened(package, kind)
        styles = Styles(common, body)
        _drop_slides(body, styles)
        _drop_unused(body, common)
        layers = layers_off(body, common)
        for root in (body, common):
            tidy(root, partial(_fate, layers))
        _drop_unseen(body, common, styles)
        copy = Copy(package, styles)
        for root in (body, common):
            copy.take_pictures(root)
            without_words_of_programs(root)
        parts = {"content": body, "styles": common}
        if (settings := settled(package.xml_if_there("settings.xml"))) is not None:
            parts["settings"] = settings
        return copy.file(kind, parts)
    except CannotLook as why:
        raise CannotCopy(str(why)) from why


def _fate(layers: Container[str], element: Element) -> Fate:
    layer = attribute(element, "layer")
    if is_hidden(element) or (layer and layer in layers):
        return Fate.DROPPED
    return fate_of(element)


def _drop_slides(content: Element, styles: Styles) -> None:
    """Take out the slides that are not shown, and the words of no slide."""
    for show in find_all(content, "presentation"):
        pages = [one for one in show if one.tag == tag("draw", "page")]
        for page in pages:
            style = styles.of(attribute(page, "style-name"), "drawing-page")
            if style.get("drawing-page:visibility") == "hidden":
                show.remove(page)
        if pages and not any(one.tag == tag("draw", "page") for one in show):
            raise CannotCopy("shows no slide")
        used = set(_feet(show, styles))
        for one in list(show):
            if (
                local(one.tag) in {"footer-decl", "date-time-decl"}
                and (local(one.tag), attribute(one, "name")) not in used
            ):
                show.remove(one)


def _feet(show: Element, styles: Styles) -> Iterator[tuple[str, str]]:
    """Yield the feet and dates that slides show."""
    for page in find_all(show, "page"):
        style = styles.of(attribute(page, "style-name"), "drawing-page")
        for kind, key in (("footer", "footer"), ("date-time", "date-time")):
            if style.get(f"drawing-page:display-{kind}") == "true":
                yield f"{key}-decl", attribute(page, f"use-{kind}-name")


def _drop_unseen(content: Element, common: Element, styles: Styles) -> None:
    """Take out the words that the check finds hidden, and what lies off the slides."""
    layout = Layout(common, styles)
    for body in find_all(content, "body"):
        for text in body:
            if local(text.tag) == "text":
                flow = Flow(styles, layout.usual())
                _blank(text, flow, flow.usual(), bool)
    for page in find_all(content, "page"):
        sheet = layout.sheet(attribute(page, "master-page-name"))
        flow = Flow(styles, sheet._replace(margin=0.0))
        _blank(page, flow, Look(points=18), _certain)
        beyond = {
            id(one.element)
            for one in flow.shapes
            if one.area is not None and not one.area.overlap(sheet.area)
        }
        tidy(page, lambda one: Fate.DROPPED if id(one) in beyond else Fate.KEPT)  # noqa: B023
    for head in find_all(common, *_HEADS):
        flow = Flow(styles, layout.usual())
        _blank(head, flow, flow.usual(), _certain)


def _certain(why: str) -> bool:
    return why not in _BY_COLOUR


def _blank(
    holder: Element, flow: Flow, look: Look, is_gone: Callable[[str], bool]
) -> None:
    for one in holder.iter():
        one.text = one.text and _Placed.at(one, one.text, is_tail=False)
        if one is not holder:
            one.tail = one.tail and _Placed.at(one, one.tail, is_tail=True)
    flow.follow(holder, look)
    flow.settle()
    for why, texts in flow.unseen.items():
        if is_gone(why):
            for words in texts:
                if isinstance(words, _Placed):
                    words.take_out()


def _drop_unused(content: Element, common: Element) -> None:
    """Take out the kinds of pages that no page is of, and heads switched off."""
    used = masters_used(content, common)
    is_text = any(True for _ in find_all(content, "text"))
    for masters in find_all(common, "master-styles"):
        pages = [one for one in masters if local(one.tag) == "master-page"]
        kept = [one for one in pages if attribute(one, "name") in used]
        if is_text or not kept:
            kept += [one for one in pages if attribute(one, "name") in _USUAL]
            kept += pages[:1]
        for one in pages:
            if one not in kept:
                masters.remove(one)
            for head in list(one):
                if local(head.tag) in _HEADS and attribute(head, "display") == "false":
                    one.remove(head)
