"""Take work that waits, under a lease, and bring about each effect once."""

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

# Longer than any effect may take (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=3)
# A job that fails this often would fail for ever: a person looks at it.
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 15


class OutcomeUnknown(Exception):
    """An effect may have happened, and nobody can tell."""


class DecisionNotPossible(Refusal):
    """A job was to be tried again, or given up, that should not be."""


def enqueue(
    *,
    kind: str,
    idempotency_key: str,
    payload: dict[str, Any],
    foi_request: FOIRequest | None = None,
    wanted_at: datetime | None = None,
) -> Job:
    """Note an effect to be brought about after this transaction commits.

    Asking for the same effect twice is harmless: the first asking counts.

    Args:
        kind: One of `Job.Kind`.
        idempotency_key: The name of the effect, by which it happens once.
        payload: What the effect needs to know, as JSON.
        foi_request: What it is for; who may not see that does not see the job.
        wanted_at: Not before this moment; None for as soon as may be.
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
    """Lease the oldest job of `kind` that nobody else is at, if there is one.

    A lease that ran out means that a worker died at it. Where the effect may be
    repeated the job is taken again, unless it may be what kills the workers; where
    it may not, a person must look.
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
    """Note that somebody is still at a job that takes several leases."""
    Job.objects.filter(pk=job.pk, done_at__isnull=True).update(
        leased_until=Now() + lease
    )


def _leave_to_a_person(which: Q, reason: str) -> None:
    """Mark those jobs whose worker died at them."""
    Job.objects.waiting().filter(which, leased_until__lt=Now()).update(
        leased_until=None, needs_attention=True, last_error=reason
    )


def mark_done(*, job: Job) -> None:
    """Note that the effect has been brought about."""
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
    """Note that the effect failed; it is tried again later, or shown to a person."""
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
    """Bring about every waiting effect of `kind`; return how many succeeded.

    Args:
        kind: One of `Job.Kind`.
        effect: Does it. It raises `OutcomeUnknown` if it cannot tell whether it did.
        is_repeatable: Whether `effect` is harmless to run twice: a worker may die
            after it.
        lease: How long a job is left to one worker. One that takes longer must
            `renew` it in time.
        at_most: After how many to stop, so that a task ends within its time; the next
            sweep goes on.
        most_attempts: After how many a person looks at it; the pauses between them
            double.
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
    """Have a job tried again at once, though it may have happened before.

    Raises:
        DecisionNotPossible: It has been done, or somebody is at it.
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
    """Give a job up for good.

    Args:
        job: One that waits.
        reason: Why it need not be done, kept with it.
        by: Who decides so.

    Raises:
        DecisionNotPossible: It has been done, somebody is at it, or it must be done.
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
