"""Work out and keep what each stage needs, and how right the forecast was."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from accounts.models import Authority
from requests_app.calendars.working_days import calendar_for
from requests_app.dashboard.learning import (
    Course,
    Days,
    forecast_by,
    is_due_soon,
    learn,
    looked_at,
    mondays_between,
    score,
)
from requests_app.models import FOIRequest, ForecastCheck, HistoryEntry, StageTime
from statute.regimes import Regime
from statute.working_days import ONE_DAY, CalendarExhausted

# Of more requests, as many are drawn evenly.
MOST_COURSES: Final = 4000
# How long before the last full quarter the earliest request looked at was received.
_BEFORE: Final = timedelta(days=400)
# Due dates lie no further ahead.
_AHEAD: Final = timedelta(days=400)


def work_out_stages(*, authority: Authority, on: date) -> None:
    """Find the days of each stage of an authority, and check the last full quarter.

    An authority with too few requests keeps no days, and how right the simpler
    forecast was.

    Args:
        authority: The authority.
        on: The London day. What is known on the day counts.
    """
    first, last = last_full_quarter(on)
    courses = courses_of(authority, since=first - _BEFORE)
    days = _days(first - 2 * _BEFORE, on + _AHEAD)
    needed = learn(courses, known_on=on, days=days)
    before = learn(courses, known_on=first - ONE_DAY, days=days)
    mondays = mondays_between(first, last)
    seen = list(looked_at(courses, mondays, known_on=on, days=days))
    found, simpler = score(seen, forecast_by(before)), score(seen, is_due_soon)
    with transaction.atomic():
        Authority.objects.select_for_update().get(pk=authority.pk)
        StageTime.objects.filter(authority=authority).delete()
        StageTime.objects.bulk_create(
            StageTime(
                authority=authority,
                state=state,
                days=one.days,
                median_days=one.median_days,
                requests=one.requests,
            )
            for state, one in needed.items()
        )
        ForecastCheck.objects.update_or_create(
            authority=authority,
            defaults={
                "learned_on": on,
                "first_on": first,
                "last_on": last,
                "forecast": found.forecast if before else None,
                "late": found.late,
                "both": found.both if before else None,
                "soon": simpler.forecast,
                "soon_both": simpler.both,
            },
        )


def last_full_quarter(on: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter before that of a day."""
    this = date(on.year, on.month - (on.month - 1) % 3, 1)
    last = this - ONE_DAY
    return date(last.year, last.month - 2, 1), last


def courses_of(authority: Authority, *, since: date) -> list[Course]:
    """Return how the requests of an authority went, without reviews.

    Args:
        authority: The authority.
        since: Requests received earlier are left out.
    """
    requests = (
        FOIRequest.objects.requests()
        .counted()
        .filter(authority=authority, received_on__gte=since)
    )
    every = -(-requests.count() // MOST_COURSES)
    if every > 1:
        requests = requests.annotate(place=F("pk") % every).filter(place=0)
    rows = {
        row["pk"]: row
        for row in requests.order_by().values(
            "pk",
            "state",
            "received_on",
            "due_on",
            "original_due_on",
            "extended_on",
            "answered_on",
            "closed_on",
        )
    }
    changes = HistoryEntry.objects.filter(
        foi_request__in=list(rows), changes__has_key="state"
    ).order_by("on", "pk")
    steps: dict[int, list[tuple[date, str, str]]] = defaultdict(list)
    for key, on, changed in changes.values_list("foi_request", "on", "changes"):
        before, after = changed["state"]
        steps[key].append((on, before or "", after or ""))
    return [_course(row, steps[key]) for key, row in rows.items()]


def _course(row: Any, steps: Iterable[tuple[date, str, str]]) -> Course:
    steps = list(steps)
    first = steps[0][1] if steps else row["state"]
    return Course(
        key=row["pk"],
        received_on=row["received_on"],
        steps=[
            (row["received_on"], first or "received"),
            *((on, after) for on, _, after in steps),
        ],
        due_on=row["due_on"],
        original_due_on=row["original_due_on"],
        extended_on=row["extended_on"],
        answered_on=row["answered_on"],
        closed_on=row["closed_on"],
    )


def _days(first: date, last: date) -> Days:
    """Return the working days of the United Kingdom between two days."""
    calendar = calendar_for(Regime.FOIA)

    def is_working(day: date) -> bool:
        try:
            return calendar.is_working_day(day)
        except CalendarExhausted:
            return day.weekday() < 5

    return Days(first, last, is_working)
