"""The sheets of a workbook, and the places of its questions and answers."""

from dataclasses import dataclass, field
from typing import Final

# Of a sheet, as far as it is read. A workbook of requests is much smaller.
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 40
MOST_SHEETS: Final = 30
MOST_LETTERS: Final = 1_000_000
# More are no request that an officer could answer by row.
MOST_QUESTIONS: Final = 500
# What a cell of a workbook holds.
LONGEST_CELL: Final = 32_000


class Refused(Exception):
    """The workbook cannot be read or filled; the message says why."""


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name.
        rows: The words of its cells, from the first row and the first column on.
        is_hidden: Whether people see no tab of it.
        is_cut: Whether it has more rows or columns than are read.
        formulas: The [row, column] of the cells whose words come from a formula,
            counted from 1.
    """

    name: str
    rows: list[list[str]] = field(default_factory=list)
    is_hidden: bool = False
    is_cut: bool = False
    formulas: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the questions of a sheet stand; columns count from 1, 0 for none.

    Attributes:
        header: The row of the headings; 0 for none. Questions stand below.
        number: The column of numbers.
        question: The column of questions; 0 where the sheet asks nothing.
        answer: The column for answers.
    """

    header: int = 0
    number: int = 0
    question: int = 0
    answer: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A question in a sheet.

    Attributes:
        sheet: The name of the sheet.
        row: Its row, from 1.
        number: Its number as written; "" for none.
        words: The question.
    """

    sheet: str
    row: int
    number: str
    words: str


def rows_of(sheet: Sheet, columns: Columns) -> list[Row]:
    """Return the questions of a sheet, by the columns in which they stand."""
    if not columns.question:
        return []
    return [
        Row(sheet.name, at, cell(cells, columns.number), words)
        for at, cells in enumerate(sheet.rows, 1)
        if at > columns.header and (words := cell(cells, columns.question))
    ]


def rows_without_question(sheet: Sheet, columns: Columns) -> list[int]:
    """Return the rows of a sheet with a number, or a formula, but no question."""
    if not columns.question:
        return []
    formulas = {tuple(one) for one in sheet.formulas}
    return [
        at
        for at, cells in enumerate(sheet.rows, 1)
        if at > columns.header
        and not cell(cells, columns.question)
        and (cell(cells, columns.number) or (at, columns.question) in formulas)
    ]


def cell(cells: list[str], column: int) -> str:
    """Return the words in a column of a row, from 1; "" for none."""
    return cells[column - 1].strip() if 0 < column <= len(cells) else ""


def letters_of(column: int) -> str:
    """Return the letters that spreadsheet programs give a column: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
