"""Copy the visible sheets of a workbook, as CSV files or as a workbook of values."""

import csv
import io
from bisect import bisect_left, bisect_right

from documents.cells import without_formula
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import Shown, Visible, visible_sheets
from documents.safe.writing import NewSheet, written

_MOST_WRITTEN = 20_000_000  # fields of a CSV file, empty ones included
_WIDEST = 80.0


def as_csv(content: bytes) -> dict[str, bytes]:
    """Return the values of each visible sheet as CSV, by the sheet's name.

    Hidden sheets, rows and columns, and values out of sight, are left out.
    Formulas become the values they had. A text that a program might run as a formula
    gets an apostrophe.

    Raises:
        CannotCopy: As for `visible_sheets`.
    """
    made: dict[str, bytes] = {}
    for sheet in visible_sheets(content):
        rows, columns = sheet.rows, sheet.columns
        if not sheet.cells:
            continue
        if len(rows) * len(columns) > _MOST_WRITTEN:
            raise CannotCopy("has data far from the rest. Move the data together")
        file = io.StringIO()
        csv.writer(file).writerows(
            [_said(sheet.cells.get((column, row)), sheet) for column in columns]
            for row in rows
        )
        made[sheet.name] = file.getvalue().encode("utf-8-sig")
    return made


def as_values(content: bytes) -> bytes:
    """Return a workbook of the visible sheets, with values alone.

    Hidden sheets, rows and columns, values that cannot be seen, formulas, pivot tables,
    links, names, comments, queries, macros, drawings, colours and properties are left
    out. Number formats, bold and slanted letters, widths and merged cells stay.

    Raises:
        CannotCopy: As for `visible_sheets`.
    """
    seen = visible_sheets(content)
    return written([_new(one) for one in seen], is_mac=seen[0].is_mac)


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


def _said(shown: Shown | None, one: Visible) -> str:
    if shown is None:
        return ""
    said = shown.form.said(shown.value, is_mac=one.is_mac)
    return without_formula(said) if isinstance(shown.value, str) else said
