"""Recalculate the due dates of all open requests, in batches, in the background."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.calendars import working_days
from requests_app.calendars.history import CalendarsHistory
from requests_app.calendars.locking import hold_calendars
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import NotFinished, enqueue, retry_job
from requests_app.models import (
    ClockEvent,
    FOIRequest,
    Job,
    RecalculatedDate,
    Recalculation,
    clock_of,
)
from statute.deadlines import ClockError, Event, due_date
from statute.regimes import INFORMATION_REGIMES
from statute.working_days import CalendarExhausted, WorkingCalendar

# Requests locked and saved at a time. A batch takes a fraction of a second.
BATCH: Final = 1000
RECALCULATE_DUE_DATES: Final = JobKind(
    name="recalculate_due_dates",
    label="Recalculate due dates",
    # Longer than any batch takes. A worker that dies is missed after it.
    lease=timedelta(seconds=30),
)


def begin_recalculation(
    *,
    cause: Recalculation.Cause,
    what: str,
    reason: str,
    by: User,
    authority: Authority | None = None,
    regimes: Iterable[str] = INFORMATION_REGIMES,
) -> Recalculation:
    """Create a recalculation of the due dates of open requests, and its job.

    Call this after the change, in the same transaction.

    Args:
        cause: The kind of change.
        what: The change, in a line of text, for the history of each request.
        reason: The reason given by the administrator.
        by: The administrator.
        authority: The authority whose requests are recalculated; None for all
            authorities.
        regimes: The regimes affected.
    """
    recalculation = Recalculation(
        cause=cause,
        what=what,
        reason=reason,
        by=by,
        authority=authority,
        regimes=sorted(regimes),
    )
    recalculation.total = _concerned(recalculation).count()
    recalculation.save()
    enqueue(
        kind=RECALCULATE_DUE_DATES,
        idempotency_key=recalculation.job_key,
        payload={"recalculation": recalculation.pk},
    )
    recalculation.refresh_from_db(fields=["at"])
    return recalculation


@transaction.atomic
def request_recalculation(*, reason: str, by: User) -> Recalculation:
    """Recalculate the due date of every open request, without a change of calendars.

    For use after a new release with other holidays, or after a correction of the kind
    of an authority.

    Args:
        reason: The reason, kept with the recalculation.
        by: The administrator.
    """
    return begin_recalculation(
        cause=Recalculation.Cause.REQUESTED,
        what="All due dates recalculated",
        reason=reason,
        by=by,
    )


@transaction.atomic
def retry_recalculation(*, recalculation: Recalculation, by: User) -> Job:
    """Continue a failed recalculation at once.

    Raises:
        DecisionNotPossible: The recalculation is done or running.
    """
    job = Job.objects.get(idempotency_key=recalculation.job_key)
    return retry_job(job=job, by=by)


def recalculate_due_dates(run: Run) -> None:
    """Carry out a recalculation from where it stands, for one turn.

    Safe to run twice, in two places at once, and to stop at any point.

    Raises:
        NotFinished: The turn is over, and requests are left.
    """
    key = run.job.payload["recalculation"]
    while recalculate_batch(recalculation_id=key, on=run.on):
        if run.is_turn_over:
            raise NotFinished
        run.extend_lease()


@transaction.atomic
def recalculate_batch(*, recalculation_id: int, on: date) -> bool:
    """Process the next batch of a recalculation; return False if none was left.

    Args:
        recalculation_id: The key of the recalculation.
        on: The London day for the history entries.
    """
    hold_calendars()
    recalculation = Recalculation.objects.select_for_update().get(pk=recalculation_id)
    following = _concerned(recalculation).filter(pk__gt=recalculation.reached)
    keys = list(following.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not keys:
        Recalculation.objects.filter(pk=recalculation.pk, done_at=None).update(
            done_at=Now()
        )
        return False
    batch = _work_out(keys)
    _save(batch, recalculation, on)
    recalculation.reached = keys[-1]
    recalculation.looked_at += len(keys)
    recalculation.moved += len(batch.moved)
    recalculation.kept += len(batch.kept)
    recalculation.save(update_fields=["reached", "looked_at", "moved", "kept"])
    return True


def _concerned(recalculation: Recalculation) -> QuerySet[FOIRequest]:
    concerned = FOIRequest.objects.open().filter(regime__in=recalculation.regimes)
    if recalculation.authority_id is not None:
        concerned = concerned.filter(authority_id=recalculation.authority_id)
    return concerned


class _Moved(NamedTuple):
    foi_request_id: int
    before: date | None
    after: date | None
    by_working_days: int | None


class _Kept(NamedTuple):
    foi_request_id: int
    due_on: date | None
    problem: str


@dataclass
class _Batch:
    moved: list[_Moved] = field(default_factory=list)
    kept: list[_Kept] = field(default_factory=list)


def _work_out(keys: list[int]) -> _Batch:
    """Lock the requests that are still open, and calculate the due date of each.

    A recalculation may cover a hundred thousand requests. For speed this reads rows,
    not model objects.
    """
    rows = list(
        FOIRequest.objects.open()
        .filter(pk__in=keys)
        .order_by("pk")  # every batch locks in this order, to avoid deadlocks
        .select_for_update(no_key=True)
        .values_list(
            "pk",
            "due_on",
            "authority_id",
            "regime",
            "received_on",
            "received_at",
            "review_of",
        )
    )
    authorities = Authority.objects.prefetch_related("closures").in_bulk(
        {authority_id for _, _, authority_id, *_ in rows}
    )
    with working_days.read_once():
        calendars = {
            regime.value: working_days.calendar_for(regime)
            for regime in INFORMATION_REGIMES
        }
    events = _events_of(keys)
    batch = _Batch()
    for key, before, authority_id, regime, received_on, received_at, review_of in rows:
        clock = clock_of(
            authority=authorities[authority_id],
            regime=regime,
            received_on=received_on,
            received_at=received_at,
            events=events.get(key, ()),
            is_review=review_of is not None,
        )
        calendar = calendars[regime]
        try:
            after = due_date(clock, calendar)
        except (CalendarExhausted, ClockError) as problem:
            batch.kept.append(_Kept(key, before, str(problem)))
        else:
            if after != before:
                far = _distance(before, after, calendar)
                batch.moved.append(_Moved(key, before, after, far))
    return batch


def _events_of(keys: list[int]) -> dict[int, list[Event]]:
    events: dict[int, list[Event]] = {}
    for event in ClockEvent.objects.filter(foi_request__in=keys):
        events.setdefault(event.foi_request_id, []).append(event.as_event())
    return events


def _distance(
    before: date | None, after: date | None, calendar: WorkingCalendar
) -> int | None:
    """Return the working days between two dates; None if they cannot be counted."""
    if before is None or after is None:
        return None
    try:
        return calendar.working_days_between(before, after)
    except CalendarExhausted:
        return None


def _save(batch: _Batch, recalculation: Recalculation, on: date) -> None:
    """Save the moved dates, and record each in the history of its request."""
    if batch.moved:
        moved = [list(column) for column in zip(*batch.moved, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE requests_app_foirequest AS stored SET due_on = moved.due_on"
                " FROM unnest(%s::bigint[], %s::date[]) AS moved (id, due_on)"
                " WHERE stored.id = moved.id",
                [moved[0], moved[2]],
            )
            cursor.execute(
                "INSERT INTO requests_app_historyentry"
                ' (foi_request_id, kind, by_id, "on", note, changes)'
                " SELECT moved.id, %s, %s, %s, %s,"
                " jsonb_build_object('due_on', jsonb_build_array(before, after))"
                " FROM unnest(%s::bigint[], %s::date[], %s::date[])"
                " AS moved (id, before, after)",
                [
                    CalendarsHistory.DUE_DATE_CHANGED.value,
                    recalculation.by_id,
                    on,
                    f"{recalculation.what}. {recalculation.reason}",
                    *moved[:3],
                ],
            )
            cursor.execute(
                "INSERT INTO requests_app_recalculateddate (recalculation_id,"
                " foi_request_id, before, after, by_working_days, problem)"
                " SELECT %s, moved.*, '' FROM unnest("
                "%s::bigint[], %s::date[], %s::date[], %s::smallint[]) AS moved",
                [recalculation.pk, *moved],
            )
    RecalculatedDate.objects.bulk_create(
        RecalculatedDate(
            recalculation=recalculation,
            foi_request_id=kept.foi_request_id,
            before=kept.due_on,
            after=kept.due_on,
            problem=kept.problem,
        )
        for kept in batch.kept
    )
