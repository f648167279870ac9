"""Requests that are likely to be late, by the days that their stage usually needs."""

from datetime import date
from functools import lru_cache
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.lookups import LessThanOrEqual

from requests_app.calendars.known_holidays import Changes
from requests_app.calendars.working_days import calendar_with, changes
from requests_app.models import StageTime
from requests_app.workflow import WAITING_STATES
from statute.regimes import Regime
from statute.working_days import ONE_DAY, CalendarExhausted

# No stage is said to need more working days than this.
MOST_DAYS: Final = 60


def is_likely_late(on: date) -> Q:
    """Return the condition for a request to be in time still, and likely to be late.

    Reviews, requests answered before and requests that wait for the requester are left
    out. An authority about which too little is known has none.

    Args:
        on: The London day.
    """
    until = Func(
        Value(days_left_until(on), ArrayField(DateField())),
        F("days"),
        template="(%(expressions)s + 1]",
        arg_joiner="::date[])[",
        output_field=DateField(),
    )
    stage = StageTime.objects.filter(
        LessThanOrEqual(OuterRef("due_on"), until),
        authority=OuterRef("authority"),
        state=OuterRef("state"),
    )
    return (
        Q(
            closed_on__isnull=True,
            answered_on__isnull=True,
            review_of__isnull=True,
            due_on__gte=on,
        )
        & ~Q(state__in=WAITING_STATES)
        & Q(Exists(stage))
    )


def days_left_until(on: date) -> list[date]:
    """Return the last due date with fewer working days left than each number.

    The element of a number of days is the latest due date that leaves fewer days: with
    a due date today, no working day is left. The first element is the day before.
    """
    return list(_days_left(changes(), on))


@lru_cache(maxsize=16)
def _days_left(made: Changes, on: date) -> tuple[date, ...]:
    # A bank holiday of one nation alone makes no difference to what is likely.
    calendar = calendar_with(made, Regime.FOIA)
    found, day = [on - ONE_DAY], on
    while len(found) <= MOST_DAYS:
        day += ONE_DAY
        try:
            is_next = calendar.is_working_day(day)
        except CalendarExhausted:
            is_next = day.weekday() < 5
        if is_next:
            found.append(day - ONE_DAY)
    return tuple(found)
