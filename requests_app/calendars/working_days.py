"""The working days this installation counts by: the release's, with its own changes.

The changes are few, so they are read whole: once for a page or a task that says so with
`read_once`, else every time. A process builds a calendar once for the same changes, and
so never counts by one that another process has changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from requests_app.calendars.known_holidays import (
    Changes,
    HolidayKnown,
    as_change,
    complete_until,
    days_with,
)
from requests_app.models import HolidayOverride
from statute.regimes import Regime
from statute.working_days import (
    UNITED_KINGDOM,
    WEEKEND,
    Division,
    WorkingCalendar,
    calendar_of,
    format_date,
    uk_calendar,
)

# So long before the known holidays end, somebody is told.
NOTICE: Final = timedelta(days=200)

SCOTLAND_ONLY: Final = frozenset({Division.SCOTLAND})

_read: ContextVar[list[Changes] | None] = ContextVar("holiday_changes", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Ask the database for the changes at most once within this block."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """Ask afresh: the changes may be others by now."""
    kept = _read.get()
    if kept is not None:
        kept.clear()


def changes() -> Changes:
    """Return every change of this installation, the oldest first."""
    kept = _read.get()
    if kept:
        return kept[0]
    entries = HolidayOverride.objects.order_by("pk")
    found = tuple(as_change(entry) for entry in entries)
    if kept is not None:
        kept.append(found)
    return found


def calendar_for(regime: Regime) -> WorkingCalendar:
    """Return the working days that a regime counts by, here and now."""
    return calendar_with(changes(), regime)


def calendar_with(made: Changes, regime: Regime) -> WorkingCalendar:
    """Return the working days that a regime counts by, once these changes are made."""
    return _build(made, SCOTLAND_ONLY if regime.is_scottish else UNITED_KINGDOM)


@lru_cache(maxsize=16)
def _build(made: Changes, divisions: frozenset[Division]) -> WorkingCalendar:
    packaged = calendar_of(divisions)
    if not made:
        return packaged
    added, struck_out = {}, set()
    for day in days_with(made):
        if day.is_changed and day.kept_in & divisions:
            added[day.on] = day.name
        elif day.is_changed:
            struck_out.add(day.on)
    return packaged.with_overrides(added, struck_out, known_until=complete_until(made))


def count_alike(one: WorkingCalendar, other: WorkingCalendar) -> bool:
    """Say whether two calendars know the same years and the same working days."""
    return (one.first_known, one.last_known, _weekdays_off(one)) == (
        other.first_known,
        other.last_known,
        _weekdays_off(other),
    )


def _weekdays_off(calendar: WorkingCalendar) -> set[date]:
    return {
        on
        for on in calendar.holidays
        if on.weekday() not in WEEKEND
        and calendar.first_known <= on <= calendar.last_known
    }


def holidays_of(year: int) -> list[HolidayKnown]:
    """Return every bank holiday of a year, in order, those struck out among them."""
    return [day for day in days_with(changes()) if day.on.year == year]


def holiday_on(day: date) -> HolidayKnown | None:
    """Return what is known of one day, if it is or was a bank holiday anywhere."""
    return next((each for each in days_with(changes()) if each.on == day), None)


def known_years() -> range:
    """Return the years whose bank holidays are known."""
    calendar = calendar_for(Regime.FOIA)
    return range(calendar.first_known.year, calendar.last_known.year + 1)


def shortfall(*, on: date) -> str:
    """Say that the known holidays end soon, or have ended; nothing while they do not.

    Args:
        on: The London day to go by.
    """
    # What is entered here only ever adds years, so most often nobody need be asked.
    if uk_calendar().last_known > on + NOTICE:
        return ""
    last = calendar_for(Regime.FOIA).last_known
    if last > on + NOTICE:
        return ""
    when = (
        f"Bank holidays are known only until {format_date(last)}"
        if last >= on
        else f"Bank holidays were known only until {format_date(last)}"
    )
    return (
        f"{when}. No date beyond that can be worked out. Install a newer release, or "
        f"enter the bank holidays of {last.year + 1} and declare the year complete."
    )
