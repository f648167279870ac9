"""Read where the shapes of a DrawingML part lie, with the groups around them."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.numbers import number_in
from documents.hidden.packages import child, local

EMU = 12_700  # to a point
_SHAPES = {"sp", "pic", "graphicFrame", "cxnSp", "wsp"}
_GROUPS = {"grpSp", "wgp"}
_ASIDE = {"5400000", "16200000"}  # quarter turns, in sixty-thousandths of a degree
Move = Callable[[Area], Area]


def shapes_in(root: Element) -> Iterator[tuple[Element, Move]]:
    """Yield each shape with the change of place that the groups around it make."""
    pending: list[tuple[Element, Move]] = [(root, lambda area: area)]
    while pending:
        element, change = pending.pop()
        name = local(element.tag)
        if name in _SHAPES:
            yield element, change
            continue
        if name in _GROUPS:
            change = _grouped(element, change)
        if name == "AlternateContent":
            chosen = child(element, "Choice")
            pending += [(chosen, change)] if chosen is not None else []
            continue
        pending += [(child, change) for child in reversed(element)]


def _grouped(group: Element, outer: Move) -> Move:
    setup = child(child(group, "grpSpPr"), "xfrm")
    corners = [child(setup, name) for name in ("off", "ext", "chOff", "chExt")]
    if any(one is None for one in corners):
        return outer
    (x, y), (width, height), (from_x, from_y), (from_width, from_height) = (
        _pair(one) for one in corners if one is not None
    )
    across = width / from_width if from_width else 1
    down = height / from_height if from_height else 1

    def change(area: Area) -> Area:
        return outer(
            Area(
                x + (area.left - from_x) * across,
                y + (area.top - from_y) * down,
                x + (area.right - from_x) * across,
                y + (area.bottom - from_y) * down,
            )
        )

    return change


def area_of(element: Element) -> Area | None:
    """Return where a shape lies by its own properties."""
    setup = child(element, "spPr")
    frame = child(setup, "xfrm")
    if frame is None:
        frame = child(element, "xfrm")
    off, size = child(frame, "off"), child(frame, "ext")
    if off is None or size is None:
        return None
    (left, top), (width, height) = _pair(off), _pair(size)
    is_upright = frame is None or frame.get("rot", "0").lstrip("-") not in _ASIDE
    if not is_upright:
        middle = left + width / 2, top + height / 2
        width, height = height, width
        left, top = middle[0] - width / 2, middle[1] - height / 2
    return Area(left, top, left + width, top + height)


def _pair(element: Element) -> tuple[float, float]:
    across = number_in(element.get("x") or element.get("cx"))
    down = number_in(element.get("y") or element.get("cy"))
    return across / EMU, down / EMU
