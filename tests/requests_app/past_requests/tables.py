"""Tables of past requests for tests."""

import csv
import io
from datetime import date

from openpyxl import Workbook

TODAY = date(2026, 3, 2)
ROW = {
    "Reference": "OLD/1",
    "Received on": "2019-03-04",
    "Subject": "Parking fines",
    "Text": "Dear council\n\n1. How many fines were issued?\n2. How many were paid?",
    "Requester name": "Ada Example",
    "E-mail": "ada@requester.example",
    "State": "answered",
    "Answered on": "2019-03-20",
    "Outcome": "Granted in full",
}


def row(**changes):
    """Return a row that can be imported, with changes; None drops a column."""
    names = {name.lower().replace(" ", "_").replace("-", ""): name for name in ALL}
    found = dict(ROW)
    for key, value in changes.items():
        found[names[key]] = value
    return {name: value for name, value in found.items() if value is not None}


def as_csv(*rows, delimiter=",", encoding="utf-8", columns=None):
    """Return rows as the bytes of a CSV file."""
    columns = columns or list(dict.fromkeys(name for one in rows for name in one))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode(encoding)


def as_xlsx(*rows, sheets=()):
    """Return rows as the bytes of a workbook; `sheets` come before them."""
    book = Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets):
        sheet = book.create_sheet(f"Other {number}")
        for line in lines:
            sheet.append(line)
    sheet = book.create_sheet("Log")
    columns = list(dict.fromkeys(name for one in rows for name in one))
    sheet.append(columns)
    for one in rows:
        sheet.append([one.get(name) for name in columns])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


ALL = (
    *ROW,
    "Postal address",
    "Organisation",
    "Kind of requester",
    "Channel",
    "Law",
    "Language",
    "Closed on",
    "Due on",
    "Extended on",
    "Extension ground",
    "Refusal reason",
    "Provisions",
    "Team",
    "Officer",
    "Late reason",
    "Note",
)
