"""Bands of lateness, in working days."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Final

from django.db.models import Q, TextChoices

from requests_app.calendars.known_holidays import Changes
from requests_app.calendars.working_days import calendar_with, changes
from requests_app.querysets import DueBand, is_in_band
from statute.regimes import INFORMATION_REGIMES
from statute.working_days import ONE_DAY, WorkingCalendar


class LateBand(TextChoices):
    """How late an open request is, in whole working days."""

    SOME = "1-20", "1 to 20 working days late"
    MORE = "21-40", "21 to 40 working days late"
    MOST = "over-40", "Over 40 working days late"


# The last working day of each band but the longest.
_ENDS: Final = {LateBand.SOME: 20, LateBand.MORE: 40}


def is_late_by(bands: Collection[str], *, on: date) -> Q:
    """Return the condition for an overdue request to be in a band of lateness.

    A request due on Friday is overdue on Saturday, by no working day so far: it is in
    the first band.

    Args:
        bands: Values of `LateBand`.
        on: The London day.
    """
    found = Q(pk__in=[])
    for regime, (first, second) in last_days_of_bands(on).items():
        dues = {
            LateBand.SOME: Q(due_on__gte=first),
            LateBand.MORE: Q(due_on__gte=second, due_on__lt=first),
            LateBand.MOST: Q(due_on__lt=second),
        }
        for band in bands:
            found |= Q(regime=regime) & dues[LateBand(band)]
    return is_in_band(DueBand.OVERDUE, on=on) & found


def last_days_of_bands(on: date) -> dict[str, tuple[date, date]]:
    """Return the earliest due dates of the first and of the second band, by regime."""
    return dict(_last_days(changes(), on))


@lru_cache(maxsize=16)
def _last_days(made: Changes, on: date) -> tuple[tuple[str, tuple[date, date]], ...]:
    found = []
    for regime in INFORMATION_REGIMES:
        calendar = calendar_with(made, regime)
        first, second = (_due_at_most(end, on, calendar) for end in _ENDS.values())
        found.append((regime.value, (first, second)))
    return tuple(found)


def _due_at_most(days: int, on: date, calendar: WorkingCalendar) -> date:
    """Return the earliest due date that is at most some working days before a day."""
    due_on, counted = on, 0
    while due_on > calendar.first_known:
        counted += calendar.is_working_day(due_on)
        if counted > days:
            break
        due_on -= ONE_DAY
    return due_on
