"""Tell which words of a shape on a slide run off the slide."""

from collections.abc import Iterator, Sequence

from documents.hidden.areas import Area, width_of
from documents.hidden.findings import Finding, quoted, warn
from documents.hidden.office.shapes import BREAK, Shape
from documents.hidden.packages import find_all

_SLACK = 2.0  # lines: where one lies is an estimate
_NARROWEST = 0.8  # of the usual width of letters
_LEAST = 4  # letters: fewer may be an estimate that is off


def look_at_running(
    shapes: Sequence[Shape], place: str, page: Area | None
) -> Iterator[Finding]:
    """Yield the words of shapes on a slide that lie beyond its edge."""
    for shape in shapes:
        if page is None or shape.area is None or shape.is_hidden or shape.is_ground:
            continue
        if shape.area.overlap(page) is None:
            continue  # told already
        across = _across(shape, page) if _is_unwrapped(shape) else []
        if lost := " ".join([*_down(shape, page), *across]):
            yield warn(
                "off_slide",
                place,
                f"Words of a shape seem to run off it: {quoted(lost)}. Make them "
                "smaller, or delete them.",
            )


def _down(shape: Shape, page: Area) -> list[str]:
    """Return the lines below the slide, or above it."""
    return [
        line.words
        for line in shape.lines()
        if line.area.top > page.bottom + _SLACK * line.area.height
        or line.area.bottom < page.top - _SLACK * line.area.height
    ]


def _is_unwrapped(shape: Shape) -> bool:
    """Whether the lines of a shape go on beyond its sides."""
    setups = find_all(shape.element, "bodyPr")
    return any(one.get("wrap") == "none" for one in setups)


def _across(shape: Shape, page: Area) -> Iterator[str]:
    """Yield the ends of lines beyond the right edge of the slide."""
    if shape.area is None:
        return
    for runs, align in zip(shape.paragraphs, shape.alignments, strict=True):
        for words in "".join(run.words for run in runs).split(BREAK):
            size = max((run.points for run in runs if run.words.strip()), default=0)
            width = width_of(words, size) * _NARROWEST
            share = {"ctr": 0.5, "r": 1.0}.get(align, 0.0)
            left = shape.area.left + (shape.area.width - width) * share
            if left + width <= page.right:
                continue
            shown = int(max(page.right - left, 0) / width * len(words))
            if len(words) - shown >= _LEAST:
                yield words[words.rfind(" ", 0, shown + 1) + 1 :]
