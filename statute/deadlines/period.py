"""Periods of time, and the one way of counting each of them.

A `Period` is what the law makes of a request's facts: where time starts, how much of it
there is, and which days are left out. The date and its working are both read off the
same period, so neither can say what the other does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from statute.working_days import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a working: its number, or the reason it has none."""

    on: date
    number: int | None
    reason: str | None

    @property
    def is_counted(self) -> bool:
        """Whether the day used up time."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Disregarded:
    """Days that do not count, the first and the last included, and why."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """Why there is no duty to answer for now, and since when."""

    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """So many working days following a day that is not itself counted.

    Attributes:
        day_zero: The day after which counting starts.
        working_days: How many days are counted.
        rules: The keys of the rules relied on, the main one first.
        disregarded: Days of waiting, which do not count towards any limit.
        closures: Days without a school session, which count only towards `at_most`.
        at_most: The working day that ends the period whatever the closures.
        extended_to: The day promised by notice, where it is later.
        standstill: Why no time is running; then the period has no end.
        shown_from: The day after which a working begins, where that is before
            `day_zero`: the receipt that a later day has overtaken.
        why_day_zero: What `day_zero` was, to be shown where it was overtaken.
    """

    day_zero: date
    working_days: int
    rules: tuple[str, ...] = ()
    disregarded: tuple[Disregarded, ...] = ()
    closures: tuple[Disregarded, ...] = ()
    at_most: int | None = None
    extended_to: date | None = None
    standstill: Standstill | None = None
    shown_from: date | None = None
    why_day_zero: str = ""

    def ends_on(self, calendar: WorkingCalendar) -> date | None:
        """Return the last day of the period; None while no time is running."""
        if self.standstill is not None:
            return None
        end = self.ordinary_end(calendar)
        if self.extended_to is not None and self.extended_to > end:
            return self.extended_to
        return end

    def ordinary_end(self, calendar: WorkingCalendar) -> date:
        """Return the day the counted days end on, whatever notice has promised."""
        if not self.closures:
            if not self.disregarded:
                return calendar.add(self.day_zero, self.working_days)
            return self._nth(calendar, self.working_days, self.disregarded)
        end = self.nth(calendar, self.working_days)
        if self.at_most is None:
            return end
        return min(end, self._nth(calendar, self.at_most, self.disregarded))

    def is_cut_short(self, calendar: WorkingCalendar) -> bool:
        """Say whether the period ends by `at_most`, before all its days are counted."""
        return self.ordinary_end(calendar) < self.nth(calendar, self.working_days)

    def first_counted_on(self, calendar: WorkingCalendar) -> date | None:
        """Return day one; None while no time is running."""
        if self.standstill is not None:
            return None
        return self.nth(calendar, 1)

    def days(self, calendar: WorkingCalendar) -> Iterator[CountedDay]:
        """Yield every day from receipt to the end, counted or not.

        While no time is running, the days go up to the one on which it stopped.
        """
        end = self.ends_on(calendar)
        if end is None:
            end = self.standstill.since if self.standstill else self.day_zero
        left_out = {
            date.fromordinal(ordinal): span.reason
            for span in chain(self.closures, self.disregarded)
            for ordinal in range(
                span.first.toordinal(), min(span.last, end).toordinal() + 1
            )
        }
        if self.standstill is not None:
            left_out[self.standstill.since] = self.standstill.reason
        number = 0
        day = self.shown_from or self.day_zero
        while day < end:
            day += ONE_DAY
            reason = calendar.reason(day)
            if day == self.day_zero:
                reason = self.why_day_zero
            elif reason is None:
                before = "Before time began afresh" if day < self.day_zero else None
                reason = left_out.get(day, before)
            if reason is None:
                number += 1
                yield CountedDay(day, number, None)
            else:
                yield CountedDay(day, None, reason)

    def nth(self, calendar: WorkingCalendar, n: int) -> date:
        """Return the `n`-th working day that neither waiting nor closure leaves out."""
        return self._nth(calendar, n, (*self.disregarded, *self.closures))

    def _nth(
        self, calendar: WorkingCalendar, n: int, spans: tuple[Disregarded, ...]
    ) -> date:
        """Return the `n`-th working day that no span disregards.

        Each span that begins in time pushes the day on by the working days in it, at
        the cost of two look-ups whatever its length.
        """
        end = calendar.add(self.day_zero, n)
        reached = self.day_zero
        for span in sorted(spans, key=_first) if len(spans) > 1 else spans:
            if span.first > end:
                break
            if span.last > reached:
                after = span.first - ONE_DAY if span.first > reached else reached
                n += calendar.working_days_between(after, span.last)
                end = calendar.add(self.day_zero, n)
                reached = span.last
        return end


def _first(span: Disregarded) -> date:
    return span.first


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A stretch of ordinary days: weeks or months, of which few are left out.

    Attributes:
        begins_on: The first day that counts.
        last_on: The last day, before any roll to a working day.
        rules: The keys of the rules relied on, the main one first.
        disregarded: Days of waiting, already allowed for in `last_on`.
        is_rolled: Whether a last day that is not a working day moves to the next one.
        standstill: Why no time is running; then the period has no end.
    """

    begins_on: date
    last_on: date
    rules: tuple[str, ...] = ()
    disregarded: tuple[Disregarded, ...] = ()
    is_rolled: bool = False
    standstill: Standstill | None = None

    def ends_on(self, calendar: WorkingCalendar) -> date | None:
        """Return the last day of the period; None while no time is running."""
        if self.standstill is not None:
            return None
        if self.is_rolled and not calendar.is_working_day(self.last_on):
            return calendar.add(self.last_on, 1)
        return self.last_on

    def first_counted_on(self, calendar: WorkingCalendar) -> date | None:
        """Return the first day of the period; None while no time is running."""
        return None if self.standstill is not None else self.begins_on

    def days(self, calendar: WorkingCalendar) -> Iterator[CountedDay]:
        """Yield every day from the first to the end, counted or not."""
        end = self.ends_on(calendar)
        if end is None:
            end = self.standstill.since if self.standstill else self.begins_on
        number = 0
        for ordinal in range(self.begins_on.toordinal(), end.toordinal() + 1):
            day = date.fromordinal(ordinal)
            reason = self._why_not(day, end, calendar)
            if reason is None:
                number += 1
            yield CountedDay(day, number if reason is None else None, reason)

    def _why_not(self, day: date, end: date, calendar: WorkingCalendar) -> str | None:
        if self.standstill is not None and day >= self.standstill.since:
            return self.standstill.reason
        for span in self.disregarded:
            if span.first <= day <= span.last:
                return span.reason
        if self.last_on <= day < end:
            return calendar.reason(day)
        return None


AnyPeriod = Period | CalendarPeriod
