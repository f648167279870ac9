"""What stands around the rows of a list, read in one query: counts, names, columns."""

import json
from collections.abc import Mapping, Sequence
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
from requests_app.models import FOIRequest, ListColumns
from requests_app.querysets import FOIRequestQuerySet

# A page counts so many requests and reviews at once. A longer list is counted apart,
# when the page is there, so that no page waits.
MOST_COUNTED: Final = 1_000
# So many are sorted without an index, and so counted first.
MOST_SORTED: Final = 10_000


class _Counted(Subquery):
    """The number of rows of a query, and of rows with a second column."""

    template = (
        "(SELECT ARRAY[COUNT(*), COUNT(review)] "
        "FROM (%(subquery)s) AS counted(key, review))"
    )
    output_field = ArrayField(BigIntegerField())


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the rows of a list.

    Attributes:
        count: How many requests and reviews there are, at most one more than counted.
        reviews: How many of these are reviews.
        names: The officers and teams to filter by: keys and names.
        columns: The columns that the person chose.
        place: The place of the request beside the page; None where it is gone.
        most: How many were counted at most.
    """

    count: int
    reviews: int
    names: Mapping[str, list[tuple[str, str]]]
    columns: tuple[str, ...]
    place: Mapping[str, Any] | None
    most: int

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
) -> Around:
    """Read what stands around the rows of a list, in one query.

    Args:
        user: The person who looks.
        found: The requests of the list.
        orders: The orders of the list.
        beside: The key of the request beside the page; None for none.
    """
    most = MOST_COUNTED if is_quick(orders) else MOST_SORTED
    counted = found.order_by().values("pk", "review_of_id")[: most + 1]
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
            _Counted(counted),
            ArraySubquery(
                officers(user).values(found=JSONObject(key=F("pk"), name=person)),
                output_field=ArrayField(JSONField()),
            ),
            ArraySubquery(
                teams(user).values(found=JSONObject(key=F("pk"), name=F("name"))),
                output_field=ArrayField(JSONField()),
            ),
            Subquery(columns.values("columns")),
            place,
        )
        .get()
    )
    counts, people, parts, kept, found_place = row
    count, reviews = counts or (0, 0)
    return Around(
        count=count,
        reviews=reviews,
        names={"officer": _offered(people), "team": _offered(parts)},
        columns=known_columns(kept or ()) or USUAL,
        place=found_place,
        most=most,
    )


def count_all(found: FOIRequestQuerySet) -> tuple[int, int]:
    """Return how many requests and reviews a list has, and how many are reviews."""
    every = found.order_by()
    return every.count(), every.reviews().count()


def _offered(found: Any) -> list[tuple[str, str]]:
    read = [json.loads(one) if isinstance(one, str) else one for one in found or ()]
    return [(str(one["key"]), one["name"]) for one in read]
