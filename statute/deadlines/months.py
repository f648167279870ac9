"""Calculate periods in months, which are not counted in working days."""

from calendar import monthrange
from datetime import date, timedelta

from statute.deadlines.interpretations import ShortMonthEnd


def corresponding_date(day: date, months: int) -> date:
    """Return the same date so many months later, or the last of a shorter month.

    Three months after 30 November is 28 February, or the 29th of a leap year.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_months_beginning_with(
    day: date, months: int, short_month_end: ShortMonthEnd = ShortMonthEnd.LAST_DAY
) -> date:
    """Return the last day of a period of months with `day` as its first.

    This is the day before the corresponding date: three months beginning with 4 March
    end on 3 June. If the last month has no such date, the period ends with the month.
    """
    end = corresponding_date(day, months)
    is_short = end.day < day.day
    if is_short and short_month_end == ShortMonthEnd.LAST_DAY:
        return end
    return end - timedelta(days=1)
