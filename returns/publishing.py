"""Write a return as CSV, as a workbook, as a web page to publish, and as JSON."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from io import BytesIO, StringIO
from itertools import groupby
from json import dumps, loads
from typing import Any

from django.template.loader import render_to_string

from documents.cells import runs_as_formula, without_formula
from returns.document import SUPPRESSED, in_words
from returns.reports import MEAN, MEASURED, MEDIAN, PERCENT, POUNDS
from statute.working_days import format_date

# Said of a small number, and of a larger one from which a small number would follow.
_WIDE = 70


def as_csv(document: dict[str, Any]) -> bytes:
    """Return a return as CSV, for spreadsheets. No cell runs as a formula."""
    written = StringIO()
    writer = csv.writer(written)
    for row in _table(document):
        writer.writerow(
            [without_formula(cell) if isinstance(cell, str) else cell for cell in row]
        )
    # Excel reads a file as UTF-8 only if it begins with this byte order mark.
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_workbook(document: dict[str, Any]) -> bytes:
    """Return a return as XLSX: the table, and a sheet about the figures."""
    # Loaded only where a workbook is asked for.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Return"
    for number, row in enumerate(_table(document), start=1):
        for column, cell in enumerate(row, start=1):
            _put(sheet.cell(number, column), cell)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = _WIDE
    for column in range(2, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    about = book.create_sheet("About")
    for number, pair in enumerate(about_lines(document), start=1):
        for column, cell in enumerate(pair, start=1):
            _put(about.cell(number, column), cell)
            about.cell(number, column).alignment = Alignment(wrap_text=True)
    about.column_dimensions["A"].width = 24
    about.column_dimensions["B"].width = 100
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def as_web_page(document: dict[str, Any]) -> bytes:
    """Return a page to publish: a single file without scripts, for any website."""
    page = render_to_string(
        "returns/publication.html",
        {
            "document": document,
            "has_measures": has_measures(document),
            "rows": rows_of(document),
            "definitions": definitions_of(document),
            "about": list(about_lines(document)),
            **_period(document),
        },
    )
    return page.encode()


def as_json(document: dict[str, Any]) -> bytes:
    """Return a return as JSON, by the schema of `schema`."""
    return dumps(document, ensure_ascii=False, indent=2).encode()


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a return."""
    file = files("returns") / "data" / "return.schema.json"
    found: dict[str, Any] = loads(file.read_text("utf-8"))
    return found


def kind_of(row: dict[str, Any], column: dict[str, Any]) -> str:
    """Return the kind of a figure: of its column, where columns differ."""
    kind: str = column.get("kind") or row["kind"]
    return kind


def rows_of(document: dict[str, Any]) -> list[tuple[dict[str, Any], list[str], int]]:
    """Return each row with its figures in words and the place of its definition."""
    places = {
        key: number
        for number, (_, _, _, keys) in enumerate(definitions_of(document), start=1)
        for key in keys
    }
    return [
        (
            row,
            [
                in_words(kind_of(row, column), cell)
                for column, cell in zip(document["columns"], row["cells"], strict=True)
            ],
            places[row["key"]],
        )
        for row in document["rows"]
    ]


def has_measures(document: dict[str, Any]) -> bool:
    """Return whether columns have definitions, and not the rows alone."""
    return any("definition" in column for column in document["columns"])


def columns_of(document: dict[str, Any]) -> list[tuple[dict[str, Any], int | None]]:
    """Return each column with the place of its definition; None where rows define."""
    first = len(list(_definitions_of_rows(document))) + 1
    defined = [each["key"] for each in document["columns"] if "definition" in each]
    return [
        (each, first + defined.index(each["key"]) if each["key"] in defined else None)
        for each in document["columns"]
    ]


def definitions_of(
    document: dict[str, Any],
) -> list[tuple[str, str, str, list[str]]]:
    """Return each definition: title, words, source, and the keys of its rows.

    Rows in turn with the same definition, such as the sections of a law,
    are named together. Columns with a definition of their own come last.
    """
    columns: list[tuple[str, str, str, list[str]]] = [
        (column["title"], column["definition"], column["source"], [])
        for column in document["columns"]
        if "definition" in column
    ]
    return [*_definitions_of_rows(document), *columns]


def _definitions_of_rows(
    document: dict[str, Any],
) -> Iterator[tuple[str, str, str, list[str]]]:
    for (words, source), rows in groupby(
        document["rows"], key=lambda row: (row["definition"], row["source"])
    ):
        named = list(rows)
        title = named[0]["title"]
        if len(named) > 1:
            title = f"{title} to {named[-1]['title']}"
        yield title, words, source, [row["key"] for row in named]


def about_lines(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the figures rest on, in words: a heading and a line each."""
    period = _period(document)
    yield "Authority", document["authority"]
    yield "Return", document["title"]
    if document["is_draft"]:
        yield "Draft", "The period is not over: more requests can be received."
    yield "Requests received", f"{period['first']} to {period['last']}"
    yield "Counted at the end of", period["counted_on"]
    yield "About", document["about"]
    yield "Source", document["source"]
    yield (
        "Percentages",
        "Whole numbers, halves rounded up, with numerator and denominator.",
    )
    cells = [cell for row in document["rows"] for cell in row["cells"]]
    if any(cell["is_suppressed"] for cell in cells):
        yield (
            "Small numbers",
            "Numbers from 1 to 4 are left out where they might tell of a person. So is "
            "the next number, or the total, where they would follow from it.",
        )
    yield (
        "Working days",
        f"Bank holidays of the {document['calendar']['country']}, known until "
        f"{format_date(date.fromisoformat(document['calendar']['known_until']))}.",
    )
    yield "Software", f"Version {document['software_version']}"


def _period(document: dict[str, Any]) -> dict[str, str]:
    """Return the days of the period in words."""
    return {
        name: format_date(date.fromisoformat(day))
        for name, day in document["period"].items()
    }


def _table(document: dict[str, Any]) -> Iterator[list[Any]]:
    columns: list[Any] = []
    rows = document["rows"]
    with_parts = [
        any(kind_of(row, column) == PERCENT for row in rows)
        for column in document["columns"]
    ]
    for column, has_parts in zip(document["columns"], with_parts, strict=True):
        columns.append(column["title"])
        if has_parts:
            columns += [
                f"{column['title']}: numerator",
                f"{column['title']}: denominator",
            ]
    yield ["Row", "Line", "Unit", *columns, "What is counted", "Source"]
    units = {
        PERCENT: "per cent",
        MEAN: "working days",
        MEDIAN: "working days",
        MEASURED: "as the column says",
        POUNDS: "pounds",
    }
    for row in rows:
        cells: list[Any] = []
        for column, cell, has_parts in zip(
            document["columns"], row["cells"], with_parts, strict=True
        ):
            value = cell["value"]
            if cell["is_suppressed"]:
                cells.append(SUPPRESSED)
            else:
                cells.append("" if value is None else value)
            if has_parts:
                kind = kind_of(row, column)
                is_percent = kind == PERCENT and not cell["is_suppressed"]
                cells += (
                    [cell["numerator"], cell["denominator"]] if is_percent else ["", ""]
                )
        yield [
            row["title"],
            row["line"],
            units.get(row["kind"], "number"),
            *cells,
            row["definition"],
            row["source"],
        ]


def _put(cell: Any, value: Any) -> None:
    cell.value = value
    # A text like a formula stays a text.
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = runs_as_formula(value)
