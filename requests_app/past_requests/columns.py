"""The columns of a table of past requests, and a template of the table."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Final

from requests_app.refusals import Refusal


class FileRefused(Refusal):
    """The file as a whole cannot be read as a table of past requests."""

    field = "file"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes:
        key: What the code calls the column.
        title: The name in the template.
        means: What stands in the column, for the page and the documentation.
        example: A cell of the template's example.
        also: Further names that are understood.
        is_needed: Whether a table must have the column.
    """

    key: str
    title: str
    means: str
    example: str = ""
    also: tuple[str, ...] = ()
    is_needed: bool = False


COLUMNS: Final = (
    Column(
        "reference",
        "Reference",
        "The reference in the former system. Each once in the installation.",
        "FOI/2019/0042",
        ("ref", "reference number", "case reference", "request reference"),
        is_needed=True,
    ),
    Column(
        "received_on",
        "Received on",
        "The day of receipt, from 1 January 2005.",
        "2019-03-04",
        ("received", "date received", "received date"),
        is_needed=True,
    ),
    Column(
        "subject",
        "Subject",
        "The title in lists. Needed where there is no text.",
        "Parking fines in 2018",
        ("title", "summary"),
    ),
    Column(
        "text",
        "Text",
        "The request word for word. Its questions are read from it.",
        "Please tell me how many parking fines you issued in 2018.",
        ("request text", "request", "received text", "description"),
    ),
    Column(
        "requester_name",
        "Requester name",
        "The person who asked. Where names were erased, write “Not kept”.",
        "Ada Example",
        ("requester", "applicant", "applicant name", "name"),
        is_needed=True,
    ),
    Column(
        "requester_email",
        "E-mail",
        "The requester’s e-mail address.",
        "ada@requester.example",
        ("email", "e-mail address", "email address", "requester email"),
    ),
    Column(
        "requester_address",
        "Postal address",
        "Lines apart, or commas between them.",
        "1 High Street, Northmoor",
        ("address", "requester address"),
    ),
    Column(
        "requester_organisation",
        "Organisation",
        "The requester’s organisation.",
        "",
        ("organization", "requester organisation"),
    ),
    Column(
        "requester_type",
        "Kind of requester",
        "One of the authority’s kinds of requesters.",
        "Media",
        ("requester type", "applicant type", "type of requester"),
    ),
    Column(
        "channel",
        "Channel",
        "E-mail, post, web form, or by word of mouth. Empty: e-mail where there is an "
        "address, else post.",
        "E-mail",
        ("how received", "method", "source"),
    ),
    Column(
        "regime",
        "Law",
        "FOIA, EIR, FOISA or EISR. Empty: the Act of the authority’s nation.",
        "FOIA",
        ("regime", "legislation", "act"),
    ),
    Column(
        "language",
        "Language",
        "English or Welsh. Empty: English.",
        "English",
    ),
    Column(
        "state",
        "State",
        "Answered, withdrawn, not valid, transferred, lapsed or answering. Empty: "
        "answered, where there is a day of the answer.",
        "Answered",
        ("status",),
    ),
    Column(
        "answered_on",
        "Answered on",
        "The day of the first whole answer. Only of a request that was answered.",
        "2019-04-01",
        ("answered", "date answered", "response date", "date of response"),
    ),
    Column(
        "closed_on",
        "Closed on",
        "The day of closing. Needed of requests that were not answered.",
        "",
        ("closed", "date closed", "closing date"),
    ),
    Column(
        "due_on",
        "Due on",
        "Compared with the date by statute; a difference is reported. Of an extension "
        "for the public interest, the extended date.",
        "2019-04-01",
        ("due", "due date", "date due", "deadline"),
    ),
    Column(
        "extended_on",
        "Extended on",
        "The day of the notice of an extension.",
        "",
        ("extended", "extension date", "date extended", "date of extension"),
    ),
    Column(
        "extension",
        "Extension ground",
        "Public interest under FOIA; complex under EIR and EISR. Empty: the ground of "
        "the law.",
        "",
        ("extension", "ground of extension", "extension reason"),
    ),
    Column(
        "outcome",
        "Outcome",
        "Granted in full, granted in part, refused, already accessible or not held.",
        "Granted in part",
        ("result", "decision"),
    ),
    Column(
        "refusal_reason",
        "Refusal reason",
        "Exemption, neither confirmed nor denied, cost, vexatious, repeated or already "
        "accessible.",
        "Exemption",
        ("reason for refusal", "refusal ground"),
    ),
    Column(
        "provisions",
        "Provisions",
        "The provisions relied on, with semicolons between them, in any spelling.",
        "s.40(2); s.43(2)",
        ("exemptions", "exceptions", "exemptions applied", "exemption", "provision"),
    ),
    Column(
        "team",
        "Team",
        "The name of a team of the authority.",
        "",
    ),
    Column(
        "officer",
        "Officer",
        "The e-mail address of an officer’s account.",
        "",
        ("case officer", "handler", "officer email", "officer e-mail"),
    ),
    Column(
        "late_reason",
        "Late reason",
        "Why an answer was late: search, department, clearance, advice, volume, "
        "workload, received late, error or other.",
        "",
        ("reason for lateness", "reason late", "lateness reason"),
    ),
    Column(
        "note",
        "Note",
        "A note for the history of the request.",
        "",
        ("notes", "comment", "comments"),
    ),
)
TITLES: Final = {column.key: column.title for column in COLUMNS}


def plain(words: str) -> str:
    """Return words in lower case, without punctuation and double spaces."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold().replace("e-mail", "email")))


_KEYS: Final = {
    plain(name): column.key
    for column in COLUMNS
    for name in (column.title, column.key.replace("_", " "), *column.also)
}


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a table.

    Attributes:
        cells: The names as they stand in the file.
        keys: The key of each column; "" of a column that is not read.
    """

    cells: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def unknown(self) -> list[str]:
        """The names of the columns that are not read."""
        return [
            cell.strip()
            for cell, key in zip(self.cells, self.keys, strict=True)
            if not key and cell.strip()
        ]

    @property
    def missing(self) -> list[str]:
        """The titles of needed columns that the table lacks."""
        return [
            column.title
            for column in COLUMNS
            if column.is_needed and column.key not in self.keys
        ]


def header_of(cells: Sequence[str]) -> Header:
    """Return the columns named by a line."""
    return Header(
        tuple(cells),
        tuple(_KEYS.get(plain(cell), "") if cell else "" for cell in cells),
    )


def check_header(header: Header) -> None:
    """Refuse a first line that cannot be that of a table of past requests.

    Raises:
        FileRefused: Says which column is missing, or stands twice.
    """
    if len([cell for cell in header.cells if cell.strip()]) < 2:
        only = next(iter(header.cells), "").strip()[:60]
        raise FileRefused(
            f"The first line has one column only: “{only}”. Save the table with "
            "commas, semicolons or tabs between its columns."
        )
    if missing := header.missing:
        raise FileRefused(
            f"The first line lacks the column “{missing[0]}”. Download the template to "
            "see the names of the columns."
        )
    known = [key for key in header.keys if key]
    for key in known:
        if known.count(key) > 1:
            raise FileRefused(
                f"The first line has the column “{TITLES[key]}” more than once. Keep "
                "one."
            )


def template_csv() -> bytes:
    """Return a table with the columns and one example, as Excel reads CSV."""
    written = StringIO()
    write = csv.writer(written).writerow
    write([column.title for column in COLUMNS])
    write([column.example for column in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """Return a workbook with the columns, one example, and a sheet that explains."""
    # Web processes load this module, and need workbooks for the template alone.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Past requests"
    sheet.append([column.title for column in COLUMNS])
    sheet.append([column.example for column in COLUMNS])
    sheet.freeze_panes = "A2"
    about = book.create_sheet("Columns")
    about.append(["Column", "Meaning"])
    for column in COLUMNS:
        about.append([column.title, column.means])
    made = BytesIO()
    book.save(made)
    return made.getvalue()
