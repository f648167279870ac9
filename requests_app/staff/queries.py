"""Find people of an authority, and say how things stand with each account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from accounts.models import Leave, User
from accounts.policy import Role
from requests_app.assigning.belongings import held_besides
from requests_app.models import AccountLink, FOIRequest
from requests_app.staff.details import has_password

CLOSED, NEVER, AWAY = "closed", "never", "away"
STATES = {
    "": "Open accounts",
    NEVER: "Never signed in",
    AWAY: "On leave today",
    CLOSED: "Closed accounts",
    "all": "All accounts",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with an account, in words.

    Attributes:
        label: In a few words.
        is_good: Whether the person can sign in.
    """

    label: str
    is_good: bool


def people_with(user: User) -> QuerySet[User, User]:
    """Return the people of the user's authority; none for a user without authority."""
    if user.authority_id is None:
        return User.objects.none()
    found = User.objects.filter(authority_id=user.authority_id)
    return found.select_related("authority", "team", "department")


def find_people(
    people: QuerySet[User, User], wanted: Mapping[str, Any], *, on: date
) -> QuerySet[User, User]:
    """Return the people matching the filters, by name.

    Args:
        people: Those to choose from.
        wanted: By name of the filter: `q`, `role`, `team`, `state`.
        on: The day of which leave is asked.
    """
    away = Leave.objects.on(on).filter(person_id=OuterRef("pk"))
    people = people.annotate(
        is_away=Exists(away),
        has_open_invitation=Exists(
            AccountLink.objects.unused().filter(
                Q(ends_at__isnull=True) | Q(ends_at__gt=Now()),
                person_id=OuterRef("pk"),
                purpose=AccountLink.Purpose.INVITATION,
            )
        ),
    )
    for word in str(wanted.get("q") or "").split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(username__icontains=word)
        )
    if role := wanted.get("role"):
        people = people.filter(roles__contains=[role])
    if team := wanted.get("team"):
        people = people.filter(team=team)
    match wanted.get("state") or "":
        case "":
            people = people.filter(is_active=True)
        case "never":
            people = people.filter(is_active=True, last_login__isnull=True)
        case "away":
            people = people.filter(is_active=True, is_away=True)
        case "closed":
            people = people.filter(is_active=False)
    return people.order_by("last_name", "first_name", "username", "pk")


def standing_of(person: User, link: AccountLink | None, at: datetime) -> Standing:
    """Return how things stand with an account.

    Args:
        person: Whose account.
        link: The newest invitation of the person, if any, from `with_failures`.
        at: The moment.
    """
    if not person.is_active:
        return Standing("Closed", is_good=False)
    if has_password(person):
        return Standing("Open", is_good=True)
    if link is None or link.withdrawn_at is not None:
        return Standing("Not invited", is_good=False)
    if getattr(link, "has_failed", False):
        return Standing("Invitation could not be sent", is_good=False)
    if link.ends_at is not None and link.ends_at <= at:
        return Standing("Invitation ended", is_good=False)
    return Standing("Invited" if link.sent_at else "Invitation waits", is_good=False)


def held_by(person: User) -> int:
    """Return how many open requests the person holds."""
    return FOIRequest.objects.open().filter(officer=person).count()


def held_in_words(person: User) -> str:
    """Say what the person holds, such as "3 open requests, 1 open task"; "" if nothing.

    Queries: one for requests, and one or two for each other kind.
    """
    count = held_by(person)
    requests = [f"{count:,} open request{'' if count == 1 else 's'}"] if count else []
    return ", ".join((*requests, *held_besides(person)))


def labels_of(roles: list[str]) -> str:
    """Return roles in words."""
    return ", ".join(role.label for role in Role if role in roles) or "No role"
