"""Compare the words that a file holds with those it shows."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{2,}|\d{3,}")
_LETTERS = re.compile(r"[^\W_]")


def words_in(text: str) -> set[str]:
    """Return the words of a text, in small letters; figures of three digits count."""
    return set(_WORD.findall(text.casefold()))


class Seen:
    """The words that a file shows."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Add the words of texts."""
        for text in texts:
            self._words |= words_in(text)

    def lacks(self, text: str) -> bool:
        """Whether a text says something that is not shown."""
        return not words_in(text) <= self._words


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit."""
    return _LETTERS.search(text) is not None
