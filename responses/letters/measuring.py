"""Measure words in the letters of a letter, and find what must never be parted."""

import re
from collections.abc import Iterator
from functools import cache

from fontTools.ttLib import TTFont

from responses.letters.fonts import FACES

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Ionawr|Chwefror|Mawrth"
    "|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr)"
)
# A date, a number in groups of three digits, or a word. A space that joins is no end.
_WORD = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?\b|\d{{1,3}}(?: \d{{3}})+\b"
    r"|[^ \t\r\n]+"
)
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"://|@|^www\.", re.IGNORECASE)
# In characters: no number, date or reference is longer.
_LONGEST_FIGURE = 40
# In ems: about the width of a character that the measured font does not have.
_UNKNOWN = 0.65


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text; a date or a number in groups is one word."""
    yield from _WORD.findall(text)


def is_figure(word: str) -> bool:
    """Whether a word is a number, date or reference, which is never parted."""
    return (
        len(word) <= _LONGEST_FIGURE
        and bool(_DIGIT.search(word))
        and not _ADDRESS.search(word)
    )


def width_of(text: str, *, is_bold: bool) -> float:
    """Return the width of a text in ems, on a single line."""
    advances = _advances(700 if is_bold else 400)
    return sum(advances.get(char, _UNKNOWN) for char in text)


@cache
def _advances(weight: int) -> dict[str, float]:
    """Return the width in ems of each character of the letters' first font."""
    face = next(
        face for face in FACES if (face.weight, face.style) == (weight, "normal")
    )
    with TTFont(face.path, lazy=True) as font:
        widths, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {
            chr(code): widths[glyph][0] / per_em
            for code, glyph in font.getBestCmap().items()
        }
