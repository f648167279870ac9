"""Read the first rows of each sheet of a workbook, and the list of an archive."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any, Final
from zipfile import ZipFile, ZipInfo

from documents.hidden.packages import Package
from documents.previews.preview import Preview, Table, Way
from documents.safe.opendocument.cells import read_open_book

# A page with so many cells and letters has less than 100 kB.
MOST_ROWS: Final = 50
MOST_COLUMNS: Final = 20
MOST_CELLS: Final = 1_500
MOST_LETTERS: Final = 30_000
MOST_SHEETS: Final = 20
MOST_OF_A_CELL: Final = 200
MOST_OF_AN_ARCHIVE: Final = 200
# Rows and columns behind those shown, where more words may stand.
_LOOKED_AT: Final = 20
_MIDNIGHT: Final = time()


def workbook(content: bytes) -> Preview:
    """Return the first rows of each sheet of an Excel workbook, hidden ones too.

    Raises:
        CannotLook: The file is damaged, encrypted, or unpacks to far too much.
    """
    from openpyxl import load_workbook

    Package(io.BytesIO(content))  # refuses what unpacks to far too much
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return _shown(
            (sheet.title, sheet.sheet_state != "visible", _rows_of(sheet))
            for sheet in book.worksheets
        )
    finally:
        book.close()


def open_workbook(content: bytes) -> Preview:
    """Return the first rows of each sheet of an OpenDocument spreadsheet.

    Raises:
        CannotCopy: The file is damaged or too large, or shows no cell.
        CannotLook: The file is damaged, or encrypted.
    """
    book = read_open_book(content)
    visible = {
        one.name: (
            [
                one.said(column, row)
                for column in islice(one.columns, MOST_COLUMNS + _LOOKED_AT)
            ]
            for row in one.rows
        )
        for one in book.visible
    }
    return _shown((name, False, rows) for name, rows in visible.items())


def archive(content: bytes) -> Preview:
    """Return the list of an archive. Nothing in the archive is unpacked.

    Raises:
        BadZipFile: The file is damaged; other exceptions too.
    """
    with ZipFile(io.BytesIO(content)) as packed:
        parts = [part for part in packed.infolist() if not part.is_dir()]
    listed = [_listed(part) for part in islice(parts, MOST_OF_AN_ARCHIVE)]
    unpacked = sum(part.file_size for part in parts)
    table = Table(
        f"{len(parts):,} files, together {_mb(unpacked)} when unpacked",
        [["Name", "Size when unpacked"], *listed],
        is_cut=len(parts) > MOST_OF_AN_ARCHIVE,
    )
    return Preview(Way.TABLES, tables=[table])


def _listed(part: ZipInfo) -> list[str]:
    is_locked = bool(part.flag_bits & 1)
    return [
        _short(part.filename),
        f"{_mb(part.file_size)}{', with a password' * is_locked}",
    ]


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:,.1f} MB"


def _shown(sheets: Iterable[tuple[str, bool, Iterable[list[str]]]]) -> Preview:
    """Return the preview of sheets, until there are enough cells for a page."""
    made = Preview(Way.TABLES)
    cells = letters = 0
    for name, is_hidden, rows in sheets:
        if len(made.tables) >= MOST_SHEETS:
            made.is_cut = True
            break
        table = Table(_short(name), is_hidden=is_hidden)
        made.tables.append(table)
        for row in (left := iter(rows)):
            is_full = cells >= MOST_CELLS or letters >= MOST_LETTERS
            if is_full or len(table.rows) >= MOST_ROWS:
                table.is_cut = table.is_cut or any(map(any, chain([row], left)))
                break
            taken = [_short(cell) for cell in row[:MOST_COLUMNS]]
            table.is_cut = table.is_cut or any(row[MOST_COLUMNS:])
            table.rows.append(taken)
            cells += len(taken)
            letters += sum(map(len, taken))
        _trim(table)
    return made


def _trim(table: Table) -> None:
    """Cut empty rows below, and empty columns on the right."""
    while table.rows and not any(table.rows[-1]):
        table.rows.pop()
    width = max(
        (at for row in table.rows for at, cell in enumerate(row, 1) if cell), default=0
    )
    table.rows = [row[:width] + [""] * (width - len(row)) for row in table.rows]


def _rows_of(sheet: Any) -> Iterator[list[str]]:
    # The size that a sheet claims may be wrong: it is not believed.
    sheet.reset_dimensions()
    # openpyxl fills short rows up with empty cells.
    for row in sheet.iter_rows(
        max_row=MOST_ROWS + _LOOKED_AT, max_col=MOST_COLUMNS + _LOOKED_AT
    ):
        yield [_said(cell.value, cell.number_format) for cell in row]


def _said(value: Any, form: str | None) -> str:
    """Return the value of a cell as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        if value.time() == _MIDNIGHT:
            return f"{value:%-d %B %Y}"
        return f"{value:%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, float):
        is_share = "%" in (form or "")
        return f"{value * 100:.10g}%" if is_share else f"{value:.15g}"
    return str(value)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:MOST_OF_A_CELL]}…" if len(words) > MOST_OF_A_CELL else words
