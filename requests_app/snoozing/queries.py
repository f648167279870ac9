"""Snoozes in force, and the last day for one."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from requests_app.calendars.working_days import calendar_for
from requests_app.history.kinds import Trait, kinds_with
from requests_app.models import FOIRequest, HistoryEntry, Snooze
from requests_app.workflow import RUNNING_STATES
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


def last_day_for(foi_request: FOIRequest) -> date | None:
    """Return the last working day before the due date; None while no time runs.

    On that day a request is back on the desk in any case.
    """
    due_on = foi_request.due_on
    if due_on is None or foi_request.state not in RUNNING_STATES:
        return None
    calendar = calendar_for(Regime(foi_request.regime))
    day = due_on - timedelta(days=1)
    try:
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
    except CalendarExhausted:
        return due_on - timedelta(days=1)
    return day


def is_over() -> Q:
    """Return the condition for a snooze to be over since the request moved on.

    The event awaited happened, an adviser answered, or the request has another state
    or officer: a response was returned, cleared, or handed over.
    """
    later = HistoryEntry.objects.filter(
        foi_request=OuterRef("foi_request"), pk__gt=OuterRef("after")
    )
    of_department = later.filter(kind__in=kinds_with(Trait.FROM_DEPARTMENT))
    of_requester = later.filter(kind__in=kinds_with(Trait.FROM_REQUESTER))
    moved = later.filter(
        Q(changes__has_key="state")
        | Q(changes__has_key="officer")
        | Q(kind__in=kinds_with(Trait.FROM_ADVISER))
    )
    return (
        Q(Exists(moved))
        | Q(Exists(of_department), event=Snooze.Event.DEPARTMENT)
        | Q(Exists(of_requester), event=Snooze.Event.REQUESTER)
    )
