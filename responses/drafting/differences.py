"""Compare two texts, and mark the words found in only one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from documents.richtext.plain import to_plain

# In words. Longer texts take seconds to compare, with more marks than help a reader.
_MOST_WORDS = 6_000
_WORD = re.compile(r"\S+|\n+")
_LINE = re.compile(r"[^\n]+|\n+")


class Change(StrEnum):
    """What became of some words between two texts."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another and have the same fate."""

    words: str
    change: Change


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
    if max(len(_WORD.findall(text)) for text in (one, other)) > _MOST_WORDS:
        return [Passage(one, is_marked=False)], [Passage(other, is_marked=False)]
    runs = list(runs_between(one, other))
    return _side(runs, Change.DELETED), _side(runs, Change.INSERTED)


def runs_between(one: str, other: str) -> Iterator[Run]:
    """Yield the words of two plain texts in one line: kept, deleted and inserted.

    Long texts are compared line by line; with too many lines, as two wholes.
    """
    before, after = _pieces(one, other)
    if before is None or after is None:
        runs = [(Change.DELETED, [one]), (Change.INSERTED, [other])]
    else:
        runs = list(_steps(before, after))
    for change, words in runs:
        if words:
            yield Run(" ".join(words), change)


def _pieces(one: str, other: str) -> tuple[list[str] | None, list[str] | None]:
    """Return both texts in words, or in lines; None where they have too many."""
    for pattern in (_WORD, _LINE):
        before, after = pattern.findall(one), pattern.findall(other)
        if max(len(before), len(after)) <= _MOST_WORDS:
            return before, after
    return None, None


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[Change, list[str]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Change.KEPT, before[i:j]
        else:
            yield Change.DELETED, before[i:j]
            yield Change.INSERTED, after[k:m]


def _side(runs: list[Run], marked: Change) -> list[Passage]:
    return [
        Passage(run.words, run.change == marked)
        for run in runs
        if run.change in {Change.KEPT, marked}
    ]
