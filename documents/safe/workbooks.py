"""Copy the visible sheets of a workbook as CSV files."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from documents.cells import without_formula
from documents.safe.pictures import CannotCopy

_MOST_CELLS = 2_000_000
_DAMAGED = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError)


def as_csv(content: bytes) -> dict[str, bytes]:
    """Return the values of each visible sheet as CSV, by the sheet's name.

    Hidden sheets, rows and columns, and values beneath merged cells, are left out.
    Formulas become the values they had. A text that a program might run as a formula
    gets an apostrophe.

    Raises:
        CannotCopy: The workbook is damaged, or too large.
    """
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except _DAMAGED as why:
        raise CannotCopy("is damaged") from why
    made: dict[str, bytes] = {}
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise CannotCopy(f"has a sheet of more than {_MOST_CELLS:,} cells")
        file = io.StringIO()
        csv.writer(file).writerows(_rows(sheet))
        made[sheet.title] = file.getvalue().encode("utf-8-sig")
    return made


def _rows(sheet: Worksheet) -> Iterator[list[str]]:
    hidden = {
        number
        for one in sheet.column_dimensions.values()
        if one.hidden or one.width == 0
        for number in range(one.min or 0, (one.max or 0) + 1)
    }
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        dimension = sheet.row_dimensions.get(number)
        if dimension is not None and (dimension.hidden or dimension.ht == 0):
            continue
        yield [
            _written(value)
            for column, value in enumerate(row, 1)
            if column not in hidden
        ]


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time(0):
        value = value.date()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return without_formula(str(value)) if isinstance(value, str) else str(value)
