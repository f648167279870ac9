"""Find the questions of a request that the rows of a workbook became."""

from collections.abc import Mapping, Sequence
from typing import Final

from documents.question_sheets.sheets import Row

# A shorter text within another may be there by chance.
_FEWEST: Final = 12


def matched(rows: Sequence[Row], questions: Mapping[int, str]) -> list[list[int]]:
    """Return for each row the keys of the questions that it became; [] for none.

    Officers correct questions: a row may be parted into several, or be joined with its
    neighbours. Rows of the same words take questions of the same words in turn.

    Args:
        rows: The rows, in order.
        questions: The text of each question, in order.
    """
    left = {key: _folded(text) for key, text in questions.items()}
    found: list[list[int]] = [[] for _ in rows]
    for at, row in enumerate(rows):
        words = _folded(row.words)
        key = next((one for one, text in left.items() if text == words), None)
        if key is not None:
            found[at] = [key]
            del left[key]
    whole = {key: _folded(text) for key, text in questions.items()}
    for at, row in enumerate(rows):
        if found[at]:
            continue
        words = _folded(row.words)
        parts = [key for key, text in left.items() if _is_within(text, words)]
        if parts:
            found[at] = parts
            for key in parts:
                del left[key]
        else:
            found[at] = [key for key, text in whole.items() if _is_within(words, text)][
                :1
            ]
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_within(part: str, text: str) -> bool:
    return len(part) >= _FEWEST and part in text
