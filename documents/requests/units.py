"""Gather lines into units: a mark with its words, or a paragraph."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.requests.language import asks_outright, is_sign_off
from documents.requests.lines import Line, goes_on
from documents.requests.markers import Marker, marker_of
from documents.requests.numbering import Candidate, Place, places_of

_QUOTES = ('"“', '"”')
_LONGEST_QUOTATION = 40  # lines; a longer quotation lacks its closing sign by mistake


@dataclass(slots=True)
class Unit:
    """A mark with its first words, or a paragraph without a mark.

    Attributes:
        lines: The words; in the first line, only the words after the mark.
        start: Where it begins in the received text, the mark included.
        marker: The mark, None for a paragraph.
        place: Where the mark stands in the tree.
        is_after_gap: Whether an empty line stands above it.
    """

    lines: list[Line] = field(default_factory=list)
    start: int = 0
    marker: Marker | None = None
    place: Place | None = None
    is_after_gap: bool = False

    @property
    def words(self) -> str:
        """Its words, without the mark."""
        return " ".join(line.text for line in self.lines)

    @property
    def span(self) -> tuple[int, int]:
        """Where its words begin and end, without the mark."""
        if not self.lines:
            return self.start, self.start
        return self.lines[0].start, self.lines[-1].end

    def split(self, starts: Sequence[int]) -> "list[Unit]":
        """Return this unit as several units, cut at positions in its `words`.

        Args:
            starts: Where each part begins, 0 first.
        """
        parts = [Unit([], self.start, self.marker, self.place, self.is_after_gap)]
        cuts, position = deque(starts[1:]), 0
        for line in self.lines:
            rest, end = line, position + len(line.text)
            while cuts and cuts[0] < end:
                at = cuts.popleft() - position
                if at > 0:
                    first, rest = rest.split(at)
                    parts[-1].lines.append(first)
                    position = end - len(rest.text)
                parts.append(Unit([], rest.start))
            parts[-1].lines.append(rest)
            position = end + 1
        return parts

    def all_lines(self) -> list[Line]:
        """Return its lines, including the mark as words."""
        if self.marker is None:
            return self.lines
        mark = Line(self.marker.text, self.start, 0, self.is_after_gap)
        return [mark, *self.lines]


def units_of(lines: Sequence[Line], *, width: int) -> list[Unit]:
    """Return lines as units, each mark placed.

    Args:
        lines: The lines to gather.
        width: Where the sender's lines were broken, from `wrap_width`.
    """
    quoted = _quotations(lines)
    marked = [
        None if number in quoted else marker_of(line.text)
        for number, line in enumerate(lines)
    ]
    numbers = [number for number, marker in enumerate(marked) if marker]
    candidates = []
    for number in numbers:
        line, marker = lines[number], marked[number]
        assert marker is not None  # noqa: S101
        above = lines[number - 1] if number else None
        candidates.append(
            Candidate(
                marker=marker,
                indent=line.indent,
                is_after_text=number > 0
                and marked[number - 1] is None
                and not (
                    number > 1
                    and goes_on(lines[number - 1], lines[number - 2], width=width)
                ),
                is_after_colon=above is not None and above.text[-1:] == ":",
            )
        )
    placed = dict(zip(numbers, places_of(candidates), strict=True))
    units: list[Unit] = []
    for number, line in enumerate(lines):
        marker, place = marked[number], placed.get(number)
        if marker and place:
            units.append(_marked(line, marker, place))
        elif units and (
            number in quoted
            or (
                goes_on(line, lines[number - 1], width=width)
                and not is_sign_off(line.text)
            )
            or (units[-1].marker and not units[-1].lines)
        ):
            units[-1].lines.append(line)
        else:
            units.append(Unit([line], line.start, is_after_gap=line.is_after_gap))
    return units


def _quotations(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines inside a quotation of several lines."""
    quoted: set[int] = set()
    opened: int | None = None
    for number, line in enumerate(lines):
        if opened is not None and number - opened > _LONGEST_QUOTATION:
            opened = None
        if opened is None and _unclosed(line.text):
            opened = number
        elif opened is not None and line.text[-2:].rstrip(".,;)")[-1:] in _QUOTES[1]:
            if not _is_whole_request(lines[opened : number + 1]):
                quoted.update(range(opened + 1, number + 1))
            opened = None
    return quoted


def _is_whole_request(quotation: Sequence[Line]) -> bool:
    """Whether a quotation asks and numbers its questions: the request in full."""
    return asks_outright(quotation[0].text.lstrip("".join(_QUOTES))) and any(
        (marker := marker_of(line.text)) and marker.label for line in quotation[1:]
    )


def _unclosed(words: str) -> bool:
    """Whether a line opens a quotation without closing it."""
    if words[0] not in _QUOTES[0]:
        return False
    return words[-2:].rstrip(".,;)")[-1:] not in _QUOTES[1]


def _marked(line: Line, marker: Marker, place: Place) -> Unit:
    """Return the unit of a placed mark."""
    unit = Unit([], line.start, marker, place, line.is_after_gap)
    rest = line.split(len(marker.text))[1]
    if rest.text:
        unit.lines.append(rest)
    return unit
