"""Reckon with places on a page: rectangles, and roughly where words lie in them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# A letter is about half as wide as it is high, a line a fifth higher than its letters.
_WIDTH_OF_LETTER = 0.5
_HEIGHT_OF_LINE = 1.2
# Of the width and the height of a shape, the share that its middle is sure to fill.
_FILLED = {
    "ellipse": 0.7,
    "circle": 0.7,
    "diamond": 0.5,
    "triangle": 0.4,
    "isosceles-triangle": 0.4,
    "rtTriangle": 0.4,
    "right-triangle": 0.4,
    "path": 0.5,
    "donut": 0.0,
    "ring": 0.0,
    "frame": 0.0,
}
_LEAST_FILLED = 0.8  # of its rectangle, by a shape drawn freely
# The least cover to hide anything: of a line's height, and of its letters.
_LEAST_HEIGHT = 0.4
_LEAST_LETTERS = 1.5


class Area(NamedTuple):
    """A rectangle in points, from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def overlap(self, other: "Area") -> "Area | None":
        """Return what is common to two rectangles."""
        made = Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )
        return made if made.width > 0 and made.height > 0 else None

    def has_within(self, other: "Area") -> bool:
        """Whether another rectangle lies within this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def covered_by(area: Area | None, form: str) -> Area | None:
    """Return the part of a shape's rectangle that the shape is sure to fill.

    Args:
        area: The rectangle.
        form: What the format calls the shape: "ellipse"; "path" for one drawn freely.
    """
    share = _FILLED.get(form, 1.0)
    if area is None or share == 1.0:
        return area
    across, down = (area.width * (1 - share) / 2, area.height * (1 - share) / 2)
    return Area(
        area.left + across, area.top + down, area.right - across, area.bottom - down
    )


def form_of_points(points: Sequence[tuple[float, float]]) -> str:
    """Return "rect" for a shape drawn freely that fills its rectangle, else "path"."""
    if len(points) < 3:
        return "rect"
    xs, ys = zip(*points, strict=True)
    whole = (max(xs) - min(xs)) * (max(ys) - min(ys))
    around = pairwise([*points, points[0]])
    filled = abs(sum(x * below - across * y for (x, y), (across, below) in around)) / 2
    return "rect" if filled >= _LEAST_FILLED * whole else "path"


class Line(NamedTuple):
    """A line of words with its place."""

    words: str
    area: Area

    def under(self, cover: Area) -> str:
        """Return the words of the line that something covers; "" if it covers none."""
        common = self.area.overlap(cover)
        if common is None or common.height < _LEAST_HEIGHT * self.area.height:
            return ""
        letter = self.area.width / max(len(self.words), 1)
        if common.width < _LEAST_LETTERS * letter and common.width < self.area.width:
            return ""
        first = math.floor((common.left - self.area.left) / letter)
        last = math.ceil((common.right - self.area.left) / letter)
        # Whole words: the place of a letter is only an estimate.
        first = self.words.rfind(" ", 0, first + 1) + 1
        end = self.words.find(" ", last)
        return self.words[first : end if end >= 0 else None].strip()


def width_of(words: str, size: float) -> float:
    """Return about how wide words are in letters of some size."""
    return len(words) * size * _WIDTH_OF_LETTER


def lines_of(
    paragraphs: Iterable[tuple[str, float, str]], area: Area, *, middle: str = "t"
) -> Iterator[Line]:
    """Yield about where the lines of a text box lie.

    Args:
        paragraphs: The words of each, the size of its letters, and its alignment as
            DrawingML writes it: "l", "ctr", "r".
        area: The box, without its margins.
        middle: Where in the box they stand: "t", "ctr" or "b".
    """
    made: list[tuple[str, float, str]] = []
    for words, size, align in paragraphs:
        most = max(int(area.width / max(size * _WIDTH_OF_LETTER, 0.1)), 1)
        made += [(line, size, align) for line in _wrapped(words, most)]
    height = sum(size * _HEIGHT_OF_LINE for _, size, _ in made)
    top = area.top
    if middle == "ctr":
        top += (area.height - height) / 2
    elif middle == "b":
        top += area.height - height
    for words, size, align in made:
        width = min(width_of(words, size), max(area.width, 1))
        left = area.left
        if align == "ctr":
            left += (area.width - width) / 2
        elif align == "r":
            left += area.width - width
        bottom = top + size * _HEIGHT_OF_LINE
        if words.strip():
            yield Line(words, Area(left, top, left + max(width, 0.1), bottom))
        top = bottom


def _wrapped(words: str, most: int) -> Iterator[str]:
    """Yield the lines of a paragraph, of at most so many letters."""
    line = ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > most:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
