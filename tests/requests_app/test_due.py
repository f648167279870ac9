"""The wording of due dates."""

from datetime import date

import pytest

from requests_app.due import Tone, due_status
from tests.factories import FOIRequestFactory

pytestmark = pytest.mark.django_db
# A Tuesday.
DUE = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("on", "words", "tone"),
    [
        pytest.param(
            date(2026, 3, 2), "20 working days left", Tone.CALM, id="at first"
        ),
        pytest.param(date(2026, 3, 23), "6 working days left", Tone.CALM, id="calm"),
        pytest.param(date(2026, 3, 24), "5 working days left", Tone.SOON, id="soon"),
        pytest.param(date(2026, 3, 30), "1 working day left", Tone.SOON, id="one day"),
        pytest.param(DUE, "Due today", Tone.SOON, id="today"),
        pytest.param(
            date(2026, 4, 1), "1 working day overdue", Tone.LATE, id="a day late"
        ),
        # Good Friday and Easter Monday do not count.
        pytest.param(
            date(2026, 4, 7), "3 working days overdue", Tone.LATE, id="after Easter"
        ),
    ],
)
def test_what_is_left_is_counted_in_working_days(on, words, tone):
    due = due_status(FOIRequestFactory(due_on=DUE), on=on)

    assert (due.on, due.words, due.tone) == (DUE, words, tone)


def test_a_day_that_ends_before_any_working_day_is_said_so():
    saturday = FOIRequestFactory(due_on=date(2026, 3, 28))

    assert due_status(saturday, on=date(2026, 3, 27)).words == (
        "Due before the next working day"
    )
    assert due_status(saturday, on=date(2026, 3, 29)).words == "Overdue"


@pytest.mark.parametrize("state", ["awaiting_clarification", "awaiting_fee"])
def test_nothing_is_due_while_the_requester_has_the_next_step(state):
    due = due_status(FOIRequestFactory(state=state, due_on=None), on=DUE)

    assert (due.on, due.words) == (None, "Waiting for the requester")


@pytest.mark.parametrize(
    ("closed_on", "words"),
    [
        (DUE, "Answered on 31 March 2026, in time"),
        (date(2026, 4, 1), "Answered on 1 April 2026, late"),
    ],
)
def test_an_answered_request_says_whether_it_was_in_time(closed_on, words):
    answered = FOIRequestFactory(state="answered", due_on=DUE, closed_on=closed_on)

    assert due_status(answered, on=date(2027, 1, 1)).words == words


def test_a_date_beyond_the_known_holidays_is_still_told():
    far = FOIRequestFactory(due_on=date(2090, 1, 2))

    assert due_status(far, on=date(2026, 3, 2)).words == "Not due yet"
