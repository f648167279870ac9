"""Read a table from a CSV file or a workbook, and keep its rows for a second pass.

A cell is text. What no import should read is a `Bad` cell: a formula, an error.
"""

import codecs
import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, Final, NamedTuple

from documents.files.document import UnreadableFile
from documents.files.kinds import Kind, kind_of
from documents.files.reading import check_unpacked
from requests_app.past_requests.columns import (
    FileRefused,
    Header,
    check_header,
    header_of,
)
from requests_app.past_requests.values import leads_with_month

# A page takes smaller files than the command, which reads them from the disk.
MOST_BYTES: Final = 50 * 1024**2
MOST_BYTES_OF_COMMAND: Final = 1024**3
_MOST_UNPACKED: Final = 600 * 1024**2
_MOST_LETTERS: Final = 1_000_000  # of a cell
_CHUNK: Final = 1024**2
_WORKBOOKS: Final = {Kind.WORKBOOK, Kind.ODD_WORKBOOK}
_TEXTS: Final = {Kind.TEXT, Kind.UNKNOWN, Kind.EMAIL}
_SAVE_AS: Final = "Save the table as an Excel workbook (.xlsx) or as CSV."
_DAMAGED: Final = f"The workbook is damaged, or protected by a password. {_SAVE_AS}"
_DAYS: Final = ("received_on", "answered_on", "closed_on", "due_on", "extended_on")


class Bad(NamedTuple):
    """A cell that is not read, with the reason."""

    says: str


Cell = str | Bad


class Row(NamedTuple):
    """A row of the table, with its first line in the file."""

    line: int
    cells: list[Cell]


@dataclass(slots=True)
class Table:
    """A table as read once, kept in a file that is gone when closed.

    Attributes:
        header: Its first line.
        rows: How many rows it has.
        first_lines: By reference, the line on which it stands first.
        month_leads: The columns of days in which a month stands before a day.
    """

    header: Header
    kept: IO[bytes]
    rows: int = 0
    first_lines: dict[str, int] = field(default_factory=dict)
    month_leads: set[str] = field(default_factory=set)

    def batches(self, after: int, size: int) -> Iterator[list[Row]]:
        """Yield the rows after a number of rows, some at a time."""
        self.kept.seek(0)
        batch: list[Row] = []
        for number, line in enumerate(self.kept):
            if number < after:
                continue
            begins, *cells = json.loads(line)
            batch.append(
                Row(begins, [c if isinstance(c, str) else Bad(c[0]) for c in cells])
            )
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch


@contextmanager
def reading(file: BinaryIO, *, most_bytes: int = MOST_BYTES) -> Iterator[Table]:
    """Read a file as a table of past requests.

    Raises:
        FileRefused: The file cannot be read as such; the message says why.
    """
    kind = check_file(file, most_bytes=most_bytes)
    lines = _of_workbook(file) if kind in _WORKBOOKS else _of_text(file)
    with TemporaryFile() as kept:
        table = _keep(lines, kept)
        yield table


def check_file(file: BinaryIO, *, most_bytes: int = MOST_BYTES) -> Kind:
    """Return the kind of a file, unless it can be no table.

    Raises:
        FileRefused: The file is empty, too large, or of another kind.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise FileRefused("The file is empty. Choose another file.")
    if size > most_bytes:
        raise FileRefused(
            f"The file has {size / 1024**2:,.0f} MB, more than the "
            f"{most_bytes // 1024**2:,} MB that are read. Split the table, or ask "
            "whoever runs this system to import it with the command."
        )
    kind = kind_of(file)
    file.seek(0)
    if kind in _WORKBOOKS or kind in _TEXTS:
        return kind
    if kind is Kind.EMPTY:
        raise FileRefused("The file is empty. Choose another file.")
    raise FileRefused(f"The file is {kind}, and no table that is read. {_SAVE_AS}")


def hash_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a file, to know the same table again."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _keep(lines: Iterator[Row], kept: IO[bytes]) -> Table:
    table: Table | None = None
    for row in lines:
        if table is None:
            names = [cell if isinstance(cell, str) else "" for cell in row.cells]
            header = header_of(names)
            check_header(header)
            table = Table(header, kept)
            continue
        if not any(isinstance(cell, Bad) or cell.strip() for cell in row.cells):
            continue
        _note(table, row)
        told = [cell if isinstance(cell, str) else [cell.says] for cell in row.cells]
        kept.write(json.dumps([row.line, *told]).encode() + b"\n")
    if table is None:
        raise FileRefused("The file is empty. Choose another file.")
    if not table.rows:
        raise FileRefused("The table has no rows below its first line.")
    return table


def _note(table: Table, row: Row) -> None:
    """Count a row, and note what only the whole table tells."""
    table.rows += 1
    for key, cell in zip(table.header.keys, row.cells, strict=False):
        if isinstance(cell, Bad):
            continue
        if key == "reference" and (reference := as_reference(cell)):
            table.first_lines.setdefault(reference, row.line)
        elif key in _DAYS and leads_with_month(cell):
            table.month_leads.add(key)


def as_reference(cell: str) -> str:
    """Return a reference as it is stored."""
    return " ".join(cell.split())


def _of_text(file: BinaryIO) -> Iterator[Row]:
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield from _separated(text)
    finally:
        # The wrapper would close the file of somebody else.
        with suppress(ValueError):
            text.detach()


def _separated(text: io.TextIOWrapper) -> Iterator[Row]:
    """Yield each record with the number of its first line."""
    before, first = 0, ""
    while not first.strip():
        begins_at = text.tell()
        first = text.readline(_MOST_LETTERS)
        if not first:
            return
        if first.casefold().startswith("sep=") and len(first.strip()) == 5:
            before, first = before + 1, ""
        elif not first.strip():
            before += 1
    if "\0" in first:
        raise FileRefused(f"The file is no table of text. {_SAVE_AS}")
    text.seek(begins_at)
    csv.field_size_limit(_MOST_LETTERS)
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begins = before + 1
    try:
        for cells in reader:
            yield Row(begins, list(cells))
            begins = before + reader.line_num + 1
    except csv.Error as broken:
        why = (
            f"a cell has more than {_MOST_LETTERS:,} letters"
            if "limit" in str(broken)
            else "a quotation mark is missing, or stands alone"
        )
        raise FileRefused(f"The record at line {begins} cannot be read: {why}.") from (
            broken
        )


def _encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a text file, by its first bytes or by trying.

    Raises:
        FileRefused: The file is no text.
    """
    head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        tried = ["utf-8-sig"]
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    elif head[1::2].count(0) > len(head) // 4:
        tried = ["utf-16-le"]
    elif head[::2].count(0) > len(head) // 4:
        tried = ["utf-16-be"]
    else:
        tried = ["utf-8", "cp1252"]
    for encoding in tried:
        if _decodes(file, encoding):
            return encoding
    raise FileRefused(f"The file is no text that can be read. {_SAVE_AS}")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_workbook(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of the first sheet whose first row names the needed columns."""
    file.seek(0)
    try:
        check_unpacked(
            file.read(),
            most_bytes=_MOST_UNPACKED,
            refusal=f"The workbook unpacks to far more than a table holds. {_SAVE_AS}",
        )
    except UnreadableFile as refusal:
        raise FileRefused(str(refusal)) from refusal
    except Exception as broken:
        raise FileRefused(_DAMAGED) from broken
    file.seek(0)
    # Workers alone need the library.
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, keep_links=False)
    except Exception as broken:  # a hostile workbook may break its reader in any way
        raise FileRefused(_DAMAGED) from broken
    try:
        rows = _safely(_rows_of(_sheet_of(book)))
        yield from rows
    finally:
        book.close()


def _safely(rows: Iterator[Row]) -> Iterator[Row]:
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as broken:  # as above
            raise FileRefused(_DAMAGED) from broken
        yield row


def _sheet_of(book: Any) -> Any:
    """Return the first sheet with the header; the first with any row without one."""
    fallback = None
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        first = next(_safely(_rows_of(sheet)), None)
        if first is None:
            continue
        fallback = fallback or sheet
        names = [cell if isinstance(cell, str) else "" for cell in first.cells]
        if not header_of(names).missing:
            return sheet
    if fallback is None:
        raise FileRefused("The workbook has no rows. Choose another file.")
    return fallback


def _rows_of(sheet: Any) -> Iterator[Row]:
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        found = [_cell(cell) for cell in cells]
        while found and found[-1] == "":
            found.pop()
        if found:
            yield Row(line, found)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Bad("a formula: paste its value instead")
    if cell.data_type == "e":
        return Bad(f"the error {value}")
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def shown(cells: Sequence[Cell]) -> list[str]:
    """Return the cells of a row as text, to give them back."""
    return [cell if isinstance(cell, str) else f"({cell.says})" for cell in cells]
