"""Represent the preview of a file."""

from dataclasses import dataclass, field
from enum import StrEnum


class Way(StrEnum):
    """How a file is shown; the values are stored."""

    PAGES = "pages"
    PICTURE = "picture"
    TEXT = "text"
    TABLES = "tables"
    NONE = "none"


@dataclass(slots=True)
class Table:
    """The first rows of a sheet, or of the list of an archive.

    Attributes:
        name: The sheet's name.
        rows: The cells as text, row by row.
        is_hidden: Whether the program that made the file does not show the sheet.
        is_cut: Whether there are more rows or columns.
    """

    name: str
    rows: list[list[str]] = field(default_factory=list)
    is_hidden: bool = False
    is_cut: bool = False


@dataclass(slots=True)
class Preview:
    """What is shown of a file.

    Attributes:
        way: How it is shown.
        count: How many pages the file has.
        pictures: A JPEG of each of the first pages.
        text: The first characters of its text.
        is_cut: Whether there is more of the text, or there are more sheets.
        tables: The first rows of its sheets.
        why_not: Why the file is not shown, in a sentence; "" where it is.
    """

    way: Way
    count: int = 0
    pictures: list[bytes] = field(default_factory=list)
    text: str = ""
    is_cut: bool = False
    tables: list[Table] = field(default_factory=list)
    why_not: str = ""


NOT_SHOWN = Preview(
    Way.NONE,
    why_not="This file cannot be previewed: it is damaged, protected by a password, "
    "or too large. Download it to open it.",
)
NO_PREVIEW = Preview(
    Way.NONE,
    why_not="Files of this kind cannot be previewed. Download the file to open it.",
)
A_PROGRAM = Preview(
    Way.NONE,
    why_not="This file is a program, and programs are not previewed. Do not open a "
    "program that you did not expect.",
)
EMPTY = Preview(Way.NONE, why_not="This file is empty.")
