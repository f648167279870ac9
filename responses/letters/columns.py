"""The widths of a table's columns, from what stands in them.

Measured once, when the letter is set: on paper nobody has to try every cell in every
width again, which took most of the time of a long table.
"""

from collections.abc import Iterator

from responses.richtext.nodes import Content, Node, children

# About how many letters a line of a table holds, and what a cell leaves empty.
_LINE = 92
_PADDING = 3
# A longer word is parted at the end of a line; a longer text runs over several.
_LONGEST_WORD = 24
_LONGEST_TEXT = 90
MEASURED = "letter-measured"


def measured(table: Node) -> Node:
    """Return a table that says how wide each of its columns is."""
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


def _widths(table: Node) -> Iterator[int]:
    """Yield the share of each column in hundredths, a hundred in all."""
    least: list[int] = []
    wanted: list[int] = []
    for at, span, text in _cells(table):
        while len(least) < at + span:
            least.append(1)
            wanted.append(1)
        if span == 1:
            longest = max(map(len, text.split()), default=1)
            least[at] = max(least[at], min(longest, _LONGEST_WORD))
            wanted[at] = max(wanted[at], min(len(text), _LONGEST_TEXT), least[at])
    spare = _LINE - sum(least) - _PADDING * len(least)
    wishes = sum(wanted) - sum(least)
    share = min(1.0, max(spare, 0) / wishes) if wishes else 0.0
    sizes = [
        _PADDING + few + share * (many - few)
        for few, many in zip(least, wanted, strict=True)
    ]
    if not sizes or len(sizes) > 100:
        return
    total = left = sum(sizes)
    hundredths = 100
    for size in sizes[:-1]:
        width = max(1, round(hundredths * size / left)) if left else 1
        yield width
        hundredths -= width
        left -= size
    if total:
        yield max(1, hundredths)


def _cells(table: Node) -> Iterator[tuple[int, int, str]]:
    """Yield each cell's column, how many columns it takes, and its words."""
    for part in table.children:
        taken: dict[int, int] = {}  # how many rows a cell still hangs down in a column
        for row in children(part):
            at = 0
            hanging = dict(taken)
            taken = {c: rows - 1 for c, rows in hanging.items() if rows > 1}
            for cell in children(row):
                if isinstance(cell, str):
                    continue
                while at in hanging:
                    at += 1
                span = int(cell.attributes.get("colspan", "1"))
                if (down := int(cell.attributes.get("rowspan", "1"))) > 1:
                    taken |= dict.fromkeys(range(at, at + span), down - 1)
                yield at, span, _words(cell)
                at += span


def _words(node: Content) -> str:
    if isinstance(node, str):
        return node
    return " ".join(map(_words, node.children))
