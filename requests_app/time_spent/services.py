"""Record the time spent on a request, and correct it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, TimeSpent
from requests_app.models.time_spent import MOST_MINUTES
from requests_app.refusals import Refusal
from requests_app.time_spent.history import TimeSpentHistory
from statute.working_days import format_date


class TimeNotPossible(Refusal):
    """The time is not possible; names the field."""


class TimeChanged(Refusal):
    """Another user changed the record meanwhile."""


@transaction.atomic
def record_time(
    *,
    foi_request: FOIRequest,
    minutes: int,
    work: str,
    on: date,
    note: str = "",
    form_key: UUID,
    by: User,
    today: date,
) -> TimeSpent:
    """Record one's own time on a request.

    Args:
        foi_request: A registered request, open or closed.
        minutes: The time.
        work: What for: a value of `TimeSpent.Work`.
        on: The London day of the work.
        note: What was done, in a few words.
        form_key: Identifies the form: a form sent twice makes one record.
        by: The person who did the work.
        today: The London day of recording.

    Raises:
        ActionNotPossible: The request is not registered.
        TimeNotPossible: The time or the day is not possible; names the field.

    Source: FOIA 2000 s.12 and SI 2004/3244 reg 4(3) say which work counts.
    """
    locked = lock(foi_request)
    check_action(locked, "record-time")
    if twin := TimeSpent.objects.filter(form_key=form_key).first():
        return twin
    made = TimeSpent(
        foi_request=locked,
        person=by,
        work=work,
        minutes=minutes,
        on=on,
        note=note.strip(),
        form_key=form_key,
    )
    _check(made, today=today)
    made.save()
    record(
        foi_request=locked,
        kind=TimeSpentHistory.TIME_RECORDED,
        by=by,
        on=today,
        note=_said(made),
    )
    return made


@transaction.atomic
def change_time(
    *,
    time_spent: TimeSpent,
    version: int,
    minutes: int,
    work: str,
    on: date,
    note: str,
    by: User,
    today: date,
) -> TimeSpent | None:
    """Correct a record, or take it out.

    Args:
        time_spent: The record.
        version: The version on the page.
        minutes: The time as corrected; 0 takes the record out.
        work: A value of `TimeSpent.Work`.
        on: The London day of the work.
        note: What was done.
        by: The person correcting the record.
        today: The London day of the correction.

    Returns:
        The record; None where it was taken out.

    Raises:
        TimeChanged: Another user changed the record since.
        TimeNotPossible: Nothing changes, or a fact is not possible.
    """
    locked = lock(time_spent.foi_request)
    current = (
        TimeSpent.objects.select_related("person").filter(pk=time_spent.pk).first()
    )
    if current is None or current.version != version:
        raise TimeChanged(
            "Another user changed this record after you opened the page. Open the page "
            "again and repeat your change. Nothing was overwritten."
        )
    current.foi_request = locked
    before = _said(current)
    if not minutes:
        current.delete()
        record(
            foi_request=locked,
            kind=TimeSpentHistory.TIME_REMOVED,
            by=by,
            on=today,
            note=f"{current.person}: {before}",
        )
        return None
    current.minutes, current.work, current.on = minutes, work, on
    current.note = note.strip()
    _check(current, today=today)
    if _said(current) == before:
        raise TimeNotPossible("Nothing was changed: this is on record already.", "")
    current.version += 1
    current.save()
    record(
        foi_request=locked,
        kind=TimeSpentHistory.TIME_CHANGED,
        by=by,
        on=today,
        note=f"{current.person}.",
        changes={"Time spent": [before, _said(current)]},
    )
    return current


def _check(one: TimeSpent, *, today: date) -> None:
    """Refuse a time or a day that cannot be.

    Raises:
        TimeNotPossible: Names the field.
    """
    if not 0 < one.minutes <= MOST_MINUTES:
        raise TimeNotPossible(
            f"Enter minutes from 1 to {MOST_MINUTES:,}. Record each day by itself.",
            "minutes",
        )
    if one.on > today:
        raise TimeNotPossible(f"{format_date(one.on)} is in the future.", "on")
    received = one.foi_request.received_on
    if one.on < received:
        raise TimeNotPossible(
            f"The request was received on {format_date(received)}, so no time was "
            "spent on it earlier.",
            "on",
        )


def _said(one: TimeSpent) -> str:
    words = f"{one.minutes} minutes on {format_date(one.on)}: {one.get_work_display()}"
    return f"{words}. {one.note}" if one.note else f"{words}."
