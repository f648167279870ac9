"""Find the received words of each node, and the received words used by no node.

The span of a node says roughly where its words came from. `place` matches each single
word: first in reading order within the span, then, for words moved elsewhere, in runs
of three, and last one by one. A received word belongs to one node at most, so the words
left over are exactly the words removed by corrections.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from requests_app.questions.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Node,
    NodeId,
    Outline,
)

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
# The largest product of two word counts to compare with `SequenceMatcher`, which gets
# slow beyond. Longer texts are matched by runs of three words at once.
_MOST_COMPARED: Final = 60_000
# The most words of a received mark to skip where the mark no longer matches the label.
_LONGEST_MARK: Final = 3
_RUN: Final = 3  # words in a row
# The line written by this system above questions taken from a file.
_ABOVE: Final = "\n\n* * *\n\nFrom the file “{name}”:\n"
_OURS: Final = re.compile(re.escape(_ABOVE).replace(r"\{name\}", r"[^\n]{1,300}"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the received text.

    Attributes:
        text: The text as received.
        owner: The node with these words; None for text between words and for
            words that no node has.
        is_loose: Whether no node has these words.
        start: The position of the piece in the received text.
    """

    text: str
    owner: NodeId | None = None
    is_loose: bool = False
    start: int = 0

    @property
    def end(self) -> int:
        """The end position in the received text, excluded."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Placing:
    """A received text, cut into pieces by the nodes that have the words.

    Attributes:
        segments: All pieces, in order.
        loose_words: The number of words that no node has.
    """

    segments: tuple[Segment, ...]
    loose_words: int

    @property
    def loose(self) -> tuple[Segment, ...]:
        """The pieces whose words no node has."""
        return tuple(segment for segment in self.segments if segment.is_loose)


def line_above(name: str) -> str:
    """Return the line to write above questions taken from a file, with its breaks.

    No word of the line is a word of the requester.
    """
    return _ABOVE.format(name=name)


def place(received: str, outline: Outline) -> Placing:
    """Find the words of an outline in the received text."""
    return _Placer(received).place(outline)


@dataclass(slots=True)
class _Piece:
    """Some words of a node, still to be found.

    Attributes:
        owner: The node.
        words: The words, including the number where it was received.
        span: The place where the words were received.
        has_mark: Whether the words begin with the complete mark as received.
    """

    owner: NodeId
    words: list[str]
    span: tuple[int, int] | None
    has_mark: bool = False


class _Placer:
    """A received text, and the owner assigned to each word."""

    def __init__(self, received: str) -> None:
        self.received = received
        ours = _OURS.sub(lambda line: re.sub(r"\w", " ", line[0]), received)
        found = list(_WORD.finditer(ours))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.words = [match.group() for match in found]
        self.owners: list[NodeId | None] = [None] * len(found)

    def place(self, outline: Outline) -> Placing:
        left = [(piece, self._in_its_place(piece)) for piece in _pieces(outline)]
        left = [(piece, self._by_runs(piece, words)) for piece, words in left if words]
        self._one_by_one([(piece, words) for piece, words in left if words])
        return Placing(
            segments=tuple(self._segments()),
            loose_words=sum(owner is None for owner in self.owners),
        )

    def _in_its_place(self, piece: _Piece) -> list[str]:
        """Assign the words found where they were received; return the other words."""
        if piece.owner == PREAMBLE:
            return self._at_the_top(piece)
        if piece.owner == CLOSING:
            return self._at_the_foot(piece)
        if piece.span is None:
            return piece.words
        first, last = (bisect_left(self.starts, end) for end in piece.span)
        free = [at for at in range(first, last) if self.owners[at] is None]
        here, words = [self.words[at] for at in free], piece.words
        skip = 0 if piece.has_mark else _mark_length(words, here)
        size = _common(words, here[skip:])
        self._take(piece.owner, free[: skip + size])
        return self._compared(piece.owner, words[size:], free[skip + size :])

    def _compared(
        self, owner: NodeId, words: list[str], free: Sequence[int]
    ) -> list[str]:
        """Assign the words common to two lists; return the other words."""
        if not words or len(words) * len(free) > _MOST_COMPARED:
            return words
        here = [self.words[at] for at in free]
        left: list[str] = []
        done = 0
        matcher = SequenceMatcher(None, words, here, autojunk=False)
        for block in matcher.get_matching_blocks():
            left += words[done : block.a]
            done = block.a + block.size
            self._take(owner, free[block.b : block.b + block.size])
        return left

    def _at_the_top(self, piece: _Piece) -> list[str]:
        size = _common(piece.words, self.words)
        self._take(piece.owner, range(size))
        return piece.words[size:]

    def _at_the_foot(self, piece: _Piece) -> list[str]:
        words = piece.words
        free = [at for at, owner in enumerate(self.owners) if owner is None]
        foot = free[max(0, len(free) - len(words)) :][::-1]
        size = _common(words[::-1], [self.words[at] for at in foot])
        self._take(piece.owner, foot[:size])
        return words[: len(words) - size]

    def _by_runs(self, piece: _Piece, words: list[str]) -> list[str]:
        """Assign runs of three or more words found elsewhere; return the others."""
        left, at = [], 0
        while at < len(words):
            start = self._free_run(words[at : at + _RUN])
            if start is None:
                left.append(words[at])
                at += 1
                continue
            end = start
            while (
                at < len(words)
                and end < len(self.words)
                and self.owners[end] is None
                and self.words[end] == words[at]
            ):
                at, end = at + 1, end + 1
            self._take(piece.owner, range(start, end))
        return left

    def _free_run(self, run: list[str]) -> int | None:
        """Return the first place of three words that have no owner yet."""
        starts = self._runs.get(tuple(run), []) if len(run) == _RUN else []
        while starts:
            start = starts[-1]
            if all(self.owners[start + step] is None for step in range(_RUN)):
                return start
            starts.pop()  # assigned words stay assigned
        return None

    @cached_property
    def _runs(self) -> dict[tuple[str, ...], list[int]]:
        """The places of each three unassigned words in a row, the last place first."""
        runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(self.words) - _RUN, -1, -1):
            if self.owners[at] is None:
                runs[tuple(self.words[at : at + _RUN])].append(at)
        return runs

    def _one_by_one(self, left: Sequence[tuple[_Piece, list[str]]]) -> None:
        """Match single words with received words, wherever they are."""
        if not left:
            return
        wanted: dict[str, list[NodeId]] = defaultdict(list)
        for piece, words in reversed(left):
            for word in reversed(words):
                wanted[word].append(piece.owner)
        for at, word in enumerate(self.words):
            if self.owners[at] is None and wanted.get(word):
                self.owners[at] = wanted[word].pop()

    def _take(self, owner: NodeId, places: Sequence[int]) -> None:
        for at in places:
            self.owners[at] = owner

    def _segments(self) -> Iterator[Segment]:
        """Cut the text where the owner changes.

        Punctuation belongs to the word it touches.
        """
        received, at, word = self.received, 0, 0
        while word < len(self.words):
            owner, first = self.owners[word], word
            while word < len(self.words) and self.owners[word] == owner:
                word += 1
            start = self._reach_back(first, at)
            end = self._reach_on(word - 1)
            if start > at:
                yield Segment(received[at:start], start=at)
            is_loose = owner is None
            yield Segment(received[start:end], owner, is_loose, start)
            at = end
        if at < len(received):
            yield Segment(received[at:], start=at)

    def _reach_back(self, word: int, at: int) -> int:
        start = self.starts[word]
        while start > at and not self.received[start - 1].isspace():
            start -= 1
        return start

    def _reach_on(self, word: int) -> int:
        end = self.ends[word]
        last = (
            self.starts[word + 1] if word + 1 < len(self.starts) else len(self.received)
        )
        while end < last and not self.received[end].isspace():
            end += 1
        return end


def _pieces(outline: Outline) -> Iterator[_Piece]:
    """Yield the words of an outline in reading order, each piece with its owner."""
    yield _Piece(PREAMBLE, _WORD.findall(outline.preamble), None)
    closed: list[Node] = []
    for node in outline.nodes:
        while closed and closed[-1].depth >= node.depth:
            yield from _after(closed.pop())
        marks = _WORD.findall(node.marker)
        words = [*marks, *_WORD.findall(node.text)]
        if not node.marker and not node.span:
            words = [*_WORD.findall(node.label), *words]
        yield _Piece(node.id, words, node.span, has_mark=bool(marks))
        closed.append(node)
    while closed:
        yield from _after(closed.pop())
    yield _Piece(CLOSING, _WORD.findall(outline.closing), None)


def _after(node: Node) -> Iterator[_Piece]:
    if node.after:
        yield _Piece(node.id, _WORD.findall(node.after), node.span, has_mark=True)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the number of equal words at the start of two lists."""
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        size += 1
    return size


def _mark_length(words: Sequence[str], here: Sequence[str]) -> int:
    """Return the number of words of a mark before the first of `words`."""
    opening = list(words[:_RUN])
    for skip in range(min(_LONGEST_MARK, len(here)) + 1):
        if opening and list(here[skip : skip + len(opening)]) == opening:
            return skip
    return 0
