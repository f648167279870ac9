"""Record a letter that the requester sends unasked."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.actions.table import ActionNotPossible
from requests_app.casework.history import CaseworkHistory
from requests_app.casework.later_letters import (
    LetterAlreadyRecorded,
    record_later_letter,
)
from requests_app.clock.extensions import extend_time
from requests_app.history.steps import DayNotPossible
from requests_app.workflow import CLOSED_STATES, State
from tests.factories import FOIRequestFactory, UserFactory
from tests.requests_app.clock.test_parts import DUE, LATER, TOLD, asked, dates_of

pytestmark = pytest.mark.django_db

CAME = date(2026, 11, 24)
TODAY = date(2026, 12, 1)
WORDS = "1. How many skips were hired?\n2. Who hired them?"


@pytest.fixture
def by():
    return UserFactory(roles=["officer"])


def record(foi_request, by, *, words=WORDS, on=CAME):
    return record_later_letter(
        foi_request=foi_request, letter=words, by=by, on=on, today=TODAY
    )


def test_the_words_are_kept_and_wait_and_no_date_moves(by):
    foi_request, _ = asked(authority=by.authority)

    recorded = record(foi_request, by)

    kept = recorded.clarifications.waiting().get()
    assert (kept.words, kept.received_on, kept.event) == (WORDS, CAME, None)
    assert kept.is_unasked
    assert dates_of(recorded) == [DUE, DUE]
    assert not recorded.clock_events.exists()
    entry = recorded.history.first()
    assert (entry.kind, entry.on) == (CaseworkHistory.LATER_LETTER_RECORDED, CAME)
    assert entry.note == "1. How many skips were hired? 2. Who hired them?"


def test_history_quotes_the_beginning_of_a_long_letter(by):
    foi_request, _ = asked(authority=by.authority)

    recorded = record(foi_request, by, words="Skips. " * 10_000)

    assert len(recorded.history.first().note) <= 300
    assert len(recorded.clarifications.get().words) == 70_000


def test_a_letter_older_than_the_last_step_is_recorded_on_its_day(by):
    foi_request, _ = asked(authority=by.authority)
    extended = extend_time(
        foi_request=foi_request,
        until=LATER,
        reason="The balance.",
        by=by,
        on=TOLD,
        today=TOLD,
    )

    assert record(extended, by).clarifications.get().received_on == CAME


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 11, 13), "was received on 16 November 2026"),
        (date(2026, 12, 2), "is in the future"),
    ],
)
def test_a_day_on_which_it_cannot_have_arrived_is_refused(by, on, why):
    foi_request, _ = asked(authority=by.authority)

    with pytest.raises(DayNotPossible, match=why):
        record(foi_request, by, on=on)

    assert not foi_request.clarifications.exists()


def test_a_form_sent_twice_records_one_letter(by):
    foi_request, _ = asked(authority=by.authority)
    record(foi_request, by)

    with pytest.raises(LetterAlreadyRecorded):
        record(foi_request, by)

    assert foi_request.clarifications.count() == 1


@pytest.mark.parametrize("state", [State.ISSUED, *sorted(CLOSED_STATES)])
def test_after_the_answer_the_letter_is_a_new_request_or_asks_for_a_review(by, state):
    foi_request = FOIRequestFactory(authority=by.authority, state=state)

    with pytest.raises(ActionNotPossible, match=r"as a new request.*for review"):
        record(foi_request, by)


def test_a_review_takes_no_new_question(by):
    review = FOIRequestFactory(
        authority=by.authority,
        state=State.ANSWERING,
        review_of=FOIRequestFactory(authority=by.authority, state=State.ANSWERED),
    )

    with pytest.raises(ActionNotPossible, match="add a note"):
        record(review, by)


def test_a_request_is_registered_first(by):
    foi_request = FOIRequestFactory(authority=by.authority, state=State.RECEIVED)

    with pytest.raises(ActionNotPossible, match="Register this request first"):
        record(foi_request, by)


def test_the_page_leads_to_the_editor_and_keeps_words_that_are_refused(client, by):
    foi_request, _ = asked(authority=by.authority)
    client.force_login(by, backend="accounts.backends.RoleBackend")
    url = reverse("record-later-letter", args=[foi_request.reference])
    assert url in client.get(foi_request.get_absolute_url()).content.decode()
    day = {"on_0": "13", "on_1": "11", "on_2": "2026"}

    refused = client.post(url, {"letter": WORDS, **day}).content.decode()
    assert "was received on 16 November 2026" in refused
    assert "How many skips were hired?" in refused
    long = client.post(url, {"letter": "x" * 500_001, **day}).content.decode()
    assert "must be 500,000 characters or fewer: you entered 500,001" in long
    assert "maxlength" not in long.partition("<main")[2]

    foi_request.received_on = date(2026, 11, 2)
    foi_request.save()
    sent = client.post(url, {"letter": WORDS, **day})
    editor = reverse("correct-questions", args=[foi_request.reference])
    assert sent["Location"] == editor
    page = client.get(editor).content.decode()
    assert "The requester wrote on 13 November 2026" in page
    assert "Questions read in the letter" in page.replace("\n", " ")
    received = reverse("received-text", args=[foi_request.reference])
    assert "Later letter of 13 November 2026" in client.get(received).content.decode()


def test_in_clearance_the_letter_is_kept_and_the_response_is_to_be_recalled(client, by):
    foi_request, _ = asked(authority=by.authority)
    foi_request.state = State.CLEARANCE
    foi_request.save()
    client.force_login(by, backend="accounts.backends.RoleBackend")
    url = reverse("record-later-letter", args=[foi_request.reference])

    sent = client.post(
        url,
        {"letter": WORDS, "on_0": "24", "on_1": "11", "on_2": "2026"},
        follow=True,
    )

    assert "Recall the response" in sent.content.decode()
    assert foi_request.clarifications.waiting().exists()
