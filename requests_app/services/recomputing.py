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
from requests_app.models import (
    Errand,
    FOIRequest,
    HistoryEntry,
    Recomputation,
    RecomputedDate,
)
from requests_app.reading import working_days
from requests_app.services.calendars import hold_calendars
from requests_app.services.errands import put_off, renew, run_waiting
from statute.deadlines import ClockError, due_date
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
        effect_key=errand_key(recomputation),
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
        what="Every due date was worked out afresh",
        because=because,
        by=by,
    )


def errand_key(recomputation: Recomputation) -> str:
    """Name the errand that carries a recomputation out."""
    return f"recompute-{recomputation.pk}"


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
    foi_request: FOIRequest
    before: date | None
    by_working_days: int | None


class _Kept(NamedTuple):
    foi_request: FOIRequest
    problem: str


@dataclass
class _Batch:
    moved: list[_Moved] = field(default_factory=list)
    kept: list[_Kept] = field(default_factory=list)


def _work_out(keys: list[int]) -> _Batch:
    """Lock the requests that are still open, and set the date of each that moves."""
    foi_requests = list(
        FOIRequest.objects.open()
        .filter(pk__in=keys)
        .order_by("pk")  # as every batch does, so that no two wait for each other
        .select_for_update(no_key=True)
        .only("authority_id", "regime", "received_on", "received_at", "due_on")
        .prefetch_related("clock_events")
    )
    authorities = Authority.objects.prefetch_related("closures").in_bulk(
        {foi_request.authority_id for foi_request in foi_requests}
    )
    with working_days.read_once():
        by_regime = {
            regime: working_days.calendar_for(Regime(regime))
            for regime in FOIRequest.Regimes
        }
    batch = _Batch()
    for foi_request in foi_requests:
        foi_request.authority = authorities[foi_request.authority_id]
        calendar = by_regime[FOIRequest.Regimes(foi_request.regime)]
        before = foi_request.due_on
        try:
            foi_request.due_on = due_date(foi_request.clock, calendar)
        except (CalendarExhausted, ClockError) as problem:
            batch.kept.append(_Kept(foi_request, str(problem)))
        else:
            if foi_request.due_on != before:
                far = _distance(before, foi_request.due_on, calendar)
                batch.moved.append(_Moved(foi_request, before, far))
    return batch


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
    _save_due_dates([moved.foi_request for moved in batch.moved])
    note = f"{recomputation.what}. {recomputation.because}"
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            foi_request=moved.foi_request,
            kind=HistoryEntry.Kind.DUE_DATE_CHANGED,
            by_id=recomputation.by_id,
            on=on,
            note=note,
            changes={"due_on": [_iso(moved.before), _iso(moved.foi_request.due_on)]},
        )
        for moved in batch.moved
    )
    RecomputedDate.objects.bulk_create(
        [
            *(
                RecomputedDate(
                    recomputation=recomputation,
                    foi_request=moved.foi_request,
                    before=moved.before,
                    after=moved.foi_request.due_on,
                    by_working_days=moved.by_working_days,
                )
                for moved in batch.moved
            ),
            *(
                RecomputedDate(
                    recomputation=recomputation,
                    foi_request=kept.foi_request,
                    before=kept.foi_request.due_on,
                    after=kept.foi_request.due_on,
                    problem=kept.problem,
                )
                for kept in batch.kept
            ),
        ]
    )


def _save_due_dates(foi_requests: list[FOIRequest]) -> None:
    """Save the due dates of many requests in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requests_app_foirequest AS stored SET due_on = moved.due_on"
            " FROM unnest(%s::bigint[], %s::date[]) AS moved (id, due_on)"
            " WHERE stored.id = moved.id",
            [
                [foi_request.pk for foi_request in foi_requests],
                [foi_request.due_on for foi_request in foi_requests],
            ],
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
