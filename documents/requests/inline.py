"""Find marks in the middle of a line: "please state (a) the cost, (b) the supplier"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.requests.language import sentence_starts
from documents.requests.lines import Line
from documents.requests.markers import marker_of

_MARK = re.compile(
    r"(?<=\s)(?=[(\[]?(?:q(?:uestion)?[ ]?)?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)\]:])",
    re.IGNORECASE,
)
_AFTER_SENTENCE = re.compile(r"[.?!:;,)\]\"”]\s*\Z|\b(?:and|or)\s\Z", re.IGNORECASE)
_LONGEST_LINE = 20_000  # characters; longer lines are data
_MOST_MARKS = 4_000  # inside lines; a text with more is data
_FARTHEST = 8  # lines from one mark to the next
_SHORTEST_ITEM = 4.5  # words on average; shorter items are options within a sentence


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    at: int
    end: int
    value: int


def with_inline_marks_apart(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, cut before each inline mark of a list.

    A mark inside a line counts only as part of a list: the next mark must follow, and
    the list must start at its first number or letter.
    """
    cuts: dict[int, set[int]] = {}
    for chain in _chains(lines):
        for mark in _inline(chain, lines):
            cuts.setdefault(mark.line, set()).add(mark.at)
    apart: list[Line] = []
    for number, line in enumerate(lines):
        rest, taken = line, 0
        for at in sorted(cuts.get(number, ())):
            head, rest = rest.split(at - taken)
            taken = len(line.text) - len(rest.text)
            apart.append(head)
        apart.append(rest)
    return apart


def _chains(lines: Sequence[Line]) -> list[list[_Mark]]:
    """Return every list of marks from its first value on, inline or at line starts."""
    done: list[list[_Mark]] = []
    growing: dict[tuple[str, str], list[_Mark]] = {}
    marks = 0
    for number, line in enumerate(lines):
        taken = 0
        for at in _positions(line.text):
            if at < taken:
                continue
            marker = marker_of(line.text[at : at + 80])
            if marker is None or marker.is_bullet or (at and marker.is_weak):
                continue
            if at and not _may_stand_inside(line.text, at, marker.text):
                continue
            taken = at + len(marker.text)
            marks += bool(at)
            if marks > _MOST_MARKS:
                return done
            for reading in marker.readings:
                key = (marker.style, marker.parent + reading.kind)
                chain = growing.get(key, [])
                mark = _Mark(number, at, at + len(marker.text), reading.value)
                if (
                    chain
                    and reading.value == chain[-1].value + 1
                    and number - chain[-1].line <= _FARTHEST
                ):
                    chain.append(mark)
                elif reading.value == 1:
                    growing[key] = [mark]
                    done.append(growing[key])
    return done


def _positions(words: str) -> list[int]:
    """Return the possible positions of marks in a line, the start of the line first."""
    if len(words) > _LONGEST_LINE:
        return [0]
    return [0, *(found.start() for found in _MARK.finditer(words))]


def _may_stand_inside(words: str, at: int, mark: str) -> bool:
    """Whether the words before a mark inside a line allow it to be a mark."""
    if mark[0] in "([" or mark[-1] in ")]":
        return True
    if mark[0].isdigit() and words[at + len(mark) :].lstrip()[:1].isupper():
        return True
    return _AFTER_SENTENCE.search(words[max(at - 12, 0) : at]) is not None


def _inline(chain: Sequence[_Mark], lines: Sequence[Line]) -> list[_Mark]:
    """Return the marks of a list at which lines are cut."""
    inline = [mark for mark in chain if mark.at]
    if len(chain) < 2 or not inline:
        return []
    if len(inline) < len(chain):
        return inline
    words = 0
    for mark, after in zip(chain, [*chain[1:], None], strict=True):
        item = _item(mark, after, lines)
        stops = [*sentence_starts(item)[1:2], len(item)]
        words += len(item[: stops[0]].split())
    return inline if words / len(chain) >= _SHORTEST_ITEM else []


def _item(mark: _Mark, after: _Mark | None, lines: Sequence[Line]) -> str:
    """Return the words of a mark up to the next, or to the end of the last line."""
    if after is None:
        return lines[mark.line].text[mark.end :]
    if after.line == mark.line:
        return lines[mark.line].text[mark.end : after.at]
    between = (line.text for line in lines[mark.line + 1 : after.line])
    first, last = lines[mark.line].text, lines[after.line].text
    return " ".join((first[mark.end :], *between, last[: after.at]))
