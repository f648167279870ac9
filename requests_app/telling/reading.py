"""Note which notices a person has read, and count the unread."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.db.models.functions import Now

from accounts.models import User
from requests_app.models import Notice
from requests_app.telling.queries import may_be_read_by


def unread_after_opening(person: User, path: str) -> int:
    """Return the number of unread notices, when the person has opened a page.

    The notices that lead to the page are marked as read. One query, and a second where
    a notice is marked.
    """
    # No notice leads to an address that PostgreSQL cannot compare.
    path = path.replace("\0", "")
    unread = Notice.objects.filter(
        may_be_read_by(person), person=person, read_at__isnull=True
    )
    counts = unread.aggregate(
        unread=Count("pk"), here=Count("pk", filter=_leads_to(path))
    )
    if counts["here"]:
        mark_read_at(person=person, path=path)
    return int(counts["unread"] - counts["here"])


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
    return Q(url=path) | Q(url__startswith=f"{path}#") | Q(url__startswith=f"{path}?")
