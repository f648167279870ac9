"""A person at work: what a turn is, and how a query about a desk is run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.db.models import (
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import RawSQL

from accounts.acting import absent_through
from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.prepared import STAND_INS, Among, rows_of
from requests_app.querysets import FOIRequestQuerySet

# The table of the user and of the people on leave, in the SQL.
PEOPLE: Final = "foi_people"
# The words of a turn about questions a department sent back, before the department
# suggested.
DECLINED: Final = "declined"


class TurnKind(StrEnum):
    """The kind of a turn. Rows show the turns of a request in this order."""

    UNDELIVERED = "undelivered"
    MINE = "mine"
    REPLY = "reply"
    ADVICE = "advice"
    TASK = "task"
    MENTION = "mention"
    CLEAR = "clear"
    REGISTER = "register"
    HELD_BY_NOBODY = "held_by_nobody"
    TAKE = "take"
    ENQUIRY = "enquiry"
    # Not about one request: two counts, and the people on leave.
    POST = "post"
    WORDING = "wording"
    ABSENT = "absent"
    # Not to be done: put off by the person.
    SNOOZED = "snoozed"


class Turn(NamedTuple):
    """Work waiting for a person.

    Attributes:
        kind: The `TurnKind`.
        foi_request: The key of the request; None where the turn is about none.
        person: The key of the person: the user, or a person on leave with the user as
            deputy.
        since: Since when, where the turn itself says so.
        who: The person or department before; for the user's requests the priority.
        place: The key or number of the thing to open; a count for counts.
        words: The words said, cut short; for the user's requests the state.
        by_on: The last day for the turn.
        answered_on: The day of the first answer, for the user's requests.
        in_all: How many turns of the kind there are, where not all are read.
    """

    kind: str
    foi_request: int | None
    person: int | None
    since: datetime | None
    who: str
    place: int | None
    words: str
    by_on: date | None
    answered_on: date | None
    in_all: int | None


@dataclass(frozen=True)
class Desk:
    """A person at work on a day.

    Attributes:
        user: The person.
        on: The London day.
        at: The moment.
    """

    user: User
    on: date
    at: datetime

    @cached_property
    def absent(self) -> QuerySet[User]:
        """The people on leave with the user as their deputy today."""
        return User.objects.filter(
            pk__in=absent_through(self.user),
            is_active=True,
            authority_id=self.user.authority_id,
        ).order_by()

    def is_for_me(self, person: str) -> Func:
        """Return the condition for a person to be the user, or absent.

        The people are found once per query, so the condition can use an index.
        """
        people = RawSQL(f"ARRAY(SELECT key FROM {PEOPLE})", ())  # noqa: S608, S611
        return Among(F(person), people)

    def is_shown(self, at: str = "foi_request__") -> Q:
        """Return the condition for a request not to be restricted to other people.

        Args:
            at: The path to the request, with its ending; "" for the request itself.
        """
        through: Any = FOIRequest.named_people.through
        names = through._default_manager.filter(
            self.is_for_me("user_id"), foirequest_id=OuterRef(f"{at}pk")
        )
        return Q(**{f"{at}is_restricted": False}) | Q(Exists(names))

    @cached_property
    def requests(self) -> FOIRequestQuerySet:
        """The requests of the authority that are not restricted to other people."""
        return FOIRequest.objects.of_authority(self.user).filter(self.is_shown(""))

    @cached_property
    def visible(self) -> FOIRequestQuerySet:
        """The requests visible to the user, in a query without the people found."""
        return FOIRequest.objects.visible_to(self.user)

    def may(self, permission: str) -> bool:
        """Whether a role of the user carries the permission."""
        return permission in self.user.role_permissions


def run(
    desk: Desk,
    name: str,
    build: Callable[[Desk], QuerySet],
    *,
    first: Mapping[str, Callable[[Desk], QuerySet]] = MappingProxyType({}),
    **values: Any,
) -> list[tuple[Any, ...]]:
    """Return the rows of a query about a desk, prepared once for each set of roles."""
    user = desk.user
    shape = (name, *user.roles, user.team_id is None, user.department_id is None)
    own = {
        "user": user.pk,
        "authority": user.authority_id,
        "team": user.team_id,
        "department": user.department_id,
        "on": desk.on,
        "at": desk.at,
    }
    return rows_of(
        shape,
        lambda: build(_stand_in(user)),
        own | values,
        {name: partial(make, _stand_in(user)) for name, make in first.items()},
    )


def _stand_in(user: User) -> Desk:
    """Return the desk of a person with stand-ins for every value."""
    return Desk(
        user=User(
            pk=STAND_INS["user"],
            authority_id=STAND_INS["authority"],
            team_id=user.team_id and STAND_INS["team"],
            department_id=user.department_id and STAND_INS["department"],
            roles=user.roles,
        ),
        on=STAND_INS["on"],
        at=STAND_INS["at"],
    )
