"""Judge shapes that lie over one another: which words and pictures cannot be seen."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area
from documents.hidden.colours import BLACK, WHITE, Colour, are_alike
from documents.hidden.findings import Finding, block, counted, quoted, warn
from documents.hidden.office.shapes import Run, Shape
from documents.hidden.office.theme import CLEAR, Paint
from documents.hidden.packages import find_all

MOST_SHAPES = 1_000  # compared with one another: a bound on time
TINIEST = 3.0  # points: smaller letters cannot be read
TOO_SMALL = "in a box too small to show them"
_LEAST_OPACITY = 0.1
_LEAST_SHARE = 0.02  # of a picture: less is a rim beside another shape
_OF_THE_PAGE = 0.6  # as large as this, a picture is a background


def look_at_stack(
    shapes: Sequence[Shape], place: str, page: Area | None, ground: Sequence[Colour]
) -> Iterator[Finding]:
    """Yield the words and pictures of shapes that cannot be seen.

    Args:
        shapes: In the order in which they are painted.
        place: What they are on.
        page: Its area; None if it has no edges.
        ground: Its colours; empty if they are not known.
    """
    yield from too_many(len(shapes), place)
    shapes = shapes[:MOST_SHAPES]
    for number, shape in enumerate(shapes):
        if shape.is_ground:
            continue
        if shape.is_hidden:
            yield block(
                "hidden_shape",
                place,
                f"A drawing is hidden: {quoted(shape.words or shape.name)}. Delete it.",
            )
            continue
        if page is not None and shape.area and shape.area.overlap(page) is None:
            yield from _outside(shape, place, page)
            continue
        over = [one for one in shapes[number + 1 :] if not one.is_hidden]
        yield from _covered(shape, over, place)
        under = [one for one in shapes[:number] if not one.is_hidden]
        yield from _unseen(shape, under, place, ground)


def too_many(number: int, place: str) -> Iterator[Finding]:
    """Yield that not all of so many shapes are compared with one another."""
    if number > MOST_SHAPES:
        yield warn(
            "too_many_shapes",
            place,
            f"It has {number:,} drawings. Only {MOST_SHAPES:,} were compared with what "
            "lies beneath them. Print it to a PDF.",
        )


def _outside(shape: Shape, place: str, page: Area) -> Iterator[Finding]:
    if shape.words or shape.is_picture:
        what = (
            quoted(shape.words) if shape.words else f"a picture, {quoted(shape.name)}"
        )
        yield block(
            "off_slide", place, f"Something lies beyond its edge: {what}. Delete it."
        )


def _covered(shape: Shape, over: Sequence[Shape], place: str) -> Iterator[Finding]:
    lines = shape.lines()
    for cover in over:
        area = cover.cover
        if area is None or shape.area is None:
            continue
        if lines and hides(cover.paint):
            under = [words for line in lines if (words := line.under(area))]
            if under:
                yield block(
                    "covered_text",
                    place,
                    f"A shape covers words that are still there: "
                    f"{quoted(' '.join(under))}. Delete the words.",
                )
                return
        if shape.is_picture and not cover.is_picture and hides(cover.paint):
            yield from _picture_covered(shape, cover, place)


def _picture_covered(shape: Shape, cover: Shape, place: str) -> Iterator[Finding]:
    area = cover.cover
    if shape.area is None or area is None:
        return
    common = shape.area.overlap(area)
    if common is None or common.height < 3 or common.width < 3:
        return
    share = common.width * common.height / (shape.area.width * shape.area.height)
    if share < _LEAST_SHARE:
        return
    # A caption over a photograph is usual; a box without words has one purpose.
    how = warn if cover.words else block
    yield how(
        "covered_picture",
        place,
        f"A shape, {quoted(cover.words or cover.name)}, covers part of the picture "
        f"{quoted(shape.name)}, which is kept whole. Redact the picture itself.",
    )


def is_too_small(area: Area | None) -> bool:
    """Whether a box shows nothing of its words."""
    return area is not None and max(area.width, area.height) < TINIEST


def _grows(element: Element) -> bool:
    """Whether a shape takes the size of its words when the file is opened."""
    return any(True for _ in find_all(element, "spAutoFit"))


def hides(paint: Paint | None) -> bool:
    """Whether a paint leaves too little of black words on white to read them."""
    if paint is None or paint is CLEAR:
        return False
    if not paint.colours:  # a picture
        return paint.opacity > 0.85
    return all(
        are_alike(dark, light)
        for one in paint.colours
        for dark, light in zip(
            Paint((one,), paint.opacity).over([BLACK]),
            Paint((one,), paint.opacity).over([WHITE]),
            strict=True,
        )
    )


def _unseen(
    shape: Shape, under: Sequence[Shape], place: str, ground: Sequence[Colour]
) -> Iterator[Finding]:
    found: dict[str, list[str]] = {}
    behind = _behind(shape, under, ground)
    if is_too_small(shape.area) and shape.words and not _grows(shape.element):
        found[TOO_SMALL] = [shape.words]
    for paragraph in shape.paragraphs:
        for run in paragraph:
            if run.words.strip() and (why := why_unseen(run, behind)):
                found.setdefault(why, []).append(run.words)
    yield from _cut(shape, place)
    for why, words in found.items():
        yield block(
            "invisible_text",
            place,
            f"{counted(len(words), 'passage')} {why}: {quoted(' '.join(words))}. "
            "Delete "
            "what should not go; show the rest.",
        )


def _cut(shape: Shape, place: str) -> Iterator[Finding]:
    """Yield the words for which a box that cuts its words off has no room."""
    if not shape.is_cut or shape.area is None:
        return
    lines = shape.lines()
    most = shape.area.bottom + (lines[0].area.height if lines else 0)
    if lost := " ".join(one.words for one in lines if one.area.top > most):
        yield warn(
            "cut_text",
            place,
            f"A box seems to have no room for words that it cuts off: {quoted(lost)}. "
            "Make it larger, or delete them.",
        )


def _behind(
    shape: Shape, under: Sequence[Shape], ground: Sequence[Colour]
) -> tuple[Colour, ...]:
    """Return the colours behind the words of a shape; empty if not known."""
    behind = tuple(ground)
    lines = shape.lines()
    for one in [*under, shape]:
        if one.paint is None or one.paint is CLEAR:
            continue
        if one is not shape and not (
            one.area and lines and any(one.area.overlap(line.area) for line in lines)
        ):
            continue
        if not one.paint.colours:
            behind = ()
        elif one is shape or (
            one.area and all(one.area.has_within(line.area) for line in lines)
        ):
            behind = one.paint.over(behind or (WHITE,))
        else:  # partly over it: any of the colours may be behind
            behind = (*behind, *one.paint.over(behind or (WHITE,)))
    return behind


def why_unseen(run: Run, behind: Sequence[Colour]) -> str:
    """Return why the words of a run cannot be seen; "" if they can."""
    if 0 <= run.points < TINIEST:
        return f"in letters of {run.points:g} points"
    paint = run.paint
    if run.ground is not None:
        behind = (run.ground,)
        paint = paint or Paint((BLACK,))
    if paint is None or (not paint.colours and paint is not CLEAR):
        return ""
    if paint.opacity < _LEAST_OPACITY:
        return "in letters without opacity"
    if behind and all(
        are_alike(letter, one) for one in behind for letter in paint.over([one])
    ):
        return "in the colour of what is behind them"
    return ""
