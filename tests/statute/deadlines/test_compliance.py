"""The time for answering: the effect of each event, named after its rule."""

from dataclasses import replace
from datetime import date

import pytest

from statute.deadlines import Clock, ClockError, Event, due_date, working
from statute.deadlines.interpretations import interpretation_of
from statute.regimes import Regime
from statute.working_days import uk_calendar

FOIA, EIR, FOISA, EISR = Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR


def clock(regime, received_on, *events, authority_type="council"):
    return Clock(regime, received_on, authority_type, events)


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        pytest.param(
            clock(FOIA, date(2026, 3, 2)),
            date(2026, 3, 31),
            id="St Patrick's Day stops the clock outside Northern Ireland too",
        ),
        pytest.param(
            clock(FOISA, date(2026, 3, 2)),
            date(2026, 3, 30),
            id="… but not in Scotland",
        ),
        pytest.param(
            clock(EIR, date(2026, 5, 26)),
            date(2026, 6, 24),
            id="the EIR count by the working days of FOIA",
        ),
        pytest.param(
            clock(EISR, date(2026, 5, 29)),
            date(2026, 6, 29),
            id="the EISR count by the working days of FOISA",
        ),
        pytest.param(
            clock(FOIA, date(2024, 5, 4)),
            date(2024, 6, 4),
            id="received on a Saturday, the next working day is day one",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 2, 2),
                Event("clarification_sent", date(2026, 2, 4)),
                Event("clarification_received", date(2026, 2, 10)),
            ),
            date(2026, 3, 10),
            id="clarification starts the clock afresh",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 2, 2),
                Event("clarification_sent", date(2026, 2, 4)),
                Event("clarification_received", date(2026, 2, 4)),
            ),
            date(2026, 3, 4),
            id="… even when it comes the same day",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 9, 1),
                Event("clarification_sent", date(2025, 9, 3)),
                Event("clarification_received", date(2025, 9, 10)),
                Event("clarification_sent", date(2025, 9, 12)),
                Event("clarification_received", date(2025, 9, 19)),
            ),
            date(2025, 10, 17),
            id="the last of two rounds governs",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 2, 2),
                Event("clarification_received", date(2026, 2, 10)),
                Event("clarification_sent", date(2026, 2, 4)),
            ),
            date(2026, 3, 10),
            id="events are taken in the order of their days",
        ),
        pytest.param(
            clock(FOIA, date(2026, 2, 2), Event("advice_contact", date(2026, 2, 4))),
            date(2026, 3, 2),
            id="advice moves nothing",
        ),
        pytest.param(
            clock(
                FOIA, date(2026, 2, 2), Event("narrowed_voluntarily", date(2026, 2, 4))
            ),
            date(2026, 3, 2),
            id="a narrowing nobody required moves nothing",
        ),
        pytest.param(
            clock(
                FOIA, date(2026, 1, 12), Event("clarification_sent", date(2026, 1, 14))
            ),
            None,
            id="no date stands while clarification is awaited",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 3, 2),
                Event("s12_refusal", date(2026, 3, 20)),
                Event("refined_request_received", date(2026, 3, 25)),
            ),
            date(2026, 4, 24),
            id="a request refined after a refusal on cost is a new one",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 3, 2),
                Event("fees_notice", date(2026, 3, 5)),
                Event("refined_request_received", date(2026, 3, 25)),
            ),
            date(2026, 4, 24),
            id="… which owes no fee of the old one's",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 9, 2),
                Event("fees_notice", date(2024, 9, 9)),
                Event("fee_received", date(2024, 9, 9)),
            ),
            date(2024, 10, 1),
            id="a fee paid the same day disregards one working day",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 4, 7),
                Event("fees_notice", date(2025, 4, 11)),
                Event("fee_received", date(2025, 4, 19)),
            ),
            date(2025, 5, 15),
            id="days disregarded are working days, both ends included",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 9, 2),
                Event("fees_notice", date(2024, 9, 30)),
                Event("fee_received", date(2024, 11, 29)),
            ),
            date(2024, 12, 3),
            id="a notice on the last day leaves one day to come",
        ),
        pytest.param(
            clock(FOIA, date(2024, 9, 2), Event("fees_notice", date(2024, 9, 9))),
            None,
            id="no date stands while a fee is unpaid",
        ),
        pytest.param(
            clock(FOIA, date(2024, 9, 2), Event("fees_notice", date(2024, 10, 1))),
            date(2024, 9, 30),
            id="a fees notice given too late does not stop the clock: s.9(1)",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 9, 2),
                Event("fees_notice", date(2024, 9, 9)),
                Event("fee_received", date(2024, 12, 9)),
            ),
            None,
            id="the duty lapses when the fee is not paid in three months: s.9(2)",
        ),
        pytest.param(
            clock(
                EIR,
                date(2025, 6, 9),
                Event("advance_payment_notice", date(2025, 6, 16)),
                Event("payment_received", date(2025, 6, 20)),
            ),
            date(2025, 7, 15),
            id="a charge paid under the EIR disregards its working days",
        ),
        pytest.param(
            clock(
                EIR,
                date(2025, 6, 9),
                Event("advance_payment_notice", date(2025, 6, 16)),
                Event("payment_received", date(2025, 9, 12)),
            ),
            None,
            id="the duty lapses when a charge is not paid in sixty working days",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 9, 2),
                Event("fees_notice", date(2024, 9, 9)),
                Event("fees_notice", date(2024, 9, 11)),
                Event("fee_received", date(2024, 9, 12)),
            ),
            date(2024, 10, 4),
            id="a second notice does not shorten the wait",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 14), date(2025, 5, 12)),
            ),
            date(2025, 5, 12),
            id="the public interest is decided by the day the notice promised",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 14)),
            ),
            date(2025, 5, 15),
            id="… or, where it promised none, within forty working days",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 14), date(2025, 5, 12)),
                Event("pit_extension_notice", date(2025, 5, 12), date(2025, 6, 9)),
                Event("pit_extension_notice", date(2025, 6, 9), date(2025, 6, 30)),
            ),
            date(2025, 6, 30),
            id="several extensions in a row lead to the last",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 15), date(2025, 5, 12)),
            ),
            date(2025, 4, 14),
            id="a notice after day 20 extends nothing: s.17(1)",
        ),
        pytest.param(
            replace(
                clock(
                    FOIA,
                    date(2025, 3, 17),
                    Event("pit_extension_notice", date(2025, 4, 15), date(2025, 5, 12)),
                ),
                interpretation=interpretation_of("late_notice_extends"),
            ),
            date(2025, 5, 12),
            id="… unless the authority reads s.10(3) so",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 14), date(2025, 5, 12)),
                Event("pit_extension_notice", date(2025, 5, 13), date(2025, 6, 9)),
            ),
            date(2025, 5, 12),
            id="a further notice after the day promised extends nothing",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 10, 5),
                Event("clarification_sent", date(2026, 10, 8)),
                Event("clarification_withdrawn", date(2026, 10, 20)),
            ),
            date(2026, 11, 2),
            id="a question withdrawn leaves the time as if none had been asked",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 10, 5),
                Event("clarification_sent", date(2026, 10, 8)),
                Event("clarification_withdrawn", date(2026, 10, 9)),
                Event("clarification_sent", date(2026, 10, 12)),
                Event("clarification_received", date(2026, 10, 14)),
            ),
            date(2026, 11, 11),
            id="… and another question starts it afresh",
        ),
        pytest.param(
            clock(
                EISR,
                date(2026, 10, 5),
                Event("advance_payment_notice", date(2026, 10, 13)),
                Event("payment_received", date(2027, 1, 12)),
            ),
            None,
            id="an EISR fee paid on the day after the last revives no duty: reg 8(6)",
        ),
        pytest.param(
            clock(FOIA, date(2026, 10, 27), Event("became_valid", date(2026, 11, 28))),
            date(2026, 12, 30),
            id="time runs from the day a request meets s.8",
        ),
        pytest.param(
            clock(FOISA, date(2026, 10, 27), Event("became_valid", date(2026, 11, 27))),
            date(2026, 12, 30),
            id="… as under FOISA s.8",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 10, 27),
                Event("clarification_sent", date(2026, 10, 28)),
                Event("became_valid", date(2026, 11, 28)),
            ),
            date(2026, 12, 30),
            id="… whatever was asked before",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 1), date(2025, 4, 4)),
            ),
            date(2025, 4, 14),
            id="a promise within the ordinary time does not shorten it",
        ),
        pytest.param(
            clock(EIR, date(2024, 10, 14), Event("eir_extension_notice", value="yes")),
            date(2024, 12, 10),
            id="the EIR allow forty working days in all",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("eir_extension_notice", date(2024, 11, 11)),
            ),
            date(2024, 12, 10),
            id="… by notice on the twentieth",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("eir_extension_notice", date(2024, 11, 12)),
            ),
            date(2024, 11, 11),
            id="… and not by notice after it",
        ),
        pytest.param(
            clock(
                EIR,
                date(2025, 2, 10),
                Event("eir_extension_notice", date(2025, 2, 11)),
                Event("clarification_sent", date(2025, 2, 12)),
                Event("clarification_received", date(2025, 2, 24)),
            ),
            date(2025, 3, 25),
            id="an extension of a time that began afresh is gone with it",
        ),
        pytest.param(
            clock(EIR, date(2024, 10, 14), Event("eir_extension_notice", value="no")),
            date(2024, 11, 11),
            id="an extension denied is none",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("eir_extension_notice", date(2024, 10, 15)),
                Event("advance_payment_notice", date(2024, 11, 20)),
            ),
            date(2024, 12, 10),
            id="a charge asked for after day 20 stops no extended time: reg 8(4)",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("eir_extension_notice", date(2024, 10, 15)),
                Event("advance_payment_notice", date(2024, 11, 20)),
                Event("payment_received", date(2024, 11, 27)),
            ),
            date(2024, 12, 10),
            id="… nor does its payment",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("eir_extension_notice", date(2024, 10, 15)),
                Event("advance_payment_notice", date(2024, 11, 5)),
                Event("payment_received", date(2024, 11, 27)),
            ),
            date(2025, 1, 8),
            id="a charge asked for in time stops it: reg 8(6)",
        ),
        pytest.param(
            clock(
                EISR,
                date(2024, 10, 14),
                Event("eisr_extension_days", date(2024, 10, 15), value=20),
                Event("advance_payment_notice", date(2024, 11, 20)),
            ),
            None,
            id="the EISR set no day for asking for a fee: reg 8(4) and (5)",
        ),
        pytest.param(
            clock(EISR, date(2025, 11, 3), Event("eisr_extension_days", value=10)),
            date(2025, 12, 16),
            id="the EISR allow so many more",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 10, 14),
                Event("pit_extension_notice", date(2024, 11, 1)),
            ),
            date(2024, 11, 11),
            id="the EIR know no public interest extension",
        ),
        pytest.param(
            clock(
                FOISA,
                date(2025, 2, 3),
                Event("pit_extension_notice", date(2025, 2, 20)),
            ),
            date(2025, 3, 3),
            id="FOISA knows no extension at all",
        ),
        pytest.param(
            clock(FOIA, date(2025, 2, 3), Event("transferred_in", date(2025, 2, 10))),
            date(2025, 3, 10),
            id="a transferred request is received on the day it comes here",
        ),
        pytest.param(
            clock(FOISA, date(2024, 11, 27), Event("posted", date(2024, 11, 27))),
            date(2025, 1, 3),
            id="a posted request is presumed received on the third day: s.74",
        ),
        pytest.param(
            clock(FOISA, date(2024, 12, 4), Event("posted", date(2024, 11, 27))),
            date(2025, 1, 7),
            id="… unless it is known to have come later",
        ),
        pytest.param(
            clock(FOIA, date(2024, 11, 27), Event("posted", date(2024, 11, 27))),
            date(2024, 12, 30),
            id="posting matters only in Scotland",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 10, 14),
                Event("school_closed", date(2024, 10, 28), date(2024, 11, 1)),
                authority_type="maintained_school",
            ),
            date(2024, 11, 18),
            id="half term is no school day",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 10, 14),
                Event("school_closed", date(2024, 10, 28), date(2024, 11, 1)),
                Event("school_closed", date(2024, 10, 30), date(2024, 11, 4)),
                Event("non_pupil_day", date(2024, 11, 4)),
                authority_type="academy",
            ),
            date(2024, 11, 19),
            id="closures that overlap are left out once",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 6, 12),
                Event("school_closed", date(2025, 7, 1), date(2025, 8, 31)),
                authority_type="ni_school",
            ),
            date(2025, 9, 9),
            id="the sixtieth working day comes before the twentieth school day",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 6, 12),
                Event("fees_notice", date(2025, 6, 16)),
                Event("fee_received", date(2025, 6, 17)),
                Event("school_closed", date(2025, 7, 1), date(2025, 8, 31)),
                authority_type="ni_school",
            ),
            date(2025, 9, 11),
            id="… and days of waiting for a fee count towards neither",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2024, 7, 22),
                Event("school_closed", date(2024, 7, 24), date(2024, 9, 2)),
                authority_type="sixth_form_college",
            ),
            date(2024, 8, 20),
            id="a sixth-form college has no school days",
        ),
        pytest.param(
            clock(
                EIR,
                date(2024, 7, 22),
                Event("school_closed", date(2024, 7, 24), date(2024, 9, 2)),
                authority_type="academy",
            ),
            date(2024, 8, 20),
            id="a school has no school days under the EIR",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 2, 3),
                Event("transferred_public_record", value="not_open"),
                authority_type="national_archives",
            ),
            date(2025, 3, 18),
            id="closed transferred records allow thirty working days",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 2, 3),
                Event("transferred_public_record", value="open"),
                authority_type="national_archives",
            ),
            date(2025, 3, 3),
            id="open ones do not",
        ),
        pytest.param(
            clock(
                FOISA,
                date(2025, 2, 3),
                Event("keeper_not_open", value="yes"),
                authority_type="keeper_nrs",
            ),
            date(2025, 3, 17),
            id="the Keeper has thirty working days for closed records",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2025, 1, 13),
                Event("commissioner_extension_to_working_day", value=60),
                authority_type="armed_forces",
            ),
            date(2025, 4, 8),
            id="the Commissioner may specify the sixtieth working day",
        ),
        pytest.param(
            clock(FOISA, date(2020, 2, 10), Event("response_sent", date(2020, 4, 7))),
            date(2020, 5, 5),
            id="FOISA allowed sixty working days to answers of spring 2020",
        ),
        pytest.param(
            clock(FOISA, date(2020, 2, 10), Event("response_sent", date(2020, 5, 27))),
            date(2020, 3, 9),
            id="… and not after 26 May",
        ),
    ],
)
def test_the_date_a_request_falls_due(facts, due_on):
    worked = working(facts)

    assert due_date(facts) == due_on
    assert worked.due_on == due_on
    if due_on is None:
        assert "No time is running" in worked.summary
        assert worked.first_counted_on is None
    else:
        assert worked.days[-1].on == due_on
        assert worked.days[-1].is_counted


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param(
            clock(
                FOIA,
                date(2026, 2, 2),
                Event("clarification_received", date(2026, 2, 9)),
            ),
            "none had been asked for",
            id="clarification nobody asked for",
        ),
        pytest.param(
            clock(FOIA, date(2026, 2, 2), Event("fee_received", date(2026, 2, 9))),
            "none had been asked for",
            id="payment nobody asked for",
        ),
        pytest.param(
            clock(EISR, date(2026, 2, 2), Event("eisr_extension_days", value=21)),
            "from 1 to 20",
            id="a Scottish extension of more than twenty working days",
        ),
        pytest.param(
            clock(EISR, date(2026, 2, 2), Event("eisr_extension_days", value="some")),
            "from 1 to 20",
            id="an extension that is no number",
        ),
        pytest.param(
            clock(
                FOIA,
                date(2026, 2, 2),
                Event("commissioner_extension_to_working_day", value=61),
            ),
            "from 1 to 60",
            id="a day beyond the sixtieth",
        ),
        pytest.param(
            clock(FOIA, date(2026, 2, 2), Event("fees_notice")),
            "needs the day",
            id="a notice without a day",
        ),
        pytest.param(clock(FOIA, None), "not recorded", id="no day of receipt"),
    ],
)
def test_facts_that_contradict_one_another_are_refused(facts, refusal):
    with pytest.raises(ClockError, match=refusal):
        due_date(facts)


def test_an_event_that_the_statute_does_not_know_is_refused():
    with pytest.raises(ClockError, match="no event called 'holiday'"):
        Event("holiday", date(2026, 2, 9))


def test_a_holiday_proclaimed_later_moves_the_date():
    facts = clock(FOIA, date(2022, 9, 1))
    before = uk_calendar().with_overrides(struck_out={date(2022, 9, 19)})

    assert due_date(facts, before) == date(2022, 9, 29)
    assert due_date(facts, uk_calendar()) == date(2022, 9, 30)


def test_the_calendar_of_the_installation_governs_the_working_too():
    day = date(2026, 7, 20)
    calendar = uk_calendar().with_overrides(added={day: "A day of mourning"})

    worked = working(clock(FOIA, date(2026, 7, 1)), calendar)

    assert worked.due_on == date(2026, 7, 31)
    assert {d.on: d.reason for d in worked.days}[day] == "A day of mourning"


def test_the_date_before_an_extension_is_kept_beside_it():
    facts = clock(FOIA, date(2025, 3, 17))
    extended = replace(
        facts,
        events=(Event("pit_extension_notice", date(2025, 4, 14), date(2025, 6, 9)),),
    )

    assert working(extended).original_due_on == working(facts).due_on
