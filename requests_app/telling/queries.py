"""Read the notices of a person, and how the person wants notices mailed."""

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)

from accounts.models import User
from requests_app.models import FOIRequest, Notice, NoticeChoices, Way
from requests_app.telling.groups import GROUPS, way_of


def notices_of(
    person: User, *, is_unread: bool = False, group: str = ""
) -> QuerySet[Notice]:
    """Return the notices of a person: unread before read, the newest first.

    A notice of a request that the person may no longer see is left out.

    Args:
        person: The person.
        is_unread: Whether to leave out what was read.
        group: The name of a group of notices; "" for all.
    """
    is_read = ExpressionWrapper(Q(read_at__isnull=False), BooleanField())
    found = Notice.objects.filter(may_be_read_by(person), person=person)
    found = found.order_by(is_read, "-pk")
    if is_unread:
        found = found.filter(read_at__isnull=True)
    kinds = [kind for each in GROUPS if each.name == group for kind in each.kinds]
    return found.filter(kind__in=kinds) if kinds else found


def has_unread(person: User) -> bool:
    """Whether a person has notices not read."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    return unread.filter(may_be_read_by(person)).exists()


def may_be_read_by(person: User) -> Q:
    """Return the condition for a person to see the request of a notice, if any.

    A request may be restricted after its notices were written.
    """
    # Checked notice by notice: there are few notices and many requests.
    visible = FOIRequest.objects.visible_to(person)
    return Q(foi_request=None) | Q(
        Exists(visible.filter(pk=OuterRef("foi_request_id")))
    )


def ways_of(person: User) -> dict[str, Way]:
    """Return how each group of notices is mailed to a person, by the group's name."""
    row = NoticeChoices.objects.filter(person=person).values_list("ways").first()
    chosen = row[0] if row else {}
    return {group.name: way_of(next(iter(group.kinds)), chosen) for group in GROUPS}
