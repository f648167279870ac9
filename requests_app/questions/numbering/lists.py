"""Cite several questions together: "Questions 1(b) to 1(f), 2 and 4"."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from requests_app.questions.numbering.paths import Path

_FEWEST_IN_A_RANGE: Final = 3


class Words:
    """The words between numbers, in English. Another language subclasses this."""

    def one(self, number: str) -> str:
        """Return "Question 2"."""
        return f"Question {number}"

    def several(self, numbers: str) -> str:
        """Return "Questions 1 and 2"."""
        return f"Questions {numbers}"

    def to(self, first: str, last: str) -> str:
        """Return "1(b) to 1(f)"."""
        return f"{first} to {last}"

    def listed(self, words: Sequence[str]) -> str:
        """Return "1, 2 and 4" for three words."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} and {words[-1]}"


_ENGLISH: Final = Words()


def listed(words: Sequence[str]) -> str:
    """Return "1, 2 and 4" for three words."""
    return _ENGLISH.listed(words)


def numbers(
    paths_in_order: Mapping[int, Path],
    chosen: Collection[int],
    words: Words = _ENGLISH,
) -> str:
    """Return the chosen nodes without "Questions": "1(b) to 1(f)", "1(b), 2 and 4".

    Args:
        paths_in_order: The result of `paths` for the whole request.
        chosen: The ids of the nodes, in any order.
        words: The words of the language to use.
    """
    return words.listed([piece.say(words) for piece in _pieces(paths_in_order, chosen)])


def cite(
    paths_in_order: Mapping[int, Path],
    chosen: Collection[int],
    words: Words = _ENGLISH,
) -> str:
    """Return the citation of the chosen questions: "Questions 1(b) to 1(f)".

    Three or more neighbours are cited as a range. A range covers every question between
    its ends and beneath them, so it is used only where all are chosen.

    Args:
        paths_in_order: The result of `paths` for the whole request.
        chosen: The ids of the questions, in any order.
        words: The words of the language to use.

    Returns:
        The citation, with a capital; "" when no question is chosen.
    """
    pieces = list(_pieces(paths_in_order, chosen))
    numbered = [piece for piece in pieces if piece.is_numbered]
    others = [piece for piece in pieces if not piece.is_numbered]
    said = []
    if numbered:
        is_one = len(numbered) == 1 and not numbered[0].is_range
        say = words.one if is_one else words.several
        said.append(say(words.listed([piece.say(words) for piece in numbered])))
    said += _by_position(others, words, article="the " if numbered else "")
    cited = words.listed(said)
    return cited[:1].upper() + cited[1:]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A single path in a citation, or a range of paths."""

    first: Path
    last: Path

    @property
    def is_numbered(self) -> bool:
        return self.first.is_numbered

    @property
    def is_range(self) -> bool:
        return self.first is not self.last

    def say(self, words: Words) -> str:
        """Return the path, or the range."""
        if not self.is_range:
            return str(self.first)
        if self.is_numbered:
            first = self.first.removesuffix(self.first.ending)
            return words.to(first, str(self.last))
        return _plural(f"{self.place(words)} {self.first.ending}")

    def place(self, words: Words) -> str:
        """Return only the position: "first", "first to third"."""
        first, last = (
            end.removesuffix(end.ending).strip() for end in (self.first, self.last)
        )
        return words.to(first, last) if self.is_range else first


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
    """Return the consecutive questions that start at `at`, and the index after them.

    All questions beneath each of these are chosen too, and no heading among them: a
    range would not name that heading.
    """
    first, members, end = nodes[at][0], [], at
    while at < len(nodes):
        path, is_chosen = nodes[at]
        is_next = (path.series, path.depth) == (first.series, first.depth)
        if not (is_chosen and is_next and path.is_question):
            break
        at += 1
        while at < len(nodes) and _is_beneath(*nodes[at], path):
            at += 1
        if at < len(nodes) and nodes[at][0].depth > path.depth:
            break
        members.append(path)
        end = at
    return members, end


def _is_beneath(path: Path, is_chosen: bool, above: Path) -> bool:
    return is_chosen and path.is_question and path.depth > above.depth


def _by_position(
    pieces: Sequence[_Piece], words: Words, *, article: str
) -> Iterator[str]:
    """Yield "first and third questions" for pieces without a number."""
    for ending, group in groupby(pieces, key=lambda piece: piece.first.ending):
        same = list(group)
        if not ending:
            yield words.listed([piece.say(words) for piece in same])
            continue
        places = words.listed([piece.place(words) for piece in same])
        cited = f"{article}{places} {ending}"
        is_one = len(same) == 1 and not same[0].is_range
        yield cited if is_one else _plural(cited)


def _plural(words: str) -> str:
    return re.sub(r"\bquestion\b", "questions", words, count=1)
