"""Leave hidden rows and columns out of a table, its other cells in their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.richtext.nodes import Node

# As in the letter: a page carries no more.
WIDEST_CELL: Final = 20  # columns
TALLEST_CELL: Final = 100  # rows


@dataclass(slots=True)
class _Placed:
    """A cell in its place, from the top row down and the left column across."""

    cell: Node
    top: int
    rows: int
    columns: range


def without_hidden(
    rows: list[Node], hidden_rows: set[int], hidden_columns: set[int]
) -> tuple[list[list[Node]], list[Node]]:
    """Return the cells of each row that are seen, and the cells left out.

    A cell over several rows or columns keeps those that are seen. A cell of which
    nothing is left goes.
    """
    gone: list[Node] = []
    cells: list[list[Node]] = [[] for _ in rows]
    for one in _placed(rows):
        downward = [
            row for row in range(one.top, one.top + one.rows) if row not in hidden_rows
        ]
        across = [column for column in one.columns if column not in hidden_columns]
        if one.top in hidden_rows or not across:
            gone.append(one.cell)
        if not downward or not across:
            continue
        # A cell that begins in a hidden row leaves an empty place in the next ones.
        inside = [] if one.top in hidden_rows else one.cell.children
        spans = {"rowspan": str(len(downward)), "colspan": str(len(across))}
        attributes = {**one.cell.attributes, **spans}
        cells[downward[0]].append(Node(one.cell.tag, attributes, inside))
    return cells, gone


def in_places(rows: list[Node]) -> list[list[Node | None]]:
    """Return the cells of each row in their places.

    A cell over several rows is in each of them, in the first of its columns; its other
    columns are None.
    """
    places: list[list[Node | None]] = [[] for _ in rows]
    for one in sorted(_placed(rows), key=lambda one: one.columns.start):
        for row in places[one.top : one.top + one.rows]:
            row += [None] * (one.columns.start - len(row))
            row += [one.cell, *[None] * (len(one.columns) - 1)]
    return places


def span(node: Node, name: str, most: int) -> int:
    """Return how many rows or columns a cell, or how many columns a `col`, covers."""
    written = node.attributes.get(name, "").strip()
    is_number = written.isascii() and written.isdigit() and len(written) < 10
    return min(max(int(written), 1), most) if is_number else 1


def _placed(rows: list[Node]) -> Iterator[_Placed]:
    """Yield the cells of a table, each in its place."""
    taken: dict[int, int] = {}  # for a column, the row from which it is free
    for top, row in enumerate(rows):
        column = 0
        for cell in row.children:
            if not isinstance(cell, Node):
                continue
            while taken.get(column, 0) > top:
                column += 1
            height = min(span(cell, "rowspan", TALLEST_CELL), len(rows) - top)
            columns = range(column, column + span(cell, "colspan", WIDEST_CELL))
            taken.update(dict.fromkeys(columns, top + height))
            yield _Placed(cell, top, height, columns)
            column = columns.stop
