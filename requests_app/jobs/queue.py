"""The queue of jobs: enqueue, claim under a lease, run, retry and cancel."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from requests_app.models import FOIRequest, Job, JobDecision
from requests_app.refusals import Refusal

logger = logging.getLogger(__name__)

# Longer than a job may take (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=3)
# A job that fails this often is likely to fail again, so a person must look at it.
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 15


class OutcomeUnknown(Exception):
    """The job may or may not have taken effect. A person must decide."""


class DecisionNotPossible(Refusal):
    """The job cannot be retried or cancelled."""


def enqueue(
    *,
    kind: str,
    idempotency_key: str,
    payload: dict[str, Any],
    foi_request: FOIRequest | None = None,
    wanted_at: datetime | None = None,
) -> Job:
    """Enqueue a job, to be run after this transaction commits.

    Enqueuing the same key again has no effect: the first job counts.

    Args:
        kind: One of `Job.Kind`.
        idempotency_key: Identifies the effect, so that it happens once.
        payload: The arguments of the job, as JSON.
        foi_request: The request concerned; a user who may not see it does not see the
            job.
        wanted_at: The earliest moment to run the job; None to run it at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Write a job in the transaction that decides on it.")
    details: dict[str, Any] = {
        "kind": kind,
        "payload": payload,
        "foi_request": foi_request,
    }
    if wanted_at is not None:
        details |= {"wanted_at": wanted_at, "due_at": wanted_at}
    job, _ = Job.objects.get_or_create(
        idempotency_key=idempotency_key, defaults=details
    )
    return job


def claim(
    *,
    kind: str,
    is_repeatable: bool = True,
    lease: timedelta = LEASE,
    most_attempts: int = MOST_ATTEMPTS,
) -> Job | None:
    """Claim the oldest free job of `kind`; return None if there is none.

    An expired lease means that a worker died during the job. A repeatable job is
    claimed again, unless it has failed too often: the job itself may kill the workers.
    Any other job is left to a person.
    """
    free = Q(leased_until__isnull=True)
    if is_repeatable:
        free |= Q(leased_until__lt=Now())
        _leave_to_a_person(
            Q(kind=kind, attempts__gte=most_attempts),
            f"The worker stopped in the middle of it {most_attempts} times.",
        )
    else:
        _leave_to_a_person(
            Q(kind=kind),
            "The worker stopped in the middle of it, so it may have happened.",
        )
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(free, kind=kind, done_at__isnull=True, due_at__lte=Now())
            .filter(needs_attention=False)
            .order_by("due_at", "pk")
            .first()
        )
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(
            leased_until=Now() + lease, attempts=F("attempts") + 1
        )
    job.refresh_from_db()
    return job


def extend_lease(*, job: Job, lease: timedelta) -> None:
    """Extend the lease of a job that takes several leases."""
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        leased_until=Now() + lease
    )


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


def mark_failed(
    *,
    job: Job,
    error: str,
    may_have_happened: bool = False,
    most_attempts: int = MOST_ATTEMPTS,
) -> None:
    """Record a failure. The job is retried later, or left to a person."""
    gives_up = may_have_happened or job.attempts >= most_attempts
    pause = timedelta(seconds=FIRST_PAUSE_SECONDS * 2 ** (job.attempts - 1))
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        leased_until=None,
        due_at=Now() + pause,
        last_error=error[:2000],
        needs_attention=gives_up,
    )


def run_pending(
    *,
    kind: str,
    effect: Callable[[Job], None],
    is_repeatable: bool = True,
    lease: timedelta = LEASE,
    at_most: int | None = None,
    most_attempts: int = MOST_ATTEMPTS,
) -> int:
    """Run every pending job of `kind`; return the number that succeeded.

    Args:
        kind: One of `Job.Kind`.
        effect: Carries out a job; raises `OutcomeUnknown` if the outcome is unknown.
        is_repeatable: Whether `effect` may run twice: a worker may die after the
            effect.
        lease: The time a job is reserved for a worker. A longer job must call
            `extend_lease` in time.
        at_most: The number of jobs to run at most, so that a task ends in time; the
            next sweep continues.
        most_attempts: The number of failed attempts before a person must look; the
            pause doubles after each attempt.
    """
    succeeded = tried = 0
    while at_most is None or tried < at_most:
        job = claim(
            kind=kind,
            is_repeatable=is_repeatable,
            lease=lease,
            most_attempts=most_attempts,
        )
        if job is None:
            break
        tried += 1
        try:
            effect(job)
        except OutcomeUnknown as unknown:
            logger.exception("The outcome of job %s is unknown", job.idempotency_key)
            mark_failed(job=job, error=str(unknown), may_have_happened=True)
        except Exception as error:
            logger.exception("Job %s failed", job.idempotency_key)
            mark_failed(
                job=job,
                error=f"{type(error).__name__}: {error}",
                most_attempts=most_attempts,
            )
        else:
            mark_done(job=job)
            succeeded += 1
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
    if not job.may_be_cancelled:
        raise DecisionNotPossible(
            f"“{job.get_kind_display()}” must be done. Try again instead."
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
        raise DecisionNotPossible("This has been dealt with in the meantime.")
    if locked.leased_until is not None:
        raise DecisionNotPossible(
            "This is being tried just now. Look again in a few minutes."
        )
    return locked
