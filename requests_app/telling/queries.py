"""Read the notices of a person, and how the person wants notices mailed."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from accounts.models import User
from requests_app.models import Notice, NoticeChoices, Way
from requests_app.telling.groups import GROUPS, way_of


def notices_of(
    person: User, *, is_unread: bool = False, group: str = ""
) -> QuerySet[Notice]:
    """Return the notices of a person: unread before read, the newest first.

    Args:
        person: The person.
        is_unread: Whether to leave out what was read.
        group: The name of a group of notices; "" for all.
    """
    is_read = ExpressionWrapper(Q(read_at__isnull=False), BooleanField())
    found = Notice.objects.filter(person=person).order_by(is_read, "-pk")
    if is_unread:
        found = found.filter(read_at__isnull=True)
    kinds = [kind for each in GROUPS if each.name == group for kind in each.kinds]
    return found.filter(kind__in=kinds) if kinds else found


def has_unread(person: User) -> bool:
    """Whether a person has notices not read."""
    return Notice.objects.filter(person=person, read_at__isnull=True).exists()


def ways_of(person: User) -> dict[str, Way]:
    """Return how each group of notices is mailed to a person, by the group's name."""
    row = NoticeChoices.objects.filter(person=person).values_list("ways").first()
    chosen = row[0] if row else {}
    return {group.name: way_of(next(iter(group.kinds)), chosen) for group in GROUPS}
