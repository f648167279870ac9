"""Read what the shapes of an OpenDocument file are painted with, and where they lie."""

import math
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, form_of_points
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.opendocument.styles import Styles, colour, points, share
from documents.hidden.packages import attribute, local

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TURNED = re.compile(r"rotate\s*\(\s*(-?[\d.]+)\s*\)")
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


def form_of(element: Element) -> str:
    """Return the form of a shape."""
    turned = _TURNED.search(attribute(element, "transform"))
    if turned and 10 < math.degrees(float(turned[1])) % 90 < 80:
        return "diamond"
    name = local(element.tag)
    if name == "frame":
        # Around a picture or a text it is filled; a table paints its cells alone.
        held = {local(one.tag) for one in element}
        is_filled = held & {"image", "text-box"} and not held & {"table", "object"}
        return "rect" if is_filled else "frame"
    if name == "path":
        return "path"
    if name == "polygon":
        return _form(attribute(element, "points"))
    for one in element:
        if local(one.tag) == "enhanced-geometry":
            kind = attribute(one, "type").removeprefix("ooxml-")
            is_free = kind in {"", "non-primitive"}
            return _form(attribute(one, "enhanced-path")) if is_free else kind
    return name


def _form(drawn: str) -> str:
    numbers = [float(one) for one in _NUMBER.findall(drawn)]
    return form_of_points(list(zip(numbers[::2], numbers[1::2], strict=False)))


def area_of(element: Element) -> Area | None:
    """Return where a shape lies, from where it is anchored."""
    width, height = (points(attribute(element, key)) for key in ("width", "height"))
    if width is None or height is None:
        return None
    left, top = (points(attribute(element, key)) or 0.0 for key in ("x", "y"))
    written = attribute(element, "transform")
    if not written:
        return Area(left, top, left + width, top + height)
    turned, moved = _TURNED.search(written), _MOVED.search(written)
    turn = float(turned[1]) if turned else 0.0
    if moved:
        left += points(moved[1]) or 0.0
        top += points(moved[2]) or 0.0
    corners = [
        (
            x * math.cos(turn) + y * math.sin(turn),
            y * math.cos(turn) - x * math.sin(turn),
        )
        for x in (0, width)
        for y in (0, height)
    ]
    across, down = zip(*corners, strict=True)
    return Area(
        left + min(across), top + min(down), left + max(across), top + max(down)
    )


def line_of(
    element: Element, style: Mapping[str, str]
) -> tuple[Area | None, Paint | None]:
    """Return where a straight line lies, and what paints it; a curve hides little."""
    ends = [points(attribute(element, key)) for key in ("x1", "y1", "x2", "y2")]
    x1, y1, x2, y2 = (one or 0.0 for one in ends)
    half = (points(style.get("stroke-width", "")) or 0.0) / 2
    area = Area(
        min(x1, x2) - half, min(y1, y2) - half, max(x1, x2) + half, max(y1, y2) + half
    )
    ink = colour(style.get("stroke-color", ""))
    is_straight = min(abs(x1 - x2), abs(y1 - y2)) <= half
    is_drawn = style.get("stroke") in {"solid", "dash"} and ink is not None
    if None in ends or not is_straight or not is_drawn or ink is None:
        return None, CLEAR
    return area, Paint((ink,), share(style.get("stroke-opacity", "100%")))


def _named(element: Element, space: str, name: str) -> str:
    return next(
        (
            value
            for key, value in element.attrib.items()
            if local(key) == name and f":{space}:" in key
        ),
        "",
    )
