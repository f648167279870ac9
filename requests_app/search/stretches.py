"""Stretches of days, the newest first, to find the newest requests with some words.

The index gives all requests with some words, however old: of a common word, nearly
all. With the marks of some days among the words, it gives those of these days alone. A
search looks through one stretch after another, until it has enough.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from requests_app.search.marks import day_mark, month_mark, quarter_mark, year_mark

# A stretch is about as long as all before. The index is quick with few marks at a time:
# hence months, quarters and years.
_DAYS: Final = (2, 8)
_FIRST_YEARS: Final = 1

Stretch = tuple[str, ...]


def stretches(newest: date, oldest: date) -> Iterator[Stretch]:
    """Yield the marks of each stretch, from the newest request back to the oldest.

    A request of a stretch has one of its marks.

    Args:
        newest: The newest day of receipt.
        oldest: The oldest.
    """
    end = newest + timedelta(1)
    for size in _DAYS:
        first = end - timedelta(size)
        yield tuple(map(day_mark, _days(first, end)))
        end = first
    month = _month(end - timedelta(1))
    yield tuple(map(day_mark, _days(month, end)))
    quarter = _quarter(month)
    yield tuple(map(month_mark, _months(quarter, month, 1)))
    yield (quarter_mark(before := _months_before(quarter, 3)),)
    year = before.replace(month=1)
    yield tuple(map(quarter_mark, _months(year, before, 3)))
    years = _FIRST_YEARS
    while year > oldest:
        end = year
        year = year.replace(year=max(year.year - years, oldest.year))
        yield tuple(map(year_mark, _months(year, end, 12)))
        years *= 3


def _days(first: date, end: date) -> Iterator[date]:
    """Yield the days from the first to the one before the end."""
    while first < end:
        yield first
        first += timedelta(1)


def _months(first: date, end: date, step: int) -> Iterator[date]:
    """Yield the first day of months from the first to one before the end."""
    while first < end:
        yield first
        first = _months_before(first, -step)


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _months_before(day: date, number: int) -> date:
    """Return the first day of a month before another."""
    months = day.year * 12 + day.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
