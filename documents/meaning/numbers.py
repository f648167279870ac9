"""The numbers that a question names, but not its dates."""

import re
from typing import Final

from documents.meaning.number_words import NUMBERS

_NUMBER = re.compile(
    r"(?i)(?P<sum>£\s?)?(?<![\w.])(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s?(?P<times>million|thousand|bn|billion|m|k)\b)?"
    r"(?P<share>\s?%|\s?per ?cent\b)?"
    rf"|\b(?P<word>{'|'.join(NUMBERS)})\b"
    # "Band D", "Grade II".
    r"|\b(?P<class>(?:band|block|category|class|grade|group|phase|tier|type|zone)"
    r" (?-i:[A-Z]|[IVX]{2,4}))\b"
)
_TIMES: Final = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}


def numbers_in(text: str) -> dict[str, str]:
    """Return the numbers of a text as written, in order, each once, by what they say.

    "£10k", "£10,000" and "£10 thousand" say the same.
    """
    found: dict[str, str] = {}
    for one in _NUMBER.finditer(text):
        found.setdefault(_key(one), one[0])
    return found


def _key(found: re.Match[str]) -> str:
    if word := found["word"]:
        return NUMBERS[word.lower()]
    if found["class"]:
        return found["class"].lower()
    whole, _, part = found["digits"].replace(",", "").partition(".")
    places = _TIMES.get((found["times"] or "").lower(), 0)
    # Places may be many: no number is calculated.
    digits = whole + part.ljust(places, "0")[:places]
    left = part[places:].rstrip("0")
    share = "%" if found["share"] else ""
    pounds = "£" if found["sum"] else ""
    return f"{pounds}{digits.lstrip('0') or '0'}{'.' if left else ''}{left}{share}"
