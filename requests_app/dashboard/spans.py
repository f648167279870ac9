"""Months, quarters and years of figures, and the same days a year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from statute.working_days import format_date

# The financial year of public authorities begins on 1 April.
_APRIL: Final = 4
# The months of the table of what came in and was closed.
MONTHS: Final = 12


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


def spans_up_to(on: date) -> Iterator[Span]:
    """Yield this month, quarter, calendar year and financial year, up to a day."""
    yield Span("This month", on.replace(day=1), on)
    yield Span("This quarter", date(on.year, on.month - (on.month - 1) % 3, 1), on)
    yield Span("This calendar year", date(on.year, 1, 1), on)
    yield financial_year(on)


def financial_year(on: date) -> Span:
    """Return the financial year up to a day."""
    year = on.year if on.month >= _APRIL else on.year - 1
    return Span("This financial year", date(year, _APRIL, 1), on)


def months_up_to(on: date) -> list[Span]:
    """Return the last twelve months, the earliest first, the last up to a day."""
    found, last = [], on
    for _ in range(MONTHS):
        first = last.replace(day=1)
        found.append(Span(f"{first:%B %Y}", first, last))
        last = date.fromordinal(first.toordinal() - 1)
    return found[::-1]


def earliest_month(on: date) -> date:
    """Return the first day that figures up to a day begin with."""
    firsts = [span.first for span in (*spans_up_to(on), *months_up_to(on))]
    return min(firsts)


def year_before(on: date) -> date:
    """Return the same day a year before; 28 February for the 29th."""
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)


def span_before(span: Span) -> Span:
    """Return the same days a year before."""
    return Span(
        f"{span.title}, a year before",
        span.first.replace(year=span.first.year - 1),
        year_before(span.last),
    )
