"""The share answered in time, by period, against the target and the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Q

from requests_app.dashboard.scope import Scope
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import ALL, IN_TIME, LATE, REQUESTS, REVIEWS
from requests_app.querysets import was_answered
from statute.working_days import format_date

# The financial year of public authorities begins on 1 April.
_APRIL: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    title: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """The first and the last day."""
        if self.first == self.last:
            return format_date(self.first)
        return f"{format_date(self.first)} to {format_date(self.last)}"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the answers of some days were given in time.

    Attributes:
        span: The days.
        in_time: How many were given by the due date.
        late: How many were given later.
        target: The share wanted, in per cent.
    """

    span: Span
    in_time: Number
    late: Number
    target: int

    @property
    def total(self) -> int:
        """The number of answers: the denominator."""
        return self.in_time.count + self.late.count

    @property
    def per_cent(self) -> str:
        """The share, cut and never rounded up, such as "94.9%"; "" of no answer."""
        if not self.total:
            return ""
        tenths = 1000 * self.in_time.count // self.total
        return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10:.1f}%"

    @property
    def is_on_target(self) -> bool:
        """Whether the share reaches the target."""
        return 100 * self.in_time.count >= self.target * self.total


@dataclass(frozen=True, slots=True)
class Compared:
    """A period so far, and the same days a year before."""

    now: Rate
    before: Rate


def rates(scope: Scope, *, on: date) -> dict[str, list[Compared]]:
    """Count what was first answered in each period so far, in time and late.

    One query counts everything.

    Args:
        scope: Whose requests are counted.
        on: The London day of looking, the last day of each period.

    Returns:
        By kind of list, `REQUESTS` and `REVIEWS`: this month, quarter, calendar year
        and financial year, each with the year before.
    """
    pairs = [(span, _a_year_before(span)) for span in spans_up_to(on)]
    every = [span for pair in pairs for span in pair]
    counts = scope.requests.filter(
        answered_on__range=(min(span.first for span in every), on)
    ).aggregate(
        **{
            f"{kind}_{name}_{index}": Count(
                "pk",
                filter=Q(
                    answered_on__range=(span.first, span.last),
                    review_of__isnull=kind == REQUESTS,
                )
                & was_answered(is_in_time=name == IN_TIME),
            )
            for index, span in enumerate(every)
            for kind in (REQUESTS, REVIEWS)
            for name in (IN_TIME, LATE)
        }
    )
    authority = scope.user.authority
    target = authority.answer_target if authority else 100

    def rate(kind: str, index: int) -> Rate:
        span = every[index]
        in_time, late = (
            scope.number(
                counts[f"{kind}_{name}_{index}"],
                state=ALL,
                kind=kind,
                answered=name,
                answered_from=span.first,
                answered_to=span.last,
            )
            for name in (IN_TIME, LATE)
        )
        return Rate(span, in_time, late, target)

    return {
        kind: [
            Compared(rate(kind, 2 * index), rate(kind, 2 * index + 1))
            for index in range(len(pairs))
        ]
        for kind in (REQUESTS, REVIEWS)
    }


def spans_up_to(on: date) -> Iterator[Span]:
    """Yield this month, quarter, calendar year and financial year, up to a day."""
    yield Span("This month", on.replace(day=1), on)
    yield Span("This quarter", date(on.year, on.month - (on.month - 1) % 3, 1), on)
    yield Span("This calendar year", date(on.year, 1, 1), on)
    year = on.year if on.month >= _APRIL else on.year - 1
    yield Span("This financial year", date(year, _APRIL, 1), on)


def _a_year_before(span: Span) -> Span:
    last = span.last
    # The day before 1 March stands for 29 February.
    is_leap_day = (last.month, last.day) == (2, 29)
    if is_leap_day:
        last -= timedelta(days=1)
    return Span(
        f"{span.title}, a year before",
        span.first.replace(year=span.first.year - 1),
        last.replace(year=last.year - 1),
    )
