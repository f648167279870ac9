"""The working of a due date as calendar months, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from statute.deadlines import CountedDay, Working
from statute.working_days import WEEKEND, format_date

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar.

    Attributes:
        on: The day.
        number: Its number among the counted days; None if it does not count.
        reason: Why it does not count.
        is_received: Whether the request was received on it, as the statute counts.
        is_due: Whether it is the due date.
        is_today: Whether it is the current day.
    """

    on: date
    number: int | None
    reason: str
    is_received: bool
    is_due: bool
    is_today: bool

    @property
    def is_weekend(self) -> bool:
        """Whether the day does not count because it is a Saturday or Sunday."""
        return self.reason in WEEKEND.values()

    @property
    def title(self) -> str:
        """The day in full, for screen readers."""
        return f"{WEEKDAYS[self.on.weekday()]} {format_date(self.on)}"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar; days outside the time are None."""

    title: str
    weeks: tuple[tuple[Day | None, ...], ...]


def months_of(
    working: Working, *, received_on: date, received: str, on: date
) -> tuple[Month, ...]:
    """Return the days of a working, by month and week.

    Args:
        working: The due date and its working.
        received_on: The day of receipt, which does not count.
        received: What was received, in words.
        on: The current day.
    """
    days = [_day(each, working, on) for each in working.days]
    if not days or received_on < days[0].on:
        arrival = CountedDay(received_on, None, received)
        days.insert(0, _day(arrival, working, on, is_received=True))
    return tuple(
        Month(f"{first:%B %Y}", _weeks(month))
        for first, month in (
            (key, list(group))
            for key, group in groupby(days, lambda day: day.on.replace(day=1))
        )
    )


def _day(
    counted: CountedDay, working: Working, on: date, *, is_received: bool = False
) -> Day:
    return Day(
        on=counted.on,
        number=counted.number,
        reason=counted.reason or "",
        is_received=is_received,
        is_due=counted.on == working.due_on,
        is_today=counted.on == on,
    )


def _weeks(days: Iterable[Day]) -> tuple[tuple[Day | None, ...], ...]:
    weeks = []
    for _, group in groupby(days, lambda day: day.on.isocalendar()[:2]):
        row: list[Day | None] = [None] * 7
        for day in group:
            row[day.on.weekday()] = day
        weeks.append(tuple(row))
    return tuple(weeks)
