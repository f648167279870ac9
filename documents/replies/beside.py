"""Find the answer on the line of its question, and the label before an answer."""

import re
from typing import Final

from documents.requests.language import asks_outright, is_period
from documents.requests.lines import Line
from documents.requests.units import Unit

_NUMBER_WORDS: Final = (
    "zero|nil|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|"
    "fifty|sixty|seventy|eighty|ninety"
)
# How an answer begins that stands behind a question mark.
_ANSWERS = re.compile(
    rf"[-–—:]?\s*(?:[£$€<>~]?\s?\d|(?:{_NUMBER_WORDS})\b|(?:yes|no|not|n/a|unknown)\b|"
    r"(?:there|these|this|that|it|they|we|all) (?:is|are|was|were|has|have|holds?|do|"
    r"does|did|can|cannot)\b|(?:please )?(?:see|find|refer)\b|our records\b|"
    r"no information\b|(?:answer|response|reply|a):|withheld\b|exempt\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W{0,3}(?:our |the )?(?:answer|response|reply|ateb|ymateb|a)"
    r"(?:\s?(?:to\s)?(?:q(?:uestion)?\s?)?\d{0,3}[a-z]?)?\s?[:.)]+\s*(?=\S)",
    re.IGNORECASE,
)


def begins_answer(words: str) -> bool:
    """Whether words begin as an answer does: a figure, yes or no, "We hold"."""
    return _ANSWERS.match(words) is not None and not is_period(words)


def answer_beside(unit: Unit) -> list[Unit]:
    """Cut a numbered unit behind its question mark, where an answer goes on there."""
    if not unit.place or not unit.marker or unit.marker.is_bullet:
        return [unit]
    words = unit.words
    at = words.find("?")
    rest = words[at + 1 :].lstrip()
    if at < 0 or "?" in rest or not _ANSWERS.match(rest) or asks_outright(rest):
        return [unit]
    return unit.split([0, len(words) - len(rest)])


def without_label(lines: list[Line]) -> list[Line]:
    """Return the lines of an answer without "Answer:" before them."""
    found = _LABEL.match(lines[0].text) if lines else None
    if not found:
        return lines
    return [lines[0].split(found.end())[1], *lines[1:]]
