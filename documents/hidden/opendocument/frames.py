"""Read what the shapes of an OpenDocument file are painted with, and where they lie."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.opendocument.styles import Styles, colour, points, share
from documents.hidden.packages import attribute, local

_MOVED = re.compile(r"translate\s*\(\s*(-?[\d.]+\w*)[\s,]+(-?[\d.]+\w*)\s*\)")
# Shapes drawn apart from the text around them; others push it aside.
_APART = {"run-through", ""}


def style_of(element: Element, styles: Styles) -> dict[str, str]:
    """Return the properties of a shape's style."""
    style: dict[str, str] = {}
    for space, family in (("presentation", "presentation"), ("drawing", "graphic")):
        if name := _named(element, space, "style-name"):
            style |= styles.of(name, family)
    family = "presentation" if attribute(element, "class") else "graphic"
    return style or styles.of("", family)


def paint_of(style: Mapping[str, str], styles: Styles) -> Paint | None:
    """Return what a shape, a cell or a page is painted with; None if unsaid."""
    kind = style.get("fill", "")
    opacity = share(style.get("graphic:opacity", "100%"))
    if kind == "none":
        return CLEAR
    if kind in {"bitmap", "hatch"}:
        return Paint((), opacity)
    if kind == "gradient":
        return Paint(styles.gradient(style.get("fill-gradient-name", "")), opacity)
    found = colour(style.get("fill-color", ""))
    if found is not None and kind in {"solid", ""}:
        return Paint((found,), opacity)
    ground = colour(style.get("graphic:background-color", ""))
    return Paint((ground,), 1.0) if ground is not None else None


def is_over(style: Mapping[str, str]) -> bool:
    """Whether a shape may lie over words, rather than push them aside."""
    return (
        style.get("run-through", "foreground") != "background"
        and style.get("wrap", "") in _APART
    )


def area_of(element: Element) -> Area | None:
    """Return where a shape lies, from where it is anchored."""
    width, height = (points(attribute(element, key)) for key in ("width", "height"))
    if local(element.tag) in {"line", "connector"} and width is None:
        return _between(element)
    if width is None or height is None:
        return None
    left, top = (points(attribute(element, key)) or 0.0 for key in ("x", "y"))
    # A turned shape: about where it lies is enough.
    if moved := _MOVED.search(attribute(element, "transform")):
        left += points(moved[1]) or 0.0
        top += points(moved[2]) or 0.0
    return Area(left, top, left + width, top + height)


def _between(line: Element) -> Area | None:
    ends = [points(attribute(line, key)) for key in ("x1", "y1", "x2", "y2")]
    if None in ends:
        return None
    left, top, right, bottom = (one or 0.0 for one in ends)
    return Area(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _named(element: Element, space: str, name: str) -> str:
    return next(
        (
            value
            for key, value in element.attrib.items()
            if local(key) == name and f":{space}:" in key
        ),
        "",
    )
