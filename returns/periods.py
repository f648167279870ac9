"""The usual periods of returns: quarters and years that ended, the newest first."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_QUARTERS = 9
_YEARS = 3
_APRIL = 4


class Span(NamedTuple):
    """A period of receipt, both days included, with its name."""

    title: str
    first: date
    last: date


def quarter_of(day: date) -> Span:
    """Return the calendar quarter of a day."""
    month = 3 * ((day.month - 1) // 3) + 1
    first = date(day.year, month, 1)
    last = _next(first, 3) - timedelta(days=1)
    return Span(f"{first:%B} to {last:%B %Y}", first, last)


def last_quarter(today: date) -> Span:
    """Return the last calendar quarter that is over."""
    return quarter_of(quarter_of(today).first - timedelta(days=1))


def last_year(today: date) -> Span:
    """Return the last calendar year that is over."""
    return _year(today.year - 1)


def usual_spans(today: date) -> list[Span]:
    """Return the running quarter, the last quarters, and the last years."""
    return [*_quarters(today), *_years(today)]


def _quarters(today: date) -> Iterator[Span]:
    span = quarter_of(today)
    for _ in range(_QUARTERS):
        yield span
        span = quarter_of(span.first - timedelta(days=1))


def _years(today: date) -> Iterator[Span]:
    ended = today.year if today.month >= _APRIL else today.year - 1
    for back in range(_YEARS):
        yield _year(today.year - 1 - back)
    for back in range(_YEARS):
        year = ended - back
        yield Span(
            f"Financial year {year - 1} to {year}",
            date(year - 1, _APRIL, 1),
            date(year, _APRIL - 1, 31),
        )


def _year(year: int) -> Span:
    return Span(f"Year {year}", date(year, 1, 1), date(year, 12, 31))


def _next(first: date, months: int) -> date:
    month = first.month + months
    return date(first.year + (month > 12), (month - 1) % 12 + 1, 1)
