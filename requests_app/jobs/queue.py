"""Take work that waits, under a lease, and bring about each effect once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from requests_app.models import Errand, ErrandDecision, FOIRequest
from requests_app.refusals import Refusal

logger = logging.getLogger(__name__)

# Longer than any effect may take (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(minutes=3)
# An errand that fails this often would fail for ever: a person looks at it.
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 15


class InDoubt(Exception):
    """An effect may have happened, and nobody can tell."""


class DecisionNotPossible(Refusal):
    """An errand was to be tried again, or given up, that should not be."""


def put_off(
    *,
    kind: str,
    effect_key: str,
    payload: dict[str, Any],
    foi_request: FOIRequest | None = None,
    wanted_at: datetime | None = None,
) -> Errand:
    """Note an effect to be brought about after this transaction commits.

    Asking for the same effect twice is harmless: the first asking counts.

    Args:
        kind: One of `Errand.Kind`.
        effect_key: The name of the effect, by which it happens once.
        payload: What the effect needs to know, as JSON.
        foi_request: What it is for; who may not see that does not see the errand.
        wanted_at: Not before this moment; None for as soon as may be.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Write an errand in the transaction that decides on it.")
    details: dict[str, Any] = {
        "kind": kind,
        "payload": payload,
        "foi_request": foi_request,
    }
    if wanted_at is not None:
        details |= {"wanted_at": wanted_at, "due_at": wanted_at}
    errand, _ = Errand.objects.get_or_create(effect_key=effect_key, defaults=details)
    return errand


def take(
    *,
    kind: str,
    is_repeatable: bool = True,
    lease: timedelta = LEASE,
    most_attempts: int = MOST_ATTEMPTS,
) -> Errand | None:
    """Lease the oldest errand of `kind` that nobody else is at, if there is one.

    A lease that ran out means that a worker died at it. Where the effect may be
    repeated the errand is taken again, unless it may be what kills the workers; where
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
            leased_until=Now() + lease, attempts=F("attempts") + 1
        )
    errand.refresh_from_db()
    return errand


def renew(*, errand: Errand, lease: timedelta) -> None:
    """Note that somebody is still at an errand that takes several leases."""
    Errand.objects.filter(pk=errand.pk, done_at__isnull=True).update(
        leased_until=Now() + lease
    )


def _leave_to_a_person(which: Q, because: str) -> None:
    """Mark those errands whose worker died at them."""
    Errand.objects.waiting().filter(which, leased_until__lt=Now()).update(
        leased_until=None, needs_attention=True, last_error=because
    )


def finish(*, errand: Errand) -> None:
    """Note that the effect has been brought about."""
    Errand.objects.filter(pk=errand.pk, done_at__isnull=True).update(
        done_at=Now(), leased_until=None, needs_attention=False, last_error=""
    )


def fail(
    *,
    errand: Errand,
    error: str,
    may_have_happened: bool = False,
    most_attempts: int = MOST_ATTEMPTS,
) -> None:
    """Note that the effect failed; it is tried again later, or shown to a person."""
    gives_up = may_have_happened or errand.attempts >= most_attempts
    pause = timedelta(seconds=FIRST_PAUSE_SECONDS * 2 ** (errand.attempts - 1))
    Errand.objects.filter(pk=errand.pk, done_at__isnull=True).update(
        leased_until=None,
        due_at=Now() + pause,
        last_error=error[:2000],
        needs_attention=gives_up,
    )


def run_waiting(
    *,
    kind: str,
    effect: Callable[[Errand], None],
    is_repeatable: bool = True,
    lease: timedelta = LEASE,
    at_most: int | None = None,
    most_attempts: int = MOST_ATTEMPTS,
) -> int:
    """Bring about every waiting effect of `kind`; return how many succeeded.

    Args:
        kind: One of `Errand.Kind`.
        effect: Does it. It raises `InDoubt` if it cannot tell whether it did.
        is_repeatable: Whether `effect` is harmless to run twice: a worker may die
            after it.
        lease: How long an errand is left to one worker. One that takes longer must
            `renew` it in time.
        at_most: After how many to stop, so that a task ends within its time; the next
            sweep goes on.
        most_attempts: After how many a person looks at it; the pauses between them
            double.
    """
    succeeded = tried = 0
    while at_most is None or tried < at_most:
        errand = take(
            kind=kind,
            is_repeatable=is_repeatable,
            lease=lease,
            most_attempts=most_attempts,
        )
        if errand is None:
            break
        tried += 1
        try:
            effect(errand)
        except InDoubt as doubt:
            logger.exception("Errand %s is in doubt", errand.effect_key)
            fail(errand=errand, error=str(doubt), may_have_happened=True)
        except Exception as error:
            logger.exception("Errand %s failed", errand.effect_key)
            fail(
                errand=errand,
                error=f"{type(error).__name__}: {error}",
                most_attempts=most_attempts,
            )
        else:
            finish(errand=errand)
            succeeded += 1
    return succeeded


@transaction.atomic
def retry_errand(*, errand: Errand, by: User) -> Errand:
    """Have an errand tried again at once, though it may have happened before.

    Raises:
        DecisionNotPossible: It has been done, or somebody is at it.
    """
    errand = _lock(errand)
    ErrandDecision.objects.create(
        errand=errand, decision=ErrandDecision.Decision.RETRY, by=by
    )
    Errand.objects.filter(pk=errand.pk).update(
        needs_attention=False, attempts=0, due_at=Now()
    )
    errand.refresh_from_db()
    return errand


@transaction.atomic
def dismiss_errand(*, errand: Errand, because: str, by: User) -> Errand:
    """Give an errand up for good.

    Args:
        errand: One that waits.
        because: Why it need not be done, kept with it.
        by: Who decides so.

    Raises:
        DecisionNotPossible: It has been done, somebody is at it, or it must be done.
    """
    errand = _lock(errand)
    if not errand.may_be_given_up:
        raise DecisionNotPossible(
            f"“{errand.get_kind_display()}” must be done. Try again instead."
        )
    ErrandDecision.objects.create(
        errand=errand,
        decision=ErrandDecision.Decision.DISMISS,
        because=because,
        by=by,
    )
    Errand.objects.filter(pk=errand.pk).update(done_at=Now(), needs_attention=False)
    errand.refresh_from_db()
    return errand


def _lock(errand: Errand) -> Errand:
    locked = Errand.objects.select_for_update().get(pk=errand.pk)
    if locked.done_at is not None:
        raise DecisionNotPossible("This has been dealt with in the meantime.")
    if locked.leased_until is not None:
        raise DecisionNotPossible(
            "This is being tried just now. Look again in a few minutes."
        )
    return locked
