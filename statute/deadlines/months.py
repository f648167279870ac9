"""Months and weeks: the periods that are not counted in working days."""

from calendar import monthrange
from datetime import date, timedelta

from statute.deadlines.interpretations import ShortMonthEnd


def corresponding_date(day: date, months: int) -> date:
    """Return the same date so many months later or, if there is none, the month's last.

    Three months after 30 November is 28 February, or the 29th of a leap year.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_months_beginning_with(
    day: date, months: int, short_month_end: ShortMonthEnd = ShortMonthEnd.LAST_DAY
) -> date:
    """Return the last day of a period of months that includes `day` as its first.

    That is the eve of the corresponding date: three months beginning with 4 March end
    on 3 June. Where the last month has no such date, they end with the month itself.
    """
    end = corresponding_date(day, months)
    is_short = end.day < day.day
    if is_short and short_month_end == ShortMonthEnd.LAST_DAY:
        return end
    return end - timedelta(days=1)
