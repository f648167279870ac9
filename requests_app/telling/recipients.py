"""Choose the people to tell: a notice is passed up where a person cannot act on it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from accounts import policy
from accounts.acting import people_on_leave
from accounts.models import Authority, Leave, Team, User
from accounts.policy import Role
from requests_app.models import FOIRequest, Notice

# Kinds about an enquiry: the people of a department do not see the request.
_OF_ENQUIRIES = frozenset({Notice.Kind.ASKED, Notice.Kind.REPLY_LATE})


class Recipient(NamedTuple):
    """A person to tell, and whether an e-mail can reach them."""

    person: User
    is_mailed: bool


def recipients_of(
    people: Iterable[User],
    *,
    kind: str,
    foi_request: FOIRequest | None,
    on: date,
) -> list[Recipient]:
    """Return the people to tell in the place of `people`, each once.

    A person who has left, or may not see the request, is replaced. A person without an
    address, or on leave, sees the notice on the page, and another person is told as
    well. The other person is the deputy, else the managers of the team, else those of
    the authority.

    Args:
        people: The people meant.
        kind: One of `Notice.Kind`.
        foi_request: The request told of; None for none.
        on: The London day.
    """
    people = list(people)
    away = people_on_leave([person.pk for person in people], on)
    chosen: dict[int, Recipient] = {}
    for person in people:
        for each in _in_place_of(person, away.get(person.pk), kind, foi_request):
            earlier = chosen.get(each.person.pk)
            if earlier is None or not earlier.is_mailed:
                chosen[each.person.pk] = each
    return list(chosen.values())


def managers_of(*, authority: Authority | None, team: Team | None = None) -> list[User]:
    """Return the active managers of the team; if there are none, of the authority."""
    managers = list(
        User.objects.filter(
            authority=authority,
            authority__isnull=False,
            roles__contains=[Role.MANAGER],
            is_active=True,
        ).order_by("pk")
    )
    own = [each for each in managers if team is not None and each.team_id == team.pk]
    return own or managers


def last_resort(foi_request: FOIRequest) -> list[Recipient]:
    """Return the managers of the authority with an address, or the administrators.

    They are told without the reference: they may not see the request.
    """
    people = User.objects.filter(
        authority=foi_request.authority_id, is_active=True
    ).exclude(email="")
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        if found := list(people.filter(roles__contains=[role]).order_by("pk")):
            return [Recipient(each, is_mailed=True) for each in found]
    return []


def _in_place_of(
    person: User, leave: Leave | None, kind: str, foi_request: FOIRequest | None
) -> Iterator[Recipient]:
    is_known = person.is_active and _may_know(person, kind, foi_request)
    if is_known:
        is_reached = bool(person.email) and leave is None
        # On the page, for the day the person is back.
        yield Recipient(person, is_mailed=is_reached)
        if is_reached:
            return
    deputy = leave.deputy if leave is not None else None
    if deputy is not None and _can_take(deputy, kind, foi_request):
        yield Recipient(deputy, is_mailed=True)
        return
    for other in _managers(person, kind, foi_request):
        yield Recipient(other, is_mailed=True)


def _managers(person: User, kind: str, foi_request: FOIRequest | None) -> list[User]:
    """Return the managers who may know and have an address, the nearest first."""
    if foi_request is None:
        authority, team = person.authority, person.team
    else:
        authority, team = foi_request.authority, foi_request.team
    for tried in (team, None):
        able = [
            each
            for each in managers_of(authority=authority, team=tried)
            if each.pk != person.pk and _can_take(each, kind, foi_request)
        ]
        if able:
            return able
    return []


def _can_take(person: User, kind: str, foi_request: FOIRequest | None) -> bool:
    return (
        person.is_active and bool(person.email) and _may_know(person, kind, foi_request)
    )


def _may_know(person: User, kind: str, foi_request: FOIRequest | None) -> bool:
    if foi_request is None:
        return True
    if kind in _OF_ENQUIRIES and policy.ANSWER_ENQUIRY in person.role_permissions:
        return True
    return FOIRequest.objects.filter(pk=foi_request.pk).visible_to(person).exists()
