"""One fetch at a time for each mailbox: a lease in the database, with a key."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from mail.models import Mailbox

# Longer than the fetch of a message takes; renewed before each.
LEASE: Final = timedelta(minutes=4)


class LeaseLost(Exception):
    """Another worker has the mailbox, because this worker was too slow."""


def due_mailboxes(*, at: datetime) -> list[int]:
    """Return the keys of the mailboxes to fetch from now, the longest waiting first."""
    return list(_due(at).order_by("last_fetched_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def claim(*, mailbox: int, at: datetime) -> Mailbox | None:
    """Take a mailbox for one fetch; None if it is not due, or another worker has it.

    Args:
        mailbox: The key of the mailbox.
        at: The moment.
    """
    found = (
        _due(at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("login", "authority")
        .filter(pk=mailbox)
        .first()
    )
    if found is None:
        return None
    found.lease = uuid4()
    Mailbox.objects.filter(pk=found.pk).update(
        lease=found.lease, leased_until=Now() + LEASE
    )
    return found


def keep(*, mailbox: Mailbox, **values: Any) -> None:
    """Renew the lease, and store values of the mailbox.

    Raises:
        LeaseLost: Another worker has taken the mailbox.
    """
    own = Mailbox.objects.filter(pk=mailbox.pk, lease=_key(mailbox))
    if not own.update(leased_until=Now() + LEASE, **values):
        raise LeaseLost
    for name, value in values.items():
        setattr(mailbox, name, value)


def release(*, mailbox: Mailbox, **values: Any) -> None:
    """Give the mailbox back, and store how the fetch went, unless the lease is lost."""
    own = Mailbox.objects.filter(pk=mailbox.pk, lease=_key(mailbox))
    own.update(lease=None, leased_until=None, **values)


def _key(mailbox: Mailbox) -> UUID:
    if mailbox.lease is None:
        raise LeaseLost
    return mailbox.lease


def _due(at: datetime) -> QuerySet[Mailbox]:
    is_free = Q(lease__isnull=True) | Q(leased_until__lt=Now())
    is_time = Q(next_fetch_at__isnull=True) | Q(next_fetch_at__lte=at)
    return Mailbox.objects.filter(is_free, is_time, is_on=True)
