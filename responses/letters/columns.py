"""Prepare a table for paper: equal rows, measured columns, and a sheet that holds them.

A screen reader needs rows of equal length (ISO 14289-1, 7.5). Columns are measured
once, when the letter is set. Otherwise the PDF renderer would try every cell in every
width, which took most of the time of a long table.

No number, date or reference is ever parted. A table too wide gets smaller letters, then
a sheet on its side; a wider table goes with the letter as a file (`tables`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from math import ceil

from documents.richtext.nodes import NOTE, Content, Node, children
from responses.letters.measuring import is_figure, width_of, words_of

# In characters. A longer word may break at the end of a line.
_LONGEST_WORD = 24
# In characters. Where nothing else helps, words without digits break after so many.
_SHORTEST_BREAK = 10
# In ems. A longer text runs over several lines.
_LONGEST_TEXT = 45.0
# In ems: kerning and rounding may take so much.
_SLACK = 0.15
# In columns: no table is wider. A single cell takes no more than a page can carry.
_WIDEST = 1000
# The widths of columns are whole numbers of these parts of a table's width.
_PARTS = 200
_LINE_OF_CELL = frozenset({"br", "p", "li", "ul", "ol"})
MEASURED = "letter-measured"
SMALL = "letter-small"
# The class of a table that is not parted over pages where a page holds it.
SHORT = "letter-short"
_FEW_ROWS = 8
# The class of a cell that stands at the right.
FIGURES = "letter-figures"
# The class of a table's surroundings, on a sheet on its side.
WIDE = "letter-wide"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A size of letters on a sheet upright or on its side.

    Attributes:
        width: The width of a table in ems.
        padding: The space that a cell leaves empty, in ems.
    """

    width: float
    padding: float
    is_small: bool = False
    is_wide: bool = False


_UPRIGHT_POINTS, _WIDE_POINTS = 453.5, 700.1  # 160 mm and 247 mm between the margins
# The letters of tables, in `letter.css`: usual and small, and of large print.
_POINTS, _SMALL_POINTS = 10.23, 8.0
_LARGE_POINTS, _LEAST_POINTS = 16.74, 16.0


def _sheets(points: float, small: float) -> tuple[_Sheet, ...]:
    """Return the sheets in the order of preference."""
    return (
        _Sheet(_UPRIGHT_POINTS / points, 1.2),
        _Sheet(_UPRIGHT_POINTS / small, 0.7, is_small=True),
        _Sheet(_WIDE_POINTS / points, 1.2, is_wide=True),
        _Sheet(_WIDE_POINTS / small, 0.7, is_small=True, is_wide=True),
    )


_USUAL = _sheets(_POINTS, _SMALL_POINTS)
_LARGE = _sheets(_LARGE_POINTS, _LEAST_POINTS)
_in_use: ContextVar[tuple[_Sheet, ...]] = ContextVar("sheets", default=_USUAL)


@contextmanager
def in_print(*, is_large: bool) -> Iterator[None]:
    """Measure tables for usual or for large print, while a letter is composed."""
    token = _in_use.set(_LARGE if is_large else _USUAL)
    try:
        yield
    finally:
        _in_use.reset(token)


def settled(table: Node) -> Node:
    """Return a table with equal rows, with the width of each column.

    A table for a sheet on its side comes within a block of its own.
    """
    _even_out(table)
    columns = _measured(table)
    if not columns:
        return table
    sheet, parts = _placed(columns) or (_in_use.get()[-1], _even(len(columns)))
    cols: list[Content] = [
        Node("col", {"width": f"{part * 100 / _PARTS:g}%"}) for part in parts
    ]
    rows = sum(len(children(part)) for part in table.children)
    named = " ".join(
        [
            MEASURED,
            *([SMALL] if sheet.is_small else []),
            *([SHORT] if rows <= _FEW_ROWS else []),
        ]
    )
    made = Node(
        "table",
        {**table.attributes, "class": named},
        [Node("colgroup", {}, cols), *table.children],
    )
    return Node("div", {"class": WIDE}, [made]) if sheet.is_wide else made


def is_too_wide(table: Node) -> bool:
    """Whether no sheet holds the table without parting a number, date or reference."""
    columns = _measured(table)
    return bool(columns) and _placed(columns) is None


def width_in_columns(table: Node) -> int:
    """Return the number of columns of a table."""
    return max((end for _, _, end in _rows(table)), default=0)


def rules() -> str:
    """Return the stylesheet rules for these widths. Browsers need no rules."""
    widths = (f"{part * 100 / _PARTS:g}%" for part in range(1, _PARTS + 1))
    return "\n".join(f'col[width="{width}"] {{ width: {width}; }}' for width in widths)


@dataclass(slots=True)
class _Column:
    """What a column holds, in ems without its padding.

    Attributes:
        figure: The widest number, date or reference.
        word: The widest word that should stay whole.
        text: The widest text.
    """

    figure: float = 0.0
    word: float = 0.5
    text: float = 0.5


def _measured(table: Node) -> list[_Column]:
    """Return the columns of a table."""
    rows = list(_rows(table))
    columns = [_Column() for _ in range(max((end for *_, end in rows), default=0))]
    spanning: list[tuple[int, int, _Column]] = []
    for _, cells, _ in rows:
        for at, cell in cells:
            wide = _span(cell, "colspan")
            if wide == 1:
                _measure(cell, columns[at])
            else:
                held = _Column()
                _measure(cell, held)
                spanning.append((at, wide, held))
    for at, wide, held in spanning:
        last = columns[at : at + wide][-1]
        others = columns[at : at + wide - 1]
        last.figure = max(last.figure, held.figure - sum(one.figure for one in others))
        last.word = max(last.word, held.word - sum(one.word for one in others))
    return columns


def _measure(cell: Node, column: _Column) -> None:
    text = _words(cell)
    is_bold = cell.tag == "th" or _has_bold(cell)
    for word in words_of(text):
        width = width_of(word, is_bold=is_bold)
        if is_figure(word):
            column.figure = max(column.figure, width)
        if len(word) <= _LONGEST_WORD:
            column.word = max(column.word, width)
        else:
            part = width_of(word[:_LONGEST_WORD], is_bold=is_bold)
            column.word = max(column.word, part)
    line = max((width_of(one, is_bold=is_bold) for one in text.split("\n")), default=0)
    column.text = max(column.text, min(line, _LONGEST_TEXT))


def _placed(columns: Sequence[_Column]) -> tuple[_Sheet, list[int]] | None:
    """Return the first sheet that holds the columns, with their widths in parts.

    Words are kept whole where any sheet allows it.
    """
    shortest = width_of("n" * _SHORTEST_BREAK, is_bold=True)
    for may_break in (False, True):
        for sheet in _in_use.get():
            needed = [
                max(
                    column.figure,
                    min(column.word, shortest) if may_break else column.word,
                )
                + sheet.padding
                + _SLACK
                for column in columns
            ]
            parts = [ceil(one * _PARTS / sheet.width) for one in needed]
            if sum(parts) <= _PARTS:
                return sheet, _with_spare(parts, needed, columns, sheet)
    return None


def _with_spare(
    parts: list[int], needed: list[float], columns: Sequence[_Column], sheet: _Sheet
) -> list[int]:
    """Share out what is left of the table's width by what each column could use."""
    wishes = [
        max(column.text + sheet.padding + _SLACK - need, 0.0)
        for column, need in zip(columns, needed, strict=True)
    ]
    spare, wished = _PARTS - sum(parts), sum(wishes)
    if not wished:
        wishes, wished = needed, sum(needed)
    left = spare
    for at, wish in enumerate(wishes):
        more = round(left * wish / wished) if wished > 0 else 0
        parts[at] += more
        left -= more
        wished -= wish
    parts[-1] += left
    return parts


def _even(number: int) -> list[int]:
    return [max(1, _PARTS // number)] * number


def _has_bold(node: Content) -> bool:
    return isinstance(node, Node) and (
        node.tag == "strong" or any(map(_has_bold, node.children))
    )


def _even_out(table: Node) -> None:
    """Add empty cells to every row shorter than the longest."""
    rows = list(_rows(table))
    longest = max((end for _, _, end in rows), default=0)
    for row, _, end in rows:
        row.children += [Node("td") for _ in range(longest - end)]


def _rows(table: Node) -> Iterator[tuple[Node, list[tuple[int, Node]], int]]:
    """Yield each row, its cells with their first columns, and the row's end.

    A cell is cut off at the end of its part of the table, or where another cell begins.
    """
    for part in table.children:
        rows = [row for row in children(part) if isinstance(row, Node)]
        hanging: dict[int, int] = {}  # how many more rows a column is taken
        for number, row in enumerate(rows):
            below = {at: more - 1 for at, more in hanging.items() if more > 1}
            cells: list[tuple[int, Node]] = []
            at = 0
            for cell in row.children:
                if isinstance(cell, str):
                    continue
                while at in hanging:
                    at += 1
                cells.append((at, cell))
                free = next(c for c in count(at + 1) if c in hanging or c > _WIDEST)
                wide = _cut(cell, "colspan", free - at)
                high = _cut(cell, "rowspan", len(rows) - number)
                if high > 1:
                    below |= dict.fromkeys(range(at, at + wide), high - 1)
                at += wide
            yield row, cells, max([at, *(taken + 1 for taken in hanging)])
            hanging = below


def _span(cell: Node, name: str) -> int:
    return int(cell.attributes.get(name, "1"))


def _cut(cell: Node, name: str, most: int) -> int:
    if name in cell.attributes:
        cell.attributes[name] = str(min(_span(cell, name), most))
    return _span(cell, name)


def _words(node: Content) -> str:
    """Return the words of a node, with an end of line after each block.

    A footnote stands elsewhere, and its number is narrow.
    """
    if isinstance(node, str):
        return node
    if node.tag == NOTE:
        return "1"
    words = "".join(map(_words, node.children))
    return f"{words}\n" if node.tag in _LINE_OF_CELL else words
