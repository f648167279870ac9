"""Tell words that ask nothing themselves: they point to questions in a file."""

import re
from typing import Final

from documents.requests.language import is_closing, is_salutation, names_the_act

_SENTENCE: Final = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n")
_LONGEST: Final = 300  # characters of a sentence
_FILE: Final = (
    r"\b(?:attach(?:ed|ments?)|enclos(?:ed|ures?)|spreadsheets?|workbooks?|files?"
    r"|excel|atodedig|atodiadau?|ynghlwm|amgaeedig|taenlen|daenlen)\b"
)
_ANSWERS: Final = re.compile(
    r"\b(?:provide|send|supply|give|let)(?: me| us)?(?: have)?(?: with)?"
    r"(?: the| your| an?)? (?:answers?|responses?|repl(?:y|ies))\b",
    re.IGNORECASE,
)
# Words that point, and what is pointed to.
_POINTS: Final = re.compile(
    r"(?=.*\b(?:see|find|answers?|complete|fill(?: it)? (?:in|out)|respond|reply|refer"
    r"|are|is|have|gweler|atebwch|llenwch|cwblhewch|mae)\b)"
    r"(?=.*\b(?:questions?|queries|requests?|foi|form|template|spreadsheets?"
    r"|workbooks?|cwestiynau|cais|ffurflen|taenlen|daenlen)\b)"
    rf"(?=.*{_FILE})",
    re.IGNORECASE | re.DOTALL,
)
# What a file is asked for is a question of its own.
_WANTS: Final = re.compile(
    r"\?|\b(?:provide|send|supply|disclose|tell|cop(?:y|ies)|how|which|what|when|where"
    r"|who|why|want|would like|anfonwch|rhowch|sawl|faint|beth|pa)\b",
    re.IGNORECASE,
)


def only_points_to_file(words: str) -> bool:
    """Whether words do nothing but point to the questions in a file.

    "Please answer the questions in the attached workbook." Every doubt is a question:
    "Please send the spreadsheet of requests".

    Args:
        words: The words of a question as read.
    """
    sentences = [one for one in _SENTENCE.split(words.strip()) if one.strip()]
    pointing = [one for one in sentences if _points(one)]
    return bool(pointing) and all(
        one in pointing or _is_stock(one) for one in sentences
    )


def _points(sentence: str) -> bool:
    said = _ANSWERS.sub("answers", sentence)
    return (
        len(sentence) <= _LONGEST
        and _POINTS.search(said) is not None
        and _WANTS.search(said) is None
    )


def _is_stock(sentence: str) -> bool:
    return len(sentence) <= _LONGEST and (
        is_salutation(sentence)
        or is_closing(sentence)
        or (names_the_act(sentence) and _WANTS.search(sentence) is None)
    )
