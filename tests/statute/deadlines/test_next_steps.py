"""The effect on the due date of each step open to an officer."""

from datetime import date

import pytest

from statute.deadlines import Clock, Event
from statute.deadlines.next_steps import next_steps
from statute.regimes import Regime
from statute.working_days import uk_calendar

ON = date(2026, 3, 9)


def steps(regime, *events, on=ON):
    clock = Clock(regime, date(2026, 3, 2), events=events)
    return {step.name: step for step in next_steps(clock, on=on)}


@pytest.mark.parametrize(
    ("regime", "names"),
    [
        (
            Regime.FOIA,
            ["clarification_sent", "fees_notice", "pit_extension_notice"],
        ),
        (
            Regime.EIR,
            ["clarification_sent", "advance_payment_notice", "eir_extension_notice"],
        ),
        (Regime.FOISA, ["clarification_sent", "fees_notice"]),
        (
            Regime.EISR,
            ["clarification_sent", "advance_payment_notice", "eisr_extension_days"],
        ),
        (Regime.SAR, ["sar_clarification_sent", "sar_extended"]),
    ],
)
def test_each_regime_offers_its_own_steps(regime, names):
    assert list(steps(regime)) == names


def test_each_step_says_what_follows():
    foia = steps(Regime.FOIA)

    assert foia["fees_notice"].sentence == (
        "If a fees notice went out today, the clock would stop until payment, by "
        "8 June 2026 at the latest; if the requester paid today, 1 April 2026."
    )
    assert foia["clarification_sent"].sentence == (
        "If clarification were asked for today, there would be no due date until "
        "the clarification arrived; if it arrived today, 9 April 2026."
    )
    assert foia["pit_extension_notice"].due_on == date(2026, 4, 30)
    assert steps(Regime.EIR)["eir_extension_notice"].due_on == date(2026, 4, 30)
    assert steps(Regime.EISR)["eisr_extension_days"].due_on == date(2026, 4, 28)
    assert steps(Regime.SAR)["sar_extended"].due_on == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("asked", "name", "due_on"),
    [
        ("clarification_sent", "clarification_received", date(2026, 5, 12)),
        ("fees_notice", "fee_received", date(2026, 5, 6)),
    ],
)
def test_once_time_has_stopped_only_its_end_is_offered(asked, name, due_on):
    offered = steps(Regime.FOIA, Event(asked, ON), on=date(2026, 4, 13))

    assert [one for one in offered if one != "clarification_withdrawn"] == [name]
    assert offered[name].due_on == due_on


def test_a_question_to_the_requester_can_be_withdrawn():
    offered = steps(Regime.FOIA, Event("clarification_sent", ON), on=date(2026, 4, 13))[
        "clarification_withdrawn"
    ]

    assert offered.due_on == date(2026, 3, 31)
    assert offered.sentence == (
        "If clarification were no longer asked for, the answer would be due on "
        "31 March 2026."
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("sar_clarification_sent", "sar_clarification_received"),
        ("id_requested", "id_received"),
    ],
)
def test_a_stopped_month_offers_its_end_too(asked, name):
    assert list(steps(Regime.SAR, Event(asked, ON), on=date(2026, 3, 16))) == [name]


def test_a_request_out_of_time_cannot_be_stopped_or_extended():
    late = date(2026, 4, 20)

    assert list(steps(Regime.FOISA, on=late)) == ["clarification_sent"]
    eir = steps(Regime.EIR, on=late)["eir_extension_notice"]
    assert "nothing would change" in eir.consequence
    assert eir.due_on == date(2026, 3, 31)
    assert "nothing would change: the deadline for the notice was 31 March 2026" in (
        steps(Regime.FOIA, on=late)["pit_extension_notice"].consequence
    )
    assert list(steps(Regime.SAR, on=late)) == ["sar_clarification_sent"]


def test_an_extension_beyond_the_target_must_be_named():
    extended = Event("pit_extension_notice", ON, date(2026, 6, 22))

    offered = steps(Regime.FOIA, extended)

    assert offered["pit_extension_notice"].consequence == (
        "the notice would have to name a day later than 22 June 2026."
    )


def test_a_lapsed_request_offers_nothing():
    events = (Event("fees_notice", ON), Event("fee_received", date(2026, 7, 9)))

    assert steps(Regime.FOIA, *events, on=date(2026, 7, 10)) == {}


def test_a_second_extension_under_the_regulations_changes_nothing():
    extended = Event("eir_extension_notice", ON)

    offered = steps(Regime.EIR, extended)

    assert offered["eir_extension_notice"].consequence == (
        "nothing would change: 30 April 2026 is already the last day."
    )


def test_the_steps_count_by_the_calendar_they_are_given():
    calendar = uk_calendar().with_overrides(added={date(2026, 4, 27): "A new holiday"})

    offered = next_steps(Clock(Regime.FOIA, date(2026, 3, 2)), on=ON, calendar=calendar)

    assert offered[-1].due_on == date(2026, 5, 1)
