"""Cut a text into words: two spellings of a word are one word."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from documents.spelling.folding import fold

LONGEST: Final = 60  # characters; a longer run of letters is no word
# A number with commas for thousands is one word, and so is a word with an apostrophe.
_WORD: Final = re.compile(
    r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)|[^\W_]+(?:'[^\W_]+)*", re.UNICODE
)
_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_MARKS: Final = re.compile(r"[',]")


class Token(NamedTuple):
    """A word of a text.

    Attributes:
        word: The word in small letters, without accents, apostrophes and commas. A
            number has no noughts before it.
        start: Its first character in the text.
        end: The character after it.
    """

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text, in order."""
    folded = fold(text)
    for found in _WORD.finditer(folded.words):
        yield Token(_plain(found[0]), *folded.span(*found.span()))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return [_plain(found[0]) for found in _WORD.finditer(fold(text).words)]


def compounds_of(text: str) -> list[str]:
    """Return the words with hyphens in a text, each written as one word."""
    return [
        found[0].replace("-", "").casefold()[:LONGEST]
        for found in _COMPOUND.finditer(fold(text).words)
    ]


def _plain(word: str) -> str:
    word = _MARKS.sub("", word).casefold()
    if word.isdecimal():
        word = word.lstrip("0") or "0"
    return word[:LONGEST]
