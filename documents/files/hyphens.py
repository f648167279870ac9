"""Rejoin words broken by a hyphen at the end of a line."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<above>[^\W\d_]+)[-\u2010\u00ad]\Z")
_FIRST = re.compile(r"(?P<below>[^\W\d_]+)")
# Parts of words usually followed by a hyphen.
_KEEPING = frozenset(
    re.findall(
        r"\w+",
        "all anti co cross ex full half high long low mid multi non part post pre pro "
        "self semi short well year",
    )
)


class Hyphens:
    """The words of a file, used to rejoin broken words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: set[str] = set()
        for text in texts:
            self.words.update(word.lower() for word in _WORD.findall(text))

    def join(self, above: str, below: str) -> str:
        """Return two lines as one, with a word broken between them rejoined.

        A soft hyphen is removed. A hard hyphen stays in three cases: the file has the
        hyphenated word elsewhere; it has both halves as words but not the whole; or the
        first half is usually followed by a hyphen.
        """
        broken, first = _BROKEN.search(above), _FIRST.match(below)
        if not broken or not first or not first["below"][0].islower():
            return f"{above} {below}"
        if above[-1] == "\u00ad":
            return above[:-1] + below
        one, other = broken["above"].lower(), first["below"].lower()
        return (above if self._keeps(one, other) else above[:-1]) + below

    def _keeps(self, one: str, other: str) -> bool:
        if f"{one}-{other}" in self.words:
            return True
        if one + other in self.words:
            return False
        return one in _KEEPING or {one, other} <= self.words
