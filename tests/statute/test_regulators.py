"""Every letter names the regulator as it is on the letter's own day."""

from datetime import date
from importlib.resources import files

import pytest

from statute.dated import Entry, Fact
from statute.deadlines.rules import RULES
from statute.regimes import INFORMATION_REGIMES, Regime
from statute.regulators import regulator_of

BEFORE, SINCE = date(2026, 9, 29), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("regime", "review_first", "answered"),
    [
        pytest.param(Regime.FOIA, False, 20, id="FOIA"),
        pytest.param(Regime.EIR, False, 40, id="EIR: reg 11(4)"),
        pytest.param(Regime.FOISA, True, 20, id="FOISA: ss.21(1) and 47(1)"),
        pytest.param(Regime.EISR, True, 20, id="EISR"),
    ],
)
def test_each_regime_has_its_regulator_and_review(regime, review_first, answered):
    regulator = regulator_of(regime, SINCE)

    assert regulator.is_review_first is review_first
    assert regulator.review.within_days == 40
    assert regulator.review.answered_days == answered


@pytest.mark.parametrize("regime", INFORMATION_REGIMES)
def test_no_period_of_a_review_contradicts_the_clock(regime):
    review = regulator_of(regime, SINCE).review

    assert review.within_days == RULES[f"{regime}.review_request"].working_days
    assert review.answered_days == RULES[f"{regime}.review_response"].working_days


@pytest.mark.parametrize(
    ("regime", "on", "name", "called", "welsh"),
    [
        pytest.param(
            Regime.FOIA,
            BEFORE,
            "Information Commissioner",
            "Commissioner",
            "Comisiynydd Gwybodaeth",
            id="the day before SI 2026/1015",
        ),
        pytest.param(
            Regime.FOIA,
            SINCE,
            "Information Commission",
            "Commission",
            "Comisiwn Gwybodaeth",
            id="the day itself",
        ),
        pytest.param(
            Regime.EIR,
            date(2027, 1, 4),
            "Information Commission",
            "Commission",
            "Comisiwn Gwybodaeth",
            id="the Regulations too",
        ),
        pytest.param(
            Regime.FOISA,
            SINCE,
            "Scottish Information Commissioner",
            "Commissioner",
            "Comisiynydd Gwybodaeth yr Alban",
            id="Scotland keeps its own",
        ),
    ],
)
def test_the_name_is_that_of_the_day(regime, on, name, called, welsh):
    regulator = regulator_of(regime, on)

    assert (regulator.name, regulator.called) == (name, called)
    assert regulator.name_welsh == welsh


@pytest.mark.parametrize("regime", [Regime.FOIA, Regime.FOISA])
def test_a_requester_can_write_call_and_look_up(regime):
    regulator = regulator_of(regime, SINCE)

    assert regulator.website.startswith("https://")
    assert "@" in regulator.email
    assert regulator.telephone
    assert len(regulator.address) >= 3


def test_what_was_not_confirmed_is_marked():
    assert regulator_of(Regime.FOIA, SINCE).unverified == {"address"}
    assert not regulator_of(Regime.FOISA, SINCE).unverified


def test_an_entry_of_the_installation_holds_from_its_day():
    values = {detail.name: "As told" for detail in Fact.REGULATOR.details} | {
        "address": ("1 New Street", "Leeds")
    }
    moved = Entry(
        fact=Fact.REGULATOR,
        from_on=date(2027, 3, 1),
        values=values,
        source="Its own page",
    )

    before = regulator_of(Regime.EIR, date(2027, 2, 28), [moved])
    after = regulator_of(Regime.EIR, date(2027, 3, 1), [moved])

    assert before.address[-1] == "M1 7BL"
    assert after.address == ("1 New Street", "Leeds")
    assert not after.unverified
    assert regulator_of(Regime.FOISA, date(2027, 3, 1), [moved]).name.startswith("Sc")


def test_other_data_names_no_regulator_whose_name_changes():
    """Scotland's keeps its name, and so does a decision of the past."""
    folder = files("statute").joinpath("data")
    named = [
        line
        for file in folder.iterdir()
        if file.name.endswith(".toml") and file.name != "regulators.toml"
        for line in file.read_text("utf-8").splitlines()
        if "Information Commission" in line or "the Commissioner" in line
    ]

    assert named
    assert all("Scottish" in line or "Berend v" in line for line in named)
