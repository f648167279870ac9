"""Recalculate the due dates of all open requests, in batches, in the background."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.recalculated_batch import save_batch, work_out_batch
from requests_app.history.administration import record_change
from requests_app.jobs.handlers import JobKind, Run
from requests_app.jobs.queue import NotFinished, enqueue, retry_job
from requests_app.models import FOIRequest, Job, Recalculation
from statute.regimes import INFORMATION_REGIMES

# Requests locked and saved at a time. A batch takes a fraction of a second.
BATCH: Final = 1000
# Requests calculated while an administrator waits for a page: about a second.
FORETOLD: Final = 3000
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
        authority=authority or by.authority,
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
    what = "All due dates recalculated"
    record_change(
        authority=None,
        by=by,
        subject="Due dates",
        what=what,
        changes={"reason": ["", reason]},
    )
    return begin_recalculation(
        cause=Recalculation.Cause.REQUESTED,
        what=what,
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
    batch = work_out_batch(keys)
    save_batch(batch, recalculation, on)
    recalculation.reached = keys[-1]
    recalculation.looked_at += len(keys)
    recalculation.moved += len(batch.moved)
    recalculation.kept += len(batch.kept)
    recalculation.save(update_fields=["reached", "looked_at", "moved", "kept"])
    return True


@dataclass(frozen=True, slots=True)
class Foretold:
    """The number of due dates that a change would move.

    Attributes:
        total: The open requests of the authority.
        counted: How many of these were calculated.
        moved: How many of these would get another due date.
        kept: How many due dates could not be calculated.
    """

    total: int
    counted: int
    moved: int
    kept: int


def foretell(would_be: Authority) -> Foretold:
    """Count the due dates that would move if the authority were like this.

    Nothing is saved or locked. Of many requests the oldest `FORETOLD` are calculated.

    Args:
        would_be: The authority with the change, not saved.
    """
    concerned = FOIRequest.objects.open().filter(
        authority_id=would_be.pk, regime__in=INFORMATION_REGIMES
    )
    prefetch_related_objects([would_be], "closures")
    keys = list(concerned.order_by("pk").values_list("pk", flat=True)[:FORETOLD])
    moved = kept = 0
    for first in range(0, len(keys), BATCH):
        batch = work_out_batch(keys[first : first + BATCH], as_if=would_be)
        moved, kept = moved + len(batch.moved), kept + len(batch.kept)
    total = concerned.count() if len(keys) == FORETOLD else len(keys)
    return Foretold(total, len(keys), moved, kept)


def _concerned(recalculation: Recalculation) -> QuerySet[FOIRequest]:
    concerned = FOIRequest.objects.open().filter(regime__in=recalculation.regimes)
    if recalculation.authority_id is not None:
        concerned = concerned.filter(authority_id=recalculation.authority_id)
    return concerned
