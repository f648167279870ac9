"""Requests that wait for clarification: since when, and from when they may be closed.

By the authority's practice, an unclarified request is closed some months after the
requester was asked.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from requests_app.models import ClockEvent
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.deadlines.interpretations import STATUTORY
from statute.deadlines.months import corresponding_date
from statute.working_days import format_date

YET, NOT_YET = "yet", "not-yet"
MAY_BE_CLOSED: Final = [
    (YET, "May be closed now"),
    (NOT_YET, "May not be closed yet"),
]


def clarification_asked_on() -> Subquery:
    """Return the expression for the day on which a request was last asked about."""
    latest = _asked().order_by("-on", "-pk").values("on")[:1]
    return Subquery(latest, output_field=DateField())


def closing_in_words(asked_on: date, *, months: int, on: date) -> str:
    """Say from which day an unclarified request may be closed.

    Args:
        asked_on: The day on which clarification was last asked for.
        months: How long the authority waits.
        on: The London day.
    """
    from_on = corresponding_date(asked_on, months)
    word = "since" if from_on <= on else "from"
    return f"May be closed {word} {format_date(from_on)}"


def may_be_closed(values: Sequence[str], on: date) -> Q:
    """Return the condition for an unclarified request to be closable, or not yet.

    Args:
        values: `YET`, `NOT_YET` or both.
        on: The London day.
    """
    months = Coalesce(
        Cast(
            KeyTextTransform(
                "clarification_close_after_months",
                "foi_request__authority__interpretations",
            ),
            IntegerField(),
        ),
        STATUTORY.clarification_close_after_months,
    )
    # PostgreSQL adds months as `corresponding_date` does.
    wait = Func(
        months,
        function="make_interval",
        template="%(function)s(months => %(expressions)s)",
    )
    closes = ExpressionWrapper(F("on") + wait, output_field=DateTimeField())
    too_late = _asked().alias(closes=Cast(closes, DateField())).filter(closes__gt=on)
    waits = Q(state=State.AWAITING_CLARIFICATION, closed_on__isnull=True) & Q(
        Exists(_asked())
    )
    found = Q(pk__in=[])
    if YET in values:
        found |= ~Q(Exists(too_late))
    if NOT_YET in values:
        found |= Q(Exists(too_late))
    return waits & found


def _asked() -> QuerySet[ClockEvent]:
    return ClockEvent.objects.filter(
        foi_request=OuterRef("pk"),
        name=EventName.CLARIFICATION_SENT,
    )
