"""Tell who acts for a person on leave, and who can act at all.

A deputy acts while the leave lasts. Nothing is to be undone when the leave ends. A
deputy who has left, or is on leave as well, does not act.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db.models import QuerySet

from accounts import policy
from accounts.models import Leave, User
from accounts.querysets import TODAY


def deputies_of(person: User, on: date) -> list[User]:
    """Return the deputies who act for a person on the day `on`: none or one person.

    Nobody acts for a person who is at work.
    """
    leaves = Leave.objects.covered(on).filter(person=person).select_related("deputy")
    return [each.deputy for each in leaves if each.deputy is not None]


def deputising_for(person: User, on: date) -> list[User]:
    """Return the people for whom a person acts on the day `on`."""
    return list(
        User.objects.filter(
            pk__in=Leave.objects.covered(on).filter(deputy=person).values("person_id"),
            is_active=True,
            authority_id=person.authority_id,
        ).order_by("last_name", "first_name", "username")
    )


def can_act(person: User, on: date) -> bool:
    """Whether the work of a person goes on: by the person, or by a deputy."""
    if not person.is_active:
        return False
    return not Leave.objects.uncovered(on).filter(person=person).exists()


def absent_through(deputy: User) -> QuerySet[Leave, int]:
    """Return the keys of the people for whom a deputy acts today, as a subquery.

    A page so needs no further query to show a deputy what these people see.
    """
    found = _covered_today().filter(deputy_id=deputy.pk)
    return found.values_list("person_id", flat=True)


@cache
def _covered_today() -> QuerySet[Leave, Leave]:
    """Return the leave covered today, not yet read.

    Every page begins with it, and to put it together takes a while: so it is kept.
    """
    return Leave.objects.covered(TODAY).order_by()


def people_on_leave(people: Iterable[int], on: date) -> dict[int, Leave]:
    """Return the leave of each person who is on leave on the day `on`, by their key."""
    found = Leave.objects.on(on).filter(person__in=people).select_related("deputy")
    return {each.person_id: each for each in found}


def able_to_draft(on: date) -> QuerySet[User, User]:
    """Return the people whose requests go on, on the day `on`.

    They are active, have a role that allows answering, have an e-mail address, and are
    at work or have a deputy with such a role.
    """
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if policy.DRAFT_RESPONSE in allowed
    ]
    away = Leave.objects.uncovered(on).values("person_id")
    # A deputy may have lost the role since the leave was recorded.
    covered = Leave.objects.covered(on).exclude(deputy__roles__overlap=roles)
    return (
        User.objects.filter(is_active=True, roles__overlap=roles)
        .exclude(email="")
        .exclude(pk__in=away)
        .exclude(pk__in=covered.values("person_id"))
    )
