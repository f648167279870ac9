"""Questions cited by their place, in Welsh."""

import re
from typing import Final

from requests_app.questions.numbering.words import ordinal
from responses.letters.wording.letter_wording import LetterWording

_ORDINAL: Final = re.compile(
    "|".join(
        [*(rf"\b{ordinal(n)}\b" for n in range(1, 13)), r"\b\d+(?:st|nd|rd|th)\b"]
    ),
    re.IGNORECASE,
)
_PLACES: Final = re.compile(
    rf"(?:\bthe )?(?P<places>(?:{_ORDINAL.pattern})(?:(?:, | a | i )"
    rf"(?:{_ORDINAL.pattern}))*) (?:unnumbered )?questions?"
    r"(?: under (?P<under>“[^”]*”))?",
    re.IGNORECASE,
)


def by_order(cited: str, wording: LetterWording) -> str:
    """Return a citation with places in Welsh: "first question" is "Cwestiwn 1 …"."""

    def in_welsh(found: re.Match[str]) -> str:
        numbers = _ORDINAL.sub(lambda one: str(_number(one[0])), found["places"])
        is_one = numbers.isdecimal()
        says = wording.text(
            "words.question_by_order" if is_one else "words.questions_by_order",
            numbers=numbers,
        )
        under = found["under"]
        return (
            f"{says}, {wording.text('words.under', heading=under)}" if under else says
        )

    said = _PLACES.sub(in_welsh, cited)
    return said[:1].upper() + said[1:]


def _number(place: str) -> int:
    """Return 3 for "third" and 21 for "21st"."""
    if place[0].isdecimal():
        return int(re.sub(r"\D", "", place))
    return next(n for n in range(1, 13) if ordinal(n) == place.lower())
