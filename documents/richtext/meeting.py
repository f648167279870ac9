"""Keep figures apart that differ only in size and place, as viewers of PDF write them.

A small figure above or below the line of its neighbour is raised or lowered. Where no
place is known, a blank parts the two, as a letter cannot show a size.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from documents.richtext.elements import RAISED
from documents.richtext.heights import Gap, Height, Run
from documents.richtext.nodes import NOTE, Content, Node, is_inline

_SMALLER: Final = 0.8  # of the size of the neighbour
_RAISED_SMALLER: Final = 0.88  # where its place is known
_SAME_LINE: Final = 0.12  # of the size of the larger letters
_SAME_TEXT: Final = 0.9
_DROPPED: Final = 0.45  # letters beside a capital over several lines
_LONGEST_RAISED: Final = 2  # letters of the usual size, where these are no figures
_FIRST_LETTERS: Final = 6  # fewer are no text beside a capital
_WIDEST_LETTER: Final = 0.62  # of the size
_PRICE = re.compile(r"[£€$]\s?[\d,]+\.")
_FRACTION = re.compile(r"\d+\s?\u2044")
_LONGEST_FRACTION: Final = 9
_BLANK: Final = "blank"
_ENDS: Final = {"br", NOTE, *RAISED}  # elements of a line that end a passage


@dataclass(slots=True)
class _Stretch:
    """Words in a row at one height, and where they stand in the tree.

    `gap` is where a blank parts them from those before.
    """

    height: Height | None
    gap: tuple[list[Content], int] | None = None
    words: str = ""
    places: list[tuple[list[Content], int]] = field(default_factory=list)


def apart(contents: list[Content]) -> list[Content]:
    """Return content in which no figures of different size or place meet."""
    for line in _lines(contents):
        _part(line)
        _part_fractions(line)
    return contents


def _lines(contents: list[Content]) -> Iterator[list[_Stretch]]:
    """Yield the stretches of each passage without a break."""
    line: list[_Stretch] = []
    gap: tuple[list[Content], int] | None = None
    for holder, place in _leaves(contents):
        leaf = holder[place]
        if not isinstance(leaf, str):
            yield line
            line, gap = [], None
            continue
        if isinstance(leaf, Gap):
            gap = holder, place
            continue
        height = leaf.height if isinstance(leaf, Run) else None
        if not line or gap or line[-1].height != height:
            line.append(_Stretch(height, gap))
            gap = None
        line[-1].words += leaf
        line[-1].places.append((holder, place))
    yield line


def _leaves(contents: list[Content]) -> Iterator[tuple[list[Content], int]]:
    """Yield the place of each text, and of each element that ends a passage."""
    for place, piece in enumerate(contents):
        if isinstance(piece, str):
            yield contents, place
            continue
        is_end = not is_inline(piece) or piece.tag in _ENDS
        if is_end:
            yield contents, place
        yield from _leaves([] if piece.tag in RAISED else piece.children)
        if is_end:
            yield contents, place


def _part(line: list[_Stretch]) -> None:
    raised: dict[int, str] = {}
    parted: set[int] = set()
    for place, (before, after) in enumerate(pairwise(line)):
        if before.height is None or after.height is None or not _meet(before, after):
            continue
        is_after = after.height.size < before.height.size
        if is_after and not place and _is_dropped_capital(before, after):
            continue
        way, is_first = _way(before, before.height, after, after.height)
        if way == _BLANK and not after.gap:
            parted.add(place + 1)
        elif way in RAISED:
            raised[place if is_first else place + 1] = way
            if after.gap:
                holder, at = after.gap
                holder[at] = ""
    for place, tag in raised.items():
        for holder, at in line[place].places:
            if words := str(holder[at]).strip():
                holder[at] = Node(tag, {}, [words])
    for place in parted - raised.keys() - {one + 1 for one in raised}:
        holder, at = line[place].places[0]
        holder[at] = f" {holder[at]}"


def _part_fractions(line: list[_Stretch]) -> None:
    """Part a fraction of several elements from the number before it: 3 1⁄2."""
    places = [place for stretch in line for place in stretch.places]
    rest = ""
    for (before, at), (holder, place) in reversed(list(pairwise(places))):
        words, last = str(holder[place]), str(before[at])[-1:]
        rest = (words + rest)[:_LONGEST_FRACTION]
        if last.isdigit() and _FRACTION.match(rest):
            holder[place] = f" {words}"


def _meet(before: _Stretch, after: _Stretch) -> bool:
    return not (before.words[-1:].isspace() or after.words[:1].isspace())


def _are_figures(before: _Stretch, after: _Stretch) -> bool:
    """Whether two figures would become one."""
    if not after.words[:1].isdigit() or _PRICE.fullmatch(before.words.strip()):
        return False
    return re.search(r"\d[.,]?$", before.words) is not None


def _is_dropped_capital(before: _Stretch, after: _Stretch) -> bool:
    if before.height is None or after.height is None or len(before.words.strip()) != 1:
        return False
    is_text = len(after.words) > _FIRST_LETTERS
    return is_text and after.height.size <= _DROPPED * before.height.size


def _way(
    before: _Stretch, first: Height, after: _Stretch, second: Height
) -> tuple[str, bool]:
    """Return "sup", "sub", a blank or "" for two stretches, and which is raised."""
    larger, smaller = max(first.size, second.size), min(first.size, second.size)
    below = first.lift - second.lift  # how far the second is below the first
    if first.edge == second.edge:
        below += second.line - first.line
    if abs(below) > _SAME_TEXT * larger or _are_far_across(before, first, second):
        return _BLANK, False
    is_placed = abs(below) > _SAME_LINE * larger
    is_first = first.size < second.size
    if first.size == second.size:
        is_first = abs(first.lift) > abs(second.lift)
    raised = before if is_first else after
    if is_placed and raised.words.strip()[:1].isalnum():
        is_small = smaller <= _RAISED_SMALLER * larger
        said = raised.words.strip()
        is_short = said.isdigit() or len(said) <= _LONGEST_RAISED
        if is_small or (is_short and not first.edge):
            is_below = below > 0 if not is_first else below < 0
            return "sub" if is_below else "sup", is_first
    if not _are_figures(before, after):
        return "", False
    is_apart = is_placed or smaller <= _SMALLER * larger or first.edge != second.edge
    return _BLANK if is_apart else "", False


def _are_far_across(before: _Stretch, first: Height, second: Height) -> bool:
    """Whether the second stretch begins well beyond the end of the first."""
    if first.left is None or second.left is None or first.left == second.left:
        return False
    end = first.left + _WIDEST_LETTER * first.size * len(before.words)
    return second.left > end + first.size or second.left < first.left
