"""Find the changes of each author between a sent text and its return from Word."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.richtext.rewording import Change, Span, differing
from documents.word_drafts.returned import (
    DELETED,
    INSERTED,
    Author,
    Piece,
    words_with,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the sent text.

    Attributes:
        change: The change.
        author: Its author; None for a change without tracking.
    """

    change: Change
    author: Author | None


def edits_of(sent: str, pieces: Sequence[Piece]) -> list[Edit]:
    """Return the changes made to a text, in order, neighbours by one author as one.

    Text differing from the sent text without a mark was changed while tracking was
    switched off.

    Args:
        sent: The text as sent.
        pieces: The text as returned.
    """
    original = words_with(pieces, without=INSERTED)
    aligned = _Aligned(list(_placed(pieces)), differing(sent, original))
    single = [*aligned.untracked(), *aligned.deleted(), *aligned.inserted()]
    edits: list[Edit] = []
    for edit in sorted(single, key=lambda one: (one.change.start, one.change.end)):
        if edits and _touch(edits[-1], edit):
            edits[-1] = _together(edits[-1], edit)
        else:
            edits.append(edit)
    return edits


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The returned text beside the sent text.

    Attributes:
        placed: Each piece, and where it begins in the text without insertions.
        spans: The differences between that text and the sent text.
    """

    placed: list[tuple[int, Piece]]
    spans: list[Span]

    def untracked(self) -> Iterator[Edit]:
        """Yield the changes made without tracking."""
        for span in self.spans:
            words = "".join(
                piece.words[max(span.new_start - at, 0) : max(span.new_end - at, 0)]
                for at, piece in self.placed
                if piece.fate not in {INSERTED, DELETED}
            )
            if words or span.start < span.end:
                yield Edit(Change(span.start, span.end, words), None)

    def deleted(self) -> Iterator[Edit]:
        """Yield the tracked deletions, as far as they are of the sent text."""
        for at, piece in self.placed:
            if piece.fate != DELETED:
                continue
            end = at + len(piece.words)
            for start, stop, shift in self._same():
                first, last = max(at, start), min(end, stop)
                if first < last:
                    change = Change(first + shift, last + shift, "")
                    yield Edit(change, piece.author)

    def inserted(self) -> Iterator[Edit]:
        """Yield the tracked insertions, at their place in the sent text."""
        for at, piece in self.placed:
            if piece.fate == INSERTED:
                here = self._sent_place(at)
                yield Edit(Change(here, here, piece.words), piece.author)

    def _same(self) -> Iterator[tuple[int, int, int]]:
        """Yield each passage left as sent, and how far the passage was moved."""
        at = shift = 0
        for span in self.spans:
            yield at, span.new_start, shift
            at, shift = span.new_end, span.end - span.new_end
        yield at, sys.maxsize, shift

    def _sent_place(self, at: int) -> int:
        shift = 0
        for span in self.spans:
            if at <= span.new_start:
                break
            if at < span.new_end:
                return span.end
            shift = span.end - span.new_end
        return at + shift


def _placed(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    at = 0
    for piece in pieces:
        yield at, piece
        at += len(piece.words) if piece.fate != INSERTED else 0


def _touch(one: Edit, other: Edit) -> bool:
    is_same = (one.author and one.author.name) == (other.author and other.author.name)
    return is_same and one.change.end == other.change.start


def _together(one: Edit, other: Edit) -> Edit:
    change = Change(
        one.change.start, other.change.end, one.change.words + other.change.words
    )
    return replace(other, change=change)
