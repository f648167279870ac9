"""Two texts side by side, with what only one of them says marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents.richtext.plain import to_plain

# Beyond this comparing takes seconds, and nobody reads the marks.
_MOST_WORDS = 6_000
_WORD = re.compile(r"\S+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words, and whether the other text has them not."""

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
