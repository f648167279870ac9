"""Compare two texts, and mark the words found in only one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.richtext.plain import to_plain

# In words. Longer texts take seconds to compare, with more marks than help a reader.
_MOST_WORDS = 6_000
_WORD = re.compile(r"\S+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words, marked when the other text lacks them."""

    words: str
    is_marked: bool


def compare(one: str, other: str) -> tuple[list[Passage], list[Passage]]:
    """Return two rich texts as passages of plain words, their differences marked."""
    return compare_plain(to_plain(one), to_plain(other))


def compare_plain(one: str, other: str) -> tuple[list[Passage], list[Passage]]:
    """Return two plain texts as passages, their differences marked."""
    words, others = _WORD.findall(one), _WORD.findall(other)
    if max(len(words), len(others)) > _MOST_WORDS:
        return [Passage(one, is_marked=False)], [Passage(other, is_marked=False)]
    steps = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    left = [(words[i:j], kind != "equal") for kind, i, j, _, _ in steps if i < j]
    right = [(others[i:j], kind != "equal") for kind, _, _, i, j in steps if i < j]
    return _passages(left), _passages(right)


def _passages(runs: Sequence[tuple[Sequence[str], bool]]) -> list[Passage]:
    return [Passage(" ".join(words), is_marked) for words, is_marked in runs]
