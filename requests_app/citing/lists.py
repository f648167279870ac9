"""Several questions cited together: "Questions 1(b) to 1(f), 2 and 4"."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from requests_app.citing.paths import Path

_FEWEST_IN_A_RANGE: Final = 3


def listed(words: Sequence[str]) -> str:
    """Return "1, 2 and 4" for three words."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def numbers(paths_in_order: Mapping[int, Path], chosen: Collection[int]) -> str:
    """Return the chosen nodes without the word: "1(b) to 1(f)", "1(b), 2 and 4".

    Args:
        paths_in_order: What `paths` gave for the whole request.
        chosen: The ids of the nodes, in any order.
    """
    return listed([piece.words for piece in _pieces(paths_in_order, chosen)])


def cite(paths_in_order: Mapping[int, Path], chosen: Collection[int]) -> str:
    """Return how the chosen questions are cited: "Questions 1(b) to 1(f)".

    From three neighbours on, a range says the same in fewer words. It covers every
    question between its ends and beneath them, so it stands only where all of those
    are chosen.

    Args:
        paths_in_order: What `paths` gave for the whole request.
        chosen: The ids of the questions, in any order.

    Returns:
        With a capital; "" when nothing is chosen.
    """
    pieces = list(_pieces(paths_in_order, chosen))
    numbered = [piece for piece in pieces if piece.is_numbered]
    others = [piece for piece in pieces if not piece.is_numbered]
    said = []
    if numbered:
        is_one = len(numbered) == 1 and not numbered[0].is_range
        noun = "Question" if is_one else "Questions"
        said.append(f"{noun} {listed([piece.words for piece in numbered])}")
    said += _by_position(others, article="the " if numbered else "")
    words = listed(said)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One path cited, or a range of them."""

    first: Path
    last: Path

    @property
    def is_numbered(self) -> bool:
        return self.first.is_numbered

    @property
    def is_range(self) -> bool:
        return self.first is not self.last

    @property
    def words(self) -> str:
        if not self.is_range:
            return str(self.first)
        if self.is_numbered:
            return f"{self.first.removesuffix(self.first.ending)} to {self.last}"
        return _plural(f"{self.place} {self.first.ending}")

    @property
    def place(self) -> str:
        """The position alone: "first", "first to third"."""
        ends = (self.first, self.last) if self.is_range else (self.first,)
        return " to ".join(end.removesuffix(end.ending).strip() for end in ends)


def _pieces(order: Mapping[int, Path], chosen: Collection[int]) -> Iterator[_Piece]:
    wanted = set(chosen)
    nodes = [
        (path, key in wanted)
        for key, path in order.items()
        if path.is_question or key in wanted
    ]
    at = 0
    while at < len(nodes):
        path, is_chosen = nodes[at]
        members, end = _range_from(nodes, at) if is_chosen else ([], at)
        if len(members) >= _FEWEST_IN_A_RANGE:
            yield _Piece(members[0], members[-1])
            at = end
            continue
        if is_chosen:
            yield _Piece(path, path)
        at += 1


def _range_from(nodes: Sequence[tuple[Path, bool]], at: int) -> tuple[list[Path], int]:
    """Return the neighbours that count on from one, with where the last one ends.

    All that stands beneath each of them is chosen too.
    """
    first, members, end = nodes[at][0], [], at
    while at < len(nodes):
        path, is_chosen = nodes[at]
        if not is_chosen or (path.series, path.depth) != (first.series, first.depth):
            break
        at += 1
        while at < len(nodes) and nodes[at][0].depth > path.depth and nodes[at][1]:
            at += 1
        if at < len(nodes) and nodes[at][0].depth > path.depth:
            break
        members.append(path)
        end = at
    return members, end


def _by_position(pieces: Sequence[_Piece], *, article: str) -> Iterator[str]:
    """Yield "first and third questions" for pieces without a number."""
    for ending, group in groupby(pieces, key=lambda piece: piece.first.ending):
        same = list(group)
        if not ending:
            yield listed([piece.words for piece in same])
            continue
        words = f"{article}{listed([piece.place for piece in same])} {ending}"
        is_one = len(same) == 1 and not same[0].is_range
        yield words if is_one else _plural(words)


def _plural(words: str) -> str:
    return re.sub(r"\bquestion\b", "questions", words, count=1)
