"""Delete old notices; remember that their events were told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from requests_app.models import DeletedNotice, Digest, Notice, Way

# Deleted in one transaction, so that no lock lasts long.
_AT_ONCE: Final = 2000


def delete_old_notices(*, at: datetime) -> int:
    """Delete the notices that are past their time, by the settings.

    Read notices go `NOTICES_READ_DAYS` after they were read, others
    `NOTICES_UNREAD_DAYS` after they were written. A notice that waits for its e-mail is
    kept. Deleted events are not told again. Harmless to run twice, and in two places at
    once.

    Args:
        at: The present moment.

    Returns:
        The number of notices deleted.
    """
    read_before = at - timedelta(days=settings.NOTICES_READ_DAYS)
    unread_before = at - timedelta(days=settings.NOTICES_UNREAD_DAYS)
    Digest.objects.filter(on__lt=read_before.date()).delete()
    old = Notice.objects.filter(
        Q(read_at__lt=read_before) | Q(read_at__isnull=True, at__lt=unread_before),
        Q(way=Way.NONE) | Q(mailed_at__isnull=False),
        # A notice is read after it was written: the index finds the few old ones.
        at__lt=max(read_before, unread_before),
    ).order_by("at")
    deleted = 0
    while number := _delete(old):
        deleted += number
    return deleted


@transaction.atomic
def _delete(old: QuerySet[Notice]) -> int:
    notices = list(
        old.select_for_update(skip_locked=True).values_list("pk", "person", "key")[
            :_AT_ONCE
        ]
    )
    DeletedNotice.objects.bulk_create(
        [
            DeletedNotice(person_id=person, key_hash=hash_of(key))
            for _, person, key in notices
        ],
        ignore_conflicts=True,
    )
    Notice.objects.filter(pk__in=[each[0] for each in notices]).delete()
    return len(notices)


def told_before(people: Iterable[User], key: str) -> set[int]:
    """Return the keys of the people who were told of an event, in one query."""
    keys = [person.pk for person in people]
    present = Notice.objects.filter(key=key, person__in=keys)
    deleted = DeletedNotice.objects.filter(key_hash=hash_of(key), person__in=keys)
    return set(
        present.order_by()
        .values_list("person_id", flat=True)
        .union(deleted.values_list("person_id", flat=True))
    )


def hash_of(key: str) -> UUID:
    """Return what is kept of the key of a deleted notice."""
    return UUID(bytes=sha256(key.encode()).digest()[:16])
