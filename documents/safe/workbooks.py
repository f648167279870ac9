"""Copy the visible sheets of a workbook, as CSV files or as a workbook of values."""

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.cell_range import CellRange

from documents.cells import without_formula
from documents.safe.refusal import CannotCopy
from documents.safe.sheets import Shown, Visible, visible_sheets

_MOST_WRITTEN = 20_000_000  # fields of a CSV file, empty ones included
_WIDEST = 80.0


def as_csv(content: bytes) -> dict[str, bytes]:
    """Return the values of each visible sheet as CSV, by the sheet's name.

    Hidden sheets, rows and columns, and values that cannot be seen, are left out.
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
            [_written(sheet.cells.get((column, row)), sheet) for column in columns]
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
    book = Workbook(write_only=True)
    book.properties.creator = ""
    for one in visible_sheets(content):
        if one.is_mac:
            book.epoch = CALENDAR_MAC_1904
        sheet = book.create_sheet(one.name)
        rows, columns = one.rows, one.columns
        at_column = {column: n for n, column in enumerate(columns, 1)}
        at_row = {row: n for n, row in enumerate(rows, 1)}
        for column, n in at_column.items():
            width = one.width_of(column)
            sheet.column_dimensions[get_column_letter(n)].width = min(width, _WIDEST)
        for left, top, right, bottom in one.sheet.merged:
            across = [at_column[c] for c in columns if left <= c <= right]
            down = [at_row[r] for r in rows if top <= r <= bottom]
            if across and down and len(across) * len(down) > 1:
                sheet.merged_cells.add(
                    CellRange(
                        min_col=across[0],
                        min_row=down[0],
                        max_col=across[-1],
                        max_row=down[-1],
                    )
                )
        for row in rows:
            sheet.append(list(_cells(one, sheet, row, columns)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(
    one: Visible, sheet: object, row: int, columns: list[int]
) -> Iterator[object]:
    for column in columns:
        shown = one.cells.get((column, row))
        if shown is None:
            yield None
            continue
        cell = WriteOnlyCell(sheet, value=shown.value)
        if isinstance(shown.value, str):
            cell.data_type = "s"  # a text that begins with "=" is no formula
        cell.number_format = shown.form.code
        if shown.form.is_bold or shown.form.is_italic:
            cell.font = Font(b=shown.form.is_bold, i=shown.form.is_italic)
        if shown.form.is_wrapped:
            cell.alignment = Alignment(wrap_text=True)
        yield cell


def _written(shown: Shown | None, one: Visible) -> str:
    if shown is None:
        return ""
    said = shown.form.said(shown.value, is_mac=one.is_mac)
    return without_formula(said) if isinstance(shown.value, str) else said
