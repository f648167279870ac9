"""Start the jobs that are due: one task for each kind."""

from typing import Final

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from requests_app.jobs.handlers import JobKind, handler_of
from requests_app.jobs.queue import kinds_due, run_due

# A task that no worker takes for so long is dropped; a later sweep starts another.
EXPIRES_SECONDS: Final = 120


@shared_task
def start_due_jobs() -> None:
    """Start a task for each kind with a job due, so that no kind waits for another."""
    for kind in kinds_due():
        start_jobs(kind)


@shared_task
def run_jobs(*, kind: str, key: str = "") -> None:
    """Run the jobs of one kind, or the one job named. Harmless to run twice."""
    run_due(
        handler=handler_of(kind),
        on=timezone.localdate(),
        at=timezone.now(),
        key=key,
    )


def start_jobs(kind: JobKind, *, key: str = "") -> None:
    """Have a worker run the jobs of a kind, within the time limit of the kind.

    Args:
        kind: The kind.
        key: The only job to run, by its idempotency key; "" for all that are due.
    """
    run_jobs.apply_async(
        kwargs={"kind": kind.name, "key": key},
        time_limit=kind.time_limit_seconds,
        expires=EXPIRES_SECONDS,
    )


def start_jobs_on_commit(kind: JobKind, *, key: str = "") -> None:
    """Start jobs as soon as the transaction that wrote them commits.

    This only saves time: a sweep starts them in any case. So a broker that is down does
    not fail the page.
    """
    transaction.on_commit(lambda: start_jobs(kind, key=key), robust=True)
