"""The sort orders of a list, and the page after a request in such an order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    CharField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Lower

from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State

# A list is sorted by so many columns at most: the next would order single requests.
MOST_SORTS: Final = 3


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort order of a list.

    Attributes:
        title: The column, as the page calls it.
        column: What is compared.
        ascending: What ascending order is called.
        descending: What descending order is called.
        has_index: Whether an index of every request has this order.
    """

    title: str
    column: Any
    ascending: str
    descending: str
    has_index: bool = True


_DAYS: Final = ("earliest first", "latest first")
_WORDS: Final = ("A to Z", "Z to A")
_Word = partial(Coalesce, output_field=CharField())

SORTS: Final[Mapping[str, Sort]] = {
    "due": Sort("Due", F("due_on"), *_DAYS),
    "received": Sort("Received", F("received_on"), *_DAYS),
    "closed": Sort("Closed", F("closed_on"), *_DAYS),
    "answered": Sort("Answered", F("answered_on"), *_DAYS, has_index=False),
    "requester": Sort("Requester", Lower("requester_name"), *_WORDS),
    "reference": Sort("Request", F("reference"), *_WORDS),
    "state": Sort(
        "State",
        Func(
            Value(State.values, ArrayField(CharField())),
            F("state"),
            function="array_position",
            output_field=IntegerField(),
        ),
        "first steps first",
        "last steps first",
        has_index=False,
    ),
    "officer": Sort(
        "Officer",
        Lower(Concat("officer__last_name", Value(" "), "officer__first_name")),
        *_WORDS,
        has_index=False,
    ),
    "team": Sort(
        "Team", _Word(Lower("team__name"), Value("")), *_WORDS, has_index=False
    ),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One column that a list is sorted by.

    Attributes:
        name: A key of `SORTS`; "pk" for the last, which tells all requests apart.
        is_descending: Whether the largest comes first. A missing value is the largest.
    """

    name: str
    is_descending: bool

    def __str__(self) -> str:
        return f"-{self.name}" if self.is_descending else self.name

    @property
    def other_way(self) -> "Order":
        """The opposite order."""
        return Order(self.name, not self.is_descending)

    @property
    def words(self) -> str:
        """The order in words: "Due, earliest first"."""
        sort = SORTS[self.name]
        way = sort.descending if self.is_descending else sort.ascending
        return f"{sort.title}, {way}"

    @property
    def _alias(self) -> str:
        return "pk" if self.name == "pk" else f"sort_{self.name}"

    @property
    def _expression(self) -> Any:
        column = F(self._alias)
        return column.desc() if self.is_descending else column.asc()

    def _equals(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self._alias}__isnull": True})
        return Q(**{self._alias: value})

    def _beyond(self, value: Any) -> Iterator[Q]:
        """Yield the conditions for the values after a value, the nearest first."""
        missing = f"{self._alias}__isnull"
        if self.is_descending:
            later = Q(**{missing: False})
            yield later if value is None else Q(**{f"{self._alias}__lt": value})
        elif value is not None:
            yield Q(**{f"{self._alias}__gt": value})
            if self.name in {"due", "closed", "answered", "reference"}:
                yield Q(**{missing: True})


def read_orders(by: str) -> list[Order]:
    """Return the orders that an address names: "due,-received". Unknown ones go."""
    found: dict[str, Order] = {}
    for part in by.split(","):
        name = part.strip().removeprefix("-")
        if name in SORTS:
            found.setdefault(name, Order(name, part.strip().startswith("-")))
    return list(found.values())[:MOST_SORTS]


def has_unknown_orders(by: str) -> bool:
    """Return whether an address names an order that lists do not have."""
    names = (part.strip().removeprefix("-") for part in by.split(","))
    return any(name and name not in SORTS for name in names)


def is_quick(orders: Sequence[Order]) -> bool:
    """Return whether an index of every request begins with the first order."""
    return not orders or SORTS[orders[0].name].has_index


def ordered_by(
    foi_requests: FOIRequestQuerySet, by: str, *, are_few: bool = False
) -> FOIRequestQuerySet:
    """Return the requests sorted by the orders that an address names.

    Args:
        foi_requests: The requests.
        by: The orders.
        are_few: Whether to find all requests first, then sort these. Otherwise an index
            with the order is read until there are enough.
    """
    return _sorted(foi_requests, _with_key(read_orders(by)), are_few=are_few)


def values_of(orders: Sequence[Order]) -> dict[str, Any]:
    """Return the expressions to read the place of a request in the orders."""
    return {order.name: SORTS[order.name].column for order in orders}


def keys_of_page(
    foi_requests: FOIRequestQuerySet,
    orders: Sequence[Order],
    *,
    size: int,
    beside: Mapping[str, Any] | None,
    is_back: bool,
    are_few: bool = False,
) -> QuerySet | None:
    """Return a query for the keys of a page of requests, and perhaps of more requests.

    Every part of the query begins at its place in an index, so that the page in the
    middle of a million requests is as quick as the first.

    Args:
        foi_requests: The requests of the list, in no order.
        orders: The orders of the list.
        size: How many requests to find.
        beside: The place of the request before the page, or after it if `is_back`, as
            `values_of` reads, with its "pk"; None for the first or last page.
        is_back: Whether to read towards the beginning.
        are_few: As for `ordered_by`.

    Returns:
        None if no request can stand there.
    """
    orders = _with_key(orders)
    if is_back:
        orders = [order.other_way for order in orders]
    ordered = _sorted(foi_requests, orders, are_few=are_few)
    if beside is None:
        return ordered.values("pk")[:size]
    before = Q()
    parts: list[list[Q]] = []
    for order in orders:
        value = beside[order.name]
        parts.append([before & after for after in order._beyond(value)])
        before &= order._equals(value)
    # Requests alike in most columns are the nearest.
    found = [
        ordered.filter(condition).values("pk")[:size]
        for part in reversed(parts)
        for condition in part
    ]
    return found[0].union(*found[1:], all=True) if found else None


def _with_key(orders: Sequence[Order]) -> list[Order]:
    """Add the key, in the direction of the first order, as indexes have it."""
    is_descending = orders[0].is_descending if orders else True
    return [*orders, Order("pk", is_descending)]


def _sorted(
    foi_requests: FOIRequestQuerySet, orders: Sequence[Order], *, are_few: bool
) -> FOIRequestQuerySet:
    columns = {
        order._alias: SORTS[order.name].column for order in orders if order.name != "pk"
    }
    if are_few:
        # The same values, but not as any index has them.
        columns = {name: Coalesce(column, column) for name, column in columns.items()}
    found: FOIRequestQuerySet = foi_requests.alias(**columns).order_by(
        *(order._expression for order in orders)
    )
    return found
