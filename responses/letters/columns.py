"""A table ready for paper: every row as long as the others, every column measured.

Rows of one length are what a screen reader counts by (ISO 14289-1, 7.5). Columns are
measured once, when the letter is set: on paper nobody has to try every cell in every
width again, which took most of the time of a long table.
"""

from collections.abc import Iterator
from itertools import count

from documents.richtext.nodes import Content, Node, children

# About how many letters a line of a table holds, and what a cell leaves empty.
_LINE = 92
_PADDING = 3
# A longer word is parted at the end of a line; a longer text runs over several.
_LONGEST_WORD = 24
_LONGEST_TEXT = 90
# No table is wider: a cell of a single row takes no more than a page can carry.
_WIDEST = 1000
MEASURED = "letter-measured"


def settled(table: Node) -> Node:
    """Return a table of even rows that says how wide each of its columns is."""
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
    """Return what a stylesheet says on such widths; browsers know it."""
    return "\n".join(
        f'col[width="{percent}%"] {{ width: {percent}%; }}' for percent in range(1, 101)
    )


def _even_out(table: Node) -> None:
    """Give every row that stops short empty cells."""
    rows = list(_rows(table))
    longest = max((end for _, _, end in rows), default=0)
    for row, _, end in rows:
        row.children += [Node("td") for _ in range(longest - end)]


def _widths(table: Node) -> Iterator[int]:
    """Yield the share of each column in hundredths, a hundred in all."""
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
    """Yield each row, its cells with the column each begins in, and where it ends.

    A cell that reaches below its part of the table, or into another, is cut off there.
    """
    for part in table.children:
        rows = [row for row in children(part) if isinstance(row, Node)]
        hanging: dict[int, int] = {}  # for how many rows more a column is taken
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
