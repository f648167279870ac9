"""The days, citations and sentences of a working."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from statute.deadlines import (
    RULES,
    Clock,
    Event,
    days_taken,
    due_date,
    original_due_date,
    working,
    working_for,
)
from statute.deadlines.interpretations import DeadlineInterpretation
from statute.regimes import Regime
from statute.working_days import CalendarExhausted

FOIA = Regime.FOIA


def shown(facts):
    """Return the days of a working that do not count, apart from weekends."""
    return {
        day.on: day.reason
        for day in working(facts).days
        if day.reason not in {None, "Saturday", "Sunday"}
    }


def citations(facts):
    return [rule.citation for rule in working(facts).sections]


def test_a_plain_request_relies_on_its_section_and_its_working_days():
    facts = Clock(FOIA, date(2026, 3, 2))

    assert citations(facts) == ["FOIA s.10(1)", "FOIA s.10(6)"]
    assert working(facts).summary == (
        "Day one is 3 March 2026; day 20, counting working days only, is 31 March 2026."
    )


def test_days_before_a_fresh_start_are_shown_and_do_not_count():
    facts = Clock(
        FOIA,
        date(2026, 2, 2),
        events=(
            Event("clarification_sent", date(2026, 2, 4)),
            Event("clarification_received", date(2026, 2, 6)),
        ),
    )

    assert shown(facts) == {
        date(2026, 2, 3): "Before the time started again",
        date(2026, 2, 4): "Waiting for further information",
        date(2026, 2, 5): "Waiting for further information",
        date(2026, 2, 6): "The further information arrived",
    }
    assert "FOIA ss.1(3) and 10(6)(b)" in citations(facts)
    assert working(facts).first_counted_on == date(2026, 2, 9)


def test_days_of_waiting_for_a_fee_are_shown_with_their_reason():
    facts = Clock(
        FOIA,
        date(2026, 2, 2),
        events=(
            Event("fees_notice", date(2026, 2, 5)),
            Event("fee_received", date(2026, 2, 9)),
        ),
    )

    assert shown(facts) == {
        date(2026, 2, 5): "Waiting for payment",
        date(2026, 2, 6): "Waiting for payment",
        date(2026, 2, 9): "Waiting for payment",
    }
    assert "FOIA s.10(2)" in citations(facts)


def test_while_no_time_runs_the_days_so_far_are_shown():
    facts = Clock(
        FOIA, date(2026, 2, 2), events=(Event("fees_notice", date(2026, 2, 5)),)
    )

    worked = working(facts)

    assert [day.number for day in worked.days] == [1, 2, None]
    assert worked.summary == (
        "No time is running since 5 February 2026: waiting for payment."
    )
    assert "FOIA s.9(2)" in citations(facts)


@pytest.mark.parametrize(
    ("interpretation", "citation"),
    [
        pytest.param(
            DeadlineInterpretation(), "FOIA ss.1(3) and 10(6)(b)", id="the Act"
        ),
        pytest.param(
            DeadlineInterpretation(clarification="pause"),
            "Local practice",
            id="a local pause",
        ),
    ],
)
def test_waiting_for_clarification_cites_what_it_rests_on(interpretation, citation):
    facts = Clock(
        FOIA,
        date(2026, 2, 2),
        events=(Event("clarification_sent", date(2026, 2, 5)),),
        interpretation=interpretation,
    )

    assert citation in citations(facts)


def test_a_lapsed_request_says_when_the_time_to_pay_ran_out():
    facts = Clock(
        FOIA,
        date(2024, 9, 2),
        events=(
            Event("fees_notice", date(2024, 9, 9)),
            Event("fee_received", date(2024, 12, 9)),
        ),
    )

    worked = working(facts)

    assert "not paid by 8 December 2024" in worked.summary
    assert max(day.number or 0 for day in worked.days) == 4


def test_an_extension_keeps_the_date_it_extended():
    facts = Clock(
        FOIA,
        date(2025, 3, 17),
        events=(
            Event("pit_extension_notice", date(2025, 4, 14), date(2025, 5, 12)),
            Event("pit_extension_notice", date(2025, 5, 12), date(2025, 6, 9)),
        ),
    )

    worked = working(facts)

    assert worked.original_due_on == date(2025, 4, 14)
    assert worked.due_on == date(2025, 6, 9)
    assert "until 9 June 2025" in worked.summary
    assert "FOIA s.10(3)" in citations(facts)


def test_a_school_cites_the_instrument_for_its_kind():
    closed = (Event("school_closed", date(2025, 7, 1), date(2025, 8, 31)),)

    assert "SI 2010/2768 reg 2" in citations(Clock(FOIA, date(2025, 6, 12), "academy"))
    irish = Clock(FOIA, date(2025, 6, 12), "ni_school", closed)
    assert "SI 2009/1369 reg 2" in citations(irish)
    assert "the 60th working day, 9 September 2025" in working(irish).summary
    maintained = Clock(FOIA, date(2024, 7, 22), "maintained_school")
    assert "SI 2004/3364 reg 3" in citations(maintained)
    assert "school days only" in working(maintained).summary
    assert shown(irish)[date(2025, 7, 1)] == "School closed"


@pytest.mark.parametrize(
    ("facts", "remark"),
    [
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(Event("clarification_sent", date(2026, 3, 4)),),
            ),
            "already late when clarification was asked for on 4 March 2026",
            id="clarification asked for too late",
        ),
        pytest.param(
            Clock(
                FOIA, date(2026, 2, 2), events=(Event("fees_notice", date(2026, 3, 4)),)
            ),
            "does not stop the clock",
            id="a fees notice given too late",
        ),
        pytest.param(
            Clock(
                Regime.EIR,
                date(2026, 2, 2),
                events=(Event("advance_payment_notice", date(2026, 3, 4)),),
            ),
            "does not stop the clock",
            id="payment asked for too late",
        ),
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(
                    Event("pit_extension_notice", date(2026, 3, 4), date(2026, 3, 30)),
                ),
            ),
            "after the time for giving it had ended on 2 March 2026",
            id="a public interest notice given too late",
        ),
        pytest.param(
            Clock(
                Regime.EIR,
                date(2026, 2, 2),
                events=(Event("eir_extension_notice", date(2026, 3, 4)),),
            ),
            "extends nothing",
            id="an EIR extension given too late",
        ),
        pytest.param(
            Clock(
                Regime.EISR,
                date(2026, 2, 2),
                events=(Event("eisr_extension_days", date(2026, 3, 4), value=10),),
            ),
            "extends nothing",
            id="an EISR extension given too late",
        ),
        pytest.param(
            Clock(
                Regime.SAR,
                date(2026, 2, 2),
                events=(Event("sar_extended", date(2026, 3, 4)),),
            ),
            "extends nothing",
            id="a subject access extension given too late",
        ),
        pytest.param(
            Clock(
                Regime.EIR,
                date(2026, 2, 2),
                events=(Event("pit_extension_notice", date(2026, 2, 4)),),
            ),
            "a public interest extension has no effect",
            id="an extension of another law",
        ),
        pytest.param(
            Clock(
                Regime.EISR,
                date(2026, 2, 2),
                events=(Event("keeper_not_open", value="yes"),),
            ),
            "a record transferred to the Keeper has no effect",
            id="time that only another law gives",
        ),
        pytest.param(
            Clock(
                Regime.EIR,
                date(2026, 2, 2),
                events=(
                    Event("eir_extension_notice", date(2026, 2, 23)),
                    Event("clarification_sent", date(2026, 3, 16)),
                ),
            ),
            "an answer had been due on 2 March 2026",
            id="particulars asked for after day 20 of an extended time: reg 9(2)(a)",
        ),
        pytest.param(
            Clock(
                Regime.EIR,
                date(2026, 2, 2),
                events=(
                    Event("eir_extension_notice", date(2026, 2, 23)),
                    Event("advance_payment_notice", date(2026, 3, 16)),
                ),
            ),
            "does not stop the clock",
            id="a charge asked for after day 20 of an extended time: reg 8(4)",
        ),
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(
                    Event("pit_extension_notice", date(2026, 3, 4), date(2026, 4, 1)),
                ),
            ),
            "extends nothing: an answer after that day is late. It promised an answer "
            "by 1 April 2026",
            id="a late notice that the public interest needs time",
        ),
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(Event("school_closed", date(2026, 2, 16), date(2026, 2, 20)),),
            ),
            "time counted in school days has no effect here",
            id="a closure of no school",
        ),
    ],
)
def test_an_officer_is_told_what_a_date_does_not_show(facts, remark):
    remarks = working(facts).remarks

    assert len(remarks) == 1
    assert remark in remarks[0]


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(Event("clarification_sent", date(2026, 3, 4)),),
                interpretation=DeadlineInterpretation(is_lateness_kept=False),
            ),
            id="lateness the authority does not keep",
        ),
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                "academy",
                (Event("school_closed", date(2026, 2, 16), date(2026, 2, 20)),),
            ),
            id="a closure of a school",
        ),
        pytest.param(
            Clock(
                FOIA,
                date(2026, 2, 2),
                events=(
                    Event("clarification_sent", date(2026, 2, 3)),
                    Event("fees_notice", date(2026, 4, 1)),
                ),
            ),
            id="a notice while no time was running",
        ),
    ],
)
def test_there_may_be_nothing_to_remark(facts):
    assert working(facts).remarks == ()


def test_a_review_without_a_receipt_has_no_remarks():
    facts = Clock(FOIA, None, events=(Event("ir_requested", date(2026, 2, 2)),))

    assert working_for("ir_response_due", facts).remarks == ()


def test_a_date_beyond_the_known_holidays_is_refused_not_guessed():
    with pytest.raises(CalendarExhausted, match="31 December 2028"):
        due_date(Clock(FOIA, date(2028, 12, 20)))


def test_every_rule_says_what_it_rests_on_and_whether_it_was_read():
    assert all(
        rule.citation and rule.sentence.endswith(".") and rule.source
        for rule in RULES.values()
    )
    assert {rule.verified for rule in RULES.values()} == {"yes", "partly", "no"}
    assert all(rule.note for rule in RULES.values() if rule.verified == "partly")
    law = [rule for rule in RULES.values() if rule.binding]
    assert all(rule.source.startswith("https://") for rule in law)


def test_every_regime_has_its_rules():
    text = files("statute").joinpath("data/deadline_rules.toml").read_text("utf-8")

    assert set(tomllib.loads(text)) == set(Regime)


def test_the_days_before_a_valid_request_say_so():
    facts = Clock(
        FOIA, date(2026, 10, 27), events=(Event("became_valid", date(2026, 11, 28)),)
    )

    shown = working(facts)

    reasons = {day.on: day.reason for day in shown.days}
    assert reasons[date(2026, 10, 28)] == "Before the request was valid"
    assert reasons[date(2026, 11, 28)] == "A valid request was received"
    assert "FOIA ss.8(1) and 10(1)" in [rule.citation for rule in shown.sections]
    assert shown.first_counted_on == date(2026, 12, 1)


_RECEIVED = date(2026, 2, 2)
_ASKED, _CAME = date(2026, 2, 5), date(2026, 2, 12)


@pytest.mark.parametrize(
    ("regime", "events", "told"),
    [
        pytest.param(
            regime,
            (
                Event("clarification_sent", _ASKED),
                Event("clarification_received", _CAME),
            ),
            "Time starts after 12 February 2026: the further information arrived, "
            "which was asked for on 5 February 2026.",
            id=f"clarification, {regime}",
        )
        for regime in ("FOIA", "EIR", "FOISA", "EISR")
    ]
    + [
        pytest.param(
            "FOIA",
            (Event("fees_notice", _ASKED), Event("fee_received", _CAME)),
            "No day counts from 5 February 2026 to 12 February 2026: waiting for "
            "payment.",
            id="fee",
        ),
        pytest.param(
            "EIR",
            (Event("advance_payment_notice", _ASKED), Event("payment_received", _CAME)),
            "No day counts from 5 February 2026 to 12 February 2026: waiting for "
            "payment.",
            id="charge",
        ),
        pytest.param(
            "FOIA",
            (Event("became_valid", _CAME),),
            "Time starts after 12 February 2026: a valid request was received.",
            id="valid",
        ),
        pytest.param(
            "FOIA",
            (Event("transferred_in", _CAME),),
            "Time starts after 12 February 2026: a transferred request was received.",
            id="transfer",
        ),
        pytest.param(
            "FOIA",
            (Event("refined_request_received", _CAME),),
            "Time starts after 12 February 2026: a refined request was received.",
            id="refined",
        ),
        pytest.param(
            "FOISA",
            (Event("posted", date(2026, 2, 1)),),
            "Time starts after 4 February 2026: presumed received by post.",
            id="post",
        ),
        pytest.param(
            "FOIA",
            (Event("pit_extension_notice", _CAME, until=date(2026, 4, 1)),),
            "Notice was given that more time was needed, until 1 April 2026.",
            id="public interest",
        ),
        pytest.param(
            "EIR",
            (Event("eir_extension_notice", _CAME, value="yes"),),
            "The time is 40 working days: notice was given that the request is complex "
            "and voluminous.",
            id="EIR extension",
        ),
        pytest.param(
            "EISR",
            (Event("eisr_extension_days", _CAME, value="7"),),
            "The time is 27 working days: notice was given that the request is complex "
            "and voluminous.",
            id="EISR extension",
        ),
        pytest.param(
            "FOIA",
            (Event("transferred_public_record", _CAME, value="not_open"),),
            "The time is 30 working days: a public record not yet open was "
            "transferred.",
            id="archives",
        ),
        pytest.param(
            "FOIA",
            (
                Event("commissioner_extension_to_working_day", _CAME, value="40"),
                Event("clarification_sent", _ASKED),
                Event("clarification_received", _CAME),
            ),
            "The time is 40 working days: the regulator allowed more time.",
            id="regulator",
        ),
    ],
)
def test_the_sentence_tells_each_thing_that_moved_the_date(regime, events, told):
    plain = Clock(Regime(regime), _RECEIVED)
    moved = Clock(Regime(regime), _RECEIVED, events=events)

    assert due_date(moved) != due_date(plain)
    assert told in working(moved).summary


def test_the_sentence_tells_two_waits_after_a_clarification_and_an_extension():
    events = (
        Event("clarification_sent", date(2026, 2, 4)),
        Event("clarification_received", date(2026, 2, 9)),
        Event("fees_notice", date(2026, 2, 11)),
        Event("fee_received", date(2026, 2, 13)),
        Event("pit_extension_notice", date(2026, 3, 2), until=date(2026, 5, 1)),
    )

    assert working(Clock(FOIA, _RECEIVED, events=events)).summary == (
        "Time starts after 9 February 2026: the further information arrived, which was "
        "asked for on 4 February 2026. No day counts from 11 February 2026 to 13 "
        "February 2026: waiting for payment. Day one is 10 February 2026; day 20, "
        "counting working days only, is 12 March 2026. Notice was given that more time "
        "was needed, until 1 May 2026."
    )


def test_the_months_of_subject_access_tell_waits_and_extensions():
    events = (
        Event("sar_clarification_sent", date(2026, 2, 10)),
        Event("sar_clarification_received", date(2026, 2, 12)),
        Event("sar_extended", date(2026, 2, 20)),
    )

    summary = working(Clock(Regime.SAR, date(2026, 2, 9), events=events)).summary

    assert "No day counts from 10 February 2026 to 12 February 2026" in summary
    assert "2 further months were needed" in summary


@pytest.mark.parametrize(
    ("answered_on", "days"),
    [
        (date(2026, 3, 2), 0),
        (date(2026, 3, 3), 1),
        (date(2026, 3, 31), 20),
        # Good Friday and Easter Monday are no working days.
        (date(2026, 4, 7), 23),
    ],
)
def test_the_days_an_answer_took_begin_after_the_day_of_receipt(answered_on, days):
    assert days_taken(Clock(FOIA, date(2026, 3, 2)), answered_on) == days


def test_days_of_waiting_for_a_fee_are_not_taken():
    facts = Clock(
        FOIA,
        date(2026, 3, 2),
        events=(
            Event("fees_notice", date(2026, 3, 9)),
            Event("fee_received", date(2026, 3, 23)),
        ),
    )
    day_20 = due_date(facts)

    assert days_taken(facts, day_20) == 20
    assert day_20 > date(2026, 3, 31)


def test_a_fresh_start_counts_from_the_clarification():
    facts = Clock(
        FOIA,
        date(2026, 3, 2),
        events=(
            Event("clarification_sent", date(2026, 3, 9)),
            Event("clarification_received", date(2026, 3, 16)),
        ),
    )

    # The day after is St Patrick's Day.
    assert days_taken(facts, date(2026, 3, 18)) == 1


def test_the_original_date_is_the_date_without_the_extension():
    facts = Clock(
        FOIA,
        date(2026, 3, 2),
        events=(
            Event("pit_extension_notice", date(2026, 3, 20), until=date(2026, 4, 30)),
        ),
    )

    assert due_date(facts) == date(2026, 4, 30)
    assert original_due_date(facts) == date(2026, 3, 31)
