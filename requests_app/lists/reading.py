"""The requests of a page, read in one query with what stands beside them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONArray

from accounts.models import Team, User
from requests_app.assigning.absences import away_in_words, leave_of
from requests_app.calendars.working_days import every_change, know
from requests_app.left import Left, asked_of, left_from
from requests_app.lists.sorting import Order, ordered_by
from requests_app.lists.turns import reader_of_turns
from requests_app.models import Complaint, FOIRequest, RequesterType
from requests_app.prepared import STAND_INS, among_keys, rows_of
from requests_app.presence.queries import names_here, who_is_here
from requests_app.telling.reading import unread_of

# Texts that no list shows.
_UNSHOWN: Final = frozenset(
    {
        "received_text",
        "preamble",
        "closing",
        "requester_address",
    }
)
# In the order of the models, as `from_db` reads them.
_FIELDS: Final = tuple(
    each.attname
    for each in FOIRequest._meta.concrete_fields
    if each.attname not in _UNSHOWN
)
_OF_OFFICER: Final = ("id", "username", "first_name", "last_name", "is_active")
_OF_PART: Final = ("id", "name")
_JOINED: Final = (
    *(f"officer__{name}" for name in _OF_OFFICER),
    *(f"team__{name}" for name in _OF_PART),
    *(f"requester_type__{name}" for name in _OF_PART),
)
_BESIDE: Final = (
    "left_of", "names_here", "leave", "complaint", "holiday_changes", "unread"
)  # fmt: skip
# What tells where a complaint stands.
_STANDING: Final = ("outcome", "appealed_on", "tribunal_outcome")
# Of JSON, this would be the JSON value null.
_NOTHING: Final = Value(None, CharField())


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a request in its row.

    Attributes:
        left: What is left of the request; None where this was not read.
        here: The other people in the request, in words; "" for none.
        away: Until when its officer is away, in words; "" otherwise.
        complaint: Where its latest complaint stands, in words; "" for none.
        facts: The facts for its turn; None where these were not read.
    """

    left: Left | None
    here: str
    away: str
    complaint: str
    facts: Sequence[Any] | None


@dataclass(slots=True)
class Found:
    """Requests read for a page.

    Attributes:
        foi_requests: The requests, in order.
        beside: What stands beside each, by its key.
        unread: The numbers of unread notices, as `telling.reading.unread_from` reads
            them; None for none.
        has_unread: Whether these numbers were read.
    """

    foi_requests: list[FOIRequest] = field(default_factory=list)
    beside: dict[int, Beside] = field(default_factory=dict)
    unread: Sequence[int] | None = None
    has_unread: bool = False


def read_found(
    keys: QuerySet,
    *,
    orders: Sequence[Order],
    size: int,
    columns: Collection[str],
    user: User,
    on: date,
    path: str,
) -> Found:
    """Return requests by their keys, in one query with what stands beside them.

    The query also reads the changes to bank holidays, which the due dates need, and
    the unread notices, which stand at the head of the page. A query before finds the
    keys: it differs from list to list, and this query of many parts is planned once.

    Args:
        keys: A query for the keys. Without `orders`, its order is that of the requests.
        orders: The orders of the list.
        size: How many requests to read at most.
        columns: The columns shown. What stands in no column is not read.
        user: The person who looks.
        on: The London day.
        path: The path of the page.
    """
    names = tuple(map(str, orders))
    shown = tuple(name in columns for name in ("due", "officer", "turn", "complaint"))
    values = {
        "user": user.pk,
        "authority": user.authority_id,
        "keys": [row["pk"] for row in keys],
        "on": on,
        # PostgreSQL takes no null character.
        "path": path.replace("\0", ""),
    }
    if not values["keys"]:
        return Found()
    rows = rows_of(
        ("page", names, size, shown, user.sees_requests),
        partial(_built, names, size, shown, user.roles),
        values,
    )
    found = Found(has_unread=bool(rows))
    people: dict[int, User] = {}
    for row in rows:
        foi_request = _request_from(row, people)
        rest = row[len(_FIELDS) + len(_JOINED) :]
        asked, here, leave, complaint, changes, unread = rest[: len(_BESIDE)]
        if not found.foi_requests:
            know(map(_read, changes))
            found.unread = _read(unread)
        found.foi_requests.append(foi_request)
        officer = foi_request.officer if "officer" in columns else None
        found.beside[foi_request.pk] = Beside(
            left=None if asked is None else left_from(map(_read, asked)),
            here=who_is_here(here),
            away=away_in_words(_read(leave), is_active=officer.is_active)
            if officer
            else "",
            complaint=_standing_from(_read(complaint)),
            facts=rest[len(_BESIDE) :] or None,
        )
    return found


def _request_from(row: Sequence[Any], people: dict[int, User]) -> FOIRequest:
    foi_request = FOIRequest.from_db("default", _FIELDS, row[: len(_FIELDS)])
    joined = iter(row[len(_FIELDS) :])
    officer = [*islice(joined, len(_OF_OFFICER))]
    team, kind = [*islice(joined, len(_OF_PART))], [*islice(joined, len(_OF_PART))]
    if (key := officer[0]) is not None:
        if key not in people:
            people[key] = User.from_db("default", _OF_OFFICER, officer)
        foi_request.officer = people[key]
    if team[0] is not None:
        foi_request.team = Team.from_db("default", _OF_PART, team)
    if kind[0] is not None:
        foi_request.requester_type = RequesterType.from_db("default", _OF_PART, kind)
    return foi_request


def _built(
    orders: Sequence[str], size: int, shown: Sequence[bool], roles: list[str]
) -> QuerySet:
    """Return the query, with stand-ins for the values of a visit."""
    has_left, has_away, has_turn, has_complaint = shown
    person = User(
        pk=STAND_INS["user"], authority_id=STAND_INS["authority"], roles=roles
    )
    found: Any = FOIRequest.objects.filter(among_keys(F("pk")))
    if orders:
        found = ordered_by(found, ",".join(orders))
    else:
        keys = Value(STAND_INS["keys"], ArrayField(BigIntegerField()))
        place = Func(
            keys, F("pk"), function="array_position", output_field=IntegerField()
        )
        found = found.order_by(place)
    left = Case(
        When(closed_on__isnull=True, then=asked_of(OuterRef("pk"))), default=None
    )
    latest = Complaint.objects.filter(foi_request=OuterRef("pk"))
    complaint = Subquery(
        latest.order_by("-received_on", "-pk").values(told=JSONArray(*_STANDING))[:1]
    )
    rows = found.annotate(
        left_of=left if has_left else _NOTHING,
        names_here=names_here(person.pk),
        leave=leave_of("officer_id", STAND_INS["on"]) if has_away else _NOTHING,
        complaint=complaint if has_complaint else _NOTHING,
        holiday_changes=every_change(),
        unread=unread_of(person),
    )
    turns = reader_of_turns() if has_turn else None
    facts: Sequence[str] = ()
    if turns:
        rows, facts = turns.with_facts(rows), turns.facts
    read: QuerySet = rows.values_list(*_FIELDS, *_JOINED, *_BESIDE, *facts)
    return read[:size]


def _standing_from(told: Sequence[Any] | None) -> str:
    """Return where a complaint stands, by the facts in the order of `_STANDING`."""
    if told is None:
        return ""
    return Complaint(**dict(zip(_STANDING, told, strict=True))).standing


def _read(told: Any) -> Any:
    return json.loads(told) if isinstance(told, str) else told
