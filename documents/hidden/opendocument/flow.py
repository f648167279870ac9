"""Follow the text of an OpenDocument file: which words cannot be seen, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, Line, lines_of
from documents.hidden.colours import WHITE, are_alike
from documents.hidden.findings import CannotLook
from documents.hidden.office.shapes import Run, Shape
from documents.hidden.office.stacking import (
    MOST_SHAPES,
    TINIEST,
    TOO_SMALL,
    is_too_small,
)
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.opendocument.frames import (
    area_of,
    form_of,
    is_over,
    line_of,
    paint_of,
    style_of,
)
from documents.hidden.opendocument.layout import USUAL, Sheet
from documents.hidden.opendocument.looks import HIDDEN, PALE, SAME, Look, unless_off
from documents.hidden.opendocument.rows import parts_of
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import attribute, local

_DEEPEST = 80
# Words of their own kind, each looked at elsewhere.
_APART = {"tracked-changes", "annotation", "notes", "forms", "desc", "title"}
_APART |= {"binary-data", "table", "table-row"}
_SHAPES = {"frame", "custom-shape", "rect", "ellipse", "polygon", "path", "line"}
_SHAPES |= {"circle", "polyline", "connector", "regular-polygon"}
_LINES = {"line", "connector", "polyline"}
_ANCHORED = {"paragraph", "char"}
_MIDDLES = {"middle": "ctr", "bottom": "b"}
_BEYOND = "beyond the edge of the page"
_MOST_PALE = 2_000  # passages, compared with the shapes behind them
# Where a line of a text lies is an estimate: a shape this near may be behind it.
_NEAR = 60.0


class _Pale(NamedTuple):
    """Words in the colour of the page, unless a shape lies behind them."""

    words: str
    look: Look
    line: int


@dataclass
class Flow:
    """The words of a body or of a page.

    Attributes:
        is_stacked: Whether the colours of words are judged with the shapes beneath
            them, by `look_at_stack`.
    """

    styles: Styles
    sheet: Sheet = USUAL
    is_stacked: bool = False
    unseen: dict[str, list[str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    layers_off: frozenset[str] = frozenset()
    _top: float = 57.0
    _pale: list[_Pale] = field(default_factory=list)
    _runs: list[list[Run]] = field(default_factory=list)

    def follow(self, holder: Element, look: Look | None = None, depth: int = 0) -> None:
        """Follow everything in an element."""
        if depth > _DEEPEST:
            raise CannotLook("has texts within texts without end")
        look = look or self.usual()
        for one in holder:
            name = local(one.tag)
            if name in {"p", "h"}:
                self._paragraph(one, look, depth)
            elif name == "section":
                style = self.styles.of(attribute(one, "style-name"), "section")
                is_off = attribute(one, "display") in {"none", "condition"}
                why = look.why or (HIDDEN if is_off else "")
                self.follow(one, replace(look.changed(style), why=why), depth + 1)
            elif name == "table":
                self.table(one, look, depth)
            elif name in _SHAPES:
                self._shape(one, look, depth)
            elif name == "g":
                self.follow(one, unless_off(one, look), depth + 1)
            elif name not in _APART:
                self.follow(one, look, depth + 1)

    def usual(self) -> Look:
        """Return the look of words that say nothing of their own."""
        return Look(ground=None if self.is_stacked else self.sheet.ground)

    def table(self, table: Element, look: Look, depth: int) -> None:
        """Follow a table within a text."""
        for row in each(table, "table-row"):
            style = self.styles.of(attribute(row, "style-name"), "table-row")
            height = points(style.get("table-row:row-height", ""))
            is_low = height is not None and height < TINIEST
            for cell in row:
                own = self.styles.of(attribute(cell, "style-name"), "table-cell")
                inside = look.changed(own)
                # A cell of a slide is painted like a shape.
                paint = paint_of(own, self.styles) if self.is_stacked else None
                if paint is not None and len(paint.colours) == 1:
                    inside = replace(inside, ground=paint.colours[0])
                if local(cell.tag) == "covered-table-cell":
                    inside = replace(inside, why=look.why or "beneath a merged cell")
                elif is_low:
                    inside = replace(inside, why=look.why or "in a row too low to see")
                is_turned = own.get("table-cell:writing-mode", "").startswith("tb")
                if height is None or self.is_stacked or is_turned:
                    self.follow(cell, inside, depth + 1)
                    continue
                for one, look_in in parts_of(cell, inside, self.styles, height):
                    self.follow([one], look_in, depth + 1)  # type: ignore[arg-type]

    def _paragraph(self, element: Element, look: Look, depth: int) -> None:
        style = self.styles.of(attribute(element, "style-name"), "paragraph")
        look = look.changed(style)
        margin = points(style.get("paragraph:margin-left", "")) or 0.0
        indent = points(style.get("paragraph:text-indent", "")) or 0.0
        left, right = self.sheet.margin, self.sheet.area.right
        if margin + indent + left < -18 or margin + left > right:
            look = replace(look, why=look.why or _BEYOND)
        line = points(style.get("paragraph:line-height", ""), look.points)
        if (
            line is not None
            and line < TINIEST
            and "%" not in style.get("paragraph:line-height", "")
        ):
            look = replace(look, why=look.why or "in lines too low to see")
        if any(local(one.tag) == "hidden-paragraph" for one in element):
            look = replace(look, why=look.why or HIDDEN)
        before = len(self.seen)
        self._runs.append([])
        self._inline(element, look, depth)
        words = " ".join(self.seen[before:])
        area = Area(left + margin, self._top, right - left, self._top)
        made = list(lines_of([(words or " ", look.points, "l")], area))
        self.lines += made
        self._top += max(len(made), 1) * look.points * 1.2

    def _inline(self, element: Element, look: Look, depth: int) -> None:
        if depth > _DEEPEST:
            raise CannotLook("has texts within texts without end")
        self._say(element.text, look)
        for one in element:
            name = local(one.tag)
            if name == "hidden-text":
                words = "".join(one.itertext()) + attribute(one, "string-value")
                self.unseen.setdefault(HIDDEN, []).append(words)
            elif name in _SHAPES or name in {"g", "a"}:
                self._shaped(one, look, depth)
            elif name in {"p", "h", "note", "note-body", "table", "section"}:
                self.follow([one], look, depth + 1)  # type: ignore[arg-type]
            elif name not in _APART:
                inside = look
                if name == "span":
                    style = self.styles.of(attribute(one, "style-name"), "text")
                    inside = look.changed(style)
                elif attribute(one, "display") == "none":
                    inside = replace(look, why=look.why or HIDDEN)
                self._inline(one, inside, depth + 1)
            self._say(one.tail, look)

    def _shaped(self, element: Element, look: Look, depth: int) -> None:
        if local(element.tag) in _SHAPES:
            self._shape(element, look, depth)
        elif local(element.tag) == "g":
            self.follow(element, unless_off(element, look), depth + 1)
        else:
            self._inline(element, look, depth + 1)

    def _say(self, words: str | None, look: Look) -> None:
        if not words or not words.strip():
            return
        why = look.reason
        if why in {PALE, SAME} and not self.is_stacked:
            self._pale.append(_Pale(words, look, len(self.lines)))
        elif why:
            self.unseen.setdefault(why, []).append(words)
        else:
            self.seen.append(words)
            if self._runs and look.ground is None and look.colour is not None:
                paint = Paint((look.colour,), look.opacity)
                self._runs[-1].append(Run(words, look.points, paint))
            elif self._runs:
                self._runs[-1].append(Run(words, look.points, None))

    def settle(self) -> None:
        """Judge the pale words: seen where a shape of another colour is behind."""
        shapes = self.shapes[:MOST_SHAPES] if len(self._pale) < _MOST_PALE else []
        for words, look, number in self._pale:
            lines = self.lines[number : number + 1] or self.lines[-1:]
            top = lines[0].area.top if lines else 0.0
            if any(self._is_behind(one, look, top) for one in shapes):
                self.seen.append(words)
            else:
                self.unseen.setdefault(look.reason, []).append(words)
        self._pale = []

    def _is_behind(self, shape: Shape, look: Look, top: float) -> bool:
        if shape.area is None or shape.ground in {None, CLEAR} or look.colour is None:
            return False
        if not shape.area.top - _NEAR < top < shape.area.bottom + _NEAR:
            return False
        behind = shape.ground.over([WHITE])
        return not behind or any(not are_alike(look.colour, one) for one in behind)

    def _shape(self, element: Element, look: Look, depth: int) -> None:
        style = style_of(element, self.styles)
        area, paint = self._area(element, style), paint_of(style, self.styles)
        if local(element.tag) in _LINES:
            area, paint = line_of(element, style)
        inside = replace(look.changed(style), ground=look.ground)
        if paint is not None and paint.colours and paint.opacity > 0.5:
            inside = replace(inside, ground=paint.colours[0])
        if self.is_stacked:
            inside = replace(inside, ground=None)
        inside = unless_off(element, inside)
        if attribute(element, "layer") in self.layers_off:
            inside = replace(inside, why=look.why or "on a layer that is not shown")
        elif area is not None and not self._is_on_page(area):
            inside = replace(inside, why=look.why or _BEYOND)
        elif is_too_small(area) and style.get("auto-grow-height") != "true":
            inside = replace(inside, why=look.why or TOO_SMALL)
        kept, lines, runs = self._top, len(self.lines), self._runs
        if area is not None:
            self._top = area.top
        self._runs = []
        self.follow(element, inside, depth + 1)
        said = [one for one in self._runs if one]
        self._top, self._runs = kept, runs
        del self.lines[lines:]
        is_picture = is_painted_by_a_picture(element)
        ground = Paint((), 1.0) if is_picture else paint
        self.shapes.append(
            Shape(
                element,
                attribute(element, "name"),
                area,
                ground if is_over(style) else CLEAR,
                is_picture=is_picture,
                paragraphs=said,
                alignments=["l"] * len(said),
                margins=(0.0, 0.0, 0.0, 0.0),
                middle=_MIDDLES.get(style.get("textarea-vertical-align", ""), "t"),
                ground=ground,
                form=form_of(element),
            )
        )

    def _is_on_page(self, area: Area) -> bool:
        """Whether any of a shape is on the page; a line or an empty box may be thin."""
        wide = Area(area.left, area.top, area.right + 0.1, area.bottom + 0.1)
        return wide.overlap(self.sheet.area) is not None

    def _area(self, element: Element, style: Mapping[str, str]) -> Area | None:
        area = area_of(element)
        if area is None or attribute(element, "anchor-type") not in _ANCHORED:
            return area
        down = self._top if style.get("vertical-rel", "paragraph") != "page" else 0
        is_apart = style.get("horizontal-rel", "paragraph") == "page"
        across = 0.0 if is_apart else self.sheet.margin
        return Area(
            area.left + across, area.top + down, area.right + across, area.bottom + down
        )


def is_painted_by_a_picture(element: Element) -> bool:
    """Whether a frame shows a picture; the picture of a table stands for the table."""
    names = {local(one.tag) for one in element}
    return "image" in names and not names & {"table", "object"}


def each(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, also those in groups, not those of tables within."""
    for one in element:
        if local(one.tag) == name:
            yield one
        elif local(one.tag) in {
            "table-rows",
            "table-header-rows",
            "table-row-group",
        }:
            yield from each(one, name)
