"""The services that close a request without an answer, and reopen it."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.closing import (
    TimeToPayRunning,
    ValidityNotPossible,
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
from requests_app.intake.registering import mark_not_valid
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


@pytest.fixture
def nameless(officer):
    """Return a request received on 27 October 2026 and found not valid on the 28th."""
    found_on = date(2026, 10, 28)
    return mark_not_valid(
        foi_request=FOIRequestFactory(
            authority=officer.authority,
            officer=officer,
            received_on=date(2026, 10, 27),
            due_on=date(2026, 11, 24),
        ),
        reason="No name.",
        by=officer,
        on=found_on,
        today=found_on,
    )


def reopen_valid(foi_request, by, *, became_valid_on, on=date(2026, 11, 30)):
    return reopen_request(
        foi_request=foi_request,
        reason="The name came.",
        by=by,
        on=on,
        became_valid_on=became_valid_on,
    )


def test_a_request_that_becomes_valid_counts_from_that_day(nameless, officer):
    opened = reopen_valid(nameless, officer, became_valid_on=date(2026, 11, 28))

    opened.refresh_from_db()
    assert opened.due_on == date(2026, 12, 30)
    assert opened.received_on == date(2026, 10, 27)
    assert opened.state == State.ANSWERING
    event = opened.clock_events.get()
    assert (event.name, event.on) == ("became_valid", date(2026, 11, 28))


def test_a_request_valid_from_the_start_keeps_its_first_day(nameless, officer):
    opened = reopen_valid(nameless, officer, became_valid_on=None)

    assert opened.due_on == date(2026, 11, 24)
    assert not opened.clock_events.exists()


@pytest.mark.parametrize("day", [date(2026, 10, 26), date(2026, 12, 1)])
def test_a_request_becomes_valid_after_it_came_and_not_in_the_future(
    nameless, officer, day
):
    with pytest.raises(DayNotPossible):
        reopen_valid(nameless, officer, became_valid_on=day)

    nameless.refresh_from_db()
    assert nameless.state == State.NOT_VALID


def test_what_was_closed_for_another_reason_does_not_become_valid(answering, officer):
    gone = withdraw(answering, officer)

    with pytest.raises(ValidityNotPossible):
        reopen_valid(gone, officer, became_valid_on=TODAY)


def test_a_request_under_the_regulations_does_not_become_valid(nameless, officer):
    nameless.regime = "EIR"
    nameless.save(update_fields=["regime"])

    with pytest.raises(ValidityNotPossible):
        reopen_valid(nameless, officer, became_valid_on=date(2026, 11, 28))


def test_the_page_asks_when_the_request_became_valid(client, nameless, officer):
    client.force_login(officer)
    page = reverse("reopen-request", kwargs={"reference": nameless.reference})

    assert "What was missing arrived later" in client.get(page).text
    refused = client.post(page, {"validity": "later", "reason": "The name came."})
    assert "Enter the date on which what was missing arrived" in refused.text
    assert "The name came." in refused.text
    contradictory = client.post(
        page,
        {
            "validity": "always",
            "reason": "The name was there.",
            "became_valid_on_0": "28",
            "became_valid_on_1": "11",
            "became_valid_on_2": "2026",
        },
    )
    assert "Leave the date empty" in contradictory.text


def test_the_page_of_another_closed_request_asks_only_why(client, answering, officer):
    gone = withdraw(answering, officer)
    client.force_login(officer)

    page = client.get(reverse("reopen-request", kwargs={"reference": gone.reference}))

    assert "What was missing" not in page.text
    assert "record a new request instead" in page.text
