"""The working days of this installation: the release's, with local changes.

There are few changes, so all are read together: once within a `read_once` block,
otherwise at every use. Calendars are cached by their changes, so a process never uses a
calendar that another process has changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject

from requests_app.calendars.known_holidays import (
    Changes,
    HolidayKnown,
    as_change,
    complete_until,
    days_with,
    told_change,
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

# How long before the end of the known holidays to warn: time for a release or an entry.
NOTICE: Final = timedelta(days=200)

SCOTLAND_ONLY: Final = frozenset({Division.SCOTLAND})

_read: ContextVar[list[Changes] | None] = ContextVar("holiday_changes", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Read the changes from the database at most once within this block."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """Discard the changes read, because they may be out of date."""
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


def every_change() -> ArraySubquery:
    """Return the expression for every change, for a page that reads it beside more.

    `know` takes what it gives.
    """
    told = JSONObject(
        **{name: F(name) for name in ("on", "effect", "name", "divisions")}
    )
    return ArraySubquery(HolidayOverride.objects.order_by("pk").values(told=told))


def know(told: Iterable[Mapping[str, Any]]) -> None:
    """Take the changes that a page has read, within a `read_once` block."""
    kept = _read.get()
    if kept is not None and not kept:
        kept.append(tuple(told_change(each) for each in told))


def calendar_for(regime: Regime) -> WorkingCalendar:
    """Return the working days of a regime, with the current changes."""
    return calendar_with(changes(), regime)


def calendar_in(division: Division) -> WorkingCalendar:
    """Return the working days of one part of the country, with the current changes."""
    return _build(changes(), frozenset({division}))


def calendar_with(made: Changes, regime: Regime) -> WorkingCalendar:
    """Return the working days of a regime, with the given changes."""
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
    """Return whether two calendars know the same years and the same working days."""
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
    """Return every bank holiday of a year, in order, removed holidays included."""
    return [day for day in days_with(changes()) if day.on.year == year]


def holiday_on(day: date) -> HolidayKnown | None:
    """Return the bank holiday on a day, even if removed; None if none is known."""
    return next((each for each in days_with(changes()) if each.on == day), None)


def known_years() -> range:
    """Return the years whose bank holidays are known."""
    calendar = calendar_for(Regime.FOIA)
    return range(calendar.first_known.year, calendar.last_known.year + 1)


def shortfall(*, on: date) -> str:
    """Return a warning that the known holidays end soon or have ended; "" otherwise.

    Args:
        on: The current London day.
    """
    # Entries only ever add years. If the release reaches far enough, no query is
    # needed.
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
        f"{when}. Later due dates cannot be calculated. Install a newer release, or "
        f"enter the bank holidays of {last.year + 1} and declare the year complete."
    )
