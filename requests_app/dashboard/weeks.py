"""What came in and what was closed, by week or month, and how much was open after."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncWeek

from requests_app.dashboard.counting import Counted, of_kind
from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import months_up_to
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import ALL, REQUESTS
from requests_app.querysets import FOIRequestQuerySet

WEEKS: Final = 26
# Measures of a chart, in its own units.
WIDTH, HEIGHT = 780, 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week from Monday to Sunday or a month, or its part up to the day of looking.

    Attributes:
        first: The Monday, or the first of the month.
        last: The last day, or the day of looking.
        received: Requests received in the week or month.
        closed: Requests closed in the week or month, however they ended.
        backlog: Requests open at its end.
    """

    first: date
    last: date
    received: Number
    closed: Number
    backlog: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, in the chart's units."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Charts over the same weeks or months: bars of new and closed, a line of open.

    Attributes:
        received: Bars of requests received.
        closed: Bars of requests closed.
        most: The number at the top of the bars.
        backlog: Points of the line, as SVG has them.
        most_open: The number at the top of the line.
        is_empty: Whether nothing was received, closed or open.
    """

    received: tuple[Bar, ...]
    closed: tuple[Bar, ...]
    most: int
    backlog: str
    most_open: int
    is_empty: bool


def weeks_up_to(scope: Scope, *, on: date) -> list[Stretch]:
    """Return the last weeks, the earliest first; three queries.

    The backlog of a past week is worked out backwards from what is open now. A request
    closed and opened again counts as open in between.

    Args:
        scope: Whose requests are counted, without internal reviews.
        on: The London day of looking.
    """
    monday = on - timedelta(days=on.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    requests = scope.requests.requests().order_by()
    counted = {
        name: _by_week(requests, name, mondays[-1], on)
        for name in ("received_on", "closed_on")
    }
    backlog = requests.open().count()
    found = []
    for first in mondays:
        last = min(first + timedelta(days=6), on)
        received = counted["received_on"].get(first, 0)
        closed = counted["closed_on"].get(first, 0)
        found.append(
            Stretch(
                first,
                last,
                scope.number(
                    received,
                    state=ALL,
                    kind=REQUESTS,
                    received_from=first,
                    received_to=last,
                ),
                scope.number(
                    closed,
                    state=ALL,
                    kind=REQUESTS,
                    closed_from=first,
                    closed_to=last,
                ),
                backlog,
            )
        )
        backlog += closed - received
    return found[::-1]


def months_of(scope: Scope, counted: Counted) -> list[Stretch]:
    """Return the last twelve months, the earliest first, from counts already made."""
    backlog = sum(one.total for one in of_kind(counted.open["state"], is_review=False))
    found = []
    for span in reversed(months_up_to(counted.on)):
        numbers = {
            name: scope.number(
                counted.in_span(name, span),
                **{
                    "state": ALL,
                    "kind": REQUESTS,
                    f"{name}_from": span.first,
                    f"{name}_to": span.last,
                },
            )
            for name in ("received", "closed")
        }
        found.append(Stretch(span.first, span.last, **numbers, backlog=backlog))
        backlog += numbers["closed"].count - numbers["received"].count
    return found[::-1]


def _by_week(
    requests: FOIRequestQuerySet, name: str, first: date, last: date
) -> dict[date, int]:
    """Return how many requests have a date in each week, by its Monday."""
    found = requests.filter(**{f"{name}__range": (first, last)})
    weeks = found.annotate(week=TruncWeek(name)).values_list("week")
    return dict(weeks.annotate(Count("pk")))


def chart_of(weeks: list[Stretch]) -> Chart:
    """Return the measures of the charts of some weeks or months."""
    most = max((each.received.count for each in weeks), default=0)
    most = max([most, 1, *(each.closed.count for each in weeks)])
    most_open = max([1, *(each.backlog for each in weeks)])
    step = WIDTH / max(len(weeks), 1)
    half = round(step * 0.4, 1)

    def bar(index: int, count: int, shift: float) -> Bar:
        height = round(HEIGHT * count / most, 1)
        return Bar(round(index * step + shift, 1), HEIGHT - height, half, height)

    points = (
        f"{(index + 0.5) * step:.1f},{HEIGHT - HEIGHT * each.backlog / most_open:.1f}"
        for index, each in enumerate(weeks)
    )
    return Chart(
        tuple(bar(i, each.received.count, 2) for i, each in enumerate(weeks)),
        tuple(bar(i, each.closed.count, 2 + half) for i, each in enumerate(weeks)),
        most,
        " ".join(points),
        most_open,
        not any(
            each.received.count or each.closed.count or each.backlog for each in weeks
        ),
    )
