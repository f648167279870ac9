"""Find how many working days each stage needs, from how requests went before.

A request is looked at on each Monday on which it was open and in time: its stage, and
the working days left. Whether it was answered late is known later. For each stage a
number of days is found: fewer days left mean late. These numbers together would have
told late from in time best: their F1 score, the harmonic mean of how many of the
forecast were late and how many of the late were forecast, is the highest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Final, NamedTuple

from requests_app.lists.likely import MOST_DAYS
from requests_app.workflow import RUNNING_STATES, State

# The Mondays that are learned from. The last weeks are left out: of requests open then,
# only those answered fast are known to be in time.
_LEARNED: Final = timedelta(days=182)
_UNKNOWN: Final = timedelta(days=42)
# The working days of the simpler forecast.
SOON: Final = 5
# Fewer requests tell too little.
LEAST: Final = 30
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a request went so far.

    Attributes:
        key: The key of the request.
        received_on: The day of receipt.
        steps: The day of each change of state, the earliest first, and the state after.
        due_on: The due date, with any extension.
        original_due_on: The due date without the extension; None without one.
        extended_on: The day of the extension.
        answered_on: The day of the first answer; None if not answered so far.
        closed_on: The day of closing; None if open.
    """

    key: int
    received_on: date
    steps: Sequence[tuple[date, str]]
    due_on: date | None
    original_due_on: date | None = None
    extended_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None

    def state_on(self, day: date) -> str:
        """Return the state at the end of a day, "" before the first."""
        return next((state for on, state in reversed(self.steps) if on <= day), "")

    def due_then(self, day: date) -> date | None:
        """Return the due date as it was on a day."""
        if self.extended_on is not None and day < self.extended_on:
            return self.original_due_on
        return self.due_on

    def was_late(self, known_on: date) -> bool | None:
        """Return whether the answer was late, as known on a day; None if unknown."""
        due_on = self.due_then(known_on)
        if due_on is None:
            return None
        if self.answered_on is not None and self.answered_on <= known_on:
            return self.answered_on > due_on
        if self.closed_on is not None and self.closed_on <= known_on:
            return None
        return True if due_on < known_on else None


class Seen(NamedTuple):
    """A request as it stood on a day.

    Attributes:
        key: The key of the request.
        state: The stage.
        left: The working days left; none on the due date.
        was_late: Whether the answer was late.
        needed: The working days until the answer; None if there was none so far.
    """

    key: int
    state: str
    left: int
    was_late: bool
    needed: int | None


@dataclass(frozen=True, slots=True)
class Needed:
    """The working days that a stage needs, their median, and from how many requests."""

    days: int
    median_days: int
    requests: int


@dataclass(frozen=True, slots=True)
class Score:
    """How right a forecast was.

    Attributes:
        forecast: How many were forecast to be late.
        late: How many were late.
        both: How many were both.
    """

    forecast: int
    late: int
    both: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1."""
        return 2 * self.both / max(self.forecast + self.late, 1)


class Days:
    """Counts working days between days, from a table made once."""

    def __init__(
        self, first: date, last: date, is_working: Callable[[date], bool]
    ) -> None:
        self.first = first
        self.upto = []
        number = 0
        for step in range((last - first).days + 1):
            number += is_working(first + timedelta(days=step))
            self.upto.append(number)

    def between(self, after: date, last: date) -> int:
        """Return the working days after a day, up to another; 0 if there is none."""
        places = [(day - self.first).days for day in (after, last)]
        from_, to = (min(max(place, 0), len(self.upto) - 1) for place in places)
        return max(self.upto[to] - self.upto[from_], 0)


def learn(
    courses: Sequence[Course], *, known_on: date, days: Days
) -> dict[str, Needed]:
    """Return the days that each stage needs, from what was known on a day.

    Nothing that happened after the day is looked at.

    Args:
        courses: Requests of one authority, without reviews.
        known_on: The London day.
        days: The working days.
    """
    first = known_on - _UNKNOWN - _LEARNED
    mondays = mondays_between(first, known_on - _UNKNOWN)
    seen = list(looked_at(courses, mondays, known_on=known_on, days=days))
    if len({one.key for one in seen}) < LEAST:
        return {}
    by_stage: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        by_stage[one.state].append(one)
    medians = {
        state: min(median_low(needed), MOST_DAYS)
        for state, found in by_stage.items()
        if (needed := [one.needed for one in found if one.needed is not None])
    }
    best = _best(by_stage, medians)
    whole = _whole_time(courses, seen, days)
    return {
        state: Needed(told, medians[state], len({one.key for one in by_stage[state]}))
        for state in medians
        if (told := best[state] if best[state] < whole else medians[state]) < whole
    }


def _whole_time(courses: Iterable[Course], seen: Iterable[Seen], days: Days) -> int:
    """Return the working days that requests usually have from their receipt.

    A stage said to need as many would be forecast late on arrival, whatever happened.
    Its median is used instead, or nothing.
    """
    keys = {one.key for one in seen}
    return median_low(
        days.between(course.received_on, due_on)
        for course in courses
        if course.key in keys and (due_on := course.due_then(course.received_on))
    )


def looked_at(
    courses: Iterable[Course],
    mondays: Sequence[date],
    *,
    known_on: date,
    days: Days,
) -> Iterator[Seen]:
    """Yield requests as they stood on each day: open, in time, later known to be late.

    Args:
        courses: The requests.
        mondays: The days of looking.
        known_on: The day on which it is known whether the answer was late.
        days: The working days.
    """
    for course in courses:
        was_late = course.was_late(known_on)
        if was_late is None:
            continue
        ends = [one for one in (course.answered_on, course.closed_on) if one]
        end = min(ends, default=date.max)
        answered_on = course.answered_on
        for monday in mondays:
            due_on = course.due_then(monday)
            if due_on is None or due_on < monday or end <= monday:
                continue
            state = course.state_on(monday)
            if course.received_on > monday or state not in RUNNING_STATES:
                continue
            is_known = answered_on is not None and answered_on <= known_on
            yield Seen(
                course.key,
                state,
                days.between(monday, due_on),
                was_late,
                days.between(monday, answered_on) if answered_on and is_known else None,
            )


def mondays_between(first: date, last: date) -> list[date]:
    """Return the Mondays from one day to another, both included."""
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + week * _WEEK for week in range((last - monday).days // 7 + 1)]


def score(seen: Iterable[Seen], is_forecast: Callable[[Seen], bool]) -> Score:
    """Count how right a forecast was."""
    forecast = late = both = 0
    for one in seen:
        is_late = is_forecast(one)
        forecast += is_late
        late += one.was_late
        both += is_late and one.was_late
    return Score(forecast, late, both)


def is_due_soon(one: Seen) -> bool:
    """Forecast without history: due within five working days, and not in clearance."""
    return one.left <= SOON and one.state != State.CLEARANCE


def forecast_by(needed: Mapping[str, Needed]) -> Callable[[Seen], bool]:
    """Return the forecast: fewer working days are left than the stage needs."""
    return lambda one: one.state in needed and one.left < needed[one.state].days


def _best(
    by_stage: Mapping[str, Sequence[Seen]], medians: Mapping[str, int]
) -> dict[str, int]:
    """Return the days of each stage with the highest F1 score together.

    The score is a quotient of sums over stages, so Dinkelbach's method finds the
    highest: for the last quotient, each stage has its own best number of days.
    """
    tables = {state: _table(by_stage[state]) for state in medians}
    late = sum(one.was_late for found in by_stage.values() for one in found)
    best = dict(medians)
    if not late:
        # Nothing was late: what a stage needs is its median.
        return best
    quotient = -1.0
    while True:
        both = sum(tables[state][days][0] for state, days in best.items())
        forecast = sum(tables[state][days][1] for state, days in best.items())
        found = 2 * both / (forecast + late)
        if found <= quotient:
            return best
        quotient = found
        for state, table in tables.items():
            worth = [
                (2 * hits - quotient * all_, -abs(days - medians[state]), days)
                for days, (hits, all_) in enumerate(table)
            ]
            best[state] = max(worth)[2]


def _table(found: Sequence[Seen]) -> list[tuple[int, int]]:
    """Return for each number of days how many are late, and how many are forecast."""
    late, every = [0] * (MOST_DAYS + 1), [0] * (MOST_DAYS + 1)
    for one in found:
        if one.left < MOST_DAYS:
            late[one.left + 1] += one.was_late
            every[one.left + 1] += 1
    table, hits, all_ = [], 0, 0
    for days in range(MOST_DAYS + 1):
        hits += late[days]
        all_ += every[days]
        table.append((hits, all_))
    return table
