"""The days that count, in the United Kingdom and in Scotland."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.regimes import Regime
from statute.working_days import (
    CalendarExhausted,
    Division,
    calendar_for,
    packaged_holidays,
    scottish_calendar,
    uk_calendar,
)

KNOWN = st.dates(date(2010, 1, 1), date(2028, 12, 31))


def easter(year):
    """Return Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize(
    ("day", "in_the_uk", "in_scotland"),
    [
        pytest.param(
            date(2026, 6, 15),
            "FIFA World Cup bank holiday",
            "FIFA World Cup bank holiday",
            id="the World Cup holiday is Scotland's, so it is everybody's under FOIA",
        ),
        pytest.param(
            date(2025, 4, 21),
            "Easter Monday",
            None,
            id="Easter Monday counts in Scotland",
        ),
        pytest.param(
            date(2026, 3, 17), "St Patrick's Day", None, id="St Patrick's Day"
        ),
        pytest.param(
            date(2025, 7, 14),
            "Battle of the Boyne (Orangemen's Day)",
            None,
            id="12 July on a Saturday moves to Monday the 14th",
        ),
        pytest.param(
            date(2019, 8, 26),
            "Summer bank holiday",
            None,
            id="the last Monday of August counts in Scotland",
        ),
        pytest.param(
            date(2019, 8, 5),
            "Summer bank holiday",
            "Summer bank holiday",
            id="the first Monday of August is Scotland's",
        ),
        pytest.param(
            date(2024, 12, 2),
            "St Andrew's Day",
            "St Andrew's Day",
            id="30 November on a Saturday moves to Monday",
        ),
        pytest.param(date(2020, 5, 4), None, None, id="in 2020 early May was moved"),
        pytest.param(
            date(2020, 5, 8),
            "Early May bank holiday (VE day)",
            "Early May bank holiday (VE day)",
            id="… to VE Day",
        ),
        pytest.param(date(2022, 5, 30), None, None, id="in 2022 spring was moved"),
        pytest.param(
            date(2022, 6, 3),
            "Platinum Jubilee bank holiday",
            "Platinum Jubilee bank holiday",
            id="the Jubilee",
        ),
        pytest.param(
            date(2022, 9, 19),
            "Bank Holiday for the State Funeral of Queen Elizabeth II",
            "Bank Holiday for the State Funeral of Queen Elizabeth II",
            id="the State Funeral",
        ),
        pytest.param(
            date(2023, 5, 8),
            "Bank holiday for the coronation of King Charles III",
            "Bank holiday for the coronation of King Charles III",
            id="the Coronation",
        ),
        pytest.param(
            date(2017, 1, 2),
            "New Year's Day",
            "2nd January",
            id="a holiday twice over is named as the calendar's own",
        ),
        pytest.param(date(2026, 10, 3), "Saturday", "Saturday", id="Saturday"),
        pytest.param(date(2026, 10, 4), "Sunday", "Sunday", id="Sunday"),
        pytest.param(date(2026, 10, 5), None, None, id="an ordinary Monday"),
    ],
)
def test_a_day_says_why_it_does_not_count(day, in_the_uk, in_scotland):
    assert uk_calendar().reason(day) == in_the_uk
    assert scottish_calendar().reason(day) == in_scotland
    assert uk_calendar().is_working_day(day) is (in_the_uk is None)


@pytest.mark.parametrize("year", range(2010, 2029))
def test_good_friday_and_christmas_never_count(year):
    good_friday = easter(year) - timedelta(days=2)

    for calendar in (uk_calendar(), scottish_calendar()):
        assert calendar.reason(good_friday) == "Good Friday"
        assert not calendar.is_working_day(date(year, 12, 25))


@pytest.mark.parametrize("year", range(2010, 2029))
def test_each_year_has_the_holidays_of_the_1971_act(year):
    """Check for eight days or more in Scotland, thirteen or more in all, no weekend."""
    weekdays = [h.on for h in packaged_holidays() if h.on.year == year]

    in_scotland = [on for on in scottish_calendar().holidays if on.year == year]
    assert len(set(weekdays)) >= 13
    assert 8 <= len(in_scotland) <= 11
    assert all(on.weekday() < 5 for on in weekdays)


@given(KNOWN)
def test_the_calendars_differ_only_on_holidays_scotland_does_not_keep(day):
    elsewhere = {
        holiday.on
        for holiday in packaged_holidays()
        if Division.SCOTLAND not in holiday.divisions
    }

    differs = uk_calendar().is_working_day(day) != scottish_calendar().is_working_day(
        day
    )

    if differs:
        assert day in elsewhere
        assert scottish_calendar().is_working_day(day)


@given(st.dates(date(2010, 1, 1), date(2028, 8, 31)), st.integers(1, 65))
def test_adding_is_counting_one_day_at_a_time(day, n):
    calendar = uk_calendar()

    reached, counted = day, 0
    while counted < n:
        reached += timedelta(days=1)
        counted += calendar.is_working_day(reached)

    assert calendar.add(day, n) == reached
    assert calendar.working_days_between(day, reached) == n
    assert calendar.working_days_between(reached, day) == -n


@given(st.dates(date(2010, 6, 1), date(2028, 12, 31)), st.integers(1, 65))
def test_counting_backwards_is_one_day_at_a_time_too(day, n):
    calendar = scottish_calendar()

    reached, counted = day, 0
    while counted < n:
        reached -= timedelta(days=1)
        counted += calendar.is_working_day(reached)

    assert calendar.add(day, -n) == reached


def test_working_days_follow_one_another():
    days = scottish_calendar().working_days_after(date(2024, 12, 24))

    assert [next(days) for _ in range(4)] == [
        date(2024, 12, 27),
        date(2024, 12, 30),
        date(2024, 12, 31),
        date(2025, 1, 3),
    ]


def test_nought_working_days_name_no_day():
    with pytest.raises(ValueError, match="at least one"):
        uk_calendar().add(date(2026, 1, 5), 0)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda c: c.add(date(2028, 12, 20), 20), id="adding past the end"),
        pytest.param(lambda c: c.add(date(2029, 1, 2), 1), id="adding after the end"),
        pytest.param(
            lambda c: c.add(date(2009, 6, 1), 1), id="adding before it begins"
        ),
        pytest.param(lambda c: c.add(date(2010, 1, 5), -2), id="counting back past it"),
        pytest.param(lambda c: c.add(date(2031, 1, 5), -2), id="back from after it"),
        pytest.param(lambda c: c.reason(date(2029, 1, 1)), id="a day after the end"),
        pytest.param(lambda c: c.is_working_day(date(2009, 12, 31)), id="a day before"),
        pytest.param(
            lambda c: c.working_days_between(date(2028, 12, 1), date(2029, 1, 5)),
            id="counting past the end",
        ),
        pytest.param(
            lambda c: c.working_days_between(date(2009, 12, 1), date(2010, 1, 5)),
            id="counting from before it begins",
        ),
        pytest.param(
            lambda c: list(c.working_days_after(date(2028, 12, 20))),
            id="following days past the end",
        ),
        pytest.param(
            lambda c: next(c.working_days_after(date(2029, 12, 20))),
            id="following days after the end",
        ),
    ],
)
def test_a_day_beyond_the_known_holidays_is_refused_not_guessed(ask):
    with pytest.raises(CalendarExhausted, match="31 December 2028"):
        ask(uk_calendar())


def test_an_added_holiday_makes_another_calendar():
    day = date(2026, 7, 20)

    changed = uk_calendar().with_overrides(added={day: "A day of mourning"})

    assert changed.reason(day) == "A day of mourning"
    assert uk_calendar().is_working_day(day)
    assert changed.add(date(2026, 7, 1), 20) == date(2026, 7, 31)
    assert uk_calendar().add(date(2026, 7, 1), 20) == date(2026, 7, 30)


def test_a_holiday_struck_out_counts_again():
    day = date(2026, 6, 15)

    changed = scottish_calendar().with_overrides(struck_out={day})

    assert changed.is_working_day(day)
    assert changed.add(date(2026, 5, 26), 20) == date(2026, 6, 23)


def test_an_override_that_a_later_release_knows_changes_nothing():
    again = uk_calendar().with_overrides(
        added={date(2026, 6, 15): "World Cup"}, struck_out={date(2026, 6, 16)}
    )

    assert again.add(date(2026, 5, 26), 20) == uk_calendar().add(date(2026, 5, 26), 20)


def test_holidays_of_a_further_year_carry_the_calendar_on():
    further = uk_calendar().with_overrides(
        added={date(2029, 1, 1): "New Year's Day", date(2029, 1, 2): "2nd January"},
        known_until=date(2029, 1, 31),
    )

    assert further.last_known == date(2029, 1, 31)
    assert further.add(date(2028, 12, 29), 1) == date(2029, 1, 3)


def test_a_calendar_does_not_change():
    with pytest.raises(AttributeError, match="does not change"):
        uk_calendar()._days = ()
    with pytest.raises(TypeError):
        uk_calendar().holidays[date(2026, 7, 20)] = "A day of mourning"


def test_each_regime_has_its_calendar():
    assert calendar_for(Regime.FOIA) is calendar_for(Regime.EIR) is uk_calendar()
    assert calendar_for(Regime.FOISA) is calendar_for(Regime.EISR)
    assert calendar_for(Regime.FOISA) is scottish_calendar()
    assert calendar_for(Regime.SAR, Division.SCOTLAND) is scottish_calendar()
    english = calendar_for(Regime.SAR)
    assert english.is_working_day(date(2026, 3, 17))
    assert not english.is_working_day(date(2026, 4, 6))
    assert repr(english) == "<WorkingCalendar E&W: 2010-01-01 to 2028-12-31>"
    assert Division.NORTHERN_IRELAND.full_name == "Northern Ireland"
    assert Division.SCOTLAND.full_name == "Scotland"


def test_every_holiday_says_where_it_was_read():
    assert all(holiday.source and holiday.verified for holiday in packaged_holidays())


def test_the_holidays_are_those_of_the_reference(shared):
    lines = (shared / "law" / "bank_holidays.csv").read_text().splitlines()[1:]

    theirs = {(line.split(",")[0], line.split(",")[3]) for line in lines}
    order = ("E&W", "Scotland", "NI")
    ours = {
        (str(h.on), ";".join(part for part in order if part in h.divisions))
        for h in packaged_holidays()
    }
    assert ours == theirs


def test_what_is_scottish_and_what_is_environmental():
    assert {regime for regime in Regime if regime.is_scottish} == {"FOISA", "EISR"}
    assert {regime for regime in Regime if regime.is_environmental} == {"EIR", "EISR"}
    assert Regime.FOIA.title == "Freedom of Information Act 2000"
    assert Regime.EIR.short == "the Regulations"
