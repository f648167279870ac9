"""Prepare a table for paper: equal rows and measured columns.

A screen reader needs rows of equal length (ISO 14289-1, 7.5). Columns are measured
once, when the letter is set. Otherwise the PDF renderer would try every cell in every
width, which took most of the time of a long table.
"""

from collections.abc import Iterator
from itertools import count

from documents.richtext.nodes import Content, Node, children

# In characters: about a line of a table, and the space a cell leaves empty.
_LINE = 92
_PADDING = 3
# In characters. A longer word is broken at the end of a line; a longer text runs over
# several lines.
_LONGEST_WORD = 24
_LONGEST_TEXT = 90
# In columns: no table is wider. A single cell takes no more than a page can carry.
_WIDEST = 1000
MEASURED = "letter-measured"


def settled(table: Node) -> Node:
    """Return a table with equal rows, with the width of each column."""
    _even_out(table)
    widths = list(_widths(table))
    if not widths:
        return table
    columns: list[Content] = [Node("col", {"width": f"{width}%"}) for width in widths]
    return Node(
        "table",
        {**table.attributes, "class": MEASURED},
        [Node("colgroup", {}, columns), *table.children],
    )


def rules() -> str:
    """Return the stylesheet rules for these widths. Browsers need no rules."""
    return "\n".join(
        f'col[width="{percent}%"] {{ width: {percent}%; }}' for percent in range(1, 101)
    )


def _even_out(table: Node) -> None:
    """Add empty cells to every row shorter than the longest."""
    rows = list(_rows(table))
    longest = max((end for _, _, end in rows), default=0)
    for row, _, end in rows:
        row.children += [Node("td") for _ in range(longest - end)]


def _widths(table: Node) -> Iterator[int]:
    """Yield the width of each column in per cent, a hundred in all."""
    rows = list(_rows(table))
    columns = max((end for _, _, end in rows), default=0)
    least, wanted = [1] * columns, [1] * columns
    for _, cells, _ in rows:
        for at, cell in cells:
            if _span(cell, "colspan") == 1:
                text = _words(cell)
                word = max(map(len, text.split()), default=1)
                least[at] = max(least[at], min(word, _LONGEST_WORD))
                wanted[at] = max(wanted[at], min(len(text), _LONGEST_TEXT), least[at])
    spare = max(_LINE - sum(least) - _PADDING * columns, 0)
    wishes = sum(wanted) - sum(least)
    share = min(1.0, spare / wishes) if wishes else 0.0
    sizes = [
        _PADDING + few + share * (many - few)
        for few, many in zip(least, wanted, strict=True)
    ]
    left, hundredths = sum(sizes), 100
    for size in sizes:
        width = max(1, round(hundredths * size / left))
        yield width
        hundredths -= width
        left -= size


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
    if isinstance(node, str):
        return node
    return " ".join(map(_words, node.children))
