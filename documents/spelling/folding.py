"""Fold the spellings of one word into one: accents, apostrophes, hyphens, blanks."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

_APOSTROPHES: Final = "'’‘‛ʼʻʹ´`′＇ꞌ"
_HYPHENS: Final = "-‐‑‒–—―−﹘﹣－"
# Letters that no accent makes of others.
_LETTERS: Final = {
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "þ": "th",
    "Þ": "TH",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
    "ς": "σ",
}
# Letters of other alphabets that look as Latin ones do, within a Latin word.
_LOOK_ALIKE: Final = dict(
    zip(
        "АВЕКМНОРСТХЅІЈаеорсхуѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTXSIJaeopcxysijABEZHIKMNOPTYXo",
        strict=True,
    )
)
_MIXED = re.compile(
    r"[A-Za-z]+[\u0370-\u04ff][A-Za-z\u0370-\u04ff]*|[\u0370-\u04ff]+[A-Za-z]\w*"
)
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]|`")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its spellings folded.

    Attributes:
        words: The folded text.
        places: For each character of `words`, and for their end, its place in the text.
    """

    words: str
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text that a span of `words` stands for."""
        return self.places[start], self.places[end]


def fold(text: str) -> Folded:
    """Return a text with its spellings folded, and where each character came from.

    Capitals and line ends stay. Accents and characters of no width go.
    """
    text = _MIXED.sub(lambda word: _latin(word[0]), text)
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for found in _OUTSIDE_ASCII.finditer(text):
        at = found.start()
        pieces.append(text[done:at])
        places.extend(range(done, at))
        letters = _folded(text[at])
        pieces.append(letters)
        places.extend([at] * len(letters))
        done = at + 1
    pieces.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return Folded("".join(pieces), places)


def _latin(word: str) -> str:
    """Return a word of mixed alphabets with Latin letters for their look-alikes."""
    return "".join(_LOOK_ALIKE.get(char, char) for char in word)


@cache
def _folded(char: str) -> str:
    """Return a character as others spell it; "" for an accent or one of no width."""
    if char in _APOSTROPHES:
        return "'"
    if char in _HYPHENS:
        return "-"
    kept = ""
    for part in unicodedata.normalize("NFKD", _LETTERS.get(char, char)):
        kind = unicodedata.category(part)
        if kind == "Zs":
            kept += " "
        elif kind not in {"Mn", "Me", "Cf"}:
            kept += _LETTERS.get(part, part)
    return kept
