"""Read the pages of an OpenDocument file: their sizes, margins and grounds."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.colours import WHITE, Colour
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.opendocument.frames import paint_of
from documents.hidden.opendocument.styles import Styles, colour, points
from documents.hidden.packages import attribute, find_all, local

_A4 = Area(0, 0, 595, 842)
_MARGIN = 57.0
_OFF = {"none", "printer", "screen"}


class Sheet(NamedTuple):
    """A page to write on.

    Attributes:
        area: The page.
        margin: Where its text begins, from the left.
        ground: Its colour; None if that is a picture or a gradient.
    """

    area: Area = _A4
    margin: float = _MARGIN
    ground: Colour | None = WHITE


USUAL = Sheet()


def layers_off(*roots: Element) -> frozenset[str]:
    """Return the layers of drawings that are not shown."""
    return frozenset(
        attribute(one, "name")
        for root in roots
        for one in find_all(root, "layer")
        if attribute(one, "display") in _OFF
    )


def masters_used(*roots: Element) -> set[str]:
    """Return the master pages that some page is of."""
    return {
        attribute(one, key)
        for root in roots
        for one in root.iter()
        for key in ("master-page-name", "next-style-name")
    } - {""}


class Layout:
    """The master pages of a file, and how they are laid out."""

    def __init__(self, common: Element | None, styles: Styles) -> None:
        self._styles = styles
        self.masters: dict[str, Element] = {}
        self._setups: dict[str, Element] = {}
        for one in find_all(common, "master-page") if common is not None else ():
            self.masters.setdefault(attribute(one, "name"), one)
        for one in find_all(common, "page-layout") if common is not None else ():
            for setup in one:
                if local(setup.tag) == "page-layout-properties":
                    self._setups[attribute(one, "name")] = setup

    def sheet(self, master: str) -> Sheet:
        """Return the page of a master; of A4 if there is none such."""
        page = self.masters.get(master)
        name = attribute(page, "page-layout-name") if page is not None else ""
        setup = self._setups.get(name)
        if setup is None:
            return USUAL
        width, height, margin = (
            points(attribute(setup, key))
            for key in ("page-width", "page-height", "margin-left")
        )
        area = Area(0, 0, width, height) if width and height else _A4
        ground = colour(attribute(setup, "background-color")) or WHITE
        return Sheet(area, _MARGIN if margin is None else margin, ground)

    def usual(self) -> Sheet:
        """Return the page for a text: the largest size that a master has."""
        sheets = [self.sheet(name) for name in self.masters] or [USUAL]
        right = max(one.area.right for one in sheets)
        bottom = max(one.area.bottom for one in sheets)
        grounds = {one.ground for one in sheets}
        return Sheet(
            Area(0, 0, right, bottom),
            min(one.margin for one in sheets),
            grounds.pop() if len(grounds) == 1 else None,
        )

    def grounds(self, slide: Element) -> tuple[Colour, ...]:
        """Return the colours of a slide's ground; none if it is a picture."""
        for paint in self._paints(slide):
            if paint is not CLEAR:
                return paint.colours if paint.opacity > 0.9 else ()
        return (WHITE,)

    def _paints(self, slide: Element) -> Iterator[Paint]:
        master = self.masters.get(attribute(slide, "master-page-name"))
        for one in (slide, master):
            if one is None:
                continue
            style = self._styles.of(attribute(one, "style-name"), "drawing-page")
            if paint := paint_of(style, self._styles):
                yield paint

    def behind(self, slide: Element) -> Element | None:
        """Return the master with the shapes that a slide shows behind its own."""
        style = self._styles.of(attribute(slide, "style-name"), "drawing-page")
        if style.get("drawing-page:background-objects-visible") == "false":
            return None
        return self.masters.get(attribute(slide, "master-page-name"))
