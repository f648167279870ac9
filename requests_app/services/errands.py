"""Take work that waits, under a lease, and bring about each effect once."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from requests_app.models import Errand

logger = logging.getLogger(__name__)

# Longer than any effect may take (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=3)
# An errand that fails this often would fail for ever: a person looks at it.
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 15


def put_off(*, kind: str, effect_key: str, payload: dict[str, Any]) -> Errand:
    """Note an effect to be brought about after this transaction commits.

    Asking for the same effect twice is harmless: the first asking counts.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Write an errand in the transaction that decides on it.")
    errand, _ = Errand.objects.get_or_create(
        effect_key=effect_key, defaults={"kind": kind, "payload": payload}
    )
    return errand


def take(*, kind: str) -> Errand | None:
    """Lease the oldest errand of `kind` that nobody else is at, if there is one."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
    with transaction.atomic():
        errand = (
            Errand.objects.select_for_update(skip_locked=True)
            .filter(free, kind=kind, done_at__isnull=True, due_at__lte=Now())
            .filter(needs_attention=False)
            .order_by("due_at", "pk")
            .first()
        )
        if errand is None:
            return None
        Errand.objects.filter(pk=errand.pk).update(
            leased_until=Now() + LEASE, attempts=F("attempts") + 1
        )
    errand.refresh_from_db()
    return errand


def finish(*, errand: Errand) -> None:
    """Note that the effect has been brought about."""
    Errand.objects.filter(pk=errand.pk, done_at__isnull=True).update(
        done_at=Now(), leased_until=None, last_error=""
    )


def fail(*, errand: Errand, error: str, may_have_happened: bool = False) -> None:
    """Note that the effect failed; it is tried again later, or shown to a person."""
    gives_up = may_have_happened or errand.attempts >= MOST_ATTEMPTS
    pause = timedelta(seconds=FIRST_PAUSE_SECONDS * 2 ** (errand.attempts - 1))
    Errand.objects.filter(pk=errand.pk, done_at__isnull=True).update(
        leased_until=None,
        due_at=Now() + pause,
        last_error=error[:2000],
        needs_attention=gives_up,
    )


def run_waiting(*, kind: str, effect: Callable[[Errand], None]) -> int:
    """Bring about every waiting effect of `kind`; return how many succeeded.

    `effect` must be harmless to run twice: a worker may die after it.
    """
    succeeded = 0
    while errand := take(kind=kind):
        try:
            effect(errand)
        except Exception as error:
            logger.exception("Errand %s failed", errand.effect_key)
            fail(errand=errand, error=f"{type(error).__name__}: {error}")
        else:
            finish(errand=errand)
            succeeded += 1
    return succeeded
