"""Follow the text of an OpenDocument file: which words cannot be seen, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, Line, lines_of
from documents.hidden.colours import BLACK, WHITE, Colour, are_alike
from documents.hidden.findings import CannotLook
from documents.hidden.office.shapes import Run, Shape
from documents.hidden.office.stacking import TINIEST
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.opendocument.styles import Styles, colour, points, share
from documents.hidden.packages import attribute, local

HIDDEN = "formatted as hidden"
_DEEPEST = 80
# Words of their own kind, each looked at elsewhere.
_APART = {
    "tracked-changes",
    "annotation",
    "notes",
    "forms",
    "desc",
    "title",
    "binary-data",
}
_APART |= {"table", "table-row"}
_SHAPES = {"frame", "custom-shape", "rect", "ellipse", "polygon", "path", "line"}
_SHAPES |= {"circle", "polyline", "connector", "regular-polygon"}
_PAGE = Area(0, 0, 595, 842)
_MARGIN = 57.0


@dataclass(frozen=True, slots=True)
class Look:
    """What words look like."""

    colour: Colour | None = None
    ground: Colour = WHITE
    points: float = 12.0
    opacity: float = 1.0
    width: float = 100.0
    why: str = ""

    def changed(self, style: Mapping[str, str]) -> "Look":
        """Return the look with the properties of a style."""
        new: dict[str, object] = {}
        if style.get("text:use-window-font-color") == "true":
            new["colour"] = None
        elif found := colour(style.get("text:color", "")):
            new["colour"] = found
        for key in ("table-cell", "paragraph", "text", "section"):
            if found := colour(style.get(f"{key}:background-color", "")):
                new["ground"] = found
        size = points(style.get("text:font-size", ""), self.points)
        if size is not None:
            new["points"] = size
        # LibreOffice gives letters of its own choice of colour an opacity of none.
        is_own = style.get("text:use-window-font-color") == "true"
        if (written := style.get("text:opacity")) and not is_own:
            new["opacity"] = share(written)
        if written := style.get("text:text-scale", ""):
            new["width"] = share(written) * 100
        if (
            style.get("text:display") == "none"
            or style.get("section:display") == "none"
        ):
            new["why"] = self.why or HIDDEN
        return replace(self, **new)  # type: ignore[arg-type]

    @property
    def reason(self) -> str:
        """The reason for which the words cannot be seen; "" if they can."""
        if self.why:
            return self.why
        if self.points < TINIEST:
            return f"in letters of {self.points:g} points"
        if self.width < 10:
            return "in letters too narrow to read"
        if self.opacity < 0.1:
            return "in letters without opacity"
        if self.colour is not None and are_alike(self.colour, self.ground):
            if are_alike(self.ground, WHITE):
                return "white on white"
            return "in the colour of what is behind them"
        return ""


@dataclass
class Flow:
    """The words of a body or of a page."""

    styles: Styles
    page: Area = _PAGE
    unseen: dict[str, list[str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    layers_off: frozenset[str] = frozenset()
    _top: float = _MARGIN

    def follow(self, holder: Element, look: Look | None = None, depth: int = 0) -> None:
        """Follow everything in an element."""
        if depth > _DEEPEST:
            raise CannotLook("has texts within texts without end")
        look = look or Look()
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
            elif name not in _APART:
                self.follow(one, look, depth + 1)

    def table(self, table: Element, look: Look, depth: int) -> None:
        """Follow a table within a text."""
        for row in each(table, "table-row"):
            style = self.styles.of(attribute(row, "style-name"), "table-row")
            height = points(style.get("table-row:row-height", ""))
            is_low = height is not None and height < TINIEST
            for cell in row:
                own = self.styles.of(attribute(cell, "style-name"), "table-cell")
                inside = look.changed(own)
                if local(cell.tag) == "covered-table-cell":
                    inside = replace(inside, why=look.why or "beneath a merged cell")
                elif is_low:
                    inside = replace(inside, why=look.why or "in a row too low to see")
                self.follow(cell, inside, depth + 1)

    def _paragraph(self, element: Element, look: Look, depth: int) -> None:
        style = self.styles.of(attribute(element, "style-name"), "paragraph")
        look = look.changed(style)
        margin = points(style.get("paragraph:margin-left", "")) or 0.0
        indent = points(style.get("paragraph:text-indent", "")) or 0.0
        if margin + indent + _MARGIN < -18 or margin + _MARGIN > self.page.right:
            look = replace(look, why=look.why or "beyond the edge of the page")
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
        self._inline(element, look, depth)
        words = " ".join(self.seen[before:])
        area = Area(_MARGIN + margin, self._top, self.page.right - _MARGIN, self._top)
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
            self.follow(element, look, depth + 1)
        else:
            self._inline(element, look, depth + 1)

    def _say(self, words: str | None, look: Look) -> None:
        if not words or not words.strip():
            return
        if why := look.reason:
            self.unseen.setdefault(why, []).append(words)
        else:
            self.seen.append(words)

    def _shape(self, element: Element, look: Look, depth: int) -> None:
        family = "presentation" if attribute(element, "class") else "graphic"
        style: Mapping[str, str] = {}
        for name, kind in (
            (_named(element, "presentation", "style-name"), "presentation"),
            (_named(element, "drawing", "style-name"), "graphic"),
        ):
            style = {**style, **(self.styles.of(name, kind) if name else {})}
        if not style:
            style = self.styles.of("", family)
        area = self._area(element, style)
        paint = _paint(style)
        inside = replace(look.changed(style), ground=look.ground)
        if paint is not None and paint.colours and paint.opacity > 0.5:
            inside = replace(inside, ground=paint.colours[0])
        if attribute(element, "layer") in self.layers_off:
            inside = replace(inside, why=look.why or "on a layer that is not shown")
        elif area is not None and not area.overlap(self.page):
            inside = replace(inside, why=look.why or "beyond the edge of the page")
        kept, unseen = self._top, len(self.seen)
        if area is not None:
            self._top = area.top
        lines = len(self.lines)
        self.follow(element, inside, depth + 1)
        self._top = kept
        words = " ".join(self.seen[unseen:])
        del self.lines[lines:]
        is_picture = any(local(one.tag) == "image" for one in element)
        runs = [Run(words, max(inside.points, TINIEST), None)] if words else []
        is_over = style.get("run-through", "foreground") != "background" and style.get(
            "wrap", "run-through"
        ) in {"run-through", "none"}
        self.shapes.append(
            Shape(
                element,
                attribute(element, "name"),
                area,
                Paint((), 1.0) if is_picture else (paint if is_over else CLEAR),
                is_picture=is_picture,
                paragraphs=[runs] if runs else [],
                alignments=["l"] if runs else [],
                margins=(0.0, 0.0, 0.0, 0.0),
            )
        )

    def _area(self, element: Element, style: Mapping[str, str]) -> Area | None:
        measures = [
            points(attribute(element, key)) for key in ("x", "y", "width", "height")
        ]
        x, y, width, height = measures
        if width is None or height is None:
            return None
        left, top = x or 0.0, y or 0.0
        if attribute(element, "anchor-type") in {"paragraph", "char"}:
            top += self._top if style.get("vertical-rel", "paragraph") != "page" else 0
            left += _MARGIN if style.get("horizontal-rel", "paragraph") != "page" else 0
        return Area(left, top, left + width, top + height)


def _named(element: Element, space: str, name: str) -> str:
    return next(
        (
            value
            for key, value in element.attrib.items()
            if local(key) == name and f":{space}:" in key
        ),
        "",
    )


def _paint(style: Mapping[str, str]) -> Paint | None:
    kind = style.get("fill", "")
    opacity = share(style.get("graphic:opacity", "100%"))
    if kind == "none":
        return CLEAR
    if kind in {"bitmap", "hatch"}:
        return Paint((), opacity)
    if kind == "gradient":
        return Paint((BLACK,), opacity)
    found = colour(style.get("fill-color", ""))
    if found is not None and kind in {"solid", ""}:
        return Paint((found,), opacity)
    ground = colour(style.get("graphic:background-color", ""))
    return Paint((ground,), 1.0) if ground is not None else None


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
