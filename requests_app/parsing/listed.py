"""Reading a request whose questions carry numbers or letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from requests_app.parsing.draft import Draft
from requests_app.parsing.language import (
    adds_on,
    asks,
    is_closing,
    is_period,
    is_salutation,
    is_sign_off,
    only_leads_in,
)
from requests_app.parsing.lines import Line
from requests_app.parsing.units import Unit

_RULE = re.compile(r"[\-_=*~–—.\s]{4,}\Z")
_LONGEST_HEADING = 100


@dataclass(slots=True)
class Reading:
    """What has been read: the words before, the tree, the words after."""

    preamble: list[Line] = field(default_factory=list)
    top: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def read_listed(units: Sequence[Unit]) -> Reading:
    """Return the tree of units of which some carry numbers or letters."""
    marked = [number for number, unit in enumerate(units) if unit.place]
    first, last = marked[0], marked[-1]
    head, body = list(units[:first]), units[first:last]
    reading = Reading()
    tree = _Tree(reading)
    between: list[Unit] = []
    has_headings = _later_heading(units, first, last)
    if has_headings and head and looks_like_heading(head[-1]):
        if not is_salutation(head[-1].words) and not only_leads_in(head[-1].words):
            tree.open_heading([head.pop()])
    for unit in [*body, units[last]]:
        if unit.place is None:
            between.append(unit)
            continue
        tree.place_between(between, unit)
        tree.add(unit)
        between = []
    tree.place_tail(units[last + 1 :])
    reading.preamble = [line for unit in head for line in unit.all_lines()]
    for draft in reading.top:
        _mark_headings(draft)
    return reading


def _later_heading(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether numbering begins again under a heading somewhere below the first."""
    return any(
        unit.place is not None
        and unit.place.is_restart
        and unit.place.depth == 0
        and looks_like_heading(units[number - 1])
        and units[number - 1].place is None
        for number, unit in enumerate(units[first + 1 : last + 1], first + 1)
    )


def looks_like_heading(unit: Unit) -> bool:
    """Whether a unit is short, unmarked and no sentence."""
    words = unit.words
    if unit.place is not None or not 0 < len(words) <= _LONGEST_HEADING:
        return False
    if words[-1] in ".?;,!" or words[0].islower() or is_period(words):
        return False
    return len(words.split()) <= 12


@dataclass(slots=True)
class _Tree:
    """The tree while marks are added, with the nodes that are open at each depth."""

    reading: Reading
    open_nodes: list[Draft] = field(default_factory=list)
    siblings: list[Draft] | None = None

    def open_heading(self, units: Sequence[Unit]) -> None:
        """Begin a heading; what comes next at the top is beneath it."""
        heading = Draft(units[0].start, kind="heading")
        heading.lines = [line for unit in units for line in unit.all_lines()]
        self.reading.top.append(heading)
        self.siblings = heading.children
        self.open_nodes = []

    def add(self, unit: Unit) -> None:
        """Put a marked unit in its place."""
        assert unit.place is not None and unit.marker is not None  # noqa: S101
        depth = unit.place.depth
        if unit.place.implicit:
            del self.open_nodes[depth - 1 :]
            parent = Draft(unit.start, label=unit.place.implicit, is_implicit=True)
            self._children_at(depth - 1).append(parent)
            self.open_nodes.append(parent)
        del self.open_nodes[depth:]
        draft = Draft(
            unit.start, unit.marker.text, unit.marker.label, lines=list(unit.lines)
        )
        self._children_at(depth).append(draft)
        self.open_nodes.append(draft)

    def _children_at(self, depth: int) -> list[Draft]:
        if depth and self.open_nodes:
            return self.open_nodes[min(depth, len(self.open_nodes)) - 1].children
        return self.reading.top if self.siblings is None else self.siblings

    def place_between(self, units: Sequence[Unit], following: Unit) -> None:
        """Share out the unmarked units that stand between two marked ones."""
        if not units:
            return
        kept = len(units)
        if following.place is not None and following.place.depth == 0:
            kept = _heading_start(units, following)
        self._append(units[:kept], following.place.depth if following.place else 0)
        if kept < len(units):
            self.open_heading(units[kept:])

    def _append(self, units: Sequence[Unit], next_depth: int) -> None:
        """Add words to the last node, or after its list where that has ended."""
        if not units:
            return
        lines = [line for unit in units for line in unit.all_lines()]
        current = self.open_nodes[-1]
        if next_depth >= len(self.open_nodes) - 1:
            current.lines.extend(lines)
        else:
            self.open_nodes[next_depth].after.extend(lines)

    def place_tail(self, units: Sequence[Unit]) -> None:
        """Share out what stands after the last mark: more of it, or closing."""
        for number, unit in enumerate(units):
            if is_sign_off(unit.words) or is_closing(unit.words):
                self._close(units[number:])
                return
            if not asks(unit.words) and unit.words[:1] != "(":
                self._close(units[number:])
                return
            if adds_on(unit.words):
                self._add_unmarked(unit)
            else:
                self._append([unit], 0)

    def _add_unmarked(self, unit: Unit) -> None:
        draft = Draft(unit.start, lines=list(unit.lines))
        self._children_at(0).append(draft)
        self.open_nodes = [draft]

    def _close(self, units: Sequence[Unit]) -> None:
        self.reading.closing = [line for unit in units for line in unit.all_lines()]


def _heading_start(units: Sequence[Unit], following: Unit) -> int:
    """Return which of some unmarked units begins the heading over the next mark."""
    assert following.place is not None  # noqa: S101
    for number, unit in enumerate(units):
        if _RULE.match(unit.words):
            return number
    last = len(units) - 1
    if following.place.is_restart:
        if looks_like_heading(units[last]) or units[last].words[-1] in ":-":
            while last and looks_like_heading(units[last - 1]):
                last -= 1
            return last
        return len(units)
    if units[last].words[-1] == ":" or (
        units[last].is_after_gap and looks_like_heading(units[last])
    ):
        return last
    return len(units)


def _mark_headings(draft: Draft) -> None:
    """Make a capital letter over a list of numbers a heading, unless it asks."""
    over_numbers = bool(draft.children) and draft.children[0].label.isdigit()
    is_title = draft.label[:1].isupper() or draft.marker[:4].lower() in ("part", "sect")
    if over_numbers and is_title and not asks(draft.words):
        draft.kind = "heading"
