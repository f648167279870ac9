"""Start the jobs that are due: one task for each kind."""

import logging
from collections.abc import Callable
from functools import partial
from math import inf
from time import monotonic
from typing import Final

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from requests_app.jobs.handlers import JobKind, handler_of
from requests_app.jobs.queue import kinds_due, run_due

# A task that no worker takes for so long is dropped; a later sweep starts another.
EXPIRES_SECONDS: Final = 120
# After a failure pages do not try the broker for so long.
BROKER_REST_SECONDS: Final = 15

logger = logging.getLogger(__name__)

_broker_failed_at = -inf


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
        queue=kind.queue,
        time_limit=kind.time_limit_seconds,
        expires=EXPIRES_SECONDS,
        retry=False,
    )


def start_jobs_on_commit(kind: JobKind, *, key: str = "") -> None:
    """Start jobs as soon as the transaction that wrote them commits.

    This only saves time: a sweep starts them in any case. So a broker that is down or
    silent does not fail the page, and is left alone for some seconds.
    """
    start_on_commit(partial(start_jobs, kind, key=key))


def start_on_commit(start: Callable[[], object]) -> None:
    """Send a task as soon as the transaction commits, where a sweep does so anyway.

    Args:
        start: Sends the task.
    """
    transaction.on_commit(partial(_wake, start), robust=True)


def _wake(start: Callable[[], object]) -> None:
    global _broker_failed_at
    if monotonic() < _broker_failed_at + BROKER_REST_SECONDS:
        return
    try:
        start()
    except OperationalError as failure:
        _broker_failed_at = monotonic()
        logger.warning("The broker takes no messages: %s", failure)
