"""Give a workbook back with its answers, and check that nothing else changed."""

import csv
import io
from collections.abc import Mapping
from typing import Final

from documents.cells import without_formula
from documents.question_sheets import filling_excel, filling_open
from documents.question_sheets.reading import kind_read, read_sheets, table_of
from documents.question_sheets.sheets import LONGEST_CELL, Refused, Sheet

Answers = Mapping[tuple[str, int, int], str]
_CHANGED: Final = (
    "This workbook cannot be filled in without changing more than the answers. Send "
    "the answers in the letter alone."
)


def filled(
    content: bytes, name: str, answers: Answers, questions: Mapping[str, int]
) -> bytes:
    """Return a workbook with answers in their cells, in its own format.

    No answer can run as a formula. Whatever else the workbook has stays as it is,
    hidden sheets among it, and is compared afterwards.

    Args:
        content: The workbook.
        name: Its name.
        answers: The words of each cell, by sheet, row and column from 1.
        questions: The column of questions of each sheet.

    Raises:
        Refused: The workbook cannot be filled in; the message says why.
    """
    safe = {
        place: without_formula(words.strip()[:LONGEST_CELL])
        for place, words in answers.items()
        if words.strip()
    }
    if not safe:
        raise Refused("There is no answer yet to put into the workbook.")
    before = read_sheets(content, name)
    for sheet in before:
        if sheet.is_hidden and any(place[0] == sheet.name for place in safe):
            raise Refused(
                f"The sheet “{sheet.name}” is hidden, so nothing is put there."
            )
    kind = kind_read(content, name)
    if kind == "csv":
        made = _fill_text(content, safe)
    else:
        fill = filling_excel.fill if kind == "xlsx" else filling_open.fill
        made = fill(content, safe, questions)
    _compare(before, read_sheets(made, name), safe)
    return made


def _fill_text(content: bytes, answers: Answers) -> bytes:
    rows, delimiter = table_of(content)
    for (_, row, column), words in answers.items():
        if row > len(rows):
            raise Refused(f"Row {row} is not in the table now.")
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = words
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _compare(before: list[Sheet], after: list[Sheet], answers: Answers) -> None:
    """Refuse a workbook that differs elsewhere than in its answers."""
    if [(one.name, one.is_hidden) for one in before] != [
        (one.name, one.is_hidden) for one in after
    ]:
        raise Refused(_CHANGED)
    for old, new in zip(before, after, strict=True):
        places = {(row, column) for name, row, column in answers if name == old.name}
        if _words(old, places) != _words(new, places):
            raise Refused(_CHANGED)


def _words(sheet: Sheet, without: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    return {
        (row, column): words
        for row, cells in enumerate(sheet.rows, 1)
        for column, words in enumerate(cells, 1)
        if words.strip() and (row, column) not in without
    }
