"""Read the shapes of a DrawingML part: their places, their paint, their words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, Line, covered_by, lines_of
from documents.hidden.colours import Colour
from documents.hidden.numbers import number_in
from documents.hidden.office.places import EMU, area_of, form_of, shapes_in
from documents.hidden.office.theme import Paint, Theme, colour_of, paint_of
from documents.hidden.packages import child, find_all, is_on, local

BREAK = "\v"  # of a line within a paragraph
_USUAL_POINTS = 18.0
_MARGIN = (7.2, 3.6, 7.2, 3.6)  # of a text box, unless it says otherwise


@dataclass(frozen=True, slots=True)
class Run:
    """Words in letters of one look."""

    words: str
    points: float
    paint: Paint | None
    ground: Colour | None = None  # of its own: a highlight


@dataclass(slots=True)
class Shape:
    """A shape, a picture, or a frame with a table or a chart.

    Attributes:
        is_ground: Whether it only lies behind others, and is judged elsewhere.
        middle: Where in the shape the words stand: "t", "ctr" or "b".
        ground: What paints it behind other words, where it covers none.
        form: What the format calls the shape: "rect", "ellipse".
        is_cut: Whether the words that have no room in it are not drawn.
    """

    element: Element
    name: str
    area: Area | None
    paint: Paint | None
    is_picture: bool = False
    is_hidden: bool = False
    is_ground: bool = False
    paragraphs: list[list[Run]] = field(default_factory=list)
    middle: str = "t"
    margins: tuple[float, float, float, float] = _MARGIN
    alignments: list[str] = field(default_factory=list)
    ground: Paint | None = None
    form: str = ""
    is_cut: bool = False

    @property
    def cover(self) -> Area | None:
        """What it is sure to cover."""
        return covered_by(self.area, self.form)

    @property
    def words(self) -> str:
        """All its words."""
        return " ".join(
            "".join(run.words for run in one) for one in self.paragraphs
        ).strip() or text_of_frame(self.element)

    def lines(self) -> list[Line]:
        """Return about where its lines lie."""
        if self.area is None:
            return []
        inner = Area(
            self.area.left + self.margins[0],
            self.area.top + self.margins[1],
            max(self.area.right - self.margins[2], self.area.left + 1),
            max(self.area.bottom - self.margins[3], self.area.top + 1),
        )
        if self.paragraphs:
            said = [
                (words, max((run.points for run in one), default=_USUAL_POINTS), align)
                for one, align in zip(self.paragraphs, self.alignments, strict=True)
                for words in "".join(run.words for run in one).split(BREAK)
            ]
            return list(lines_of(said, inner, middle=self.middle))
        words = text_of_frame(self.element)
        return [Line(words, self.area)] if words else []


@dataclass(frozen=True)
class Look:
    """What letters look like unless they say otherwise."""

    points: float = _USUAL_POINTS
    paint: Paint | None = None
    align: str = "l"
    middle: str = "t"
    area: Area | None = None


class Reader:
    """Reads shapes with a theme, and with what a placeholder inherits."""

    def __init__(
        self,
        theme: Theme,
        styles: Mapping[str, Look] | None = None,
        opacity: Callable[[Element], float] = lambda picture: 1.0,
    ) -> None:
        self.theme = theme
        self._styles = styles or {}
        self._opacity = opacity

    def shapes(self, root: Element, within: Area | None = None) -> Iterator[Shape]:
        """Yield the shapes of a part in the order in which they are painted.

        Args:
            root: What holds them.
            within: Where the whole lies, if something else says so.
        """
        for element, change in shapes_in(root):
            shape = self._shape(element)
            if shape.area is not None:
                shape.area = change(shape.area)
            if within is not None:
                shape.area = within
            yield shape

    def _shape(self, element: Element) -> Shape:
        setup = child(element, "spPr")
        details = next(iter(find_all(element, "cNvPr", "docPr")), None)
        look = self._look(element)
        area = area_of(element) or look.area
        is_picture = local(element.tag) == "pic"
        paint = paint_of(setup, self.theme) or self._styled(element)
        if local(element.tag) == "cxnSp" and area is not None:
            area, paint = _line(setup, area, self.theme)
        if is_picture:
            blip = child(element, "blipFill")
            paint = Paint((), min(_opacity(blip), self._opacity(element)))
        shape = Shape(
            element,
            details.get("name", "") if details is not None else "",
            area,
            paint,
            is_picture=is_picture,
            is_hidden=details is not None and is_on(details.get("hidden")),
            middle=look.middle,
            form=form_of(setup),
        )
        body = child(element, "txBody")
        if body is not None:
            self.read(body, shape, look, self._font(element))
        return shape

    def _look(self, element: Element) -> Look:
        for one in find_all(element, "ph"):
            for key in (f"#{one.get('idx', '')}", one.get("type", "body")):
                if key in self._styles:
                    return self._styles[key]
            return self._styles.get("body", Look())
        return self._styles.get("other", Look())

    def _styled(self, element: Element) -> Paint | None:
        """Return the fill that a shape's style gives it."""
        style = child(element, "style")
        fill = child(style, "fillRef")
        if fill is None or fill.get("idx", "0") == "0":
            return None
        found = colour_of(fill, self.theme)
        return Paint((found[0],), found[1]) if found else None

    def _font(self, element: Element) -> Paint | None:
        font = child(child(element, "style"), "fontRef")
        found = colour_of(font, self.theme) if font is not None else None
        return Paint((found[0],), found[1]) if found else None

    def read(self, body: Element, shape: Shape, look: Look, font: Paint | None) -> None:
        """Put the words of a text body into a shape."""
        setup = child(body, "bodyPr")
        scale = 1.0
        if setup is not None:
            shape.middle = setup.get("anchor", shape.middle)
            shape.margins = tuple(  # type: ignore[assignment]
                _points(setup.get(key), usual)
                for key, usual in zip(
                    ("lIns", "tIns", "rIns", "bIns"), _MARGIN, strict=True
                )
            )
            for fit in find_all(setup, "normAutofit"):
                written = number_in(fit.get("fontScale", "").rstrip("%"), 100_000)
                scale = written / (100 if written <= 100 else 100_000)
        usual = self._changed(replace(look, paint=font or look.paint), body, "lstStyle")
        shape.is_cut = setup is not None and setup.get("vertOverflow") == "clip"
        for paragraph in body:
            if local(paragraph.tag) != "p":
                continue
            own = child(paragraph, "pPr")
            shape.alignments.append(
                own.get("algn", usual.align) if own is not None else usual.align
            )
            shape.paragraphs.append(self._runs(paragraph, usual, scale))

    def runs(self, body: Element, look: Look) -> Iterator[Run]:
        """Yield the words of a text body."""
        for paragraph in body:
            if local(paragraph.tag) == "p":
                yield from self._runs(paragraph, look, 1.0)

    def look_of(self, body: Element, look: Look) -> Look:
        """Return the look that the first paragraph of a body gives its words."""
        usual = self._changed(look, body, "lstStyle")
        paragraph = child(body, "p")
        return self._changed(usual, child(paragraph, "pPr"), "defRPr", direct=True)

    def _runs(self, paragraph: Element, look: Look, scale: float) -> list[Run]:
        base = self._changed(look, child(paragraph, "pPr"), "defRPr", direct=True)
        return [
            self._run(one, base, scale)
            for one in paragraph
            if local(one.tag) in {"r", "fld", "br"}
        ]

    def _changed(
        self, look: Look, holder: Element | None, name: str, *, direct: bool = False
    ) -> Look:
        inside = child(holder, name)
        setup = inside if direct else child(child(inside, "lvl1pPr"), "defRPr")
        return changed(look, setup, self.theme)

    def _run(self, run: Element, look: Look, scale: float) -> Run:
        words = "".join(one.text or "" for one in run if local(one.tag) == "t")
        words = BREAK if local(run.tag) == "br" else words.replace("\n", BREAK)
        setup = child(run, "rPr")
        own = changed(look, setup, self.theme)
        marked = colour_of(child(setup, "highlight"), self.theme)
        ground = marked[0] if marked else None
        return Run(words or " ", own.points * scale, own.paint, ground)


def _line(setup: Element | None, area: Area, theme: Theme) -> tuple[Area, Paint | None]:
    """Return where a straight line lies, and what paints it; sloping lines hide little.

    Without a width of its own, a line is thin.
    """
    stroke = child(setup, "ln")
    half = _points(stroke.get("w") if stroke is not None else None, 1) / 2
    if min(area.width, area.height) > half:
        return area, None
    wide = Area(area.left, area.top - half, area.right, area.bottom + half)
    if area.height > area.width:
        wide = Area(area.left - half, area.top, area.right + half, area.bottom)
    return wide, paint_of(stroke, theme)


def changed(look: Look, setup: Element | None, theme: Theme) -> Look:
    """Return how letters look with the properties of an `rPr` or `defRPr`."""
    if setup is None:
        return look
    paint = paint_of(setup, theme) or look.paint
    size = setup.get("sz", "")
    points = int(size) / 100 if size.isdecimal() else look.points
    return replace(look, points=points, paint=paint)


def text_of_frame(element: Element) -> str:
    """Return the words that somebody wrote in a shape: of nothing but its texts."""
    return " ".join(
        " ".join("".join(one.text or "" for one in find_all(element, "t")).split())
        for element in find_all(element, "p")
    ).strip()


def _points(written: str | None, usual: float) -> float:
    return number_in(written, usual * EMU) / EMU


def _opacity(fill: Element | None) -> float:
    if fill is None:
        return 1.0
    amounts = [
        number_in(one.get("amt", "").rstrip("%"), 100_000) / 100_000
        for one in find_all(fill, "alphaModFix")
    ]
    return min(amounts, default=1.0)
