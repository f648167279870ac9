"""The numbers that a question names, but not its dates."""

import re
from typing import Final

_WORDS: Final = {
    word: str(value)
    for value, word in enumerate(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        2,
    )
} | {
    "fifteen": "15",
    "eighteen": "18",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "ninety": "90",
}
_NUMBER = re.compile(
    r"(?i)(?P<sum>£\s?)?(?<![\w.])(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s?(?P<times>million|thousand|bn|billion|m|k)\b)?"
    r"(?P<share>\s?%|\s?per ?cent\b)?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b"
)
_TIMES: Final = {"million": "m", "billion": "bn"}


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text in order, each once: "£500", "12", "3.5 %"."""
    return list(dict.fromkeys(map(_number, _NUMBER.finditer(text))))


def _number(found: re.Match[str]) -> str:
    if word := found["word"]:
        return _WORDS[word.lower()]
    digits = found["digits"].replace(",", "")
    times = (found["times"] or "").lower()
    if times in {"k", "thousand"}:
        digits, times = f"{digits}000", ""
    pounds = "£" if found["sum"] else ""
    share = " %" if found["share"] else ""
    return f"{pounds}{digits}{_TIMES.get(times, times)}{share}"
