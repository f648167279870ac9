"""Read where the drawings of a Word document stand, and what they are painted with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.colours import BLACK, WHITE, from_hex
from documents.hidden.numbers import number_in
from documents.hidden.office.places import EMU
from documents.hidden.office.seethrough import opacity_of
from documents.hidden.office.theme import CLEAR, Paint, Theme, colour_of, paint_of
from documents.hidden.packages import (
    Package,
    attribute,
    child,
    find_all,
    is_on,
    local,
)
from documents.hidden.word.page import Page

_VML = {"rect", "roundrect", "shape", "oval", "polyline", "line"}
_MEASURE = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}


@dataclass
class Box:
    """A shape or a picture of a document.

    Attributes:
        height: Its place in the pile: the higher ones cover the lower.
        is_over: Whether it lies over the text, which goes on beneath.
        content: The paragraphs within it.
    """

    name: str
    area: Area
    paint: Paint | None
    height: float
    is_over: bool
    is_picture: bool
    is_hidden: bool
    content: list[Element]
    size: tuple[float, float]
    is_inline: bool = False


class BoxReader:
    """Reads the boxes of a part."""

    def __init__(self, package: Package, part: str, page: Page, theme: Theme) -> None:
        self._package, self._part, self._page = package, part, page
        self._theme = theme

    def boxes(self, element: Element, top: float, left: float) -> Iterator[Box]:
        """Yield the boxes of a drawing.

        Args:
            element: A `drawing`, a `pict` or an `object`.
            top: Where the paragraph begins that it is tied to.
            left: Where the text begins.
        """
        for one in element:
            name = local(one.tag)
            if name == "anchor":
                yield from self._anchored(one, top, left)
            elif name == "inline":
                area = Area(left, top, *_far(one, left, top))
                for box in self._placed(one, area):
                    box.is_inline = True
                    yield box
            elif name in _VML or name == "group":
                yield from self._old(one, top, left)

    def _anchored(self, anchor: Element, top: float, left: float) -> Iterator[Box]:
        page = self._page
        page_top = top // page.height * page.height
        width, height = _size(anchor)
        x = self._along(
            anchor,
            "positionH",
            width,
            {
                "page": (0, page.width),
                "leftMargin": (0, page.left),
                "rightMargin": (page.width - page.right, page.right),
                "character": (left, page.width - left - page.right),
                "column": (left, page.width - left - page.right),
            },
            (page.left, page.width - page.left - page.right),
        )
        y = self._along(
            anchor,
            "positionV",
            height,
            {
                "page": (page_top, page.height),
                "topMargin": (page_top, page.top),
                "bottomMargin": (page_top + page.height - page.bottom, page.bottom),
                "paragraph": (top, 0),
                "line": (top, 0),
            },
            (page_top + page.top, page.height - page.top - page.bottom),
        )
        over = child(anchor, "wrapNone") is not None and not is_on(
            anchor.get("behindDoc")
        )
        written = anchor.get("relativeHeight", "0")
        pile = float(written) if written.isdecimal() else 0.0
        area = Area(x, y, x + width, y + height)
        yield from self._placed(anchor, area, is_over=over, height=pile)

    def _along(
        self,
        anchor: Element,
        name: str,
        size: float,
        starts: Mapping[str, tuple[float, float]],
        usual: tuple[float, float],
    ) -> float:
        """Return where a box begins, across or down.

        Args:
            anchor: The box.
            name: What says its position.
            size: Its width or height.
            starts: Where things begin to which the position may relate, and their room.
            usual: The same for the margins.
        """
        position = child(anchor, name)
        if position is None:
            return usual[0]
        begin, room = starts.get(position.get("relativeFrom", ""), usual)
        offset, align = child(position, "posOffset"), child(position, "align")
        if offset is not None:
            return begin + number_in(offset.text) / EMU
        said = align.text if align is not None else ""
        if said == "center":
            return begin + (room - size) / 2
        return begin + room - size if said in {"right", "bottom", "outside"} else begin

    def _placed(
        self, holder: Element, area: Area, *, is_over: bool = False, height: float = 0.0
    ) -> Iterator[Box]:
        details = child(holder, "docPr")
        hidden = details is not None and is_on(details.get("hidden"))
        members = list(find_all(holder, "wsp", "pic"))
        for one in members:
            inside = area if len(members) == 1 else _member(one, holder, area)
            is_picture = local(one.tag) == "pic"
            setup = child(one, "spPr")
            if is_picture:
                opacity = opacity_of(self._package, self._part, one)
                paint: Paint | None = Paint((), opacity)
            else:
                paint = paint_of(setup, self._theme) or self._styled(one)
            yield Box(
                details.get("name", "") if details is not None else "",
                inside,
                paint,
                height,
                is_over,
                is_picture,
                hidden,
                list(find_all(one, "txbxContent"))[:1],
                (inside.width, inside.height),
            )

    def _styled(self, shape: Element) -> Paint | None:
        fill = child(child(shape, "style"), "fillRef")
        if fill is None or fill.get("idx", "0") == "0":
            return None
        found = colour_of(fill, self._theme)
        return Paint((found[0],), found[1]) if found else None

    def _old(self, shape: Element, top: float, left: float) -> Iterator[Box]:
        if local(shape.tag) == "group":
            for one in shape:
                if local(one.tag) in _VML:
                    yield from self._old(one, top, left)
            return
        look = {
            key.strip().lower(): value.strip()
            for key, _, value in (
                one.partition(":") for one in shape.get("style", "").split(";")
            )
        }
        width, height = _measure(look.get("width")), _measure(look.get("height"))
        x = left + _measure(look.get("margin-left") or look.get("left"))
        y = top + _measure(look.get("margin-top") or look.get("top"))
        if look.get("mso-position-horizontal-relative") == "page":
            x -= left
        if look.get("mso-position-vertical-relative") == "page":
            y -= top - top // self._page.height * self._page.height
        image = next(iter(find_all(shape, "imagedata")), None)
        paint = self._old_paint(shape)
        if image is not None:
            paint = Paint((), opacity_of(self._package, self._part, shape))
        written = look.get("z-index", "0")
        is_wrapped = any(
            attribute(one, "type") not in {"", "none"}
            for one in find_all(shape, "wrap")
        )
        yield Box(
            attribute(shape, "id"),
            Area(x, y, x + width, y + height),
            paint,
            float(written) if re.fullmatch(r"-?\d+", written) else 0.0,
            look.get("position") == "absolute"
            and not written.startswith("-")
            and not is_wrapped,
            image is not None,
            look.get("visibility") == "hidden",
            list(find_all(shape, "txbxContent"))[:1],
            (width, height),
        )

    def _old_paint(self, shape: Element) -> Paint | None:
        if attribute(shape, "filled") in {"f", "false"}:
            return CLEAR
        opacity = 1.0
        for fill in find_all(shape, "fill"):
            written = attribute(fill, "opacity")
            if written.endswith("f") and written[:-1].isdecimal():
                opacity = int(written[:-1]) / 65536
            elif re.fullmatch(r"\d*\.?\d+%?", written):
                share = float(written.rstrip("%"))
                opacity = share / 100 if written.endswith("%") else share
        written = attribute(shape, "fillcolor").split(" ")[0]
        named = {"black": BLACK, "white": WHITE, "": WHITE}
        colour = named.get(written.lower()) or from_hex(written)
        return Paint((colour or BLACK,), opacity)


def _member(element: Element, holder: Element, area: Area) -> Area:
    """Return about where a member of a group lies."""
    frame = child(child(element, "spPr"), "xfrm")
    group = next(iter(find_all(holder, "grpSpPr")), None)
    outer = child(group, "xfrm")
    at, size = child(frame, "off"), child(frame, "ext")
    base, whole = child(outer, "chOff"), child(outer, "chExt")
    if at is None or size is None or base is None or whole is None:
        return area
    across = area.width / max(number_in(whole.get("cx"), 1), 1)
    down = area.height / max(number_in(whole.get("cy"), 1), 1)
    left = area.left + (number_in(at.get("x")) - number_in(base.get("x"))) * across
    top = area.top + (number_in(at.get("y")) - number_in(base.get("y"))) * down
    return Area(
        left,
        top,
        left + number_in(size.get("cx")) * across,
        top + number_in(size.get("cy")) * down,
    )


def _size(holder: Element) -> tuple[float, float]:
    extent = child(holder, "extent")
    if extent is None:
        return 0.0, 0.0
    return number_in(extent.get("cx")) / EMU, number_in(extent.get("cy")) / EMU


def _far(holder: Element, left: float, top: float) -> tuple[float, float]:
    width, height = _size(holder)
    return left + width, top + height


def _measure(written: str | None) -> float:
    found = _MEASURE.fullmatch((written or "").strip())
    return float(found[1]) * _POINTS[found[2]] if found else 0.0
