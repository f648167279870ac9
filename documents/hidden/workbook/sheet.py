"""Hold a worksheet, with everything found while reading it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.hidden.findings import CannotLook, quoted
from documents.hidden.workbook.grid import Grid, Range, letters_of
from documents.hidden.workbook.styles import Look

MOST_LOOKS = 10_000_000  # at rows and cells, for all ranges of a sheet


class Cell(NamedTuple):
    """A cell with a value."""

    words: str
    style: int
    is_text: bool


@dataclass
class Sheet:
    """A worksheet, with everything found while reading it."""

    name: str
    state: str
    part: str
    grid: Grid = field(default_factory=Grid)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    count: int = 0
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    strings: set[int] = field(default_factory=set)
    invisible: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    formulas: list[str] = field(default_factory=list)
    literals: list[tuple[str, str]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    conditions: list[tuple[str, Look]] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    first_seen: tuple[int, int] = (1, 1)
    turned: list[str] = field(default_factory=list)
    split: tuple[int, int] = (0, 0)
    hides_zeros: bool = False
    collapsed_rows: int = 0
    is_filtered: bool = False
    is_protected: bool = False
    views: int = 0

    _by_row: dict[int, list[int]] = field(default_factory=dict)
    _rows: list[int] = field(default_factory=list)
    _looks: int = 0

    @property
    def is_hidden(self) -> bool:
        """Whether Excel shows no tab for the sheet."""
        return self.state in {"hidden", "veryHidden"}

    @property
    def place(self) -> str:
        """The sheet's name, for use in a finding."""
        return f"sheet “{self.name}”"

    def is_seen(self, column: int, row: int) -> bool:
        """Whether neither sheet, row nor column of a cell is hidden."""
        return not (
            self.is_hidden
            or self.grid.is_hidden_row(row)
            or self.grid.is_hidden_column(column)
        )

    def within(self, ranges: Iterable[Range]) -> Iterator[tuple[int, int]]:
        """Yield the cells in any of some ranges, each once. Call it once all are read.

        Raises:
            CannotLook: The ranges of the sheet are too many and too large.
        """
        if not self._rows:
            for column, row in sorted(self.cells):
                self._by_row.setdefault(row, []).append(column)
            self._rows = sorted(self._by_row)
        found: set[tuple[int, int]] = set()
        for one in dict.fromkeys(ranges):
            first = bisect_left(self._rows, one.top)
            last = bisect_right(self._rows, one.bottom)
            self._looks += last - first
            for row in self._rows[first:last]:
                columns = self._by_row[row]
                there = columns[
                    bisect_left(columns, one.left) : bisect_right(columns, one.right)
                ]
                self._looks += len(there)
                found.update((column, row) for column in there)
            if self._looks > MOST_LOOKS:
                raise CannotLook("marks more cells than this check can follow")
        yield from sorted(found, key=lambda at: (at[1], at[0]))

    def texts(self) -> Iterator[str]:
        """Yield the texts of its cells."""
        return (cell.words for cell in self.cells.values() if cell.is_text)

    def say(self, column: int, row: int) -> str:
        """Return a cell with its words, as findings name it."""
        words = " ".join(self.cells[column, row].words.split())
        return f"{letters_of(column)}{row} {quoted(words)}"
