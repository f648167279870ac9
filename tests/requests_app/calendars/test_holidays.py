"""Bank holidays added, removed and restored by an installation."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from requests_app.calendars import working_days
from requests_app.calendars.holidays import (
    HolidayNotPossible,
    add_holiday,
    complete_year,
    remove_holiday,
    restore_holiday,
)
from requests_app.calendars.working_days import calendar_for
from requests_app.models import HolidayOverride, Recalculation
from statute.regimes import Regime
from statute.working_days import UNITED_KINGDOM, Division, uk_calendar
from tests.factories import FOIRequestFactory, UserFactory

FUNERAL = date(2026, 9, 21)  # a Monday, not a holiday in any release
SCOTLAND = {Division.SCOTLAND}
ENGLAND = {Division.ENGLAND_AND_WALES}

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def add(administrator):
    def add(on=FUNERAL, divisions=UNITED_KINGDOM, name="Day of mourning"):
        return add_holiday(
            on=on,
            name=name,
            divisions=divisions,
            reason="Proclaimed today.",
            by=administrator,
        )

    return add


@pytest.fixture
def remove(administrator):
    def remove(on, divisions):
        return remove_holiday(
            on=on, divisions=divisions, reason="A mistake.", by=administrator
        )

    return remove


@pytest.fixture
def restore(administrator):
    def restore(on):
        return restore_holiday(
            on=on, reason="It was right after all.", by=administrator
        )

    return restore


def reason(day, regime=Regime.FOIA):
    return calendar_for(regime).reason(day)


def test_without_changes_the_calendar_is_the_releases_own():
    assert calendar_for(Regime.FOIA) is uk_calendar()


def test_an_added_holiday_is_no_working_day_any_longer(add):
    add()

    assert reason(FUNERAL) == reason(FUNERAL, Regime.FOISA) == "Day of mourning"
    assert uk_calendar().is_working_day(FUNERAL)


def test_a_holiday_kept_in_england_alone_does_not_count_for_scotlands_laws(add):
    add(divisions=ENGLAND)

    assert reason(FUNERAL) == reason(FUNERAL, Regime.EIR) == "Day of mourning"
    assert reason(FUNERAL, Regime.FOISA) is reason(FUNERAL, Regime.EISR) is None


def test_a_removed_holiday_is_a_working_day_again(remove):
    easter_monday = date(2026, 4, 6)

    remove(easter_monday, {Division.ENGLAND_AND_WALES, Division.NORTHERN_IRELAND})

    assert reason(easter_monday) is None


def test_a_holiday_still_kept_somewhere_still_stops_foia(remove):
    boxing_day = date(2026, 12, 28)

    remove(boxing_day, SCOTLAND)

    assert reason(boxing_day, Regime.FOISA) is None
    assert reason(boxing_day) is not None


def test_a_restored_holiday_is_kept_as_published(add, remove, restore):
    add()
    restore(FUNERAL)
    easter_monday = date(2026, 4, 6)
    remove(easter_monday, ENGLAND)
    restore(easter_monday)

    assert reason(FUNERAL) is None
    assert reason(easter_monday) == "Easter Monday"


def test_an_added_holiday_can_be_removed_and_added_again(add, remove):
    add()
    remove(FUNERAL, UNITED_KINGDOM)
    add(name="Day of reflection")

    assert reason(FUNERAL) == "Day of reflection"


def test_every_change_is_kept_with_its_reason_and_who_made_it(
    add, restore, administrator
):
    add()
    restore(FUNERAL)

    told = HolidayOverride.objects.values_list("effect", "reason", "by")
    assert list(told) == [
        ("restored", "It was right after all.", administrator.pk),
        ("added", "Proclaimed today.", administrator.pk),
    ]


@pytest.mark.parametrize("sql", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_entered(add, sql):
    add()

    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format("requests_app_holidayoverride"))


def test_a_weekend_is_not_added(add):
    with pytest.raises(HolidayNotPossible, match="Saturday"):
        add(on=date(2026, 9, 19))


def test_a_holiday_known_already_is_not_added_again(add):
    with pytest.raises(HolidayNotPossible, match="Christmas Day"):
        add(on=date(2026, 12, 25))


def test_a_holiday_of_one_part_can_be_added_for_the_others(add):
    world_cup = date(2026, 6, 15)  # published for Scotland only

    entry = add(on=world_cup, divisions=ENGLAND)

    assert entry.recalculation is None  # the day did not count under FOIA before
    known = working_days.holiday_on(world_cup)
    assert known.kept_in == {*SCOTLAND, *ENGLAND}


@pytest.mark.parametrize("year", [2009, 2034, 2207])
def test_a_year_out_of_reach_is_refused(add, year):
    with pytest.raises(HolidayNotPossible, match="outside the calendar"):
        add(on=date(year, 9, 21))


def test_a_day_that_is_no_holiday_is_not_removed(remove):
    with pytest.raises(HolidayNotPossible, match="not a bank holiday"):
        remove(FUNERAL, UNITED_KINGDOM)
    with pytest.raises(HolidayNotPossible, match="Scotland"):
        remove(date(2026, 4, 6), SCOTLAND)  # Easter Monday


def test_a_day_kept_as_published_is_not_restored(restore):
    with pytest.raises(HolidayNotPossible, match="already as published"):
        restore(date(2026, 12, 25))


def test_a_change_that_alters_no_count_recalculates_nothing(add):
    beyond = add(on=date(2029, 3, 30), name="Good Friday")

    assert beyond.recalculation is None
    assert not Recalculation.objects.exists()


def test_only_requests_under_the_laws_concerned_are_recalculated(add, remove):
    FOIRequestFactory(regime="FOISA")
    FOIRequestFactory(regime="FOIA")

    english = add(divisions=ENGLAND).recalculation
    scottish = remove(date(2026, 12, 28), SCOTLAND).recalculation

    assert (english.regimes, english.total) == (["EIR", "FOIA"], 1)
    assert (scottish.regimes, scottish.total) == (["EISR", "FOISA"], 1)


def holidays_of_2029():
    """Return the bank holidays of 2029, by the 1971 Act and by custom."""
    everywhere, both = UNITED_KINGDOM, UNITED_KINGDOM - SCOTLAND
    return [
        (date(2029, 1, 1), everywhere),
        (date(2029, 1, 2), SCOTLAND),
        (date(2029, 3, 19), {Division.NORTHERN_IRELAND}),
        (date(2029, 3, 30), everywhere),
        (date(2029, 4, 2), both),
        (date(2029, 5, 7), everywhere),
        (date(2029, 5, 28), everywhere),
        (date(2029, 7, 12), {Division.NORTHERN_IRELAND}),
        (date(2029, 8, 6), SCOTLAND),
        (date(2029, 8, 27), both),
        (date(2029, 11, 30), SCOTLAND),
        (date(2029, 12, 25), everywhere),
        (date(2029, 12, 26), everywhere),
    ]


def test_a_year_declared_complete_can_be_counted_in(add, administrator):
    for day, divisions in holidays_of_2029():
        add(on=day, divisions=divisions, name="A bank holiday")
    complete_year(year=2029, reason="GOV.UK.", by=administrator)

    calendar = calendar_for(Regime.FOIA)
    assert calendar.last_known == date(2029, 12, 31)
    assert calendar.add(date(2029, 12, 21), 1) == date(2029, 12, 24)
    assert calendar.add(date(2029, 12, 24), 1) == date(2029, 12, 27)


def test_a_year_with_too_few_holidays_is_not_complete(add, administrator):
    for day, divisions in holidays_of_2029()[:-1]:
        add(on=day, divisions=divisions, name="A bank holiday")

    with pytest.raises(HolidayNotPossible, match="at least 8"):
        complete_year(year=2029, reason="GOV.UK.", by=administrator)

    assert calendar_for(Regime.FOIA).last_known == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("year", "why"), [(2028, "known already"), (2030, "complete that year first")]
)
def test_years_are_completed_one_after_the_other(administrator, year, why):
    with pytest.raises(HolidayNotPossible, match=why):
        complete_year(year=year, reason="GOV.UK.", by=administrator)


def test_within_one_page_the_changes_are_read_once(add, django_assert_num_queries):
    add()

    with django_assert_num_queries(1), working_days.read_once():
        for _ in range(50):
            calendar_for(Regime.FOIA)
            calendar_for(Regime.EISR)


def test_a_change_made_on_a_page_counts_on_that_page(add):
    with working_days.read_once():
        assert reason(FUNERAL) is None
        add()
        assert reason(FUNERAL) == "Day of mourning"
