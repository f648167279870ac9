"""The places of administration: each subject registers its pages.

The index shows a person the places that their roles open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import TextChoices
from django.urls import reverse

from accounts import policy
from accounts.models import User


class Group(TextChoices):
    """A heading of the index, in the order shown."""

    AUTHORITY = "authority", "Your authority"
    PEOPLE = "people", "People and teams"
    WORK = "work", "How work is done"
    LETTERS = "letters", "Letters and wording"
    DATES = "dates", "Deadlines"
    INSTALLATION = "installation", "What all authorities share"
    RECORDS = "records", "Records"


@dataclass(frozen=True)
class Place:
    """A page of administration, as the index lists it.

    Attributes:
        group: The heading.
        title: The name of the page.
        line: One sentence about the page, or a function of the person that makes it.
        url_name: The name of the page's address.
        permissions: The index shows the place to a person with any of these.
        is_of_authority: Whether the address needs the key of the person's authority.
        arguments: Further arguments of the address, after that key.
        concerns: Whether the place concerns the person at all; None for always.
    """

    group: Group
    title: str
    line: str | Callable[[User], str]
    url_name: str
    permissions: frozenset[str] = frozenset({policy.ADMINISTER})
    is_of_authority: bool = False
    arguments: tuple[str, ...] = ()
    concerns: Callable[[User], bool] | None = None


class Shown(NamedTuple):
    """A place as the index shows it to one person."""

    title: str
    line: str
    url: str


_PLACES: list[Place] = []


def register(*places: Place) -> None:
    """Add pages to the index. A subject calls this once, from `apps.py`."""
    _PLACES.extend(places)


def registered() -> tuple[Place, ...]:
    """Return all registered places."""
    return tuple(_PLACES)


def places_for(user: User) -> list[tuple[Group, list[Shown]]]:
    """Return the places that the person's roles open, by group."""
    found = [(group, list(_shown(group, user))) for group in Group]
    return [(group, places) for group, places in found if places]


def _shown(group: Group, user: User) -> Iterator[Shown]:
    allowed = user.role_permissions
    for place in _PLACES:
        if place.group is not group or not place.permissions & allowed:
            continue
        if place.is_of_authority and user.authority_id is None:
            continue
        if place.concerns is not None and not place.concerns(user):
            continue
        own = [user.authority_id] if place.is_of_authority else []
        yield Shown(
            title=place.title,
            line=place.line if isinstance(place.line, str) else place.line(user),
            url=reverse(place.url_name, args=[*own, *place.arguments]),
        )
