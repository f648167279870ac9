"""The details of a person kept by administrators, and their contradictions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Authority, Department, Team, User
from accounts.policy import Role
from requests_app.refusals import Refusal


class DetailsRefused(Refusal):
    """A detail of a person contradicts another record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The details of a person, as an administrator gives them."""

    first_name: str
    last_name: str
    email: str
    team: Team | None = None
    department: Department | None = None
    roles: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the details in words, for the record of changes."""
        return {
            "first name": self.first_name,
            "last name": self.last_name,
            "e-mail": self.email,
            "team": str(self.team or ""),
            "department": str(self.department or ""),
            "roles": in_order(self.roles),
        }


def details_of(person: User) -> Details:
    """Return the details of a person as stored."""
    return Details(
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        team=person.team,
        department=person.department,
        roles=tuple(in_order(person.roles)),
    )


def mark_of(person: User) -> str:
    """Return a mark of the details as stored, by which a form knows a later change."""
    kept = json.dumps(
        [
            person.first_name,
            person.last_name,
            person.email,
            person.team_id,
            person.department_id,
            in_order(person.roles),
            person.is_active,
        ]
    )
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def has_password(person: User) -> bool:
    """Whether the person has chosen a password, and so can sign in to an open account.

    Django counts an empty password as usable.
    """
    return bool(person.password) and person.has_usable_password()


def in_order(roles: Iterable[str]) -> list[str]:
    """Return roles in the order of the policy, each once."""
    return [role.value for role in Role if role in set(roles)]


def check_details(
    details: Details, *, authority: Authority | None, person: User | None = None
) -> None:
    """Refuse details in contradiction to one another or another record.

    Args:
        details: What is to be stored.
        authority: The authority of the person.
        person: The person as stored; None for a new person.

    Raises:
        DetailsRefused: A team or department of another authority, a contributor
            without department, or an e-mail address of a colleague.
    """
    for name in ("team", "department"):
        part = getattr(details, name)
        if part is not None and part.authority_id != (authority and authority.pk):
            raise DetailsRefused(
                f"{part} belongs to another authority. Choose a {name} of {authority}.",
                field=name,
            )
    if Role.CONTRIBUTOR in details.roles and details.department is None:
        raise DetailsRefused(
            "A contributor answers for a department. Choose the department.",
            field="department",
        )
    others = User.objects.filter(authority=authority, email__iexact=details.email)
    if person is not None:
        others = others.exclude(pk=person.pk)
    if other := others.first():
        closed = "" if other.is_active else ", whose account is closed"
        raise DetailsRefused(f"{other} has this e-mail address{closed}.", field="email")
