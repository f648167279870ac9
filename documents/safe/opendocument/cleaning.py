"""Take out of the parts of an OpenDocument file what no page shows."""

from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from xml.etree.ElementTree import Element, register_namespace

from documents.hidden.findings import CannotLook
from documents.hidden.packages import attribute, local
from documents.safe.elements import space_of

_URN = "urn:oasis:names:tc:opendocument:xmlns"
# The namespaces of pages. Of every other one, made for programs, nothing is kept but
# the words among the words of the text.
NAMESPACES = {
    "office": f"{_URN}:office:1.0",
    "style": f"{_URN}:style:1.0",
    "text": f"{_URN}:text:1.0",
    "table": f"{_URN}:table:1.0",
    "draw": f"{_URN}:drawing:1.0",
    "presentation": f"{_URN}:presentation:1.0",
    "number": f"{_URN}:datastyle:1.0",
    "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "svg": f"{_URN}:svg-compatible:1.0",
    "dr3d": f"{_URN}:dr3d:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
for _prefix, _name in NAMESPACES.items():
    register_namespace(_prefix, _name)
_KEPT = frozenset({"", *NAMESPACES.values()})
# LibreOffice's own: words within are words of the page.
_OWN = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_DEEPEST = 200
_LINES = {"p", "h", "annotation", "title", "desc", "creator"}
_MOMENT = "{http://purl.org/dc/elements/1.1/}date"  # of a change or a comment

# Of the elements of texts these are kept; of every other one the words are.
_OF_TEXTS = {
    "p",
    "h",
    "span",
    "s",
    "tab",
    "line-break",
    "soft-page-break",
    "list",
    "list-item",
    "list-header",
    "section",
    "note",
    "note-citation",
    "note-body",
    "ruby",
    "ruby-base",
    "ruby-text",
    "page-number",
    "page-count",
    "list-style",
    "list-level-style-number",
    "list-level-style-bullet",
    "list-level-style-image",
    "outline-style",
    "outline-level-style",
    "notes-configuration",
    "linenumbering-configuration",
    "linenumbering-separator",
}
_GONE = {
    "text": {
        "tracked-changes",
        "change",
        "change-start",
        "change-end",
        "variable-decls",
        "sequence-decls",
        "user-field-decls",
        "dde-connection-decls",
        "alphabetical-index-auto-mark-file",
        "table-of-content-source",
        "illustration-index-source",
        "table-index-source",
        "object-index-source",
        "user-index-source",
        "alphabetical-index-source",
        "bibliography-source",
        "bibliography-configuration",
        "note-continuation-notice-forward",
        "note-continuation-notice-backward",
        "section-source",
        "script",
        "number",
        "label",
    },
    "office": {
        "annotation",
        "annotation-end",
        "forms",
        "scripts",
        "event-listeners",
        "dde-source",
        "meta",
        "settings",
    },
    "table": {
        "tracked-changes",
        "calculation-settings",
        "content-validations",
        "label-ranges",
        "named-expressions",
        "database-ranges",
        "data-pilot-tables",
        "consolidation",
        "dde-links",
        "scenario",
        "table-source",
        "title",
        "desc",
    },
    "draw": {
        "layer-set",
        "glue-point",
        "image-map",
        "control",
        "plugin",
        "applet",
        "floating-frame",
        "param",
    },
    "svg": {"title", "desc", "font-face-src", "font-face-uri", "definition-src"},
    "presentation": {
        "notes",
        "animations",
        "animation-group",
        "event-listener",
        "settings",
        "show",
        "sound",
        "header-decl",
    },
    "style": {"handout-master", "map", "presentation-page-layout"},
}
_DROPPED = frozenset(
    f"{{{NAMESPACES[space]}}}{name}" for space, names in _GONE.items() for name in names
)
# Attributes with words, names, formulas, addresses and keys not shown on a page.
_UNSAID = {
    "id",
    "title",
    "desc",
    "formula",
    "condition",
    "expression",
    "description",
    "string-value",
    "string-value-if-true",
    "string-value-if-false",
    "is-hidden",
    "protection-key",
    "protection-key-digest-algorithm",
    "protected",
    "author",
    "layer",
    "help-message",
    "label",
    "key1",
    "key2",
    "content-validation-name",
    "target-frame-name",
    "display-name",
    "presentation-page-layout-name",
    "use-header-name",
    "nav-order",
    "filter-name",
}
# Elements with names for programs. A style is found by its name.
_NAMED = {
    "table",
    "section",
    "page",
    "frame",
    "page-thumbnail",
    "g",
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "polygon",
    "regular-polygon",
    "polyline",
    "path",
    "line",
    "connector",
    "caption",
    "measure",
    "scene",
}
# Elements that are nothing without their linked picture.
OF_PICTURES = {"image", "fill-image", "background-image", "list-level-style-image"}


class Fate(Enum):
    """What becomes of an element in a copy."""

    KEPT = auto()
    OPENED = auto()  # its words and elements take its place
    DROPPED = auto()


def tidy(element: Element, fate: Callable[[Element], Fate], *, depth: int = 0) -> None:
    """Take out elements within an element; the words after each stay.

    Raises:
        CannotLook: Elements lie within elements without end.
    """
    if depth > _DEEPEST:
        raise CannotLook("is made of parts within parts without end")
    made: list[Element] = []
    children, element[:] = list(element), []

    def say(words: str | None) -> None:
        if words and made:
            made[-1].tail = (made[-1].tail or "") + words
        elif words:
            element.text = (element.text or "") + words

    for one in children:
        ending = fate(one)
        if ending is Fate.KEPT:
            tidy(one, fate, depth=depth + 1)
            made.append(one)
            continue
        if ending is Fate.OPENED:
            tidy(one, fate, depth=depth + 1)
            say(one.text)
            made += list(one)
        say(one.tail)
    element[:] = made


def fate_of(element: Element) -> Fate:
    """Return what becomes of an element, by its kind alone."""
    space, name = space_of(element.tag), local(element.tag)
    if space == _OWN:
        return Fate.OPENED
    if space not in _KEPT or element.tag in _DROPPED:
        return Fate.DROPPED
    if element.tag == tag("text", "hidden-text"):
        is_shown = attribute(element, "is-hidden") == "false"
        return Fate.OPENED if is_shown else Fate.DROPPED
    if element.tag == tag("text", "section"):
        # Shown by a condition: nothing is left to decide.
        element.attrib.pop(tag("text", "display"), None)
    if space == NAMESPACES["text"] and name not in _OF_TEXTS:
        return Fate.OPENED
    if element.tag == tag("draw", "a"):
        return Fate.OPENED
    return Fate.KEPT


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that no page shows it."""
    name = local(element.tag)
    if name == "section":
        display = attribute(element, "display")
        is_shown = attribute(element, "is-hidden") == "false"
        return display == "none" or (display == "condition" and not is_shown)
    if name in {"p", "h"}:
        return any(
            local(one.tag) == "hidden-paragraph"
            and attribute(one, "is-hidden") != "false"
            for one in element.iter()
        )
    if name == "table-row":
        return attribute(element, "visibility") in {"collapse", "filter"}
    # A style is judged word by word.
    return attribute(element, "display") == "none" and not name.endswith("-properties")


def without_words_of_programs(root: Element) -> None:
    """Take out of all elements the attributes that no page shows."""
    numbers: Counter[str] = Counter()
    for one in root.iter():
        kind = local(one.tag)
        for key in list(one.attrib):
            space, name = space_of(key), local(key)
            is_geometry = key == tag("draw", "formula")
            is_link = space == NAMESPACES["xlink"] and kind not in OF_PICTURES
            is_unsaid = name in _UNSAID and not is_geometry
            if space not in _KEPT or is_unsaid or is_link:
                del one.attrib[key]
            elif name == "name" and kind in _NAMED:
                numbers[kind] += 1
                one.set(key, f"{kind.replace('-', ' ')} {numbers[kind]}")


def tag(space: str, name: str) -> str:
    """Return the name of an element or attribute in a namespace."""
    return f"{{{NAMESPACES[space]}}}{name}"


def texts_in(root: Element) -> list[str]:
    """Return the words of each paragraph of a part, without those set into it."""
    lines: list[list[str]] = [[]]

    def follow(element: Element, line: list[str]) -> None:
        if element.tag == _MOMENT:
            return
        if local(element.tag) in _LINES:
            line = []
            lines.append(line)
        if local(element.tag) in {"s", "tab", "line-break"}:
            line.append(" ")
        line.append(element.text or "")
        for one in element:
            follow(one, line)
            line.append(one.tail or "")

    follow(root, lines[0])
    said = (" ".join("".join(line).split()) for line in lines)
    return [one for one in said if one]
