"""Repeat the label of a cell over many rows on each page that its rows reach.

What a reader needs to understand a row stands on the row's page, as a table's head
does. Where the pages end is known only when the letter is laid out, so a cell is cut
there, and the letter laid out again.
"""

from copy import deepcopy
from typing import Any

from responses.letters.notes import PRINTED

# Cutting a cell may move rows to another page, and with them the place of a cut.
MOST_ROUNDS = 4


def cut_at_pages(document: Any, root: Any) -> bool:
    """Cut the cells over several rows where a page ends; say whether any was cut.

    Args:
        document: The letter as laid out by WeasyPrint.
        root: The root of the letter's page, which is changed.
    """
    pages = _pages_of_rows(document)
    cuts = [_cut(part, pages) for part in _parts(root)]
    return any(cuts)


def _pages_of_rows(document: Any) -> dict[Any, int]:
    """Return the number of the page on which each row begins."""
    pages: dict[Any, int] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if box.element_tag == "tr" and box.element is not None:
                pages.setdefault(box.element, number)
    return pages


def _parts(root: Any) -> list[Any]:
    """Return the bodies of tables with a cell over several rows."""
    return [
        body
        for body in root.iter("tbody")
        if any(_rows_of(cell) > 1 for row in body for cell in row)
    ]


def _cut(body: Any, pages: dict[Any, int]) -> bool:
    rows = list(body)
    cells = _with_columns(rows)
    added: list[tuple[int, int, Any]] = []
    for number, in_row in enumerate(cells):
        for column, cell in in_row:
            end = min(number + _rows_of(cell), len(rows))
            here = pages.get(rows[number])
            at = next(
                (n for n in range(number + 1, end) if pages.get(rows[n]) != here), end
            )
            if at < end:
                label = deepcopy(cell)
                label.attrib.pop("id", None)
                _leave_out_notes(label)
                cell.set("rowspan", str(at - number))
                label.set("rowspan", str(end - at))
                added.append((at, column, label))
    for at, column, label in sorted(added, key=lambda one: one[:2], reverse=True):
        later = [cell for place, cell in cells[at] if place > column]
        place = list(rows[at]).index(later[0]) if later else len(rows[at])
        rows[at].insert(place, label)
    return bool(added)


def _leave_out_notes(label: Any) -> None:
    """Leave out the footnotes of a repeated label: they stand on its first page."""
    for around in list(label.iter()):
        kept: Any = None
        for child in list(around):
            if child.get("class") != PRINTED:
                kept = child
                continue
            words = child.tail or ""
            if kept is None:
                around.text = (around.text or "") + words
            else:
                kept.tail = (kept.tail or "") + words
            around.remove(child)


def _with_columns(rows: list[Any]) -> list[list[tuple[int, Any]]]:
    """Return the cells of each row with their first columns."""
    taken: dict[int, int] = {}  # the rows from here on that a column is taken
    placed: list[list[tuple[int, Any]]] = []
    for row in rows:
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        in_row: list[tuple[int, Any]] = []
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            in_row.append((column, cell))
            for _ in range(int(cell.get("colspan", "1"))):
                if _rows_of(cell) > 1:
                    below[column] = _rows_of(cell) - 1
                column += 1
        placed.append(in_row)
        taken = below
    return placed


def _rows_of(cell: Any) -> int:
    return int(cell.get("rowspan", "1"))
