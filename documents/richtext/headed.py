"""Make the first row of a table from a spreadsheet its headings."""

import re

from documents.richtext.figures import is_figure
from documents.richtext.grids import TALLEST_CELL, span
from documents.richtext.nodes import Content, Node
from documents.richtext.pieces import words_in

_OF_SPREADSHEET = re.compile(
    r"office:excel|excel\.sheet|microsoft excel|google-sheets|data-sheets-"
    r"|\bsd(?:val|num)=",
    re.IGNORECASE,
)


def is_of_spreadsheet(html: str) -> bool:
    """Whether Excel, LibreOffice Calc or Google Sheets wrote a text."""
    return bool(_OF_SPREADSHEET.search(html))


def headed(contents: list[Content]) -> None:
    """Make the first row of each table a row of headings, unless it has figures.

    A title over the whole width, and cells over several rows, take the next row along.
    """
    for piece in contents:
        if isinstance(piece, Node) and piece.tag == "table":
            rows = [row for row in piece.children if isinstance(row, Node)]
            for row in rows[: _heads(rows)]:
                for cell in _cells(row):
                    cell.tag = "th"
        elif isinstance(piece, Node):
            headed(piece.children)


def _heads(rows: list[Node]) -> int:
    """Return the number of rows that are headings; 0 for a table without."""
    has_own = any(cell.tag == "th" for row in rows for cell in _cells(row))
    if not rows or has_own:
        return 0
    first = _cells(rows[0])
    tallest = max((span(cell, "rowspan", TALLEST_CELL) for cell in first), default=1)
    is_title = len([cell for cell in first if _words(cell)]) == 1 < _width(rows)
    heads = max(tallest, 2 if is_title else 1)
    said = [_words(cell) for row in rows[:heads] for cell in _cells(row)]
    is_in_words = any(said) and not any(map(is_figure, said))
    return heads if heads < len(rows) and is_in_words else 0


def _width(rows: list[Node]) -> int:
    return max(len(_cells(row)) for row in rows)


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node)]


def _words(cell: Node) -> str:
    return "".join(words_in(cell)).strip()
