"""The queue of jobs: enqueue, claim under a lease, run, retry and cancel."""

import logging
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.jobs.handlers import (
    Handler,
    JobKind,
    Run,
    handler_of,
    kind_of,
    registered_handlers,
)
from requests_app.models import FOIRequest, Job, JobDecision
from requests_app.refusals import Refusal

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 15


class OutcomeUnknown(Exception):
    """The job may or may not have taken effect. A person must decide."""


class ServiceAway(Exception):
    """What every job of the kind needs is away: the job failed, and the turn ends."""


class NotFinished(Exception):
    """The job has made progress and needs another turn, in the next task."""


class DecisionNotPossible(Refusal):
    """The job cannot be retried or cancelled."""


def enqueue(
    *,
    kind: JobKind,
    idempotency_key: str,
    payload: dict[str, Any],
    foi_request: FOIRequest | None = None,
    authority: Authority | None = None,
    wanted_at: datetime | None = None,
) -> Job:
    """Enqueue a job, to be run after this transaction commits.

    Enqueuing the same key again has no effect: the first job counts.

    Args:
        kind: A registered kind.
        idempotency_key: Identifies the effect, so that it happens only once.
        payload: The data that the handler needs, as JSON.
        foi_request: The request that the job belongs to. Only users who may see the
            request see the job. None for a job of no request.
        authority: For a job of no request, the authority whose managers see the job.
            None for a job of the whole installation.
        wanted_at: The earliest moment to run the job; None for at once.

    Raises:
        LookupError: No subject has registered the kind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Write a job in the transaction that decides on it.")
    details: dict[str, Any] = {
        "kind": handler_of(kind.name).kind.name,
        "payload": payload,
        "foi_request": foi_request,
        "authority": authority if foi_request is None else None,
    }
    if wanted_at is not None:
        details |= {"wanted_at": wanted_at, "due_at": wanted_at}
    job, _ = Job.objects.get_or_create(
        idempotency_key=idempotency_key, defaults=details
    )
    return job


def hasten(*, job: Job) -> None:
    """Retry a failed job at once, because a user asked for its effect again."""
    Job.objects.waiting().filter(pk=job.pk, leased_until__isnull=True).update(
        needs_attention=False, attempts=0, due_at=Now()
    )


def claim(*, kind: JobKind, key: str = "") -> Job | None:
    """Claim the oldest due job of `kind` under a lease; return None if there is none.

    An expired lease means that the worker died while it ran the job. If the effect may
    be repeated, the job is claimed again, up to the kind's most attempts, since the job
    itself may kill its workers. If the effect may not be repeated, a person decides.

    Args:
        kind: The kind.
        key: The only job to claim, by its idempotency key; "" for any.
    """
    free = Q(leased_until__isnull=True)
    if kind.is_repeatable:
        free |= Q(leased_until__lt=Now())
        _leave_to_a_person(
            Q(kind=kind.name, attempts__gte=kind.most_attempts),
            f"The worker stopped {kind.most_attempts} times during this job.",
        )
    else:
        _leave_to_a_person(
            Q(kind=kind.name),
            "The worker stopped during this job, so the job may have taken effect.",
        )
    if key:
        free &= Q(idempotency_key=key)
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(free, kind=kind.name, done_at__isnull=True, due_at__lte=Now())
            .filter(needs_attention=False)
            .order_by("due_at", "pk")
            .first()
        )
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(
            leased_until=Now() + kind.lease, attempts=F("attempts") + 1
        )
    job.refresh_from_db()
    return job


def _leave_to_a_person(which: Q, reason: str) -> None:
    """Mark jobs with an expired lease as needing a person's decision."""
    Job.objects.waiting().filter(which, leased_until__lt=Now()).update(
        leased_until=None, needs_attention=True, last_error=reason
    )


def mark_done(*, job: Job) -> None:
    """Mark the job as done."""
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        done_at=Now(), leased_until=None, needs_attention=False, last_error=""
    )


def mark_failed(*, job: Job, error: str, may_have_happened: bool = False) -> None:
    """Record a failed attempt. Retry the job later, or leave it to a person.

    Args:
        job: The job, under lease.
        error: The error; its first 2,000 characters are kept.
        may_have_happened: Whether the effect may have happened. If so, the job is not
            retried: a person must decide.
    """
    gives_up = may_have_happened or job.attempts >= kind_of(job).most_attempts
    pause = timedelta(seconds=FIRST_PAUSE_SECONDS * 2 ** (job.attempts - 1))
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        leased_until=None,
        due_at=Now() + pause,
        last_error=error[:2000],
        needs_attention=gives_up,
    )


def _mark_unfinished(job: Job) -> None:
    """Release a job that made progress; count its attempts and its wait anew."""
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        leased_until=None, due_at=Now(), wanted_at=Now(), attempts=0, last_error=""
    )


def kinds_due() -> list[JobKind]:
    """Return the kinds with a job that a worker could take now.

    The kind with the fewest running jobs comes first, then the kind with the longest
    wait. So many jobs of one kind do not delay the other kinds.
    """
    is_leased = Q(leased_until__gte=Now())
    due = (
        Job.objects.filter(done_at__isnull=True, needs_attention=False)
        .order_by()
        .values("kind")
        .annotate(
            workers=Count("pk", filter=is_leased),
            oldest=Min(
                "due_at",
                filter=Q(due_at__lte=Now())
                & (Q(leased_until__isnull=True) | Q(leased_until__lt=Now())),
            ),
        )
        .filter(oldest__isnull=False)
        .order_by("workers", "oldest")
        .values_list("kind", flat=True)
    )
    known = {handler.kind.name: handler.kind for handler in registered_handlers()}
    # A newer release may have stored jobs of a kind unknown to this release.
    return [known[name] for name in due if name in known]


def run_due(*, handler: Handler, on: date, at: datetime, key: str = "") -> int:
    """Run the due jobs of one kind, for one turn; return how many succeeded.

    Harmless to run twice, and in two places at once.

    Args:
        handler: The kind, with its limits, and its effect.
        on: The London day.
        at: The moment.
        key: The only job to run, by its idempotency key; "" for all that are due.
    """
    kind = handler.kind
    ends = monotonic() + kind.turn_seconds
    succeeded = tried = 0
    while monotonic() < ends and tried != kind.most_at_once:
        job = claim(kind=kind, key=key)
        if job is None:
            break
        tried += 1
        try:
            handler.effect(Run(job=job, on=on, at=at, ends=ends))
        except NotFinished:
            _mark_unfinished(job)
            break
        except OutcomeUnknown as unknown:
            logger.exception("The outcome of job %s (%s) is unknown", job.pk, kind.name)
            mark_failed(job=job, error=str(unknown), may_have_happened=True)
        except ServiceAway as away:
            logger.warning(
                "Job %s (%s) waits: %s", job.pk, kind.name, type(away).__name__
            )
            mark_failed(job=job, error=f"{type(away).__name__}: {away}")
            break
        except Exception as error:
            logger.exception("Job %s (%s) failed", job.pk, kind.name)
            mark_failed(job=job, error=f"{type(error).__name__}: {error}")
        else:
            mark_done(job=job)
            succeeded += 1
    if handler.after_turn is not None:
        handler.after_turn(on)
    return succeeded


@transaction.atomic
def retry_job(*, job: Job, by: User) -> Job:
    """Retry a job at once, even though it may have taken effect before.

    Raises:
        DecisionNotPossible: The job is done, or a worker is running it.
    """
    job = _lock(job)
    JobDecision.objects.create(job=job, decision=JobDecision.Decision.RETRY, by=by)
    Job.objects.filter(pk=job.pk).update(
        needs_attention=False, attempts=0, due_at=Now()
    )
    job.refresh_from_db()
    return job


@transaction.atomic
def cancel_job(*, job: Job, reason: str, by: User) -> Job:
    """Cancel a job for good.

    Args:
        job: A job not yet done.
        reason: Why the job is not needed, kept with the decision.
        by: The person who decides.

    Raises:
        DecisionNotPossible: The job is done, is running, or may not be cancelled.
    """
    job = _lock(job)
    kind = kind_of(job)
    if not kind.may_be_cancelled:
        raise DecisionNotPossible(
            f"“{kind.label}” cannot be cancelled. Try the job again instead."
        )
    JobDecision.objects.create(
        job=job,
        decision=JobDecision.Decision.CANCEL,
        reason=reason,
        by=by,
    )
    Job.objects.filter(pk=job.pk).update(done_at=Now(), needs_attention=False)
    job.refresh_from_db()
    return job


def _lock(job: Job) -> Job:
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.done_at is not None:
        raise DecisionNotPossible("This job has already been dealt with.")
    if locked.leased_until is not None:
        raise DecisionNotPossible(
            "This job is running now. Look again in a few minutes."
        )
    return locked
