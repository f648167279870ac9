"""The services for clarification and fees."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.clock.events import (
    FeeTooLate,
    recalculate_due_date,
    receive_clarification,
    receive_fee,
    request_fee,
    seek_clarification,
    withdraw_clarification,
)
from requests_app.clock.extensions import extend_time
from requests_app.clock.history import ClockHistory
from requests_app.history.steps import DayNotPossible
from requests_app.models import ClockEvent
from requests_app.workflow import State
from tests.factories import FOIRequestFactory

ASKED = date(2026, 3, 9)
TODAY = date(2026, 3, 16)


@pytest.fixture
def answering(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def seek(foi_request, by, on=ASKED, today=TODAY):
    return seek_clarification(
        foi_request=foi_request, question="Which years?", by=by, on=on, today=today
    )


def receive(foi_request, by, on=TODAY, today=TODAY):
    return receive_clarification(
        foi_request=foi_request, clarification="2024.", by=by, on=on, today=today
    )


def charge(foi_request, by, on=ASKED, today=TODAY):
    return request_fee(
        foi_request=foi_request, amount_pence=4550, by=by, on=on, today=today
    )


def test_the_due_date_follows_from_receipt_regime_and_events(answering):
    answering.due_on = None

    due_on = recalculate_due_date(answering)

    assert due_on == answering.due_on == date(2026, 3, 31)


def test_seeking_clarification_leaves_no_due_date(answering, officer):
    asked = seek(answering, officer)

    asked.refresh_from_db()
    assert asked.state == State.AWAITING_CLARIFICATION
    assert asked.due_on is None


def test_seeking_clarification_is_told_with_before_and_after(answering, officer):
    seek(answering, officer)

    entry = answering.history.get()
    assert entry.kind == ClockHistory.CLARIFICATION_SOUGHT
    assert (entry.by, entry.on, entry.note) == (officer, ASKED, "Which years?")
    assert entry.changes == {
        "state": ["answering", "awaiting_clarification"],
        "due_on": ["2026-03-31", None],
    }


def test_receiving_clarification_restarts_the_clock(answering, officer):
    seek(answering, officer)

    clarified = receive(answering, officer)

    clarified.refresh_from_db()
    assert clarified.state == State.ANSWERING
    # The twentieth working day after 16 March, without St Patrick's Day, Good Friday
    # and Easter Monday.
    assert clarified.due_on == date(2026, 4, 16)


def test_clarification_nobody_asked_for_is_refused(answering, officer):
    with pytest.raises(ActionNotPossible, match="No clarification was asked for"):
        receive(answering, officer)

    assert not answering.history.exists()


def test_a_payment_is_not_a_clarification(answering, officer):
    seek(answering, officer)

    with pytest.raises(ActionNotPossible, match="is: Awaiting fee"):
        receive_fee(foi_request=answering, by=officer, on=TODAY, today=TODAY)


def test_clarification_sought_twice_is_refused(answering, officer):
    seek(answering, officer)

    with pytest.raises(ActionNotPossible):
        seek(answering, officer)

    assert answering.clock_events.count() == 1


@pytest.mark.parametrize(
    ("on", "why"),
    [
        pytest.param(date(2026, 3, 17), "in the future", id="in the future"),
        pytest.param(date(2026, 3, 1), "received on 2 March", id="before receipt"),
    ],
)
def test_a_step_on_an_impossible_day_is_refused(answering, officer, on, why):
    with pytest.raises(DayNotPossible, match=why):
        seek(answering, officer, on=on)

    answering.refresh_from_db()
    assert answering.state == State.ANSWERING


def test_clarification_before_it_was_asked_for_is_refused(answering, officer):
    seek(answering, officer)

    with pytest.raises(DayNotPossible, match="previous step was on 9 March"):
        receive(answering, officer, on=date(2026, 3, 6))

    answering.refresh_from_db()
    assert answering.state == State.AWAITING_CLARIFICATION


def test_a_fees_notice_stops_the_clock(answering, officer):
    charged = charge(answering, officer)

    assert (charged.state, charged.due_on) == (State.AWAITING_FEE, None)
    assert answering.history.get().note == "£45.50"
    assert answering.clock_events.get().name == "fees_notice"


def test_the_days_of_waiting_for_a_fee_do_not_count(answering, officer):
    charge(answering, officer)

    paid = receive_fee(foi_request=answering, by=officer, on=TODAY, today=TODAY)

    assert paid.state == State.ANSWERING
    # 9 to 16 March are six working days, so the date moves from 31 March by six.
    assert paid.due_on == date(2026, 4, 10)


@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_the_regulations_call_it_payment_in_advance(officer, regime):
    answering = FOIRequestFactory(authority=officer.authority, regime=regime)

    charge(answering, officer)
    receive_fee(foi_request=answering, by=officer, on=TODAY, today=TODAY)

    names = ClockEvent.objects.values_list("name", flat=True)
    assert list(names) == ["advance_payment_notice", "payment_received"]


def test_a_fees_notice_after_the_time_for_answering_is_refused(answering, officer):
    late = date(2026, 4, 1)

    with pytest.raises(FeeTooLate, match="ended on 31 March 2026"):
        charge(answering, officer, on=late, today=late)

    answering.refresh_from_db()
    assert answering.state == State.ANSWERING
    assert not answering.clock_events.exists()


def test_a_fee_paid_after_three_months_is_refused(answering, officer):
    charge(answering, officer)
    late = date(2026, 6, 9)  # the three months beginning with 9 March end on the 8th

    with pytest.raises(FeeTooLate, match="paid by 8 June 2026"):
        receive_fee(foi_request=answering, by=officer, on=late, today=late)

    answering.refresh_from_db()
    assert answering.state == State.AWAITING_FEE


def test_a_clarification_not_needed_lets_the_first_time_run_on(answering, officer):
    asked = seek(answering, officer)

    found = withdraw_clarification(
        foi_request=asked,
        reason="The file was there.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )

    found.refresh_from_db()
    assert (found.state, found.due_on) == (State.ANSWERING, date(2026, 3, 31))
    entry = found.history.first()
    assert entry.kind == ClockHistory.CLARIFICATION_WITHDRAWN
    assert entry.note == "The file was there."


def test_a_clarification_is_not_withdrawn_before_it_was_sought(answering, officer):
    asked = seek(answering, officer)

    with pytest.raises(DayNotPossible):
        withdraw_clarification(
            foi_request=asked,
            reason="The file was there.",
            by=officer,
            on=date(2026, 3, 6),
            today=TODAY,
        )

    asked.refresh_from_db()
    assert asked.state == State.AWAITING_CLARIFICATION


def test_a_charge_is_asked_for_within_twenty_days_though_the_time_was_extended(officer):
    extended = extend_time(
        foi_request=FOIRequestFactory(authority=officer.authority, regime="EIR"),
        until=None,
        reason="Much is asked for.",
        by=officer,
        on=ASKED,
        today=TODAY,
    )
    late = date(2026, 4, 13)

    with pytest.raises(FeeTooLate, match="ended on 31 March 2026, so a notice given"):
        charge(extended, officer, on=late, today=late)
