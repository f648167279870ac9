"""Note which notices a person has read, and count the unread."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONArray, Now
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
    return _after_opening(person, path, *(rows[0] if rows else (0, 0)))


def unread_of(person: User) -> Subquery:
    """Return the expression for the numbers of unread notices of a person.

    For a page that reads them beside more. The address of the page is the "path" of
    `STAND_INS`. `unread_from` takes what it gives.
    """
    told = JSONArray("unread", "here")
    return Subquery(_unread_and_here(person).values(told=told))


def unread_from(told: Sequence[int] | None, *, person: User, path: str) -> int:
    """Return the number of unread notices, as `unread_after_opening` does."""
    return _after_opening(person, path, *(told or (0, 0)))


def _after_opening(person: User, path: str, unread: int, here: int) -> int:
    if here:
        mark_read_at(person=person, path=path)
    return unread - here


def _unread(person: User) -> QuerySet:
    """Return the numbers of unread notices, and of those that lead to a page."""
    stand_in = User(
        pk=STAND_INS["user"],
        authority_id=person.authority_id and STAND_INS["authority"],
        roles=person.roles,
    )
    return _unread_and_here(stand_in).values_list("unread", "here")


def _unread_and_here(person: User) -> QuerySet:
    found = Notice.objects.filter(
        may_be_read_by(person), person=person.pk, read_at__isnull=True
    )
    return (
        found.order_by()
        .values("person")
        .annotate(
            unread=Count("pk"), here=Count("pk", filter=_leads_to(STAND_INS["path"]))
        )
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
