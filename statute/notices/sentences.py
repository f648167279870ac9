"""Divide a text into sentences, in time linear in its length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at a stop before a blank, and at a new line, unless the next line goes
# on in lower case, as where a program wraps lines.
_END = re.compile(r"[.!?…]{1,6}[\"”’')\]]{0,3}(?=\s)|\n(?![^\S\n]{0,40}[a-z(,;])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|ss?|regs?|paras?|arts?|Mr|Mrs|Ms|Dr|St|approx|pp?|vs?|Ltd)"
    r")\.\Z",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 8  # characters
# Characters without a width divide words only for a program.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'"} | dict.fromkeys("\xad\u200b\u200c\u200d", "")
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a text, from `start` up to but not including `end`."""

    start: int
    end: int
    text: str

    @property
    def shown(self) -> str:
        """The text on one line for a finding, cut where it is long."""
        return shortened(self.text)


def sentences_in(text: str) -> Iterator[Passage]:
    """Yield the sentences of a text, in order, without the blanks around them."""
    start = 0
    for end in _END.finditer(text):
        if end.group() == "." and _is_abbreviation(text, end.end()):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _is_abbreviation(text: str, end: int) -> bool:
    before = text[max(end - _LONGEST_ABBREVIATION, 0) : end]
    is_number = before.lower().endswith(("no.", "nos."))
    if is_number:
        return text[end + 1 : end + 2].isdigit()
    return bool(_ABBREVIATED.search(before))


def _trimmed(text: str, start: int, end: int) -> Iterator[Passage]:
    piece = text[start:end]
    words = piece.strip()
    if words:
        begin = start + len(piece) - len(piece.lstrip())
        yield Passage(begin, begin + len(words), words)


def folded(sentence: str) -> str:
    """Return a sentence with single blanks and plain apostrophes, for the readers."""
    return " ".join(sentence.translate(_PLAIN).split())


def shortened(text: str, most: int = 160) -> str:
    """Return a text on one line for a finding, cut after `most` characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most]}…"


def count_words(text: str) -> int:
    """Return the number of words with a letter or a digit; a lone "-" is none."""
    return sum(any(char.isalnum() for char in word) for word in text.split())
