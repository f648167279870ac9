"""Read the notices of a person, and how the person wants notices mailed."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from accounts.models import User
from requests_app.models import Notice, NoticeChoices, Way
from requests_app.telling.groups import GROUPS, way_of


def notices_of(person: User) -> QuerySet[Notice]:
    """Return the notices of a person: unread before read, the newest first."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), BooleanField())
    return Notice.objects.filter(person=person).order_by(is_read, "-pk")


def ways_of(person: User) -> dict[str, Way]:
    """Return how each group of notices is mailed to a person, by the group's name."""
    row = NoticeChoices.objects.filter(person=person).values_list("ways").first()
    chosen = row[0] if row else {}
    return {group.name: way_of(next(iter(group.kinds)), chosen) for group in GROUPS}
