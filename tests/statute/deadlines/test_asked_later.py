"""A question first asked in a later letter counts from the receipt of that letter."""

from datetime import date

import pytest

from statute.deadlines import Clock, Event, due_date, working
from statute.regimes import INFORMATION_REGIMES, Regime

RECEIVED = date(2026, 2, 2)
LETTER = Event("asked_later", date(2026, 2, 12))
BEFORE, AFTER = date(2026, 2, 5), date(2026, 2, 19)
DUE = date(2026, 3, 12)


def clock(regime, *events):
    return Clock(regime, RECEIVED, "council", events)


@pytest.mark.parametrize("regime", INFORMATION_REGIMES)
def test_its_time_is_its_own_under_every_law(regime):
    worked = working(clock(regime, LETTER))

    assert worked.due_on == DUE
    assert "asked in the requester’s letter of 12 February 2026" in worked.summary
    assert f"{regime}.asked_later" in [rule.key for rule in worked.sections]


@pytest.mark.parametrize(
    ("regime", "before", "after"),
    [
        ("FOIA", "clarification_sent", "clarification_received"),
        ("FOIA", "clarification_sent", "clarification_withdrawn"),
        ("FOIA", "fees_notice", "fee_received"),
        ("EIR", "clarification_sent", "clarification_received"),
        ("EIR", "advance_payment_notice", "payment_received"),
        ("FOISA", "clarification_sent", "clarification_received"),
        ("EISR", "advance_payment_notice", "payment_received"),
    ],
)
def test_what_was_asked_for_before_the_letter_concerns_other_questions(
    regime, before, after
):
    waits = Event(before, BEFORE)

    assert due_date(clock(Regime(regime), waits, LETTER)) == DUE
    assert due_date(clock(Regime(regime), waits, LETTER, Event(after, AFTER))) == DUE


def test_what_is_asked_for_after_the_letter_stops_its_time_too():
    asked = Event("clarification_sent", date(2026, 2, 16))

    assert due_date(clock(Regime.FOIA, LETTER, asked)) is None
    clarified = Event("clarification_received", AFTER)
    assert due_date(clock(Regime.FOIA, LETTER, asked, clarified)) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("regime", "notice"),
    [
        ("FOIA", Event("pit_extension_notice", BEFORE, date(2026, 5, 1))),
        ("FOIA", Event("transferred_public_record", BEFORE, value="not_open")),
        ("EIR", Event("eir_extension_notice", BEFORE, value="yes")),
        ("EISR", Event("eisr_extension_days", BEFORE, value=10)),
    ],
)
def test_more_time_taken_before_the_letter_is_for_other_questions(regime, notice):
    assert due_date(clock(Regime(regime), notice, LETTER)) == DUE


def test_a_later_notice_extends_the_time_of_the_letter():
    """The first notice still extends the questions that it was in time for."""
    early = Event("eir_extension_notice", BEFORE, value="yes")
    late = Event("eir_extension_notice", date(2026, 3, 9), value="yes")

    assert due_date(clock(Regime.EIR, early, late)) == date(2026, 3, 31)
    assert due_date(clock(Regime.EIR, late)) == date(2026, 3, 2)
    assert due_date(clock(Regime.EIR, early, LETTER, late)) == date(2026, 4, 14)


def test_a_request_that_becomes_valid_after_the_letter_starts_both():
    valid = Event("became_valid", AFTER)

    assert due_date(clock(Regime.FOIA, LETTER, valid)) == date(2026, 3, 20)
