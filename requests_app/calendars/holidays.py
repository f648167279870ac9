"""Bank holidays added, removed or restored by an installation."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.calendars.known_holidays import HolidayKnown, as_change
from requests_app.calendars.locking import hold_calendars_to_change_them
from requests_app.calendars.recalculating import begin_recalculation
from requests_app.calendars.working_days import (
    calendar_for,
    calendar_with,
    changes,
    count_alike,
    forget,
    holiday_on,
    holidays_of,
    known_years,
)
from requests_app.history.administration import record_change
from requests_app.models import HolidayOverride, Recalculation
from requests_app.refusals import Refusal
from statute.regimes import INFORMATION_REGIMES, Regime
from statute.working_days import (
    UNITED_KINGDOM,
    WEEKEND,
    Division,
    WorkingCalendar,
    format_date,
)

_Effect = HolidayOverride.Effect

# The fewest bank holidays a year in each part of the United Kingdom. A year with fewer
# is incomplete.
FEWEST_A_YEAR: Final = {
    Division.ENGLAND_AND_WALES: 8,
    Division.SCOTLAND: 9,
    Division.NORTHERN_IRELAND: 10,
}
# Holidays are proclaimed at most a few years ahead. A later year is a typing error.
YEARS_AHEAD: Final = 5


class HolidayNotPossible(Refusal):
    """The bank holiday cannot be added, removed or restored."""


@transaction.atomic
def add_holiday(
    *, on: date, name: str, divisions: Collection[Division], reason: str, by: User
) -> HolidayOverride:
    """Make a day a bank holiday, as after a proclamation newer than this release.

    Args:
        on: The day.
        name: The name of the holiday.
        divisions: The parts of the United Kingdom where the holiday is kept.
        reason: How the holiday is known, kept with the entry.
        by: The administrator.

    Returns:
        The entry; its `recalculation`, if any, moves the affected due dates.

    Raises:
        HolidayNotPossible: The day is a weekend, a known holiday there, or too far off.

    Source: FOIA 2000 s.10(6); Banking and Financial Dealings Act 1971 s.1(3).
    """
    hold_calendars_to_change_them()
    _check_year(on)
    if on.weekday() in WEEKEND:
        raise HolidayNotPossible(
            f"{format_date(on)} is a {WEEKEND[on.weekday()]}, so it is already not a "
            "working day. Enter the weekday on which the holiday is observed."
        )
    known = holiday_on(on)
    if known is not None and known.kept_in >= set(divisions):
        raise HolidayNotPossible(
            f"{format_date(on)} is a bank holiday there already: {known.name}."
        )
    return _enter(_Effect.ADDED, on, name, divisions, reason, by)


@transaction.atomic
def remove_holiday(
    *, on: date, divisions: Collection[Division], reason: str, by: User
) -> HolidayOverride:
    """Make a known bank holiday a working day.

    Args:
        on: The day.
        divisions: The parts of the United Kingdom where the holiday is not kept.
        reason: How this is known, kept with the entry.
        by: The administrator.

    Returns:
        The entry; its `recalculation`, if any, moves the affected due dates.

    Raises:
        HolidayNotPossible: The day is not a bank holiday there.
    """
    hold_calendars_to_change_them()
    known = _known(on)
    if not known.kept_in >= set(divisions):
        missing = _names(set(divisions) - known.kept_in)
        raise HolidayNotPossible(
            f"{format_date(on)} is not a bank holiday in {missing}."
        )
    return _enter(_Effect.REMOVED, on, known.name, divisions, reason, by)


@transaction.atomic
def restore_holiday(*, on: date, reason: str, by: User) -> HolidayOverride:
    """Restore a day to the state published in this release.

    Args:
        on: The day.
        reason: Why the change was wrong, kept with the entry.
        by: The administrator.

    Returns:
        The entry; its `recalculation`, if any, moves the affected due dates.

    Raises:
        HolidayNotPossible: No change was made to the day.
    """
    hold_calendars_to_change_them()
    known = _known(on)
    if not known.is_changed:
        raise HolidayNotPossible(
            f"{format_date(on)} is already as published, so there is nothing to "
            "restore."
        )
    changed = known.kept_in ^ known.published_in
    return _enter(_Effect.RESTORED, on, known.name, changed, reason, by)


@transaction.atomic
def complete_year(*, year: int, reason: str, by: User) -> HolidayOverride:
    """Declare that every bank holiday of a year has been entered.

    Due dates in that year can be calculated from then on. A missing holiday can still
    be added later.

    Args:
        year: The first year whose holidays are not known.
        reason: The source of the holidays, kept with the entry.
        by: The administrator.

    Returns:
        The entry; its `recalculation` calculates the due dates that were out of reach.

    Raises:
        HolidayNotPossible: An earlier year is incomplete, or there are too few
            holidays.
    """
    hold_calendars_to_change_them()
    following = known_years().stop
    if year < following:
        raise HolidayNotPossible(f"The bank holidays of {year} are known already.")
    if year > following:
        raise HolidayNotPossible(
            f"The bank holidays of {following} are not known yet: complete that year "
            f"first."
        )
    for part, fewest in FEWEST_A_YEAR.items():
        entered = sum(day.is_kept_in(part) for day in holidays_of(year))
        if entered < fewest:
            raise HolidayNotPossible(
                f"{part.full_name} has at least {fewest} bank holidays a year, and "
                f"{entered or 'none'} of {year} {'is' if entered == 1 else 'are'} "
                "entered. Add the others first."
            )
    last = date(year, 12, 31)
    name = f"Bank holidays of {year}"
    return _enter(_Effect.COMPLETED, last, name, UNITED_KINGDOM, reason, by)


def _check_year(on: date) -> None:
    years = known_years()
    if not years.start <= on.year < years.stop + YEARS_AHEAD:
        raise HolidayNotPossible(
            f"{format_date(on)} is outside the calendar: bank holidays are recorded "
            f"from {years.start}, and can be added up to "
            f"{years.stop + YEARS_AHEAD - 1}."
        )


def _known(on: date) -> HolidayKnown:
    known = holiday_on(on)
    if known is None:
        raise HolidayNotPossible(f"{format_date(on)} is not a bank holiday anywhere.")
    return known


def _enter(
    effect: HolidayOverride.Effect,
    on: date,
    name: str,
    divisions: Collection[Division],
    reason: str,
    by: User,
) -> HolidayOverride:
    """Store the override, and queue a recalculation of the due dates it affects."""
    before = {regime: calendar_for(regime) for regime in INFORMATION_REGIMES}
    override = HolidayOverride(
        effect=effect,
        on=on,
        name=name,
        divisions=[part.value for part in Division if part in divisions],
        reason=reason,
        by=by,
    )
    regimes = list(_regimes_concerned(override, before))
    if regimes:
        override.recalculation = begin_recalculation(
            cause=Recalculation.Cause.HOLIDAYS,
            what=_what(effect, on, name, divisions),
            reason=reason,
            by=by,
            regimes=regimes,
        )
    override.save()
    record_change(
        authority=None,
        by=by,
        subject=f"Bank holiday {name}",
        what=_what(effect, on, name, divisions),
        changes={"reason": ["", reason]},
    )
    forget()
    return override


def _regimes_concerned(
    override: HolidayOverride, before: dict[Regime, WorkingCalendar]
) -> Iterator[str]:
    """Yield the regimes whose working days change with this entry."""
    made = (*changes(), as_change(override))
    for regime, calendar in before.items():
        after = calendar_with(made, regime)
        if not count_alike(calendar, after):
            yield regime


def _what(
    effect: HolidayOverride.Effect,
    on: date,
    name: str,
    divisions: Collection[Division],
) -> str:
    where = "" if set(divisions) == UNITED_KINGDOM else f" ({_names(divisions)})"
    match effect:
        case _Effect.ADDED:
            return f"{format_date(on)} became a bank holiday{where}: {name}"
        case _Effect.REMOVED:
            return f"{format_date(on)} is no longer a bank holiday{where}: {name}"
        case _Effect.RESTORED:
            return f"{format_date(on)} is restored as published{where}: {name}"
    return f"The bank holidays of {on.year} are known"


def _names(divisions: Collection[Division]) -> str:
    return " and ".join(part.full_name for part in Division if part in divisions)
