"""Note which notices a person has read, and count the unread."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Now
from django.db.models.lookups import Exact

from accounts.models import User
from requests_app.models import Notice
from requests_app.prepared import STAND_INS, rows_of
from requests_app.telling.queries import may_be_read_by


def unread_after_opening(person: User, path: str) -> int:
    """Return the number of unread notices, when the person has opened a page.

    The notices that lead to the page are marked as read. One query, and a second where
    a notice is marked.
    """
    # No notice leads to an address that PostgreSQL cannot compare.
    path = path.replace("\0", "")
    # Counted by every page, so prepared.
    rows = rows_of(
        ("unread", person.sees_requests),
        partial(_unread, person),
        {"user": person.pk, "authority": person.authority_id, "path": path},
    )
    unread, here = rows[0] if rows else (0, 0)
    if here:
        mark_read_at(person=person, path=path)
    return int(unread - here)


def _unread(person: User) -> QuerySet:
    """Return the numbers of unread notices, and of those that lead to a page."""
    stand_in = User(
        pk=STAND_INS["user"],
        authority_id=person.authority_id and STAND_INS["authority"],
        roles=person.roles,
    )
    return (
        Notice.objects.filter(
            may_be_read_by(stand_in), person=stand_in, read_at__isnull=True
        )
        .order_by()
        .values("person")
        .annotate(
            unread=Count("pk"), here=Count("pk", filter=_leads_to(STAND_INS["path"]))
        )
        .values_list("unread", "here")
    )


def mark_read(*, person: User, notices: Iterable[int] | None = None) -> int:
    """Mark notices of a person as read; return how many were unread.

    Args:
        person: The person.
        notices: The keys of the notices; None for all.
    """
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=Now())


def mark_read_at(*, person: User, path: str) -> int:
    """Mark the notices that lead to a page as read; return how many were unread.

    Args:
        person: The person who opened the page.
        path: The path of the page, without a fragment.
    """
    return Notice.objects.filter(
        _leads_to(path), person=person, read_at__isnull=True
    ).update(read_at=Now())


def _leads_to(path: str) -> Q:
    """Return the condition for a notice to lead to a page, or to a place on it."""
    page: Any = F("url")
    for mark in "#?":
        page = Func(
            page,
            Value(mark),
            Value(1),
            function="SPLIT_PART",
            output_field=CharField(),
        )
    return Q(Exact(page, Value(path)))
