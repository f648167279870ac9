"""Write a table to a file, row by row, in constant memory."""

import csv
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, Protocol
from xml.sax.saxutils import escape

from documents.cells import without_formula

# Spreadsheet programs read no more rows of a sheet, and no more letters of a cell.
MOST_ROWS: Final = 1_048_576
MOST_LETTERS: Final = 32_767
Cell = str | int | date | None


class Writer(Protocol):
    """Writes one table.

    A table longer than a sheet goes on in a second sheet, under the same heading.

    Attributes:
        cut: How many texts were cut to the letters that a cell can have.
    """

    cut: int

    def write(self, row: Iterable[Cell]) -> None:
        """Write one row."""

    def end(self, about: Iterable[Sequence[str]]) -> None:
        """End the file, with a sheet about it where the format has sheets."""

    def close(self) -> None:
        """Let go of the file, ended or not."""


class _Sheets:
    """What writers of sheets share: the title of each sheet, and what fits a cell."""

    def __init__(self, title: str) -> None:
        self.cut = self._sheets = 0
        self._title = title

    def _next_title(self) -> str:
        self._sheets += 1
        return f"{self._title} {self._sheets}" if self._sheets > 1 else self._title

    def _fitting(self, text: str) -> str:
        text = printable(text)
        if len(text) > MOST_LETTERS:
            self.cut += 1
        return text[:MOST_LETTERS]


class CSVWriter:
    """Writes comma-separated values. No spreadsheet program runs any cell."""

    def __init__(self, path: Path, heading: Sequence[str], title: str) -> None:
        self.cut = 0
        # Excel reads a file as UTF-8 only if it begins with a byte order mark.
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._write = csv.writer(self._file).writerow
        self._write(heading)

    def write(self, row: Iterable[Cell]) -> None:
        """Write one row."""
        self._write(
            without_formula(cell) if isinstance(cell, str) else cell for cell in row
        )

    def end(self, about: Iterable[Sequence[str]]) -> None:
        """End the file. The format has no place for more."""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class XLSXWriter(_Sheets):
    """Writes an Excel workbook. Text after "=" stays text."""

    def __init__(self, path: Path, heading: Sequence[str], title: str) -> None:
        # Web processes load this module, and need no workbooks.
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell

        super().__init__(title)
        self._text = WriteOnlyCell
        self._path, self._heading = path, heading
        self._book = Workbook(write_only=True)
        self._is_saved = False
        self._begin()

    def _begin(self) -> None:
        self._sheet: Any = self._book.create_sheet(self._next_title())
        self._sheet.freeze_panes = "B2"
        self._sheet.append(self._heading)
        self._written = 1

    def write(self, row: Iterable[Cell]) -> None:
        """Write one row."""
        if self._written == MOST_ROWS:
            self._begin()
        self._sheet.append([self._cell(cell) for cell in row])
        self._written += 1

    def _cell(self, value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        text = self._fitting(value)
        if not text.startswith("="):
            return text
        cell = self._text(self._sheet, text)
        cell.data_type = "s"
        return cell

    def end(self, about: Iterable[Sequence[str]]) -> None:
        """End the workbook with a sheet about it."""
        self._sheet = self._book.create_sheet("About")
        for row in about:
            self._sheet.append([self._cell(cell) for cell in row])
        self._book.save(self._path)
        self._is_saved = True

    def close(self) -> None:
        """Remove what a workbook that was not ended has written so far."""
        if self._is_saved:
            return
        for sheet in self._book.worksheets:
            sheet.close()
            sheet._writer.cleanup()


class ODSWriter(_Sheets):
    """Writes an OpenDocument spreadsheet.

    The XML is written here: the libraries for the format keep all rows in memory.
    """

    def __init__(self, path: Path, heading: Sequence[str], title: str) -> None:
        super().__init__(title)
        self._heading = heading
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        # The kind of file stands first, and not compressed.
        self._zip.writestr(zipfile.ZipInfo("mimetype"), _KIND)
        self._zip.writestr("META-INF/manifest.xml", _MANIFEST)
        self._content: IO[bytes] = self._zip.open("content.xml", "w", force_zip64=True)
        self._put(_BEFORE)
        self._begin()

    def _put(self, text: str) -> None:
        self._content.write(text.encode())

    def _begin(self) -> None:
        self._put(f'<table:table table:name="{escape(self._next_title())}">')
        self._written = 0
        self._row(self._heading)

    def write(self, row: Iterable[Cell]) -> None:
        """Write one row."""
        if self._written == MOST_ROWS:
            self._put("</table:table>")
            self._begin()
        self._row(row)

    def _row(self, row: Iterable[Cell]) -> None:
        cells = "".join(
            _ods_cell(self._fitting(cell) if isinstance(cell, str) else cell)
            for cell in row
        )
        self._put(f"<table:table-row>{cells}</table:table-row>")
        self._written += 1

    def end(self, about: Iterable[Sequence[str]]) -> None:
        """End the file with a sheet about it."""
        self._put('</table:table><table:table table:name="About">')
        for row in about:
            self._row(row)
        self._put(f"</table:table>{_AFTER}")

    def close(self) -> None:
        """Let go of the file."""
        self._content.close()
        self._zip.close()


WRITERS: Final[Mapping[str, Callable[[Path, Sequence[str], str], Writer]]] = {
    "csv": CSVWriter,
    "xlsx": XLSXWriter,
    "ods": ODSWriter,
}


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold, or would change."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _ods_cell(value: Cell) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case int():
            return (
                f'<table:table-cell office:value-type="float" office:value="{value:d}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        case date():
            return (
                '<table:table-cell table:style-name="day" office:value-type="date" '
                f'office:date-value="{value.isoformat()}">'
                f"<text:p>{value.isoformat()}</text:p></table:table-cell>"
            )
    paragraphs = "".join(
        f"<text:p>{_spaced(line)}</text:p>" for line in str(value).split("\n")
    )
    return (
        f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
    )


def _spaced(line: str) -> str:
    """Return a line with its spaces and tabs as the format keeps them.

    Source: OpenDocument 1.3, part 3, section 6.1.2: white space is collapsed.
    """
    text = escape(line).replace("\t", "<text:tab/>")
    return _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', text)


# A single space between words is kept as it is.
_SPACES: Final = re.compile(r"^ +| +$| {2,}")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest manifest:version="1.3"
  xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_BEFORE: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3"
  xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0"
  xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0"
  xmlns:number="{_OASIS}:datastyle:1.0">
<office:automatic-styles><number:date-style style:name="iso">
<number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text>
<number:day number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>
</office:automatic-styles><office:body><office:spreadsheet>"""
_AFTER: Final = "</office:spreadsheet></office:body></office:document-content>"
