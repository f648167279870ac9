"""What came in and what was closed, week by week, and how much was open after."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncWeek

from requests_app.dashboard.scope import Scope
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import ALL, REQUESTS
from requests_app.querysets import FOIRequestQuerySet

WEEKS: Final = 26
# Measures of a chart, in its own units.
WIDTH, HEIGHT = 780, 200
_STEP: Final = WIDTH / WEEKS


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday, or to the day of looking.

    Attributes:
        first: The Monday.
        last: The Sunday, or the day of looking in the present week.
        received: Requests received in the week.
        closed: Requests closed in the week, however they ended.
        backlog: Requests open at the end of the week.
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
    """Two charts over the same weeks: received and closed as bars, backlog as a line.

    Attributes:
        received: Bars of requests received.
        closed: Bars of requests closed.
        most: The number at the top of the bars.
        backlog: Points of the line, as SVG has them.
        most_open: The number at the top of the line.
    """

    received: tuple[Bar, ...]
    closed: tuple[Bar, ...]
    most: int
    backlog: str
    most_open: int


def weeks_up_to(scope: Scope, *, on: date) -> list[Week]:
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
            Week(
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


def _by_week(
    requests: FOIRequestQuerySet, name: str, first: date, last: date
) -> dict[date, int]:
    """Return how many requests have a date in each week, by its Monday."""
    found = requests.filter(**{f"{name}__range": (first, last)})
    weeks = found.annotate(week=TruncWeek(name)).values_list("week")
    return dict(weeks.annotate(Count("pk")))


def chart_of(weeks: list[Week]) -> Chart:
    """Return the measures of the charts of some weeks."""
    most = max((each.received.count for each in weeks), default=0)
    most = max([most, 1, *(each.closed.count for each in weeks)])
    most_open = max([1, *(each.backlog for each in weeks)])
    half = round(_STEP * 0.4, 1)

    def bar(index: int, count: int, shift: float) -> Bar:
        height = round(HEIGHT * count / most, 1)
        return Bar(round(index * _STEP + shift, 1), HEIGHT - height, half, height)

    points = (
        f"{(index + 0.5) * _STEP:.1f},{HEIGHT - HEIGHT * each.backlog / most_open:.1f}"
        for index, each in enumerate(weeks)
    )
    return Chart(
        tuple(bar(i, each.received.count, 2) for i, each in enumerate(weeks)),
        tuple(bar(i, each.closed.count, 2 + half) for i, each in enumerate(weeks)),
        most,
        " ".join(points),
        most_open,
    )
