"""Reckon with the grid of a worksheet: references, widths, heights, places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.hidden.areas import Area, Line, width_of

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_RANGE = re.compile(
    r"(?:.*!)?\$?([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Z]{1,3})?\$?(\d{1,7})?)?"
)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# Below these nothing of a letter is seen: a row in points, a column in letters.
LOWEST, NARROWEST = 3.0, 0.6
_POINTS = 11.0


class Range(NamedTuple):
    """Cells from one corner to the other, both included."""

    left: int
    top: int
    right: int
    bottom: int


def cell_at(reference: str) -> tuple[int, int] | None:
    """Return column and row of a reference such as "B3"."""
    match = _REFERENCE.fullmatch(reference)
    return (column_of(match[1]), int(match[2])) if match else None


def ranges_in(written: str) -> Iterator[Range]:
    """Yield the ranges of a list such as "A1:B3 D5" or "Sheet!$A$1:$B$3,Sheet!C:C"."""
    for one in re.split(r"[\s,]+(?=(?:[^']*'[^']*')*[^']*$)", written.strip()):
        match = _RANGE.fullmatch(one)
        if match is None or not any(match.groups()):
            continue
        left, top, right, bottom = match.groups()
        first = column_of(left) if left else 1
        yield Range(
            first,
            int(top) if top else 1,
            column_of(right) if right else (first if left and top else LAST_COLUMN),
            int(bottom)
            if bottom
            else (int(top) if top and left and not right else LAST_ROW),
        )


def column_of(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(column: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Grid:
    """The widths and heights of a worksheet, in points."""

    width: float = 8.43
    height: float = 15.0
    is_flat: bool = False  # whether rows are hidden unless they say otherwise
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    _rows: list[int] = field(default_factory=list)
    _sums: list[float] = field(default_factory=list)

    def is_hidden_column(self, number: int) -> bool:
        """Whether a column is too narrow to show anything."""
        return self.width_of(number) < NARROWEST

    def is_hidden_row(self, number: int) -> bool:
        """Whether a row is too low to show anything."""
        height = self.heights.get(number)
        if height is None:
            return self.is_flat or self.height < LOWEST
        return height < LOWEST

    def x(self, column: int) -> float:
        """Return where a column begins."""
        at = (column - 1) * _points(self.width)
        for first, last, width in self.widths:
            many = min(last, column - 1) - first + 1
            if many > 0:
                at += many * (_points(width) - _points(self.width))
        return at

    def y(self, row: int) -> float:
        """Return where a row begins."""
        if len(self._rows) != len(self.heights):
            self._rows = sorted(self.heights)
            total, self._sums = 0.0, [0.0]
            for one in self._rows:
                total += self.heights[one] - self.height
                self._sums.append(total)
        return (
            (row - 1) * self.height + self._sums[bisect_left(self._rows, row)]
            if (self._rows)
            else (row - 1) * self.height
        )

    def rows_within(self, area: Area, rows: list[int]) -> list[int]:
        """Return the rows, of those in order, that an area may touch."""
        first = bisect_left(rows, area.top, key=lambda row: self.y(row + 1))
        last = bisect_right(rows, area.bottom, key=self.y)
        return rows[first:last]

    def line(self, column: int, row: int, words: str, *, is_number: bool) -> Line:
        """Return about where the words of a cell lie."""
        left, right = self.x(column), self.x(column + 1)
        bottom = self.y(row + 1)
        top = max(self.y(row), bottom - _POINTS * 1.4)
        width = width_of(words, _POINTS)
        if is_number:
            return Line(words, Area(max(left, right - width), top, right, bottom))
        return Line(words, Area(left, top, left + width, bottom))

    def width_of(self, number: int) -> float:
        """Return the width of a column, in letters."""
        for first, last, width in reversed(self.widths):
            if first <= number <= last:
                return width
        return self.width


def _points(letters: float) -> float:
    """Return the width of a column of so many letters: seven pixels each, and five."""
    return (letters * 7 + 5) * 0.75 if letters >= NARROWEST else letters * 5.25
