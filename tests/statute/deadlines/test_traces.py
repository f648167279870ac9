"""Eighteen periods, counted by hand, day by day.

Each lists the twenty counted days, by month, and the weekdays between them that do not
count.
"""

from datetime import date, timedelta

import pytest

from statute.deadlines import Clock, working
from statute.regimes import Regime

WEEKEND = {5: "Saturday", 6: "Sunday"}

TRACES = [
    pytest.param(
        Regime.FOIA,
        date(2015, 12, 23),
        ("2015-12: 24 29 30 31; 2016-01: 5 6 7 8 11 12 13 14 15 18 19 20 21 22 25 26"),
        {
            date(2015, 12, 25): "Christmas Day",
            date(2015, 12, 28): "Boxing Day",
            date(2016, 1, 1): "New Year's Day",
            date(2016, 1, 4): "2nd January",
        },
        id="FOIA 2015-12-23: Christmas with Scottish substitute",
    ),
    pytest.param(
        Regime.FOIA,
        date(2016, 12, 23),
        ("2016-12: 28 29 30; 2017-01: 4 5 6 9 10 11 12 13 16 17 18 19 20 23 24 25 26"),
        {
            date(2016, 12, 26): "Boxing Day",
            date(2016, 12, 27): "Christmas Day",
            date(2017, 1, 2): "New Year's Day",
            date(2017, 1, 3): "New Year's Day",
        },
        id="FOIA 2016-12-23: Christmas Day on a Sunday",
    ),
    pytest.param(
        Regime.FOIA,
        date(2021, 12, 6),
        ("2021-12: 7 8 9 10 13 14 15 16 17 20 21 22 23 24 29 30 31; 2022-01: 5 6 7"),
        {
            date(2021, 12, 27): "Christmas Day",
            date(2021, 12, 28): "Boxing Day",
            date(2022, 1, 3): "New Year's Day",
            date(2022, 1, 4): "2nd January",
        },
        id="FOIA 2021-12-06: four-day holiday block",
    ),
    pytest.param(
        Regime.FOIA,
        date(2026, 11, 30),
        ("2026-12: 1 2 3 4 7 8 9 10 11 14 15 16 17 18 21 22 23 24 29 30"),
        {
            date(2026, 12, 25): "Christmas Day",
            date(2026, 12, 28): "Boxing Day",
        },
        id="FOIA 2026-11-30: received on St Andrew's Day",
    ),
    pytest.param(
        Regime.FOIA,
        date(2015, 3, 16),
        ("2015-03: 18 19 20 23 24 25 26 27 30 31; 2015-04: 1 2 7 8 9 10 13 14 15 16"),
        {
            date(2015, 3, 17): "St Patrick's Day",
            date(2015, 4, 3): "Good Friday",
            date(2015, 4, 6): "Easter Monday",
        },
        id="FOIA 2015-03-16: St Patrick, Easter",
    ),
    pytest.param(
        Regime.FOIA,
        date(2018, 3, 12),
        ("2018-03: 13 14 15 16 20 21 22 23 26 27 28 29; 2018-04: 3 4 5 6 9 10 11 12"),
        {
            date(2018, 3, 19): "St Patrick's Day",
            date(2018, 3, 30): "Good Friday",
            date(2018, 4, 2): "Easter Monday",
        },
        id="FOIA 2018-03-12: St Patrick substitute",
    ),
    pytest.param(
        Regime.FOIA,
        date(2020, 4, 14),
        ("2020-04: 15 16 17 20 21 22 23 24 27 28 29 30; 2020-05: 1 4 5 6 7 11 12 13"),
        {
            date(2020, 5, 8): "Early May bank holiday (VE day)",
        },
        id="FOIA 2020-04-14: VE Day",
    ),
    pytest.param(
        Regime.FOIA,
        date(2022, 5, 11),
        ("2022-05: 12 13 16 17 18 19 20 23 24 25 26 27 30 31; 2022-06: 1 6 7 8 9 10"),
        {
            date(2022, 6, 2): "Spring bank holiday",
            date(2022, 6, 3): "Platinum Jubilee bank holiday",
        },
        id="FOIA 2022-05-11: Jubilee",
    ),
    pytest.param(
        Regime.FOIA,
        date(2022, 9, 1),
        ("2022-09: 2 5 6 7 8 9 12 13 14 15 16 20 21 22 23 26 27 28 29 30"),
        {
            date(
                2022, 9, 19
            ): "Bank Holiday for the State Funeral of Queen Elizabeth II",
        },
        id="FOIA 2022-09-01: State Funeral",
    ),
    pytest.param(
        Regime.FOIA,
        date(2023, 4, 11),
        ("2023-04: 12 13 14 17 18 19 20 21 24 25 26 27 28; 2023-05: 2 3 4 5 9 10 11"),
        {
            date(2023, 5, 1): "Early May bank holiday",
            date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
        },
        id="FOIA 2023-04-11: Coronation",
    ),
    pytest.param(
        Regime.FOIA,
        date(2025, 6, 23),
        ("2025-06: 24 25 26 27 30; 2025-07: 1 2 3 4 7 8 9 10 11 15 16 17 18 21 22"),
        {
            date(2025, 7, 14): "Battle of the Boyne (Orangemen's Day)",
        },
        id="FOIA 2025-06-23: 12 July substitute",
    ),
    pytest.param(
        Regime.FOIA,
        date(2019, 7, 29),
        ("2019-07: 30 31; 2019-08: 1 2 6 7 8 9 12 13 14 15 16 19 20 21 22 23 27 28"),
        {
            date(2019, 8, 5): "Summer bank holiday",
            date(2019, 8, 26): "Summer bank holiday",
        },
        id="FOIA 2019-07-29: both August holidays",
    ),
    pytest.param(
        Regime.FOIA,
        date(2024, 11, 11),
        ("2024-11: 12 13 14 15 18 19 20 21 22 25 26 27 28 29; 2024-12: 3 4 5 6 9 10"),
        {
            date(2024, 12, 2): "St Andrew's Day",
        },
        id="FOIA 2024-11-11: St Andrew substitute",
    ),
    pytest.param(
        Regime.FOIA,
        date(2026, 5, 26),
        ("2026-05: 27 28 29; 2026-06: 1 2 3 4 5 8 9 10 11 12 16 17 18 19 22 23 24"),
        {
            date(2026, 6, 15): "FIFA World Cup bank holiday",
        },
        id="FOIA 2026-05-26: World Cup",
    ),
    pytest.param(
        Regime.FOIA,
        date(2014, 3, 16),
        ("2014-03: 18 19 20 21 24 25 26 27 28 31; 2014-04: 1 2 3 4 7 8 9 10 11 14"),
        {
            date(2014, 3, 17): "St Patrick's Day",
        },
        id="FOIA 2014-03-16: ICO/Student Loans Company",
    ),
    pytest.param(
        Regime.FOISA,
        date(2019, 4, 1),
        ("2019-04: 2 3 4 5 8 9 10 11 12 15 16 17 18 22 23 24 25 26 29 30"),
        {
            date(2019, 4, 19): "Good Friday",
        },
        id="FOISA 2019-04-01: Easter Monday counts",
    ),
    pytest.param(
        Regime.FOISA,
        date(2024, 11, 29),
        ("2024-12: 3 4 5 6 9 10 11 12 13 16 17 18 19 20 23 24 27 30 31; 2025-01: 3"),
        {
            date(2024, 12, 2): "St Andrew's Day",
            date(2024, 12, 25): "Christmas Day",
            date(2024, 12, 26): "Boxing Day",
            date(2025, 1, 1): "New Year's Day",
            date(2025, 1, 2): "2nd January",
        },
        id="FOISA 2024-11-29: SIC 135/2025",
    ),
    pytest.param(
        Regime.FOISA,
        date(2025, 3, 31),
        ("2025-04: 1 2 3 4 7 8 9 10 11 14 15 16 17 21 22 23 24 25 28 29"),
        {
            date(2025, 4, 18): "Good Friday",
        },
        id="FOISA 2025-03-31: Good Friday out, Easter Monday in",
    ),
]


def days_of(months):
    """Yield the days of a text such as "2026-05: 27 28; 2026-06: 1"."""
    for part in months.split("; "):
        month, numbers = part.split(": ")
        yield from (
            date.fromisoformat(f"{month}-{int(number):02}")
            for number in numbers.split()
        )


@pytest.mark.parametrize(("regime", "received_on", "months", "left_out"), TRACES)
def test_every_day_of_a_trace(regime, received_on, months, left_out):
    numbers = {day: n for n, day in enumerate(days_of(months), start=1)}

    worked = working(Clock(regime, received_on))

    assert list(numbers.values()) == list(range(1, 21))
    assert worked.first_counted_on == min(numbers)
    assert worked.due_on == max(numbers)
    length = (worked.due_on - received_on).days
    expected = [received_on + timedelta(days=n) for n in range(1, length + 1)]
    assert [day.on for day in worked.days] == expected
    for day in worked.days:
        assert day.number == numbers.get(day.on)
        assert day.reason == (left_out.get(day.on) or WEEKEND.get(day.on.weekday()))
