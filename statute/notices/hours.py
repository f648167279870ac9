"""Find how many hours the words of a letter say that answering would take.

Each pattern has bounded repeats, so the time taken is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from statute.notices.numerals import IN_WORDS, number_of
from statute.notices.sentences import Passage, folded, sentences_in

_HOURS = re.compile(
    rf"(?P<how>\b(?:more\sthan|over|at\sleast|above|in\sexcess\sof|exceed\w*|about"
    rf"|around|nearly|almost|some|approximately|roughly|within|under|below|up\sto"
    rf"|less\sthan|fewer\sthan|limit\sof|maximum\sof|the)\s)?"
    rf"\b(?P<number>\d{{1,6}}(?:,\d{{3}})*(?:\.\d{{1,2}})?|{IN_WORDS})\s"
    rf"(?P<half>and\sa\shalf\s)?(?:working\s|staff\s|person\s)?hours\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:(?:would|will|could|must)\s(?:[\w-]+\s){0,2}(?:take|need|require|cost|spend"
    r"|amount|come|use)|in\stotal|altogether|in\sall|estimat\w+|total\w*)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:in\stotal|altogether|in\sall|total\w*)\b", re.IGNORECASE)
# Hours of a part of the work, of a sample, or of a smaller request.
_OF_A_PART = re.compile(
    r"\b(?:each|every|per|a\s(?:day|week|month)|sampl\w+|timed|another|further|first"
    r"|half\sof|of\swhich|if\syou|narrow\w*|instead|only\sone|single|so\sfar"
    r"|already|within\sthe)\b",
    re.IGNORECASE,
)
_LOWER = re.compile(r"(?:more|over|at\sleast|above|in\sexcess|exceed)", re.IGNORECASE)
_ROUNDED = re.compile(r"(?:about|around|nearly|almost|some|approx|roughly)", re.I)
_UPPER = re.compile(r"(?:within|under|below|up\sto|less|fewer|limit|maximum|the)", re.I)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class StatedHours:
    """Hours that a sentence gives for the work: 60, or "more than" or "about" 60."""

    hours: Decimal
    is_least: bool
    is_rounded: bool
    sentence: Passage

    def agrees_with(self, counted: Decimal) -> bool:
        """Whether the words are true of the hours counted."""
        if self.is_least:
            return counted >= self.hours
        if self.is_rounded:
            return abs(counted - self.hours) <= counted * _TENTH
        return counted == self.hours


def hours_in(text: str) -> Iterator[StatedHours]:
    """Yield the hours that a text says the work would take in all."""
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        is_part = _OF_A_PART.search(words) and not _TOTAL.search(words)
        if is_part or not _IN_ALL.search(words):
            continue
        for found in _HOURS.finditer(words):
            how = found["how"] or ""
            if not _UPPER.match(how):
                yield StatedHours(
                    _number(found),
                    bool(_LOWER.match(how)),
                    bool(_ROUNDED.match(how)),
                    sentence,
                )


def _number(found: re.Match[str]) -> Decimal:
    said = found["number"].replace(",", "")
    number = Decimal(said) if said[0].isdigit() else Decimal(number_of(said))
    return number + Decimal("0.5") if found["half"] else number
