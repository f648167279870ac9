"""The services that close a request without an answer, and reopen it."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.closing import (
    TimeToPayRunning,
    lapse_request,
    reopen_request,
    transfer_request,
    withdraw_request,
)
from requests_app.casework.history import CaseworkHistory
from requests_app.clock.events import (
    receive_clarification,
    request_fee,
    seek_clarification,
)
from requests_app.history.steps import DayNotPossible
from requests_app.workflow import State
from tests.factories import FOIRequestFactory

ASKED = date(2026, 3, 9)
TODAY = date(2026, 3, 16)


@pytest.fixture
def answering(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def asked(answering, officer):
    """Return a request awaiting clarification."""
    return seek_clarification(
        foi_request=answering, question="Which?", by=officer, on=ASKED, today=TODAY
    )


@pytest.fixture
def charged(answering, officer):
    """Return a request awaiting its fee."""
    return request_fee(
        foi_request=answering, amount_pence=4550, by=officer, on=ASKED, today=TODAY
    )


def lapse(foi_request, by, on=TODAY):
    return lapse_request(
        foi_request=foi_request, reason="Reminded twice.", by=by, on=on, today=on
    )


def reopen(foi_request, by, on=TODAY):
    return reopen_request(foi_request=foi_request, reason="They wrote.", by=by, on=on)


def withdraw(foi_request, by, on=TODAY):
    return withdraw_request(
        foi_request=foi_request, reason="No longer needed", by=by, on=on, today=TODAY
    )


def test_a_transfer_closes_the_request_and_says_where_it_went(answering, officer):
    gone = transfer_request(
        foi_request=answering,
        to="Midshire Council",
        reason="They mend the roads.",
        by=officer,
        on=ASKED,
        today=TODAY,
    )

    gone.refresh_from_db()
    assert (gone.state, gone.closed_on) == (State.TRANSFERRED, ASKED)
    entry = gone.history.get()
    assert entry.kind == CaseworkHistory.REQUEST_TRANSFERRED
    assert entry.note == "To Midshire Council. They mend the roads."
    assert entry.changes == {
        "state": ["answering", "transferred"],
        "closed_on": [None, "2026-03-09"],
    }


def test_a_transferred_request_stays_transferred(officer):
    gone = FOIRequestFactory(authority=officer.authority, state="transferred")

    with pytest.raises(ActionNotPossible, match="“Transferred”"):
        reopen(gone, officer)


def test_a_withdrawal_closes_the_request(answering, officer):
    closed = withdraw(answering, officer, on=ASKED)

    closed.refresh_from_db()
    assert (closed.state, closed.closed_on) == (State.WITHDRAWN, ASKED)


def test_a_withdrawal_recorded_twice_is_refused(answering, officer):
    withdraw(answering, officer)

    with pytest.raises(ActionNotPossible, match="This request is “Withdrawn”"):
        withdraw(answering, officer)

    assert answering.history.count() == 1


def test_a_withdrawal_before_the_requester_was_asked_is_refused(asked, officer):
    with pytest.raises(DayNotPossible, match="9 March 2026"):
        withdraw(asked, officer, on=date(2026, 3, 6))


def test_a_request_never_clarified_lapses(asked, officer):
    lapsed = lapse(asked, officer)

    assert (lapsed.state, lapsed.closed_on) == (State.LAPSED, TODAY)


def test_a_request_nobody_asked_anything_about_cannot_lapse(answering, officer):
    with pytest.raises(ActionNotPossible):
        lapse(answering, officer)


def test_a_request_does_not_lapse_while_its_fee_may_be_paid(charged, officer):
    last_day = date(2026, 6, 8)

    with pytest.raises(TimeToPayRunning, match="until 8 June 2026"):
        lapse(charged, officer, on=last_day)

    charged.refresh_from_db()
    assert charged.state == State.AWAITING_FEE


def test_a_request_lapses_once_its_fee_can_no_longer_be_paid(charged, officer):
    lapsed = lapse(charged, officer, on=date(2026, 6, 9))

    assert lapsed.state == State.LAPSED


def test_a_reopened_request_is_due_when_it_was(officer):
    answered = FOIRequestFactory(authority=officer.authority, state="answered")

    opened = reopen(answered, officer)

    opened.refresh_from_db()
    assert (opened.state, opened.closed_on) == (State.ANSWERING, None)
    assert opened.due_on == date(2026, 3, 31)


def test_a_lapsed_request_reopened_waits_again(asked, officer):
    lapse(asked, officer)

    opened = reopen(asked, officer)

    assert (opened.state, opened.due_on) == (State.AWAITING_CLARIFICATION, None)


def test_a_request_withdrawn_while_it_waited_waits_again(charged, officer):
    withdraw(charged, officer)

    opened = reopen(charged, officer)

    assert (opened.state, opened.due_on) == (State.AWAITING_FEE, None)


def test_a_request_withdrawn_after_its_clarification_is_answered_again(asked, officer):
    receive_clarification(
        foi_request=asked, clarification="2024.", by=officer, on=TODAY, today=TODAY
    )
    withdraw(asked, officer)

    opened = reopen(asked, officer)

    assert (opened.state, opened.due_on) == (State.ANSWERING, date(2026, 4, 16))


def test_a_request_found_not_valid_before_registration_is_received_again(officer):
    turned_away = FOIRequestFactory(
        authority=officer.authority,
        state="not_valid",
        reference=None,
        registered_on=None,
    )

    opened = reopen(turned_away, officer)

    assert (opened.state, opened.reference) == (State.RECEIVED, None)


def test_an_open_request_cannot_be_reopened(answering, officer):
    with pytest.raises(ActionNotPossible, match="already open"):
        reopen(answering, officer)

    assert not answering.history.exists()
