"""A step of a request: lock, change, save and record in history together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.history.kinds import HistoryKind
from requests_app.history.record import record
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from statute.deadlines import EventName
from statute.working_days import format_date

# The fields a step may change. History records their values before and after.
_RECORDED = (
    "state",
    "due_on",
    "closed_on",
    "answered_on",
    "was_in_time",
    "team",
    "officer",
    "is_restricted",
    "double_of",
)


class DayNotPossible(Refusal):
    """The step cannot have happened on this day."""


def lock(foi_request: FOIRequest) -> FOIRequest:
    """Read the request again, and lock it until the transaction ends."""
    return FOIRequest.objects.select_for_update(no_key=True).get(pk=foi_request.pk)


@contextmanager
def step(
    foi_request: FOIRequest,
    *,
    kind: HistoryKind,
    by: User | None,
    on: date,
    note: str = "",
    changes: Mapping[str, list[Any]] | None = None,
) -> Iterator[FOIRequest]:
    """Lock a request, let the caller change it, save it and record the step.

    Args:
        foi_request: The request, as the caller last read it.
        kind: The kind of history entry.
        by: The person who takes the step; None for the system.
        on: The London day on which the step happened.
        note: Further text for the history.
        changes: [before, after] of data other than fields of the request.

    Yields:
        The current request, locked; change it in place.
    """
    with transaction.atomic():
        locked = lock(foi_request)
        before = {field: getattr(locked, field) for field in _RECORDED}
        yield locked
        changed = [name for name in _RECORDED if getattr(locked, name) != before[name]]
        locked.save(update_fields=changed)
        record(
            foi_request=locked,
            kind=kind,
            by=by,
            on=on,
            note=note,
            changes={
                **{
                    name: [
                        _history_value(before[name]),
                        _history_value(getattr(locked, name)),
                    ]
                    for name in changed
                },
                **(changes or {}),
            },
        )


def check_day(foi_request: FOIRequest, on: date, *, today: date) -> None:
    """Refuse a day on which the step cannot have happened.

    Args:
        foi_request: The request.
        on: The day entered by the officer.
        today: The London day of recording.

    Raises:
        DayNotPossible: The day is in the future, before the request was received, or
            before the last step. A letter that the requester sent unasked is no step.
    """
    check_arrival(foi_request, on, today=today)
    steps = foi_request.clock_events.exclude(name=EventName.ASKED_LATER)
    last = steps.order_by("-on", "-pk").first()
    if last is not None and on < last.on:
        raise DayNotPossible(
            f"The previous step was on {format_date(last.on)}, so this cannot have "
            f"happened on {format_date(on)}."
        )


def check_arrival(foi_request: FOIRequest, on: date, *, today: date) -> None:
    """Refuse a day on which the requester cannot have written about the request.

    Args:
        foi_request: The request.
        on: The day entered by the officer.
        today: The London day of recording.

    Raises:
        DayNotPossible: The day is in the future, or before the request was received.
    """
    if on > today:
        raise DayNotPossible(
            f"{format_date(on)} is in the future. Enter the day it happened: today, "
            f"{format_date(today)}, or earlier."
        )
    if on < foi_request.received_on:
        raise DayNotPossible(
            f"The request was received on {format_date(foi_request.received_on)}, so "
            f"this cannot have happened on {format_date(on)}."
        )


def _history_value(value: Any) -> Any:
    """Return a value in the form kept in history: JSON, and readable years later."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)
