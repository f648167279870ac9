"""The surroundings of the rows of a list, in one query: counts, names, columns."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    F,
    JSONField,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim

from accounts.models import Authority, User
from requests_app.lists.columns import USUAL, known_columns
from requests_app.lists.forms import officers, teams
from requests_app.lists.sorting import Order, is_quick, values_of
from requests_app.models import FOIRequest, ListColumns, PinnedView, SavedView
from requests_app.querysets import FOIRequestQuerySet

# A page counts so many requests and reviews at once. A longer list is counted apart,
# when the page is there, so that no page waits.
MOST_COUNTED: Final = 1_000
# So many are sorted without an index, and so counted first.
MOST_SORTED: Final = 10_000
# A longer row of pinned views would not be read, and each is counted beside every list.
MOST_PINNED: Final = 6


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
        names: The officers and teams to filter by: keys and names.
        gone: The officers without an open account and the closed teams among them:
            names of filters and keys.
        columns: The columns that the person chose.
        place: The place of the request beside the page; None where it is gone.
        most: How many were counted at most.
        pins: The keys and names of the views that the person pinned, in order.
        view: The view that the address names: its key, name, query, owner and
            version; None for none that the person may see.
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
) -> Around:
    """Read the surroundings of the rows of a list, in one query.

    Args:
        user: The person who looks.
        found: The requests of the list.
        orders: The orders of the list.
        beside: The key of the request beside the page; None for none.
        view: The key of the view that the address names; None for none.
    """
    most = MOST_COUNTED if is_quick(orders) else MOST_SORTED
    counted = found.order_by().values("pk", "review_of_id")[: most + 1]
    views = SavedView.objects.visible_to(user).order_by()
    pins = PinnedView.objects.filter(person=user.pk, view__in=views)
    pin = JSONObject(key=F("view_id"), name=F("view__name"))
    named = JSONObject(
        **{name: F(name) for name in ("pk", "name", "query", "owner_id", "version")}
    )
    place: Any = Value(None, TextField())
    if beside:
        there = FOIRequest.objects.visible_to(user).filter(pk=beside)
        told = JSONObject(pk=F("pk"), **values_of(orders))
        place = Subquery(there.values(place=told))
    columns = ListColumns.objects.filter(person=user.pk)
    full = Concat("first_name", Value(" "), "last_name")
    person = Coalesce(NullIf(Trim(full), Value("")), "username")
    row: Any = (
        Authority.objects.filter(pk=user.authority_id or 0)
        .order_by()
        .values_list(
            Counted(counted),
            ArraySubquery(
                officers(user).values(
                    found=JSONObject(key=F("pk"), name=person, is_here=F("is_active"))
                ),
                output_field=ArrayField(JSONField()),
            ),
            ArraySubquery(
                teams(user).values(
                    found=JSONObject(
                        key=F("pk"), name=F("name"), closed_on=F("closed_on")
                    )
                ),
                output_field=ArrayField(JSONField()),
            ),
            Subquery(columns.values("columns")),
            place,
            ArraySubquery(
                pins.values(found=pin)[:MOST_PINNED],
                output_field=ArrayField(JSONField()),
            ),
            Subquery(views.filter(pk=view).values(found=named))
            if view
            else Value(None, TextField()),
        )
        .get()
    )
    counts, people, parts, kept, found_place, found_pins, found_view = row
    count, reviews = counts or (0, 0)
    gone = {("officer", str(one["key"])) for one in _read(people) if not one["is_here"]}
    gone |= {("team", str(one["key"])) for one in _read(parts) if one["closed_on"]}
    return Around(
        count=count,
        reviews=reviews,
        names={"officer": _offered(people), "team": _offered(parts)},
        columns=known_columns(kept or ()) or USUAL,
        place=found_place,
        most=most,
        gone=gone,
        pins=_read(found_pins),
        view=next(iter(_read([found_view] if found_view else ())), None),
    )


def count_all(found: FOIRequestQuerySet) -> tuple[int, int]:
    """Return how many requests and reviews a list has, and how many are reviews."""
    every = found.order_by()
    return every.count(), every.reviews().count()


def _offered(found: Any) -> list[tuple[str, str]]:
    return [(str(one["key"]), one["name"]) for one in _read(found)]


def _read(found: Any) -> list[Any]:
    return [json.loads(one) if isinstance(one, str) else one for one in found or ()]
