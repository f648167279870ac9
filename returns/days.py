"""Count working days between two dates, in the database."""

from datetime import date, timedelta

from accounts.models import Authority
from requests_app.calendars.working_days import calendar_for
from returns.population import Period
from statute.regimes import Regime
from statute.working_days import WEEKEND, WorkingCalendar


def calendar_of_authority(authority: Authority) -> WorkingCalendar:
    """Return the working days for returns of an authority."""
    return calendar_for(Regime.FOISA if authority.is_scottish else Regime.FOIA)


class DayNumbers:
    """The working days of a period, numbered: a number for each day of the calendar.

    The days reach from the first day of receipt to the day of counting. The difference
    of the numbers of two days is the count of working days after the one, up to and
    including the other.
    """

    def __init__(self, authority: Authority, period: Period) -> None:
        """Number the days of a period by the authority's calendar."""
        holidays = calendar_of_authority(authority).holidays
        self.first, day = period.first, period.first
        self._numbers: list[int] = []
        counted = 0
        while day <= max(period.on, period.last):
            counted += day.weekday() not in WEEKEND and day not in holidays
            self._numbers.append(counted)
            day += timedelta(days=1)

    @property
    def literal(self) -> str:
        """The numbers as an array of PostgreSQL, made of digits and commas."""
        return "'{" + ",".join(map(str, self._numbers)) + "}'::int[]"

    def sql(self, expression: str) -> str:
        """Return the SQL of the number of the day in an expression."""
        return f"({self.literal})[({expression}) - DATE '{self.first:%Y-%m-%d}' + 1]"

    def count(self, after: date, until: date) -> int:
        """Return the working days after one day, up to and including another.

        Days outside of the numbered days count as the first or the last of them.
        """
        return self._number(until) - self._number(after)

    def _number(self, day: date) -> int:
        place = (day - self.first).days
        return self._numbers[min(max(place, 0), len(self._numbers) - 1)]
