"""Copy the visible sheets of a workbook, as CSV files or as a workbook of values."""

import csv
import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Protocol

from documents.cells import without_formula
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import Book, Visible
from documents.safe.writing import NewSheet, written

_MOST_WRITTEN = 20_000_000  # fields of a CSV file, empty ones included
_WIDEST = 80.0


class Seen(Protocol):
    """A sheet as it is seen, of a workbook of any kind."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def rows(self) -> list[int]:
        """The rows in sight, down to the last with a value."""

    @property
    def columns(self) -> list[int]:
        """The columns in sight, up to the last with a value."""

    def said(self, column: int, row: int) -> str:
        """Return a cell as it is shown."""


def as_csv(sheets: Iterable[Seen]) -> dict[str, bytes]:
    """Return the values of each visible sheet as CSV, by the sheet's name.

    Hidden sheets, rows and columns, and values out of sight, are left out.
    Formulas become the values they had, and numbers and dates are written as their
    cells show them. Words that a program might run as a formula get an apostrophe.

    Raises:
        CannotCopy: Its values lie too far apart.
    """
    made: dict[str, bytes] = {}
    for sheet in sheets:
        rows, columns = sheet.rows, sheet.columns
        if not rows:
            continue
        if len(rows) * len(columns) > _MOST_WRITTEN:
            raise CannotCopy("has data far from the rest. Move the data together")
        file = io.StringIO()
        csv.writer(file).writerows(
            [without_formula(sheet.said(column, row)) for column in columns]
            for row in rows
        )
        made[sheet.name] = file.getvalue().encode("utf-8-sig")
    return made


def as_values(book: Book) -> bytes:
    """Return a workbook of the visible sheets, with values alone.

    Hidden sheets, rows and columns, values that cannot be seen, formulas, pivot tables,
    links, names, comments, queries, macros, drawings, colours and properties are left
    out. Number formats, bold and slanted letters, widths and merged cells stay.
    """
    is_mac = book.visible[0].is_mac
    return written([_new(one) for one in book.visible], is_mac=is_mac)


def _new(one: Visible) -> NewSheet:
    """Return a sheet without what is hidden; what is seen closes up."""
    columns, rows = one.columns, one.rows
    across = {column: n for n, column in enumerate(columns, 1)}
    down = {row: n for n, row in enumerate(rows, 1)}
    made = NewSheet(
        one.name,
        rows=[{} for _ in down],
        widths=[min(one.width_of(column), _WIDEST) for column in across],
    )
    for (column, row), shown in sorted(one.cells.items()):
        made.rows[down[row] - 1][across[column]] = shown.value, shown.form
    for left, top, right, bottom in one.sheet.merged:
        # Positions are numbered from 1, in the order of the columns and rows seen.
        first, last = bisect_left(columns, left) + 1, bisect_right(columns, right)
        upper, lower = bisect_left(rows, top) + 1, bisect_right(rows, bottom)
        if first <= last and upper <= lower and (first, upper) != (last, lower):
            made.merged.append((first, upper, last, lower))
    return made
