"""Whose requests a page of figures counts: the authority's, or a team's."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Team, User
from requests_app.lists.dashboard import Number
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet


@dataclass(frozen=True, slots=True)
class Scope:
    """The requests counted for a person.

    The figures of a team leave out requests restricted to named people, for every
    viewer: a count would tell the team of such a request. The figures of the authority
    have them all.

    Attributes:
        user: The person who looks.
        team: The team; None for the whole authority.
        lists: The address of lists of requests, found once for hundreds of numbers.
        is_unknown: Whether the address names a team that is not there. Counted is the
            authority then.
    """

    user: User
    team: Team | None = None
    lists: str = field(default_factory=lambda: reverse("foi-requests"))
    is_unknown: bool = False

    @property
    def title(self) -> str:
        """Whose requests are counted."""
        return str(self.team or self.user.authority)

    @property
    def requests(self) -> FOIRequestQuerySet:
        """Every request and review counted."""
        of_authority = FOIRequest.objects.of_authority(self.user)
        found: FOIRequestQuerySet = of_authority.counted()
        if self.team is not None:
            found = found.filter(team=self.team, is_restricted=False)
        return found

    @property
    def address(self) -> str:
        """The query of the address of a page of this scope, or ""."""
        return f"?{urlencode({'team': self.team.pk})}" if self.team else ""

    def number(self, count: int, **wanted: Any) -> Number:
        """Return a count with the address of its list."""
        if self.team is not None:
            wanted |= {"team": self.team.pk, "restricted": "no"}
        return Number(count, f"{self.lists}?{urlencode(wanted, doseq=True)}")


def scope_of(user: User, wanted: str) -> Scope:
    """Return the scope that an address names.

    Args:
        user: The person who looks.
        wanted: The key of a team of the authority, "me" for the person's own, or ""
            for the authority.
    """
    if not wanted:
        return Scope(user)
    # No team has this key.
    key = (user.team_id or 0) if wanted == "me" else 0
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        key = int(wanted)
    team = Team.objects.filter(authority=user.authority_id, pk=key).first()
    return Scope(user, team, is_unknown=team is None)
