"""Choose the people to tell: a notice is passed up where a person cannot act on it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from accounts.acting import people_on_leave
from accounts.models import Authority, Leave, Team, User
from accounts.policy import Role
from requests_app.models import FOIRequest
from requests_app.telling.places import Place, place_for


class Recipient(NamedTuple):
    """A person to tell.

    Attributes:
        person: The person.
        url: The page to which the notice leads this person.
        sees_request: Whether the person sees the request told of.
        is_mailed: Whether an e-mail can reach the person.
        instead_of: The person meant, where this person is told in their place.
        why: Why the person meant is not enough, to follow their name; "" for none.
    """

    person: User
    url: str
    sees_request: bool
    is_mailed: bool = True
    instead_of: User | None = None
    why: str = ""


class _Matter(NamedTuple):
    """What is told of, and whether the server refuses the addresses of the people."""

    url: str
    foi_request: FOIRequest | None
    on: date
    is_refused: bool
    is_personal: bool


def recipients_of(
    people: Iterable[User],
    *,
    url: str,
    foi_request: FOIRequest | None,
    on: date,
    is_refused: bool = False,
    is_personal: bool = False,
) -> list[Recipient]:
    """Return the people to tell in the place of `people`, each once.

    A person who has left, or may open no page of the matter, is replaced. A person
    without an address, or on leave, sees the notice on the page, and another person is
    told as well. The other person is the deputy, else the managers of the team, else
    those of the authority; managers at work come first.

    Args:
        people: The people meant.
        url: The path of the place told of.
        foi_request: The request told of; None for none.
        on: The London day.
        is_refused: Whether the mail server refuses the addresses of the people.
        is_personal: Whether the matter is the person's own, so that nobody is told in
            their place.
    """
    people = list(people)
    matter = _Matter(url, foi_request, on, is_refused, is_personal)
    away = people_on_leave([person.pk for person in people], on)
    chosen: dict[int, Recipient] = {}
    for person in people:
        for each in _in_place_of(person, away.get(person.pk), matter):
            earlier = chosen.get(each.person.pk)
            chosen[each.person.pk] = _better(each, earlier) if earlier else each
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


def last_resort(foi_request: FOIRequest, url: str) -> list[Recipient]:
    """Return the managers of the authority with an address, or the administrators.

    They are told without the reference: they may not see the request.

    Args:
        foi_request: The request.
        url: A page open to all.
    """
    people = User.objects.filter(
        authority=foi_request.authority_id, is_active=True
    ).exclude(email="")
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        if found := list(people.filter(roles__contains=[role]).order_by("pk")):
            return [Recipient(each, url, sees_request=False) for each in found]
    return []


def _better(one: Recipient, other: Recipient) -> Recipient:
    """Join two reasons to tell a person: the own notice first, mailed if either is."""
    own = other if other.instead_of is None else one
    return own._replace(is_mailed=one.is_mailed or other.is_mailed)


def _in_place_of(
    person: User, leave: Leave | None, matter: _Matter
) -> Iterator[Recipient]:
    place = place_for(person, matter.url, matter.foi_request)
    if place is not None:
        is_reached = bool(person.email) and leave is None and not matter.is_refused
        # On the page, for the day the person is back.
        yield Recipient(person, *place, is_mailed=is_reached)
        if is_reached:
            return
    if matter.is_personal:
        return
    others = _deputy(leave, matter) or _managers(person, matter)
    why = _why(person, leave, matter)
    for other, theirs in others:
        yield Recipient(other, *theirs, instead_of=person, why=why)


def _why(person: User, leave: Leave | None, matter: _Matter) -> str:
    if not person.is_active:
        return "who has left"
    if leave is not None:
        return "who is on leave"
    if not person.email:
        return "who has no e-mail address"
    if matter.is_refused:
        return "whose e-mail address is refused"
    return "who may not open the page"


def _deputy(leave: Leave | None, matter: _Matter) -> list[tuple[User, Place]]:
    deputy = leave.deputy if leave is not None else None
    if deputy is None or people_on_leave([deputy.pk], matter.on):
        return []
    return _able([deputy], matter)


def _managers(person: User, matter: _Matter) -> list[tuple[User, Place]]:
    """Return the managers who can take the notice, the nearest first."""
    if matter.foi_request is None:
        authority, team = person.authority, person.team
    else:
        authority, team = matter.foi_request.authority, matter.foi_request.team
    near = managers_of(authority=authority, team=team)
    far = managers_of(authority=authority) if team is not None else []
    away = people_on_leave([each.pk for each in (*near, *far)], matter.on)
    for tried in (
        [each for each in near if each.pk not in away],
        [each for each in far if each.pk not in away],
        near,
        far,
    ):
        others = [each for each in tried if each.pk != person.pk]
        if able := _able(others, matter):
            return able
    return []


def _able(people: Collection[User], matter: _Matter) -> list[tuple[User, Place]]:
    """Return the people with an e-mail address and a page to open, with its address."""
    found = []
    for each in people:
        place = place_for(each, matter.url, matter.foi_request)
        if each.email and place is not None:
            found.append((each, place))
    return found
