"""Read the words of a workbook's sheets: Excel, OpenDocument and CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import PurePath
from typing import Any, Final

from documents.files.kinds import Kind, kind_of
from documents.hidden.findings import CannotLook
from documents.hidden.packages import Package
from documents.question_sheets.sheets import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    MOST_SHEETS,
    Refused,
    Sheet,
)

_READ_AS: Final = (
    "Ask the requester for an Excel workbook (.xlsx), an OpenDocument spreadsheet "
    "(.ods) or a CSV file, or type the questions."
)
_MOST_LINES: Final = 100_000
# Rows and columns behind those read, where more words may stand.
_LOOKED_AT: Final = 20


def kind_read(content: bytes, name: str) -> str:
    """Return "xlsx", "ods" or "csv", the ways in which a file is read.

    Raises:
        Refused: The file has macros, a password or another kind.
    """
    kind = kind_of(io.BytesIO(content), name)
    ending = PurePath(name).suffix.lower()
    if ending == ".xlsm" or (kind is Kind.WORKBOOK and has_macros(content)):
        raise Refused(
            "This workbook has macros, programs that run when it is opened, so its "
            f"questions are not read. {_READ_AS}"
        )
    if kind is Kind.WORKBOOK:
        return "xlsx"
    if kind is Kind.OPEN_DOCUMENT and ending == ".ods":
        return "ods"
    if kind is Kind.TEXT and ending in {".csv", ".tsv", ".txt"}:
        return "csv"
    if kind is Kind.EMPTY:
        raise Refused("This file is empty.")
    if kind is Kind.OLD_OFFICE:
        raise Refused(
            "This workbook is in the old format (.xls), or protected by a password. "
            f"{_READ_AS}"
        )
    raise Refused(f"This file is {kind}, and no workbook that is read. {_READ_AS}")


def has_macros(content: bytes) -> bool:
    """Whether an Excel workbook carries programs."""
    package = opened(content)
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        return True
    types = package.read("[Content_Types].xml")
    return b"macroEnabled" in types


def opened(content: bytes) -> Package:
    """Return the parts of a workbook, which never unpack to too much.

    Raises:
        Refused: The file is damaged, encrypted or too large.
    """
    try:
        return Package(io.BytesIO(content))
    except CannotLook as why:
        raise Refused(f"This workbook {why}.".replace("..", ".")) from why


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook, as far as they are read.

    Raises:
        Refused: The file cannot be read; other exceptions for a hostile file.
    """
    kind = kind_read(content, name)
    if kind == "xlsx":
        sheets = list(_of_excel(content))
    elif kind == "ods":
        sheets = list(_of_open(content))
    else:
        sheets = [_of_text(content, name)]
    letters = 0
    for sheet in sheets:
        _trim(sheet)
        letters += sum(len(one) for cells in sheet.rows for one in cells)
    if letters > MOST_LETTERS:
        raise Refused(
            "This workbook has more than a million letters, more than a request that "
            "is read by rows. Copy the questions into the message."
        )
    if not any(sheet.rows for sheet in sheets):
        raise Refused("Nothing is written in this workbook.")
    return sheets


def _of_excel(content: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    opened(content)
    # Twice: the words that people see, and which of these come from a formula.
    with (
        closing(load_workbook(io.BytesIO(content), True, data_only=True)) as shown,
        closing(load_workbook(io.BytesIO(content), True)) as written,
    ):
        pairs = zip(shown.worksheets, written.worksheets, strict=True)
        for seen, sheet in islice(pairs, MOST_SHEETS):
            made = Sheet(seen.title, is_hidden=seen.sheet_state != "visible")
            for one in (seen, sheet):
                # The size that a sheet claims may be wrong: it is not believed.
                one.reset_dimensions()
            both = zip(_values(seen), _values(sheet), strict=False)
            for at, (values, raw) in enumerate(both, 1):
                if at > MOST_ROWS:
                    made.is_cut = made.is_cut or _has_words(values)
                    continue
                made.rows.append([_said(one) for one in values])
                made.formulas += [
                    [at, column]
                    for column, one in enumerate(raw, 1)
                    if isinstance(one, str) and one.startswith("=")
                ]
                made.is_cut = made.is_cut or _has_words(values[MOST_COLUMNS:])
                made.rows[-1] = made.rows[-1][:MOST_COLUMNS]
            yield made


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(
        max_row=MOST_ROWS + _LOOKED_AT,
        max_col=MOST_COLUMNS + _LOOKED_AT,
        values_only=True,
    )
    return rows


def _has_words(values: Iterable[Any]) -> bool:
    """Whether a cell is written; openpyxl fills short rows up with empty cells."""
    return any(value not in (None, "") for value in values)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)[:LONGEST_CELL]


def _of_open(content: bytes) -> Iterator[Sheet]:
    from documents.question_sheets.filling_open import sheets_in

    opened(content)
    yield from islice(sheets_in(content), MOST_SHEETS)


def _of_text(content: bytes, name: str) -> Sheet:
    made = Sheet(PurePath(name).stem or "Table")
    for cells in table_of(content)[0]:
        if len(made.rows) == MOST_ROWS:
            made.is_cut = True
            break
        made.is_cut = made.is_cut or len(cells) > MOST_COLUMNS
        made.rows.append([one[:LONGEST_CELL] for one in cells[:MOST_COLUMNS]])
    return made


def table_of(content: bytes) -> tuple[list[list[str]], str]:
    """Return the rows of a CSV file, and what parts its cells.

    Raises:
        Refused: The file is no table of text.
    """
    text = _decoded(content)
    head = text[:4_000]
    delimiter = max(",;\t|", key=head.count)
    csv.field_size_limit(MOST_LETTERS)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(islice(reader, _MOST_LINES + 1))
    except csv.Error as why:
        raise Refused("This file is no table that can be read.") from why
    if len(rows) > _MOST_LINES:
        raise Refused(f"This table has more than {_MOST_LINES:,} lines.")
    return rows, delimiter


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _trim(sheet: Sheet) -> None:
    while sheet.rows and not any(one.strip() for one in sheet.rows[-1]):
        sheet.rows.pop()
    width = max(
        (at for cells in sheet.rows for at, one in enumerate(cells, 1) if one.strip()),
        default=0,
    )
    sheet.rows = [cells[:width] for cells in sheet.rows]
