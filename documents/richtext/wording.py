"""Read the words of a pasted text by how they look: keep them, or say why not."""

import re
from collections.abc import Callable
from typing import Final

from documents.richtext import signs
from documents.richtext.heights import Run
from documents.richtext.leftovers import Leftovers, Reason
from documents.richtext.looks import Look
from documents.richtext.nodes import Content, Node
from documents.richtext.pieces import lines
from documents.richtext.sheets import MADE

# Signs that strike out the letter before them.
_STROKE: Final = "[\u0335\u0336]"
_FIRST = re.compile(r"(?<!\S)\w")
_STRUCK_SIGNS = re.compile(rf"(?:[^\u0335\u0336]{_STROKE})+")
_CASES: Final[dict[str, Callable[[str], str]]] = {
    "uppercase": str.upper,
    "lowercase": str.lower,
    "capitalize": lambda words: _FIRST.sub(lambda first: first[0].upper(), words),
}


class WordReader:
    """Reads words, and notes the words left out."""

    def __init__(self, leftovers: Leftovers) -> None:
        self._leftovers = leftovers

    def read(self, words: str, look: Look) -> list[Content]:
        """Return words as a letter can hold them."""
        if MADE in words:
            words = words.replace(MADE, "")
            self._leftovers.add(Reason.OTHER, "a number or sign that its program makes")
        if not words.strip():
            return lines(words) if look.keeps_lines and words else [words] * bool(words)
        for is_so, reason in (
            (look.is_struck, Reason.STRUCK),
            (look.is_unseen, Reason.HIDDEN),
            (look.is_blacked, Reason.BLACKED),
        ):
            if is_so:
                self._leftovers.add(reason, words, joined=True)
                return []
        words = self._as_drawn(self._without_struck_signs(words), look)
        if not words:
            return []
        self._leftovers.part()
        words = _CASES.get(look.case, str)(words)
        if look.is_turned:
            words = words[::-1]
        read = lines(words) if look.keeps_lines else [words]
        return [one if isinstance(one, Node) else Run(one, look.height) for one in read]

    def _without_struck_signs(self, words: str) -> str:
        """Return words without any struck out by a sign over each letter."""
        for struck in _STRUCK_SIGNS.findall(words):
            self._leftovers.add(Reason.STRUCK, re.sub(_STROKE, "", struck))
        return _STRUCK_SIGNS.sub("", words)

    def _as_drawn(self, words: str, look: Look) -> str:
        """Return words as their font draws them."""
        words, has_lost = signs.as_signs(words, look.face)
        if has_lost:
            self._leftovers.add(Reason.OTHER, signs.UNKNOWN)
        return words
