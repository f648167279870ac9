"""Find the columns of numbers, questions and answers on a sheet."""

import re
from typing import Final

from documents.question_sheets.sheets import Columns, Sheet, cell

# Headings stand near the top.
_HEADER_WITHIN: Final = 25
_QUESTION: Final = re.compile(
    r"\b(?:questions?|quer(?:y|ies)|requests?|information (?:requested|required|sought)"
    r"|asked|details? (?:requested|required)|cwestiwn|cwestiynau|cais|gwybodaeth)\b",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"\b(?:answers?|responses?|repl(?:y|ies)|your (?:answer|response|figures?|data)"
    r"|comments?|ateb(?:ion)?|ymateb(?:ion)?)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"^(?:no\.?|nr\.?|num(?:ber)?|#|ref(?:erence)?|id|q\.?|item|"
    r"(?:question|query|item) ?(?:no\.?|number|ref|id|#)|rhif)$",
    re.IGNORECASE,
)
_LIKE_A_NUMBER: Final = re.compile(
    r"^(?:q(?:uestion)?\.? ?)?[(\[]?(?:\d{1,4}|[a-z]|[ivx]{1,5})"
    r"(?:[.\-)(\]]{1,2}(?:\d{1,3}|[a-z]|[ivx]{1,5}))*[.)\]]?$",
    re.IGNORECASE,
)
# Shorter cells without a question mark are labels.
_LONG: Final = 25


def columns_of(sheet: Sheet) -> Columns:
    """Return where the questions of a sheet seem to stand.

    A sheet that asks nothing has no column of questions. Nothing is decided by this: an
    officer sees the columns and may change each.
    """
    found = _by_headings(sheet)
    if found is None:
        question = _most_asking(sheet, 0)
        if not question:
            return Columns()
        found = Columns(question=question)
    number = found.number or _numbers_beside(sheet, found)
    answer = found.answer or _free_column(sheet, found)
    return Columns(found.header, number, found.question, answer)


def _by_headings(sheet: Sheet) -> Columns | None:
    for at, cells in enumerate(sheet.rows[:_HEADER_WITHIN], 1):
        heads = [(column, one.strip()) for column, one in enumerate(cells, 1)]
        heads = [
            (column, one)
            for column, one in heads
            if 0 < len(one) <= 80 and not one.endswith("?")
        ]
        if len(heads) < 2:
            continue
        numbers = [column for column, one in heads if _NUMBER.match(one)]
        answers = [column for column, one in heads if _ANSWER.search(one)]
        questions = [
            column
            for column, one in heads
            if column not in {*numbers, *answers} and _QUESTION.search(one)
        ]
        if not questions and not answers:
            continue
        question = questions[0] if questions else _most_asking(sheet, at)
        if question and question not in answers and _has_words(sheet, question, at):
            right = [column for column in answers if column > question]
            return Columns(
                header=at,
                number=numbers[0] if numbers else 0,
                question=question,
                answer=right[0] if right else answers[0] if answers else 0,
            )
    return None


def _has_words(sheet: Sheet, column: int, header: int) -> bool:
    return any(cell(cells, column) for cells in sheet.rows[header:])


def _most_asking(sheet: Sheet, header: int) -> int:
    """Return the column with the most cells like questions; 0 for none."""
    points: dict[int, int] = {}
    for cells in sheet.rows[header:]:
        for column, one in enumerate(cells, 1):
            words = one.strip()
            if words.endswith("?"):
                points[column] = points.get(column, 0) + 2
            elif len(words) > _LONG and " " in words:
                points[column] = points.get(column, 0) + 1
    best = max(points, key=lambda column: (points[column], -column), default=0)
    return best if points.get(best, 0) > 1 else 0


def _numbers_beside(sheet: Sheet, found: Columns) -> int:
    """Return the nearest column left of the questions that holds their numbers."""
    asked = [
        cells for cells in sheet.rows[found.header :] if cell(cells, found.question)
    ]
    for column in range(found.question - 1, 0, -1):
        written = [one for cells in asked if (one := cell(cells, column))]
        if written and 2 * sum(map(_is_number, written)) > len(asked):
            return column
    return 0


def _is_number(words: str) -> bool:
    return bool(_LIKE_A_NUMBER.match(words))


def _free_column(sheet: Sheet, found: Columns) -> int:
    """Return the first column right of the questions that is empty beside them."""
    asked = [
        cells for cells in sheet.rows[found.header :] if cell(cells, found.question)
    ]
    column = found.question + 1
    while any(cell(cells, column) for cells in asked):
        column += 1
    return column
