"""Dated facts of the law: added and withdrawn by administrators."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from requests_app import law_in_force
from requests_app.dated_law.services import (
    EntryNotPossible,
    add_dated_entry,
    withdraw_dated_entry,
)
from requests_app.models import DatedEntry
from statute.dated import Fact, in_force
from statute.regimes import Regime
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 30)
MOVED_ON = date(2027, 1, 11)


@pytest.fixture
def chief():
    return UserFactory(roles=["administrator"])


def add(by, *, fact=Fact.REGULATOR, from_on=MOVED_ON, unverified=(), **changed):
    values = {**in_force(fact, ON).values, **changed}
    return add_dated_entry(
        fact=fact,
        from_on=from_on,
        values=values,
        unverified=unverified,
        source="The regulator’s page of contacts.",
        reason="It moved house.",
        by=by,
        on=ON,
    )


def regulator(day):
    return law_in_force.regulator_on(Regime.FOIA, day)


def test_a_new_address_holds_from_its_day_and_keeps_who_and_why(chief):
    row = add(chief, address=("2 New Square", "Leeds LS1 1AA"))

    assert regulator(date(2027, 1, 10)).address[-1] == "M1 7BL"
    assert regulator(MOVED_ON).address == ("2 New Square", "Leeds LS1 1AA")
    assert regulator(MOVED_ON).name == "Information Commission"
    row.refresh_from_db()
    assert (row.by, row.reason) == (chief, "It moved house.")
    assert row.at


def test_confirming_a_detail_is_an_entry_of_the_same_day(chief):
    first = date(2026, 9, 30)
    assert regulator(ON).unverified == {"address"}

    add(chief, from_on=first)

    assert not regulator(ON).unverified
    assert regulator(ON).address[-1] == "M1 7BL"


def test_a_limit_is_the_one_of_the_day_of_receipt(chief):
    add(chief, fact=Fact.LIMIT_OTHERS, limit_pence=50_000)

    before = law_in_force.cost_limit(Regime.FOIA, "police", date(2027, 1, 10))
    after = law_in_force.cost_limit(Regime.FOIA, "police", MOVED_ON)

    assert (before.limit_pence, after.limit_pence) == (45_000, 50_000)


def test_fees_and_the_price_of_an_hour_change_too(chief):
    add(chief, fact=Fact.FEES_SCOTLAND, free_pence=15_000)
    add(chief, fact=Fact.ENVIRONMENTAL_RATE, hourly_rate_pence=3_000)

    assert law_in_force.fee_scale(MOVED_ON).free_pence == 15_000
    assert law_in_force.environmental_rate(MOVED_ON) == 3_000
    assert law_in_force.environmental_rate(ON) == 2_500


def test_what_holds_already_is_no_entry(chief):
    with pytest.raises(EntryNotPossible, match="same holds on 11 January 2027"):
        add(chief, unverified=["address"])

    assert not DatedEntry.objects.exists()


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2004, 12, 31), id="before the law"),
        pytest.param(date(2032, 1, 1), id="too far ahead"),
    ],
)
def test_a_day_out_of_reach_is_refused(chief, day):
    with pytest.raises(EntryNotPossible, match="out of reach"):
        add(chief, from_on=day, telephone="1")


def test_a_withdrawn_entry_no_longer_holds_and_stays_on_record(chief):
    row = add(chief, telephone="0161 000 0000")

    withdraw_dated_entry(entry=row, reason="A typing error.", by=chief, on=ON)

    assert regulator(MOVED_ON).telephone == "0303 123 1113"
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_on) == (chief, ON)
    with pytest.raises(EntryNotPossible, match="withdrawn already"):
        withdraw_dated_entry(entry=row, reason="Again.", by=chief, on=ON)


def test_entries_are_read_once_within_a_block_and_again_after_a_change(
    chief, django_assert_num_queries
):
    with law_in_force.read_once():
        with django_assert_num_queries(1):
            regulator(ON)
            regulator(MOVED_ON)
        add(chief, telephone="0161 000 0000")
        assert regulator(MOVED_ON).telephone == "0161 000 0000"


@pytest.mark.parametrize(
    "wrong", [{"source": ""}, {"reason": ""}, {"withdrawn_on": ON}]
)
def test_the_database_holds_that_every_entry_says_where_and_why(chief, wrong):
    told = {"source": "A page.", "reason": "It moved."} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        DatedEntry.objects.create(
            fact=Fact.LIMIT_OTHERS, from_on=ON, values={}, by=chief, **told
        )
