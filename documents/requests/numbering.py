"""Assign marks to lists: find the cheapest reading of all marks together.

A single mark is ambiguous: `1.` may open a list, open a nested list, or begin "1.
January". So each mark has several readings, each with a cost: it continues a level,
opens a level, restarts a level, or is no mark. A beam search keeps the few cheapest
readings so far until the end of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.requests.markers import BULLET, Marker, Reading

_DEEPEST = 10  # levels of lists
_LATEST_OPENING = 200  # no list begins with a year
_MOST_LISTS = 6  # lists remembered by their last mark
_NO_MARK = {"bullet": 3.0, "weak": 1.5, "strong": 4.0}
_WIDTHS = ((1_500, 8), (5_000, 3))  # (most marks, readings kept): a bound on time


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin with a mark.

    Attributes:
        marker: The mark.
        indent: Columns from the left edge.
        is_after_text: Whether a line without a mark stands just above.
        is_after_colon: Whether the words just above end in a colon.
    """

    marker: Marker
    indent: int
    is_after_text: bool
    is_after_colon: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a mark in the tree.

    Attributes:
        depth: 0 for the top.
        implicit: The number of a parent the sender never wrote, opened one level above.
        is_restart: Whether its list begins again here.
        opens: Whether its list begins here.
    """

    depth: int
    implicit: str = ""
    is_restart: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    """A list still open: the kind of its numbering, and its last mark."""

    kind: str
    style: str
    value: int
    indent: int

    @property
    def path(self) -> str:
        """The dotted number of its last mark."""
        return self.kind.removesuffix("#") + str(self.value)


@dataclass(frozen=True, slots=True)
class _Stack:
    """The open lists, outermost first, and the last mark of every list."""

    levels: tuple[_Level, ...] = ()
    latest: tuple[_Level, ...] = ()

    def with_level(self, depth: int, *levels: _Level) -> "_Stack":
        """Return the stack with the levels from `depth` down replaced."""
        if levels[-1].kind == BULLET:
            latest = self.latest
        else:
            new = {(level.kind, level.style) for level in levels}
            latest = (
                *(old for old in self.latest if (old.kind, old.style) not in new),
                *levels,
            )[-_MOST_LISTS:]
        return _Stack((*self.levels[:depth], *levels), latest)


_Choice = tuple[float, Place | None, _Stack]
_Chain = tuple["_Chain | None", Place | None]


def places_of(candidates: Sequence[Candidate]) -> list[Place | None]:
    """Return the place of each mark, None where it is not a mark."""
    width = next((w for most, w in _WIDTHS if len(candidates) <= most), 1)
    beam: list[tuple[float, _Stack, _Chain | None]] = [(0.0, _Stack(), None)]
    for candidate in candidates:
        reached: dict[_Stack, tuple[float, _Stack, _Chain | None]] = {}
        for cost, stack, chain in beam:
            for extra, place, onward in _choices(candidate, stack):
                total = cost + extra
                if onward not in reached or total < reached[onward][0]:
                    reached[onward] = (total, onward, (chain, place))
        beam = sorted(reached.values(), key=lambda state: state[0])[:width]
    places: list[Place | None] = []
    link = beam[0][2]
    while link is not None:
        link, place = link
        places.append(place)
    places.reverse()
    return places


def _choices(candidate: Candidate, stack: _Stack) -> Iterator[_Choice]:
    marker = candidate.marker
    sort = "weak" if marker.is_weak else "bullet" if marker.is_bullet else "strong"
    yield _NO_MARK[sort], None, stack
    for reading in marker.readings:
        if marker.parent:
            yield from _under_its_number(candidate, reading, stack)
            continue
        for depth, level in enumerate(stack.levels):
            is_over_bullets = depth + 1 < len(stack.levels) and (
                stack.levels[depth + 1].kind == BULLET
            )
            extra = _going_on(candidate, reading, level, is_over_bullets)
            if extra is not None:
                place = Place(depth, is_restart=_restarts(reading, level))
                yield extra, place, stack.with_level(depth, _level(candidate, reading))
        yield from _opening(candidate, reading, stack)


def _level(candidate: Candidate, reading: Reading) -> _Level:
    marker = candidate.marker
    return _Level(reading.kind, marker.style, reading.value, candidate.indent)


def _restarts(reading: Reading, level: _Level) -> bool:
    return reading.kind != BULLET and reading.value <= 1 <= level.value


def _going_on(
    candidate: Candidate, reading: Reading, level: _Level, is_over_bullets: bool
) -> float | None:
    """Return the cost of reading a mark as the next in an open list.

    Numbers over bullets often begin again: each was pasted as a list of one.
    """
    marker = candidate.marker
    strayed = abs(candidate.indent - level.indent) >= 2
    if marker.is_bullet:
        if level.kind != BULLET:
            return None
        return 1.5 * (marker.style != level.style) + 2.0 * strayed
    if reading.kind != level.kind:
        return _next_section(reading, level)
    cost = _step(reading.value - level.value)
    if _restarts(reading, level):
        cost = 1.5 if candidate.is_after_text or is_over_bullets else 3.5
    cost += 1.0 * (level.style not in ("", marker.style))
    cost += 1.0 * strayed + 0.3 * marker.is_weak
    return cost


def _next_section(reading: Reading, level: _Level) -> float | None:
    """Return the cost of 2.1 after 1.3 or B1 after A3, with no plain 2 or B."""
    if level.kind[1:] == reading.kind[1:] == "#" and level.kind[0].isalpha():
        is_next = ord(reading.kind[0]) - ord(level.kind[0]) == 1
        return 0.3 if is_next and reading.value == 1 else None
    before, now = level.kind.split("."), reading.kind.split(".")
    if len(before) != len(now) or len(now) < 2 or before[:-2] != now[:-2]:
        return None
    if not (before[-2].isdigit() and now[-2].isdigit()):
        return None
    step = int(now[-2]) - int(before[-2])
    return 0.3 if step == 1 and reading.value == 1 else 3.0


def _step(delta: int) -> float:
    """Return the cost of a jump in the numbering."""
    if delta == 1:
        return 0.0
    if delta == 0:
        return 2.5
    if delta == 2:
        return 1.5
    if 2 < delta < 10:
        return 3.0
    return 5.0 if delta < 0 else 7.0


def _opening(
    candidate: Candidate, reading: Reading, stack: _Stack
) -> Iterator[_Choice]:
    """Yield the ways to open a list: inside the last list, or in place of another."""
    marker = candidate.marker
    if marker.is_bullet:
        cost = 0.8
    elif reading.value <= 1 or _counts_on(candidate, reading, stack):
        cost = 1.0
    elif reading.value > _LATEST_OPENING:
        return
    else:
        cost = 3.0 if reading.value == 2 else 4.5
    cost += 1.0 * marker.is_weak
    level = _level(candidate, reading)
    if len(stack.levels) < _DEEPEST:
        within = cost + _nesting(candidate, reading, stack.levels)
        place = Place(len(stack.levels), opens=True)
        yield within, place, stack.with_level(len(stack.levels), level)
    twin = _twin(reading, marker, stack.levels)
    for depth, old in enumerate(stack.levels):
        swap = 0.7 if candidate.is_after_text and not depth else 2.2
        if twin and old.kind == BULLET:
            swap += 2.0
        if old.kind != reading.kind:
            place = Place(depth, opens=True)
            yield cost + swap, place, stack.with_level(depth, level)


def _counts_on(candidate: Candidate, reading: Reading, stack: _Stack) -> bool:
    """Whether a mark continues a list closed by a section mark."""
    return any(
        level.kind == reading.kind
        and level.style == candidate.marker.style
        and level.value + 1 == reading.value
        for level in stack.latest
    )


def _nesting(
    candidate: Candidate, reading: Reading, stack: tuple[_Level, ...]
) -> float:
    """Return the extra cost of opening a list inside the last mark's words."""
    if not stack:
        return 0.0
    marker, above = candidate.marker, stack[-1]
    cost = 0.0
    deeper = candidate.indent - above.indent
    twin = _twin(reading, marker, stack)
    if twin:
        cost += 0.5 if candidate.indent - twin.indent >= 2 else 3.0
        cost -= 1.0 * candidate.is_after_colon
    if deeper <= -2:
        cost += 1.5
    if above.kind == BULLET and not marker.is_bullet:
        cost += 1.0
    if above.path == reading.kind.removesuffix(".#") and "." in reading.kind:
        cost -= 1.0
    return cost


def _twin(
    reading: Reading, marker: Marker, levels: tuple[_Level, ...]
) -> _Level | None:
    """Return the open list whose marks look like a mark."""
    return next(
        (
            level
            for level in levels
            if level.kind == reading.kind and level.style == marker.style
        ),
        None,
    )


def _under_its_number(
    candidate: Candidate, reading: Reading, stack: _Stack
) -> Iterator[_Choice]:
    """Yield the ways to place "2b": beneath the 2, written out or not."""
    marker = candidate.marker
    number, child = int(marker.parent), _level(candidate, reading)
    parent = _Level(marker.parent_kind, "", number, candidate.indent)
    levels = stack.levels
    for depth, level in enumerate(levels):
        if level.kind not in ("#", "q#", marker.parent_kind):
            continue
        if level.value == number:
            beneath = levels[depth + 1] if depth + 1 < len(levels) else None
            if beneath and beneath.kind == reading.kind:
                cost = _step(reading.value - beneath.value)
            else:
                cost = 0.5 if reading.value == 1 else 1.0
            place = Place(depth + 1, opens=beneath is None)
            yield cost, place, stack.with_level(depth + 1, child)
        else:
            cost = 0.8 + _step(number - level.value) + 0.5 * (reading.value != 1)
            place = Place(depth + 1, implicit=marker.parent, opens=True)
            yield cost, place, stack.with_level(depth, parent, child)
    if not levels or levels[0].kind == BULLET:
        cost = 0.8 if number == 1 else 6.0
        place = Place(1, implicit=marker.parent, opens=True)
        yield cost, place, stack.with_level(0, parent, child)
