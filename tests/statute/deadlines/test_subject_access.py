"""The month of a subject access request."""

from dataclasses import replace
from datetime import date

import pytest

from statute.deadlines import (
    Clock,
    ClockError,
    DeadlineInterpretation,
    Event,
    date_for,
    due_date,
    interpretation_of,
    working,
)
from statute.deadlines.interpretations import StopClock
from statute.regimes import Regime
from statute.working_days import Division


def request_of(received_on, *events, authority_type="police", variant="default"):
    return Clock(
        Regime.SAR, received_on, authority_type, events, interpretation_of(variant)
    )


@pytest.mark.parametrize(
    ("facts", "first", "due_on"),
    [
        pytest.param(
            request_of(date(2026, 9, 3)),
            date(2026, 9, 3),
            date(2026, 10, 5),
            id="the same date next month, rolled past a weekend",
        ),
        pytest.param(
            request_of(date(2025, 10, 18)),
            date(2025, 10, 18),
            date(2025, 11, 18),
            id="a Saturday starts the month like any day",
        ),
        pytest.param(
            request_of(date(2024, 1, 31)),
            date(2024, 1, 31),
            date(2024, 2, 29),
            id="no such date: the last of the month",
        ),
        pytest.param(
            request_of(date(2024, 11, 25)),
            date(2024, 11, 25),
            date(2024, 12, 27),
            id="rolled past Christmas and Boxing Day",
        ),
        pytest.param(
            request_of(date(2026, 5, 15)),
            date(2026, 5, 15),
            date(2026, 6, 15),
            id="Scotland's holiday is none of England's",
        ),
        pytest.param(
            request_of(date(2026, 5, 15), authority_type="scottish_council"),
            date(2026, 5, 15),
            date(2026, 6, 16),
            id="… and moves the date of a Scottish council",
        ),
        pytest.param(
            request_of(date(2026, 6, 12), authority_type="ni_council"),
            date(2026, 6, 12),
            date(2026, 7, 14),
            id="12 July on a Sunday moves the date in Northern Ireland",
        ),
        pytest.param(
            request_of(date(2025, 11, 30), Event("sar_extended", value="yes")),
            date(2025, 11, 30),
            date(2026, 3, 2),
            id="two further months",
        ),
        pytest.param(
            request_of(date(2026, 3, 10), Event("sar_extended", date(2026, 4, 11))),
            date(2026, 3, 10),
            date(2026, 4, 10),
            id="… but not by notice after the first",
        ),
        pytest.param(
            request_of(date(2026, 3, 10), Event("sar_extended", value="no")),
            date(2026, 3, 10),
            date(2026, 4, 10),
            id="… nor when denied",
        ),
        pytest.param(
            request_of(
                date(2026, 3, 2),
                Event("sar_clarification_sent", date(2026, 3, 9)),
                Event("sar_clarification_received", date(2026, 3, 13)),
            ),
            date(2026, 3, 2),
            date(2026, 4, 7),
            id="days of waiting are added, both ends included",
        ),
        pytest.param(
            request_of(
                date(2026, 3, 2), Event("sar_clarification_sent", date(2026, 3, 9))
            ),
            None,
            None,
            id="no date stands while information is awaited",
        ),
        pytest.param(
            request_of(
                date(2026, 6, 1),
                Event("id_requested", date(2026, 6, 2)),
                Event("id_received", date(2026, 6, 9)),
            ),
            date(2026, 6, 9),
            date(2026, 7, 9),
            id="proof of identity starts the month",
        ),
        pytest.param(
            request_of(date(2026, 6, 1), Event("id_requested", date(2026, 6, 2))),
            None,
            None,
            id="no month runs until it comes",
        ),
        pytest.param(
            request_of(date(2026, 6, 1), Event("fee_paid", date(2026, 6, 10))),
            date(2026, 6, 10),
            date(2026, 7, 10),
            id="payment of a fee starts the month",
        ),
        pytest.param(
            request_of(date(2026, 9, 3), variant="beginning_with_strict"),
            date(2026, 9, 3),
            date(2026, 10, 2),
            id="read strictly, the month ends a day earlier",
        ),
        pytest.param(
            request_of(date(2025, 6, 30), variant="day_after_receipt"),
            date(2025, 7, 1),
            date(2025, 8, 1),
            id="counted from the day after receipt, 30 June gives 1 August",
        ),
        pytest.param(
            request_of(date(2025, 9, 3), variant="fixed_28_days"),
            date(2025, 9, 3),
            date(2025, 10, 1),
            id="a target of twenty-eight days",
        ),
    ],
)
def test_the_date_a_subject_access_request_falls_due(facts, first, due_on):
    worked = working(facts)

    assert due_date(facts) == worked.due_on == due_on
    assert worked.first_counted_on == first
    if due_on:
        assert worked.days[0].on == first
        assert worked.days[-1].on == due_on
        assert worked.days[-1].is_counted


def test_days_of_waiting_may_be_reckoned_a_day_shorter():
    facts = request_of(
        date(2026, 3, 2),
        Event("sar_clarification_sent", date(2026, 3, 9)),
        Event("sar_clarification_received", date(2026, 3, 20)),
    )
    shorter = replace(
        facts, interpretation=DeadlineInterpretation(sar_stop_clock=StopClock.BETWEEN)
    )

    assert due_date(facts) == date(2026, 4, 14)
    assert due_date(shorter) == date(2026, 4, 13)


def test_the_controller_may_go_by_another_division_of_the_kingdom():
    facts = request_of(date(2026, 5, 15))

    scottish = replace(
        facts, interpretation=DeadlineInterpretation(sar_division=Division.SCOTLAND)
    )

    assert due_date(scottish) == date(2026, 6, 16)


def test_the_working_shows_each_day_of_waiting_and_of_rolling_on():
    facts = request_of(
        date(2026, 3, 2),
        Event("sar_clarification_sent", date(2026, 3, 9)),
        Event("sar_clarification_received", date(2026, 3, 9)),
    )

    worked = working(facts)

    why = {day.on: day.reason for day in worked.days if day.reason}
    assert why == {
        date(2026, 3, 9): "Waiting for further information",
        date(2026, 4, 3): "Good Friday",
        date(2026, 4, 4): "Saturday",
        date(2026, 4, 5): "Sunday",
        date(2026, 4, 6): "Easter Monday",
    }
    assert worked.due_on == date(2026, 4, 7)
    assert "would end on 3 April 2026" in worked.summary
    assert "UK GDPR Art 12A(5)" in {
        rule.citation.split(";")[0] for rule in worked.sections
    }


def test_notice_of_an_extension_is_due_within_the_first_month():
    facts = request_of(date(2026, 3, 10), Event("sar_extended", value="yes"))

    assert date_for("sar_extension_notice_due", facts) == date(2026, 4, 10)
    assert date_for("extension_notice_due", facts) == date(2026, 4, 10)
    assert working(facts).original_due_on == date(2026, 4, 10)


def test_information_that_was_not_asked_for_is_refused():
    came = Event("sar_clarification_received", date(2026, 3, 9))

    with pytest.raises(ClockError, match="had not been asked for"):
        due_date(request_of(date(2026, 3, 2), came))
