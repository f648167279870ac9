"""The surroundings of the rows of a list, in one query: counts, names, columns."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BigIntegerField,
    F,
    JSONField,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim

from accounts.models import Authority, User
from requests_app.lists.columns import USUAL, known_columns
from requests_app.lists.forms import (
    departments,
    kinds_of_requester,
    officers,
    teams,
)
from requests_app.lists.sorting import Order, is_quick, values_of
from requests_app.models import FOIRequest, ListColumns, PinnedView, SavedView
from requests_app.prepared import STAND_INS, sql_of
from requests_app.querysets import FOIRequestQuerySet

# A page counts so many requests and reviews at once. A longer list is counted apart,
# when the page is there, so that no page waits.
MOST_COUNTED: Final = 1_000
# So many are sorted without an index, and so counted first.
MOST_SORTED: Final = 10_000
# A longer row of pinned views would not be read, and each is counted beside every list.
MOST_PINNED: Final = 6


_RARELY_NAMED: Final[Mapping[str, Callable[[User], Any]]] = {
    "department": departments,
    "requester_type": kinds_of_requester,
}
_TOLD: Final = ArrayField(JSONField())


class Counted(Subquery):
    """The number of rows of a query, and of rows with a second column."""

    template = (
        "(SELECT ARRAY[COUNT(*), COUNT(review)] "
        "FROM (%(subquery)s) AS counted(key, review))"
    )
    output_field = ArrayField(BigIntegerField())


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of the rows of a list.

    Attributes:
        count: How many requests and reviews there are, at most one more than counted.
        reviews: How many of these are reviews.
        names: What can be filtered by, by the filter: keys and names.
        gone: The officers without an open account and the closed teams among them:
            names of filters and keys.
        columns: The columns that the person chose.
        place: The place of the request beside the page; None where it is gone.
        most: How many were counted at most.
        pins: The keys and names of the views that the person pinned, in order.
        view: The view that the address names: its key, name, query, owner and
            version; None for none that the person may see.
        unlisted: How many requests and reviews figures count and the list leaves out.
    """

    count: int
    reviews: int
    names: Mapping[str, list[tuple[str, str]]]
    columns: tuple[str, ...]
    place: Mapping[str, Any] | None
    most: int
    gone: Collection[tuple[str, str]] = ()
    pins: Sequence[Mapping[str, Any]] = ()
    view: Mapping[str, Any] | None = None
    unlisted: tuple[int, int] = (0, 0)

    @property
    def is_capped(self) -> bool:
        """Whether there are more requests than were counted."""
        return self.count > self.most


def read_around(
    user: User,
    found: FOIRequestQuerySet,
    *,
    orders: Sequence[Order],
    beside: int | None,
    view: int | None = None,
    unlisted: FOIRequestQuerySet | None = None,
    named: Collection[str] = (),
) -> Around:
    """Read the surroundings of the rows of a list, in one query.

    Args:
        user: The person who looks.
        found: The requests of the list.
        orders: The orders of the list.
        beside: The key of the request beside the page; None for none.
        view: The key of the view that the address names; None for none.
        unlisted: Requests counted and left out of the list; None for none.
        named: The filters in use. Of departments and kinds of requesters the names are
            read only where the address has some.
    """
    most = MOST_COUNTED if is_quick(orders) else MOST_SORTED
    counted, parameters = _counted(found, most)
    counted_unlisted: tuple[str, Sequence[Any]] = ("NULL", ())
    if unlisted is not None:
        counted_unlisted = _counted(unlisted, MOST_SORTED)
    names = tuple(order.name for order in orders)
    rare = tuple(name for name in _RARELY_NAMED if name in named)
    beside_sql, values = sql_of(
        (
            *("around", names, beside is None, view is None, rare),
            *(user.team_id is None, *user.roles),
        ),
        partial(_beside, user, orders, beside=beside, view=view, rare=rare),
        {
            "user": user.pk,
            "authority": user.authority_id or 0,
            "team": user.team_id,
            "foi_request": beside,
            "view": view,
        },
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {counted}, {counted_unlisted[0]}, "  # noqa: S608
            f"beside.* FROM ({beside_sql}) AS beside",
            [*parameters, *counted_unlisted[1], *values],
        )
        row = cursor.fetchone()
    counts, left_out, people, parts, kept, found_place, found_pins, found_view = row[:8]
    count, reviews = counts or (0, 0)
    every_unlisted, unlisted_reviews = left_out or (0, 0)
    gone = {("officer", str(one["key"])) for one in _read(people) if not one["is_here"]}
    gone |= {("team", str(one["key"])) for one in _read(parts) if one["closed_on"]}
    return Around(
        count=count,
        reviews=reviews,
        names={
            "officer": _offered(people),
            "team": _offered(parts),
            **dict(zip(rare, map(_offered, row[8:]), strict=True)),
        },
        columns=known_columns(kept or ()) or USUAL,
        place=_one(found_place),
        most=most,
        gone=gone,
        pins=_read(found_pins),
        view=_one(found_view),
        unlisted=(every_unlisted - unlisted_reviews, unlisted_reviews),
    )


def _counted(found: FOIRequestQuerySet, most: int) -> tuple[str, Sequence[Any]]:
    """Return the SQL that counts requests and reviews, with its parameters."""
    counted = found.order_by().values("pk", "review_of_id")[: most + 1]
    try:
        sql, parameters = counted.query.sql_with_params()
    except EmptyResultSet:
        return "NULL", ()
    return Counted.template % {"subquery": sql}, parameters


def _beside(
    user: User,
    orders: Sequence[Order],
    *,
    beside: int | None,
    view: int | None,
    rare: Sequence[str],
) -> QuerySet:
    """Return the query for all but the counts, with stand-ins for the values."""
    user = User(
        pk=STAND_INS["user"],
        authority_id=STAND_INS["authority"],
        team_id=user.team_id and STAND_INS["team"],
        roles=user.roles,
    )
    views = SavedView.objects.visible_to(user).order_by()
    pins = PinnedView.objects.filter(person=user.pk, view__in=views)
    pin = JSONObject(key=F("view_id"), name=F("view__name"))
    named = JSONObject(
        **{name: F(name) for name in ("pk", "name", "query", "owner_id", "version")}
    )
    place: Any = Value(None, TextField())
    if beside is not None:
        there = FOIRequest.objects.visible_to(user).filter(pk=STAND_INS["foi_request"])
        told = JSONObject(pk=F("pk"), **values_of(orders))
        place = Subquery(there.values(place=told))
    columns = ListColumns.objects.filter(person=user.pk)
    full = Concat("first_name", Value(" "), "last_name")
    person = Coalesce(NullIf(Trim(full), Value("")), "username")
    names: Any = officers(user).values(
        found=JSONObject(key=F("pk"), name=person, is_here=F("is_active"))
    )
    parts = teams(user).values(
        found=JSONObject(key=F("pk"), name=F("name"), closed_on=F("closed_on"))
    )
    found = views.filter(pk=STAND_INS["view"]).values(found=named)
    one = Authority.objects.filter(pk=STAND_INS["authority"]).order_by()
    rows: QuerySet = one.values_list(
        ArraySubquery(names, output_field=_TOLD),
        ArraySubquery(parts, output_field=_TOLD),
        Subquery(columns.values("columns")),
        place,
        ArraySubquery(pins.values(found=pin)[:MOST_PINNED], output_field=_TOLD),
        Subquery(found) if view is not None else Value(None, TextField()),
        *(
            ArraySubquery(
                _RARELY_NAMED[name](user).values(
                    found=JSONObject(key=F("pk"), name=F("name"))
                ),
                output_field=_TOLD,
            )
            for name in rare
        ),
    )
    return rows


def _offered(found: Any) -> list[tuple[str, str]]:
    return [(str(one["key"]), one["name"]) for one in _read(found)]


def _read(found: Any) -> list[Any]:
    return [json.loads(one) if isinstance(one, str) else one for one in found or ()]


def _one(told: Any) -> Any:
    return next(iter(_read([told] if told else ())), None)
