"""Ordinals and quoted headings, to tell equal or missing numbers apart."""

import re
from typing import Final

_LONGEST: Final = 50  # characters quoted from a heading
_ORDINALS: Final = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)


def ordinal(number: int) -> str:
    """Return "third" for 3 and "21st" for 21."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 20 else suffix}"


def quoted(text: str) -> str:
    """Return the start of a text in quotation marks, cut at the end of a word."""
    words = " ".join(text[: 20 * _LONGEST].split())
    words = re.sub(r"^\W+|[\s:;,–—-]+$", "", words)
    if len(words) > _LONGEST:
        whole = words[: _LONGEST + 1].rpartition(" ")[0] or words[:_LONGEST]
        words = re.sub(r"\W+$", "", whole) + " …"
    return f"“{words}”"
