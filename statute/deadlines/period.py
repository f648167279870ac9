"""Count periods of time, each kind by a single method.

A `Period` is the result of applying the law to a request's facts: the start of time,
its amount, and the days left out. The date and its working both come from the same
period, so they always agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from statute.working_days import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day of a working, with its number or the reason for having none."""

    on: date
    number: int | None
    reason: str | None

    @property
    def is_counted(self) -> bool:
        """Whether the day used up time."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Disregarded:
    """Days left out of the count, first and last included, and the reason."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """The reason there is no duty to answer for now, and its first day."""

    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """A number of working days after a day that is not itself counted.

    Attributes:
        day_zero: The day after which counting starts.
        working_days: How many days are counted.
        rules: The keys of the rules relied on, the main one first.
        disregarded: Days of waiting, which do not count towards any limit.
        closures: Days without a school session, which count only towards `at_most`.
        at_most: The number of the working day that ends the period despite closures.
        extended_to: The day promised by notice, if later.
        standstill: The reason no time is running; then the period has no end.
        shown_from: The day after which a working begins, if before `day_zero`: the
            original receipt, replaced by a later day.
        why_day_zero: The reason for `day_zero`, shown if it replaced the receipt.
        why_before: The reason for not counting the days from receipt to `day_zero`.
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
    why_before: str = "Before the time started again"

    def ends_on(self, calendar: WorkingCalendar) -> date | None:
        """Return the last day of the period; None while no time is running."""
        if self.standstill is not None:
            return None
        end = self.ordinary_end(calendar)
        if self.extended_to is not None and self.extended_to > end:
            return self.extended_to
        return end

    def ordinary_end(self, calendar: WorkingCalendar) -> date:
        """Return the end of the counted days, without any promise by notice."""
        if not self.closures:
            if not self.disregarded:
                return calendar.add(self.day_zero, self.working_days)
            return self._nth(calendar, self.working_days, self.disregarded)
        end = self.nth(calendar, self.working_days)
        if self.at_most is None:
            return end
        return min(end, self._nth(calendar, self.at_most, self.disregarded))

    def is_cut_short(self, calendar: WorkingCalendar) -> bool:
        """Return whether `at_most` ends the period before all its days are counted."""
        return self.ordinary_end(calendar) < self.nth(calendar, self.working_days)

    def first_counted_on(self, calendar: WorkingCalendar) -> date | None:
        """Return day one; None while no time is running."""
        if self.standstill is not None:
            return None
        return self.nth(calendar, 1)

    def days(self, calendar: WorkingCalendar) -> Iterator[CountedDay]:
        """Yield every day from receipt to the end, counted or not.

        While no time is running, the days go up to the day it stopped.
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
                before = self.why_before if day < self.day_zero else None
                reason = left_out.get(day, before)
            if reason is None:
                number += 1
                yield CountedDay(day, number, None)
            else:
                yield CountedDay(day, None, reason)

    def nth(self, calendar: WorkingCalendar, n: int) -> date:
        """Return the `n`-th working day not left out for waiting or closure."""
        return self._nth(calendar, n, (*self.disregarded, *self.closures))

    def _nth(
        self, calendar: WorkingCalendar, n: int, spans: tuple[Disregarded, ...]
    ) -> date:
        """Return the `n`-th working day outside the spans.

        Each span that begins in time moves the result later by the working days in it.
        This takes two look-ups per span, whatever its length.
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
    """A period of ordinary days, in weeks or months, with few days left out.

    Attributes:
        begins_on: The first day that counts.
        last_on: The last day, before any roll to a working day.
        rules: The keys of the rules relied on, the main one first.
        disregarded: Days of waiting, already allowed for in `last_on`.
        is_rolled: Whether a last day that is not a working day moves to the next one.
        standstill: The reason no time is running; then the period has no end.
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
