"""The share answered in time, by period, against the target and the year before."""

from dataclasses import dataclass

from requests_app.dashboard.counting import Counted
from requests_app.dashboard.scope import Scope
from requests_app.dashboard.spans import Span, span_before, spans_up_to
from requests_app.lists.dashboard import Number
from requests_app.lists.queries import ALL, IN_TIME, LATE, REQUESTS, REVIEWS


def tenths_of(part: int, whole: int) -> int:
    """Return a share in tenths of a per cent, a half rounded up."""
    return (2000 * part + whole) // (2 * whole)


def words_of(tenths: int) -> str:
    """Return tenths of a per cent in words, such as "94.9%" or "95%"."""
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10:.1f}%"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the answers of some days were given in time.

    Attributes:
        span: The days.
        in_time: How many were given by the due date.
        late: How many were given later.
        answered: How many were given in all: the denominator.
        target: The share wanted, in per cent.
    """

    span: Span
    in_time: Number
    late: Number
    answered: Number
    target: int

    @property
    def total(self) -> int:
        """The number of answers: the denominator."""
        return self.answered.count

    @property
    def per_cent(self) -> str:
        """The share, such as "94.9%"; "" of no answer.

        A share below the target, or below all, is never rounded up to it.
        """
        if not self.total:
            return ""
        tenths = tenths_of(self.in_time.count, self.total)
        for whole in (self.target, 100):
            if 100 * self.in_time.count < whole * self.total:
                tenths = min(tenths, 10 * whole - 1)
        return words_of(tenths)

    @property
    def is_on_target(self) -> bool:
        """Whether the share is at least the target."""
        return 100 * self.in_time.count >= self.target * self.total


@dataclass(frozen=True, slots=True)
class Compared:
    """The rate of a period, and of the same days a year before."""

    now: Rate
    before: Rate


def rates(scope: Scope, counted: Counted) -> dict[str, list[Compared]]:
    """Return the rates of this month, quarter and years, requests and reviews apart.

    Args:
        scope: Whose requests are counted.
        counted: The counts of this scope.
    """
    authority = scope.user.authority
    target = authority.answer_target if authority else 100

    def rate(kind: str, span: Span) -> Rate:
        in_time, late, answered = (
            scope.number(
                sum(
                    counted.in_span(name, span, is_review=kind == REVIEWS)
                    for name in names
                ),
                state=ALL,
                kind=kind,
                answered=names,
                answered_from=span.first,
                answered_to=span.last,
            )
            for names in ([IN_TIME], [LATE], [IN_TIME, LATE])
        )
        return Rate(span, in_time, late, answered, target)

    return {
        kind: [
            Compared(rate(kind, span), rate(kind, span_before(span)))
            for span in spans_up_to(counted.on)
        ]
        for kind in (REQUESTS, REVIEWS)
    }
