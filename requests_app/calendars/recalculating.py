"""Work out the due dates of all open requests afresh, in batches, in the background."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.calendars import working_days
from requests_app.calendars.locking import hold_calendars
from requests_app.jobs.queue import put_off, renew, retry_errand, run_waiting
from requests_app.models import (
    ClockEvent,
    Errand,
    FOIRequest,
    HistoryEntry,
    Recomputation,
    RecomputedDate,
    clock_of,
)
from statute.deadlines import ClockError, Event, due_date
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, WorkingCalendar

# So many requests are locked, looked at and saved at a time: a fraction of a second.
BATCH: Final = 1000
# Longer than any batch takes. A worker that dies is missed after it.
LEASE: Final = timedelta(seconds=30)


def begin_recomputation(
    *,
    cause: Recomputation.Cause,
    what: str,
    because: str,
    by: User,
    authority: Authority | None = None,
    regimes: Iterable[str] = FOIRequest.Regimes.values,
) -> Recomputation:
    """Decide that open requests' due dates are to be worked out afresh.

    Call it in the transaction that changed what they rest on, having made the change.

    Args:
        cause: What kind of thing changed.
        what: What changed, in one line; history says it.
        because: Why, in the words of whoever changed it.
        by: Who did.
        authority: Whose requests; those of every authority if not given.
        regimes: Under which laws.
    """
    recomputation = Recomputation(
        cause=cause,
        what=what,
        because=because,
        by=by,
        authority=authority,
        regimes=sorted(regimes),
    )
    recomputation.total = _concerned(recomputation).count()
    recomputation.save()
    put_off(
        kind=Errand.Kind.RECOMPUTE_DUE_DATES,
        effect_key=recomputation.errand_key,
        payload={"recomputation": recomputation.pk},
    )
    recomputation.refresh_from_db(fields=["at"])
    return recomputation


@transaction.atomic
def ask_for_recomputation(*, because: str, by: User) -> Recomputation:
    """Have every open request's due date worked out afresh, with nothing changed here.

    For after a new release brought other holidays, or an authority's kind was put
    right.

    Args:
        because: What it is for, kept with it.
        by: The administrator.
    """
    return begin_recomputation(
        cause=Recomputation.Cause.ASKED_FOR,
        what="Every due date worked out afresh",
        because=because,
        by=by,
    )


@transaction.atomic
def retry_recomputation(*, recomputation: Recomputation, by: User) -> Errand:
    """Have a recomputation that failed go on at once.

    Raises:
        DecisionNotPossible: It is done, or going on.
    """
    errand = Errand.objects.get(effect_key=recomputation.errand_key)
    return retry_errand(errand=errand, by=by)


def recompute_waiting(*, on: date) -> int:
    """Carry out every recomputation that waits, from where it stands.

    Harmless to run twice, in two places at once, and to be stopped at any point.

    Args:
        on: The London day that history gives to what is changed.

    Returns:
        How many recomputations were completed.
    """
    return run_waiting(
        kind=Errand.Kind.RECOMPUTE_DUE_DATES,
        effect=partial(_carry_out, on=on),
        lease=LEASE,
    )


def _carry_out(errand: Errand, *, on: date) -> None:
    while recompute_batch(recomputation_id=errand.payload["recomputation"], on=on):
        renew(errand=errand, lease=LEASE)


@transaction.atomic
def recompute_batch(*, recomputation_id: int, on: date) -> bool:
    """Look at the next requests of a recomputation; say whether there were any.

    Args:
        recomputation_id: The key of the recomputation.
        on: The London day that history gives to what is changed.
    """
    hold_calendars()
    recomputation = Recomputation.objects.select_for_update().get(pk=recomputation_id)
    following = _concerned(recomputation).filter(pk__gt=recomputation.reached)
    keys = list(following.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not keys:
        Recomputation.objects.filter(pk=recomputation.pk, done_at=None).update(
            done_at=Now()
        )
        return False
    batch = _work_out(keys)
    _save(batch, recomputation, on)
    recomputation.reached = keys[-1]
    recomputation.looked_at += len(keys)
    recomputation.moved += len(batch.moved)
    recomputation.kept += len(batch.kept)
    recomputation.save(update_fields=["reached", "looked_at", "moved", "kept"])
    return True


def _concerned(recomputation: Recomputation) -> QuerySet[FOIRequest]:
    concerned = FOIRequest.objects.open().filter(regime__in=recomputation.regimes)
    if recomputation.authority_id is not None:
        concerned = concerned.filter(authority_id=recomputation.authority_id)
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
    """Lock the requests that are still open, and work out the date of each.

    A hundred thousand go through here at a time: so rows, and no model objects.
    """
    rows = list(
        FOIRequest.objects.open()
        .filter(pk__in=keys)
        .order_by("pk")  # as every batch does, so that no two wait for each other
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
            regime.value: working_days.calendar_for(Regime(regime))
            for regime in FOIRequest.Regimes
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
    """Count the working days a date moved by, if that can be said."""
    if before is None or after is None:
        return None
    try:
        return calendar.working_days_between(before, after)
    except CalendarExhausted:
        return None


def _save(batch: _Batch, recomputation: Recomputation, on: date) -> None:
    """Save the dates that moved, and tell of each in its request's history."""
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
                    HistoryEntry.Kind.DUE_DATE_CHANGED.value,
                    recomputation.by_id,
                    on,
                    f"{recomputation.what}. {recomputation.because}",
                    *moved[:3],
                ],
            )
            cursor.execute(
                "INSERT INTO requests_app_recomputeddate (recomputation_id,"
                " foi_request_id, before, after, by_working_days, problem)"
                " SELECT %s, moved.*, '' FROM unnest("
                "%s::bigint[], %s::date[], %s::date[], %s::smallint[]) AS moved",
                [recomputation.pk, *moved],
            )
    RecomputedDate.objects.bulk_create(
        RecomputedDate(
            recomputation=recomputation,
            foi_request_id=kept.foi_request_id,
            before=kept.due_on,
            after=kept.due_on,
            problem=kept.problem,
        )
        for kept in batch.kept
    )
