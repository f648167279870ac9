"""Count the requests of a period by their classes, in the database."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Count, F, Func, Q

from accounts.models import Authority
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from returns.dimensions import DIMENSIONS, HELPERS, Moment

REQUESTS: Final = "requests"
REVIEWS: Final = "reviews"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of receipt in a return, and the day of counting.

    Attributes:
        first: The first London day.
        last: The last London day, included.
        on: The day of counting: requests have their status at its end.
        today: The London day on which the figures are worked out.
    """

    first: date
    last: date
    on: date
    today: date

    @property
    def is_over(self) -> bool:
        """Whether no more requests can be received in the period."""
        return self.last < self.today

    @property
    def moment(self) -> Moment:
        """The day of counting, for the classes."""
        return Moment(self.on, self.today)


@dataclass(frozen=True, slots=True)
class Condition:
    """A class of requests: the values of a dimension, or all but these.

    Attributes:
        dimension: The key of a dimension.
        values: The values.
        is_excluding: Whether the values are those left out.
    """

    dimension: str
    values: frozenset[str]
    is_excluding: bool = False

    def fits(self, value: str) -> bool:
        """Return whether a request with this value is in the class."""
        return (value in self.values) is not self.is_excluding

    @property
    def as_q(self) -> Q:
        """The condition for the database."""
        dimension = DIMENSIONS[self.dimension]
        if dimension.is_many:
            found = reduce(
                or_,
                (
                    Q(**{f"{dimension.column}__contains": [value]})
                    for value in sorted(self.values)
                ),
            )
        else:
            found = Q(**{f"{dimension.column}__in": sorted(self.values)})
        return ~found if self.is_excluding else found


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of requests, alike in every class counted by."""

    values: dict[str, Any]
    number: int


def population(
    authority: Authority, period: Period, *, of: str = REQUESTS
) -> FOIRequestQuerySet:
    """Return every request received in a period, restricted or not.

    Only for counts: what a person sees begins with `visible_to`.

    Args:
        authority: The authority.
        period: The days of receipt.
        of: `REQUESTS` or `REVIEWS`. An internal review is no request.
    """
    return received(FOIRequest.objects.filter(authority=authority), period, of=of)


def received(
    foi_requests: FOIRequestQuerySet, period: Period, *, of: str = REQUESTS
) -> FOIRequestQuerySet:
    """Return the requests or the reviews received in a period, without doubles."""
    found = foi_requests.counted().filter(
        review_of__isnull=of == REQUESTS,
        received_on__gte=period.first,
        received_on__lte=period.last,
    )
    kept: FOIRequestQuerySet = found.order_by()
    return kept


def classified(
    foi_requests: FOIRequestQuerySet, dimensions: Iterable[str], moment: Moment
) -> FOIRequestQuerySet:
    """Return the requests annotated with classes, by the keys of the dimensions."""
    for name in _in_order(dimensions):
        if name in HELPERS:
            foi_requests = foi_requests.annotate(**{name: HELPERS[name](moment)})
        else:
            dimension = DIMENSIONS[name]
            classes = {dimension.column: dimension.expression(moment)}
            foi_requests = foi_requests.annotate(**classes)
    return foi_requests


def cells(
    foi_requests: FOIRequestQuerySet, dimensions: Sequence[str], moment: Moment
) -> list[Cell]:
    """Count requests by classes, in one query.

    A request in several classes of a dimension is counted in each: do not add up over
    the values of such a dimension.
    """
    found = classified(foi_requests, dimensions, moment)
    names = {}
    grouped = {}
    for name in dimensions:
        column = f"class_{name}"
        names[column] = name
        dimension = DIMENSIONS[name]
        expression: F | Func = F(dimension.column)
        if dimension.classes_of is not None:
            # Far fewer texts are cut down here than in the database: alike go together.
            expression, grouped[name] = F(dimension.of_field), dimension.classes_of
            found = found.exclude(**{dimension.of_field: []})
            found = found.filter(answered_on__lte=moment.on)
        elif dimension.is_many:
            expression = _Unnested(expression)
        found = found.annotate(**{column: expression})
    if not names:
        return [Cell({}, foi_requests.count())]
    counted = found.values_list(*names).annotate(number=Count("pk"))
    alike = [
        Cell(
            {
                name: "" if value is None else value
                for name, value in zip(names.values(), row[:-1], strict=True)
            },
            row[-1],
        )
        for row in counted
    ]
    for name, classes_of in grouped.items():
        alike = _apart(alike, name, classes_of)
    return alike


def _apart(
    found: Iterable[Cell], name: str, classes_of: Callable[[list[str]], set[str]]
) -> list[Cell]:
    """Return a cell for each class of cells grouped by a whole array."""
    numbers: Counter[tuple[tuple[str, str], ...]] = Counter()
    for cell in found:
        for each in classes_of(cell.values[name]):
            numbers[tuple((cell.values | {name: each}).items())] += cell.number
    return [Cell(dict(classes), number) for classes, number in numbers.items()]


class _Unnested(Func):
    function = "unnest"
    set_returning = True


def _in_order(dimensions: Iterable[str]) -> list[str]:
    """Return the names, each after those it needs."""
    found: dict[str, None] = {}
    for name in dimensions:
        if name in HELPERS:
            found.setdefault(name)
            continue
        for needed in (*DIMENSIONS[name].needs, name):
            found.setdefault(needed)
    return list(found)
