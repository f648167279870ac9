"""A number with its list, and the months that figures of late are counted over."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from statute.working_days import ONE_DAY

MONTHS: Final = 3
# The title of the row of requests that other people are named on.
RESTRICTED: Final = "Restricted to named people"


@dataclass(frozen=True, slots=True)
class Number:
    """A count, and the URL of the list counted; "" where there is no list of them."""

    count: int
    url: str = ""


def span_up_to(on: date) -> tuple[date, date]:
    """Return the first and the last day of the three months up to a day."""
    return _months_before(on, MONTHS) + ONE_DAY, on


def _months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last day of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
