"""Time working-day arithmetic beside the libraries an office would otherwise use.

All libraries add twenty working days to the same days, in turn, in a single run. So the
ratios hold under any load of the machine. All libraries get this project's own
holidays, and all answers are compared before the timing.

Run it: python -m tests.bench.bench_deadlines [--json]
"""

import json
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import holidays
import numpy as np
from workalendar.core import Calendar as Workalendar
from workalendar.core import WesternMixin

from statute.deadlines import Clock, Event, EventName, due_date, working
from statute.regimes import Regime
from statute.working_days import uk_calendar

ROUNDS = 7
DAYS = [date(2011, 1, 1) + timedelta(days=41 * n) for n in range(150)]
CALENDAR = uk_calendar()
NUMPY_CALENDAR = np.busdaycalendar(holidays=list(CALENDAR.holidays))
BY_YEAR: dict[int, list[tuple[date, str]]] = {}
for on, name in CALENDAR.holidays.items():
    BY_YEAR.setdefault(on.year, []).append((on, name))


class UnitedKingdom(WesternMixin, Workalendar):
    """Run workalendar's own arithmetic over the holidays of FOIA s.10(6)."""

    include_new_years_day = False

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        return BY_YEAR[year]


WORKALENDAR = UnitedKingdom()
HOLIDAYS = holidays.HolidayBase(years=range(2010, 2029))
HOLIDAYS.update(dict(CALENDAR.holidays))


def by_workalendar(day: date) -> date:
    return WORKALENDAR.add_working_days(day, 20)


def by_holidays(day: date) -> date:
    return HOLIDAYS.get_nth_working_day(day, 20)


def by_numpy(day: date) -> date:
    # "backward" moves a non-working day to the day before, so that the next working day
    # is day 1.
    return np.busday_offset(day, 20, roll="backward", busdaycal=NUMPY_CALENDAR).item()


def by_calendar(day: date) -> date:
    return CALENDAR.add(day, 20)


def by_clock(day: date) -> date | None:
    return due_date(Clock(Regime.FOIA, day), CALENDAR)


EVENTS = (
    (EventName.CLARIFICATION_SENT, 3),
    (EventName.CLARIFICATION_RECEIVED, 9),
    (EventName.FEES_NOTICE, 12),
    (EventName.FEE_RECEIVED, 20),
    (EventName.PIT_EXTENSION_NOTICE, 40),
)
EVENTFUL = {
    day: Clock(
        Regime.FOIA,
        day,
        events=tuple(Event(name, day + timedelta(days=n)) for name, n in EVENTS),
    )
    for day in DAYS
}


def with_events(day: date) -> date | None:
    return due_date(EVENTFUL[day], CALENDAR)


def with_working(day: date) -> date | None:
    return working(EVENTFUL[day], CALENDAR).due_on


SUBJECTS: dict[str, tuple[Callable[[date], date | None], int]] = {
    "WorkingCalendar.add": (by_calendar, 100),
    "due_date": (by_clock, 50),
    "due_date, five events": (with_events, 10),
    "working, five events": (with_working, 1),
    "numpy.busday_offset": (by_numpy, 10),
    "holidays": (by_holidays, 1),
    "workalendar": (by_workalendar, 1),
}


def measure() -> dict[str, float]:
    """Return the median microseconds for a date; each round runs each subject once."""
    rounds: dict[str, list[float]] = {name: [] for name in SUBJECTS}
    for _ in range(ROUNDS):
        for name, (subject, repeats) in SUBJECTS.items():
            began = perf_counter()
            for _ in range(repeats):
                for day in DAYS:
                    subject(day)
            spent = perf_counter() - began
            rounds[name].append(spent / repeats / len(DAYS) * 1_000_000)
    return {name: statistics.median(times) for name, times in rounds.items()}


def agree() -> bool:
    """Check that every library gives the same dates as ours."""
    others = (by_numpy, by_holidays, by_workalendar, by_clock)
    return all(other(day) == by_calendar(day) for other in others for day in DAYS)


def bench() -> dict[str, float | bool]:
    """Return the results as ratios, and whether they are within bounds."""
    agreed, times = agree(), measure()
    ours = times["WorkingCalendar.add"]
    workalendar = times["workalendar"] / ours
    numpy = times["numpy.busday_offset"] / ours
    return {
        **{f"{name}, µs": round(time, 2) for name, time in times.items()},
        "times workalendar": round(workalendar, 1),
        "times holidays": round(times["holidays"] / ours, 1),
        "times numpy": round(numpy, 1),
        "due_date, times numpy": round(
            times["numpy.busday_offset"] / times["due_date"], 1
        ),
        "all agree": agreed,
        "within bounds": agreed
        and workalendar >= 200
        and numpy > 1
        and times["due_date, five events"] < 20,
    }


def main() -> int:
    results = bench()
    if "--json" in sys.argv[1:]:
        print(json.dumps(results, ensure_ascii=False))
    else:
        for name, value in results.items():
            print(f"{name:<28} {value}")
    return 0 if results["within bounds"] else 1


if __name__ == "__main__":
    sys.exit(main())
