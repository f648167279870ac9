"""Tell the columns of figures of a table, which a letter sets at the right."""

import re
from typing import Final

from documents.richtext.grids import in_places
from documents.richtext.nodes import Content, Node, children

RIGHT: Final = "right"
# `static/js/figures.js` has the same rules for what the editor shows.
_FIGURE = re.compile(
    r"[<>≤≥~]?\s?[-−–+(]?\s?[£€$]?\s?[-−–]?"
    r"(?:(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|0|[1-9]\d*)(?:\.\d+)?|\.\d+)"
    r"\s?(?:%|p|k|m|bn)?\)?"
)
_NOTHING: Final = {"", "-", "–", "—", "*", "nil", "n/a", "na", "none"}
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_figure(words: str) -> bool:
    """Whether the words of a cell are a number, an amount or a share."""
    return bool(_FIGURE.fullmatch(words.strip()))


def is_column(cells: list[str]) -> bool:
    """Whether the cells below a heading are figures, and no years.

    A cell may stand empty, or say that there is nothing.
    """
    said = [one.strip() for one in cells if one.strip().lower() not in _NOTHING]
    if not said or all(map(_YEAR.fullmatch, said)):
        return False
    return all(map(is_figure, said))


def cells_at_the_right(table: Node) -> list[Node]:
    """Return the cells that stand at the right: as told, or in a column of figures."""
    rows = [
        row
        for part in table.children
        for row in children(part)
        if isinstance(row, Node)
    ]
    found: list[Node] = []
    for column in _columns(in_places(rows)):
        is_of_figures = is_column([_words(one) for one in column if one.tag == "td"])
        found += [one for one in column if _is_at_the_right(one, is_of_figures)]
    return found


def _is_at_the_right(cell: Node, is_in_column: bool) -> bool:
    told = cell.attributes.get("align", "")
    return told == RIGHT or (is_in_column and not told)


def _columns(rows: list[list[Node | None]]) -> list[list[Node]]:
    """Return the cells of each column; a cell over several is in none of them."""
    columns: list[list[Node]] = [[] for _ in range(max(map(len, rows), default=0))]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            # A cell over several rows is in each of them.
            goes_on = bool(column) and column[-1] is cell
            if cell is not None and not goes_on and "colspan" not in cell.attributes:
                column.append(cell)
    return columns


def _words(node: Content) -> str:
    if isinstance(node, str):
        return node
    return "".join(map(_words, node.children))
