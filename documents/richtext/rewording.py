"""Say how one running text became another, and carry a change to a later text.

A running text has its words in one row of characters, a line feed after each paragraph
(`running`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+[^\S\n\v]*|[\n\v]|[^\S\n\v]+")
# Comparing takes a time that grows with the product of both texts' pieces. Beyond this,
# which takes a second, what differs counts as one change.
_MOST_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of one text, and the passage in its place in the other text."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Change:
    """Words to put in place of a passage of a running text.

    Attributes:
        start: Where the passage begins.
        end: Where it ends; `start` for an insertion alone.
        words: The words; "" where the passage is only deleted.
    """

    start: int
    end: int
    words: str


def changes_between(one: str, other: str) -> list[Change]:
    """Return the changes needed to make one text the other."""
    return [
        Change(span.start, span.end, other[span.new_start : span.new_end])
        for span in differing(one, other)
    ]


def carried(change: Change, *, by: Iterable[Span]) -> Change | None:
    """Return a change of one text as a change of a later one.

    None where the later text no longer has the passage as it was.

    Args:
        change: A change of the earlier text.
        by: The differences of both texts.
    """
    shift = 0
    for span in by:
        if span.end <= change.start:
            shift += (span.new_end - span.new_start) - (span.end - span.start)
        elif span.start < change.end or span.start < change.start:
            return None
    return replace(change, start=change.start + shift, end=change.end + shift)


def differing(one: str, other: str) -> list[Span]:
    """Return the differences of two texts, in order."""
    return list(_by_lines(one, other)) if one != other else []


def _by_lines(one: str, other: str) -> Iterator[Span]:
    """Compare line by line, and differing lines word by word."""
    left = _MOST_PAIRS
    for span in _steps(_LINE.findall(one), _LINE.findall(other), most=left):
        words = _WORD.findall(one[span.start : span.end])
        others = _WORD.findall(other[span.new_start : span.new_end])
        steps = _steps(words, others, most=left)
        left = max(left - len(words) * len(others), 0)
        for inner in steps:
            yield _settled(one, _trimmed(one, other, _moved(inner, by=span)), other)


def _steps(
    pieces: Sequence[str], others: Sequence[str], *, most: int
) -> Iterator[Span]:
    """Yield the differences of two sequences of pieces, in characters.

    Args:
        pieces: The pieces of one text.
        others: The pieces of the other.
        most: The number of pairs of pieces to compare at most.
    """
    if len(pieces) * len(others) > most:
        yield Span(0, sum(map(len, pieces)), 0, sum(map(len, others)))
        return
    starts, new_starts = _starts(pieces), _starts(others)
    matcher = SequenceMatcher(None, pieces, others, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield Span(
                *(starts[start], starts[end]),
                *(new_starts[new_start], new_starts[new_end]),
            )


def _starts(pieces: Sequence[str]) -> list[int]:
    at, starts = 0, [0]
    for piece in pieces:
        at += len(piece)
        starts.append(at)
    return starts


def _moved(span: Span, *, by: Span) -> Span:
    return Span(
        *(span.start + by.start, span.end + by.start),
        *(span.new_start + by.new_start, span.new_end + by.new_start),
    )


def _trimmed(one: str, other: str, span: Span) -> Span:
    """Return a span without the same words at both ends of the passages."""
    words = one[span.start : span.end]
    others = other[span.new_start : span.new_end]
    same = _same_at_start(words, others)
    words, others = words[same:], others[same:]
    after = _same_at_start(words[::-1], others[::-1])
    return Span(
        *(span.start + same, span.end - after),
        *(span.new_start + same, span.new_end - after),
    )


def _same_at_start(one: str, other: str) -> int:
    """Return how many characters are the same, up to the end of a word of both."""
    pairs = zip(one, other, strict=False)
    same = min(len(one), len(other))
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), same)
    while same and any(_is_in_word(text, same) for text in (one, other)):
        same -= 1
    return same


def _is_in_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()


def _settled(one: str, span: Span, other: str) -> Span:
    """Return the span of a whole line with the break before the line."""
    is_whole = {span.start == span.end, span.new_start == span.new_end} == {True, False}
    passage = one[span.start : span.end] or other[span.new_start : span.new_end]
    if is_whole and passage.endswith("\n") and one[: span.start].endswith("\n"):
        return _moved(span, by=Span(-1, -1, -1, -1))
    return span
