"""Every date an office needs besides the due date."""

from datetime import date

import pytest

from statute.deadlines import Clock, ClockError, Event, Task, date_for, working_for
from statute.deadlines.answering import internal_targets
from statute.deadlines.interpretations import (
    DeadlineInterpretation,
    ShortMonthEnd,
    interpretation_of,
)
from statute.regimes import Regime
from statute.working_days import uk_calendar

FOIA, EIR, FOISA, EISR = Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR


def clock(regime, received_on, *events, variant="default"):
    return Clock(regime, received_on, "council", events, interpretation_of(variant))


@pytest.mark.parametrize(
    ("task", "facts", "first", "last"),
    [
        pytest.param(
            "s17_notice_due",
            clock(
                FOIA,
                date(2024, 11, 4),
                Event("pit_extension_notice", date(2024, 12, 2), date(2025, 1, 8)),
            ),
            date(2024, 11, 5),
            date(2024, 12, 3),
            id="a public interest notice is due within the ordinary time",
        ),
        pytest.param(
            "pit_decision_target_40wd",
            clock(
                FOIA,
                date(2025, 3, 17),
                Event("pit_extension_notice", date(2025, 4, 14)),
            ),
            date(2025, 3, 18),
            date(2025, 5, 15),
            id="the Commissioner expects a decision in forty working days",
        ),
        pytest.param(
            "extension_notice_due",
            clock(EIR, date(2024, 10, 14), Event("eir_extension_notice", value="yes")),
            date(2024, 10, 15),
            date(2024, 11, 11),
            id="notice under EIR reg 7 is due on the twentieth",
        ),
        pytest.param(
            "extension_notice_due",
            clock(EISR, date(2025, 11, 3), Event("eisr_extension_days", value=20)),
            date(2025, 11, 4),
            date(2025, 12, 2),
            id="… as under EISR reg 7",
        ),
        pytest.param(
            "clarification_ask_latest",
            clock(EIR, date(2024, 10, 14)),
            date(2024, 10, 15),
            date(2024, 11, 11),
            id="particulars are asked for by the twentieth",
        ),
        pytest.param(
            "clarification_close_on",
            clock(
                FOIA, date(2025, 12, 1), Event("clarification_sent", date(2025, 12, 31))
            ),
            date(2026, 1, 1),
            date(2026, 2, 28),
            id="the office closes an unclarified request after two months",
        ),
        pytest.param(
            "fee_payment_latest",
            clock(FOIA, date(2024, 3, 1), Event("fees_notice", date(2024, 3, 4))),
            date(2024, 3, 4),
            date(2024, 6, 3),
            id="three months beginning with the day of the notice include it",
        ),
        pytest.param(
            "fee_payment_latest",
            clock(FOIA, date(2024, 12, 20), Event("fees_notice", date(2025, 1, 1))),
            date(2025, 1, 1),
            date(2025, 3, 31),
            id="beginning with the first of a month they end with a month",
        ),
        pytest.param(
            "fee_payment_latest",
            clock(FOISA, date(2025, 5, 19), Event("fees_notice", date(2025, 5, 31))),
            date(2025, 5, 31),
            date(2025, 8, 30),
            id="… on the eve of the corresponding date",
        ),
        pytest.param(
            "fee_payment_latest",
            clock(FOIA, date(2024, 11, 20), Event("fees_notice", date(2024, 11, 30))),
            date(2024, 11, 30),
            date(2025, 2, 28),
            id="in a month too short they end with it",
        ),
        pytest.param(
            "fee_payment_latest",
            clock(
                FOIA,
                date(2024, 11, 20),
                Event("fees_notice", date(2024, 11, 30)),
                variant="eve_of_last_day",
            ),
            date(2024, 11, 30),
            date(2025, 2, 27),
            id="… or on the eve of its last day, cautiously read",
        ),
        pytest.param(
            "advance_payment_latest",
            clock(
                EISR,
                date(2026, 10, 5),
                Event("advance_payment_notice", date(2026, 10, 13)),
            ),
            date(2026, 10, 13),
            date(2027, 1, 11),
            id="sixty working days beginning with the notice include its day",
        ),
        pytest.param(
            "advance_payment_latest",
            clock(
                EISR,
                date(2026, 10, 5),
                Event("advance_payment_notice", date(2026, 10, 17)),
            ),
            date(2026, 10, 19),
            date(2027, 1, 15),
            id="… or the first working day from it",
        ),
        pytest.param(
            "advance_payment_latest",
            clock(
                EIR,
                date(2025, 6, 9),
                Event("advance_payment_notice", date(2025, 6, 16)),
            ),
            date(2025, 6, 17),
            date(2025, 9, 11),
            id="a charge is paid within sixty working days",
        ),
        pytest.param(
            "ir_request_latest",
            clock(
                FOIA,
                None,
                Event("response_sent", date(2025, 3, 3)),
                Event("response_received", date(2025, 3, 5)),
            ),
            date(2025, 3, 4),
            date(2025, 5, 1),
            id="FOIA: a review is asked for within forty working days of issue",
        ),
        pytest.param(
            "ir_request_latest",
            clock(
                FOIA,
                None,
                Event("response_sent", date(2025, 3, 3)),
                Event("response_received", date(2025, 3, 5)),
                variant="from_receipt",
            ),
            date(2025, 3, 6),
            date(2025, 5, 6),
            id="… or of receipt, where the authority says so",
        ),
        pytest.param(
            "ir_request_latest",
            clock(
                EIR, date(2024, 10, 1), Event("response_received", date(2024, 10, 29))
            ),
            date(2024, 10, 30),
            date(2024, 12, 27),
            id="EIR: from the response",
        ),
        pytest.param(
            "ir_request_latest",
            clock(EIR, date(2024, 10, 14)),
            date(2024, 11, 12),
            date(2025, 1, 13),
            id="EIR: or from the end of the time, when none came",
        ),
        pytest.param(
            "ir_response_due",
            clock(FOIA, None, Event("ir_requested", date(2025, 3, 8))),
            date(2025, 3, 10),
            date(2025, 4, 7),
            id="FOIA: a review takes twenty working days",
        ),
        pytest.param(
            "ir_response_due_exceptional",
            clock(FOIA, None, Event("ir_requested", date(2025, 3, 8))),
            date(2025, 3, 10),
            date(2025, 5, 8),
            id="… or forty, exceptionally",
        ),
        pytest.param(
            "ir_response_due",
            clock(
                FOIA,
                None,
                Event("ir_requested", date(2025, 3, 8)),
                Event("ir_exceptional", value="yes"),
            ),
            date(2025, 3, 10),
            date(2025, 5, 8),
            id="… once it is known to be exceptional",
        ),
        pytest.param(
            "ir_response_due",
            clock(EIR, date(2026, 4, 1), Event("ir_requested", date(2026, 5, 5))),
            date(2026, 5, 6),
            date(2026, 7, 2),
            id="EIR: representations are decided on in forty, by law",
        ),
        pytest.param(
            "ir_response_due_exceptional",
            clock(EIR, date(2026, 4, 1), Event("ir_requested", date(2026, 5, 5))),
            date(2026, 5, 6),
            date(2026, 7, 2),
            id="… and in no more exceptionally",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                FOISA, date(2025, 3, 31), Event("response_received", date(2025, 4, 10))
            ),
            date(2025, 4, 30),
            date(2025, 6, 26),
            id="FOISA: answered in time, the window opens when the time ends",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                FOISA,
                date(2025, 3, 31),
                Event("response_received", date(2025, 4, 10)),
                variant="from_response",
            ),
            date(2025, 4, 11),
            date(2025, 6, 10),
            id="… or with the response, as many letters say",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                FOISA, date(2025, 3, 31), Event("response_received", date(2025, 5, 9))
            ),
            date(2025, 5, 12),
            date(2025, 7, 7),
            id="FOISA: answered late, with the receipt of the answer",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                FOISA,
                date(2025, 3, 31),
                Event("response_sent", date(2025, 4, 29)),
                Event("response_received", date(2025, 5, 1)),
            ),
            date(2025, 4, 30),
            date(2025, 6, 26),
            id="FOISA: sent in time and received after it is not late",
        ),
        pytest.param(
            "review_request_latest",
            clock(FOISA, date(2024, 11, 4)),
            date(2024, 12, 4),
            date(2025, 2, 3),
            id="FOISA: never answered, when the time ends",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                EISR, date(2025, 1, 20), Event("response_received", date(2025, 2, 17))
            ),
            date(2025, 2, 18),
            date(2025, 4, 14),
            id="EISR: from the response",
        ),
        pytest.param(
            "review_response_due",
            clock(
                FOISA, date(2025, 3, 31), Event("review_required", date(2025, 5, 23))
            ),
            date(2025, 5, 27),
            date(2025, 6, 23),
            id="FOISA: a review takes twenty working days, by law",
        ),
        pytest.param(
            "review_response_due",
            clock(
                FOISA,
                date(2025, 2, 3),
                Event("review_required", date(2025, 3, 20)),
                Event("keeper_not_open", value="yes"),
            ),
            date(2025, 3, 21),
            date(2025, 5, 2),
            id="… and the Keeper's thirty",
        ),
        pytest.param(
            "review_response_due",
            clock(EISR, date(2025, 1, 20), Event("review_required", date(2025, 4, 11))),
            date(2025, 4, 14),
            date(2025, 5, 13),
            id="EISR: twenty working days",
        ),
        pytest.param(
            "regulator_complaint_target",
            clock(
                FOIA,
                None,
                Event("response_sent", date(2026, 10, 5)),
                Event("ir_response_sent", date(2026, 11, 10)),
            ),
            date(2026, 11, 11),
            date(2026, 12, 22),
            id="the Commissioner asks for complaints within six weeks of the review",
        ),
        pytest.param(
            "regulator_complaint_target",
            clock(EIR, None, Event("response_sent", date(2026, 10, 5))),
            date(2026, 10, 6),
            date(2026, 11, 16),
            id="… or of the response, where there was none",
        ),
        pytest.param(
            "commissioner_application_latest",
            clock(FOISA, None, Event("review_notice_received", date(2025, 1, 14))),
            date(2025, 1, 15),
            date(2025, 7, 14),
            id="six months to apply to the Scottish Commissioner",
        ),
        pytest.param(
            "commissioner_application_latest",
            clock(FOISA, None, Event("review_notice_received", date(2025, 8, 31))),
            date(2025, 9, 1),
            date(2026, 2, 28),
            id="… ending with a month too short",
        ),
        pytest.param(
            "commissioner_application_latest",
            clock(EISR, None, Event("review_required", date(2025, 4, 11))),
            date(2025, 5, 14),
            date(2025, 11, 13),
            id="… from the end of the time for a review that never came",
        ),
        pytest.param(
            "planned_publication_latest",
            clock(FOISA, date(2025, 6, 2)),
            date(2025, 6, 3),
            date(2025, 8, 25),
            id="publication is planned within twelve weeks",
        ),
        pytest.param(
            "s12_aggregation_window_end",
            clock(FOIA, date(2025, 1, 6)),
            date(2025, 1, 6),
            date(2025, 3, 31),
            id="sixty consecutive working days, the day of receipt being one",
        ),
        pytest.param(
            "s12_aggregation_window_start",
            clock(FOIA, date(2025, 3, 31)),
            date(2025, 1, 6),
            date(2025, 1, 6),
            id="the window rolls backwards from a new request",
        ),
    ],
)
def test_a_date(task, facts, first, last):
    worked = working_for(task, facts)

    assert date_for(task, facts) == last
    assert (worked.first_counted_on, worked.due_on) == (first, last)
    assert worked.days[-1].on == last
    assert worked.sections
    assert worked.original_due_on == last


@pytest.mark.parametrize(
    ("task", "facts", "refusal"),
    [
        pytest.param(
            "tea_due", clock(FOIA, date(2025, 1, 6)), "no task", id="an unknown task"
        ),
        pytest.param(
            "s17_notice_due",
            clock(EIR, date(2025, 1, 6)),
            "no such date under the Environmental",
            id="a date of another law",
        ),
        pytest.param(
            "extension_notice_due",
            clock(FOISA, date(2025, 1, 6)),
            "no such date under the Freedom of Information .Scotland",
            id="FOISA has no extension to give notice of",
        ),
        pytest.param(
            "ir_response_due",
            clock(FOIA, date(2025, 1, 6)),
            "needs the event ir_requested or review_required",
            id="a review nobody asked for",
        ),
        pytest.param(
            "ir_request_latest",
            clock(FOIA, date(2025, 1, 6)),
            "needs the event response_sent or response_received",
            id="a review of no response",
        ),
        pytest.param(
            "review_request_latest",
            clock(
                FOISA, date(2025, 1, 6), Event("clarification_sent", date(2025, 1, 7))
            ),
            "No time for answering is running",
            id="a review while clarification is awaited",
        ),
        pytest.param(
            "planned_publication_latest",
            clock(FOISA, None),
            "not recorded",
            id="no day of receipt",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused(task, facts, refusal):
    with pytest.raises(ClockError, match=refusal):
        date_for(task, facts)


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("internal_review_request_latest", Task.IR_REQUEST_LATEST),
        ("ir_request_due", Task.IR_REQUEST_LATEST),
        ("fee_payment_deadline", Task.FEE_PAYMENT_LATEST),
        ("extension_notice_by", Task.EXTENSION_NOTICE_DUE),
    ],
)
def test_a_date_is_known_by_the_endings_offices_give_it(name, task):
    assert Task(name) is task


def test_the_office_has_milestones_of_its_own():
    facts = clock(FOIA, date(2026, 3, 2))

    assert internal_targets(facts, uk_calendar()) == (
        date(2026, 3, 9),
        date(2026, 3, 16),
        date(2026, 3, 24),
    )


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(clock(Regime.SAR, date(2026, 3, 2)), id="a month has none"),
        pytest.param(
            clock(
                FOIA, date(2026, 3, 2), Event("clarification_sent", date(2026, 3, 3))
            ),
            id="nor has a time that stands still",
        ),
    ],
)
def test_there_may_be_no_milestones(facts):
    assert internal_targets(facts, uk_calendar()) == ()


def test_the_target_for_weighing_the_public_interest_is_the_authoritys():
    facts = Clock(
        FOIA,
        date(2025, 3, 17),
        interpretation=DeadlineInterpretation(pit_target_working_days=30),
    )

    assert date_for("pit_decision_target_40wd", facts) == date(2025, 4, 30)
    assert not Task.PIT_DECISION_TARGET.is_binding
    assert Task.RESPONSE_DUE.is_binding


def test_the_last_day_to_pay_follows_the_cautious_interpretation_in_the_clock_too():
    events = (
        Event("fees_notice", date(2024, 11, 30)),
        Event("fee_received", date(2025, 2, 28)),
    )
    interpretation = DeadlineInterpretation(
        short_month_end=ShortMonthEnd.EVE_OF_LAST_DAY
    )

    in_time = Clock(FOIA, date(2024, 11, 20), "council", events)
    late = Clock(FOIA, date(2024, 11, 20), "council", events, interpretation)

    assert date_for("response_due", in_time) == date(2025, 3, 20)
    assert date_for("response_due", late) is None
