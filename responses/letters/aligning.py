"""Set the rows of a table as lines of plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from textwrap import wrap
from typing import Final

# In characters. A narrower column is not worth aligning.
_NARROWEST: Final = 6
_GAP: Final = "  "
INDENT: Final = "  "


@dataclass(slots=True)
class Row:
    """A row of a table.

    Attributes:
        cells: The words of its cells.
        is_head: Whether all of these are headings.
        going_on: The places of cells that go on from the row above. Columns leave
            these empty. Labelled lines, which do not show the row above, repeat them.
        at_the_right: The places of cells that stand at the right.
    """

    cells: list[str]
    is_head: bool
    going_on: set[int] = field(default_factory=set)
    at_the_right: set[int] = field(default_factory=set)

    @property
    def in_columns(self) -> list[str]:
        """The words of the cells that begin in this row."""
        return [
            "" if place in self.going_on else cell
            for place, cell in enumerate(self.cells)
        ]


def aligned(rows: list[Row], width: int) -> list[str]:
    """Return the table in columns, or an empty list where they do not fit."""
    columns = list(zip_longest(*(row.in_columns for row in rows), fillvalue=""))
    room = width - len(_GAP) * (len(columns) - 1)
    wanted = [max(map(len, column)) for column in columns]
    widths = _share(wanted, room)
    longest = [
        max((len(word) for cell in column for word in cell.split()), default=0)
        for column in columns
    ]
    if any(w < need for w, need in zip(widths, longest, strict=True)):
        return []
    if any(w < min(_NARROWEST, want) for w, want in zip(widths, wanted, strict=True)):
        return []
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [*row.in_columns, *[""] * (len(columns) - len(row.cells))]
        set_ = [_fold(cell, w) for cell, w in zip(cells, widths, strict=True)]
        for parts in zip_longest(*set_, fillvalue=""):
            padded = (
                part.rjust(w) if place in row.at_the_right else part.ljust(w)
                for place, (part, w) in enumerate(zip(parts, widths, strict=True))
            )
            lines.append(_GAP.join(padded).rstrip())
        if number == 0 and row.is_head and len(rows) > 1:
            lines.append(_GAP.join("-" * w for w in widths))
    return lines


def labelled(rows: list[Row], width: int) -> Iterator[list[str]]:
    """Set each row as lines of "label: words", labelled by the column headings."""
    heads = rows[0].cells if rows[0].is_head and len(rows) > 1 else []
    for row in rows[1:] if heads else rows:
        lines: list[str] = []
        for head, cell in zip_longest(heads, row.cells, fillvalue=""):
            if cell or head:
                label = f"{head.removesuffix(':')}: " if head else ""
                first, *more = wrapped(f"{label}{cell or '–'}", width - len(INDENT))
                lines += [first, *(INDENT + line for line in more)]
        if lines:
            yield lines


def wrapped(words: str, width: int) -> list[str]:
    """Return running text as lines of at most a width, but for longer words."""
    # Spaces other than the plain space must stay: they prevent a line break.
    plain = re.sub(r"[ \t\r\f\v]+", " ", words).strip()
    return wrap(
        plain, max(width, 20), break_long_words=False, break_on_hyphens=False
    ) or [""]


def _fold(words: str, width: int) -> list[str]:
    if not words:
        return [""]
    return wrap(words, width, break_long_words=False, break_on_hyphens=False) or [""]


def _share(wanted: list[int], room: int) -> list[int]:
    """Divide the room of a line: narrow columns get their full width."""
    widths = [0] * len(wanted)
    left, unset = room, len(wanted)
    for place in sorted(range(len(wanted)), key=wanted.__getitem__):
        widths[place] = min(wanted[place], max(left // unset, 0))
        left -= widths[place]
        unset -= 1
    return widths
