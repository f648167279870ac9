"""A request is answered on the day its letter is given, and on no other."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from requests_app.casework.closing import reopen_request, withdraw_request
from requests_app.due import due_status
from requests_app.querysets import DueBand
from requests_app.workflow import State
from responses.giving.history import GivingHistory
from responses.giving.services import work_out_giving
from responses.models import Dispatch, Letter, Letterhead
from responses.sending.outcomes import (
    confirm_delivered,
    record_returned,
    resend_unconfirmed,
)
from responses.sending.post import PrintingNotPossible, mark_posted
from responses.sending.queueing import (
    SEND_LETTER,
    Sending,
    SendingNotPossible,
    send_letter,
    undo_send,
)
from responses.sending.withdrawing import (
    WithdrawalNotPossible,
    correct_letter,
    withdraw_letter,
)
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.kinds import AT, ON
from tests.responses.sending.test_delivery import Refuses

pytestmark = pytest.mark.django_db

BY_EMAIL = Sending(Dispatch.Channel.EMAIL, "alex@requester.example")
BY_POST = Sending(Dispatch.Channel.POST, "Alex Requester\n12 Example Street\nLS2 2BB")
ELSEWHERE = Sending(Dispatch.Channel.ELSEWHERE, "the portal")
DUE_ON = date(2026, 3, 31)
LATER = date(2026, 3, 12)
LATE = date(2026, 4, 2)


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority, due_on=DUE_ON)


@pytest.fixture
def issued(foi_request, officer, approver):
    """Issue the letter of the request; it is not sent yet."""
    Letterhead.objects.create(authority=officer.authority, undo_minutes=0)
    return kinds.issued(foi_request, by=officer, approver=approver)


@pytest.fixture
def send(issued, officer):
    def send(sending=BY_POST, on=ON):
        return send_letter(letter=issued, sending=sending, by=officer, on=on, at=AT)

    return send


def facts(letter):
    """Return state, closing day, first answer and timeliness, and the giving."""
    letter = Letter.objects.select_related("foi_request").get(pk=letter.pk)
    one = letter.foi_request
    return (
        one.state,
        one.closed_on,
        one.answered_on,
        one.was_in_time,
        letter.given_on,
    )


NOT_GIVEN = (State.ISSUED, None, None, None, None)


def given(on, *, in_time=True):
    return (State.ANSWERED, on, on, in_time, on)


def test_issued_is_not_answered(issued):
    foi_request = issued.foi_request
    foi_request.refresh_from_db()

    assert facts(issued) == NOT_GIVEN
    assert due_status(foi_request, on=LATE).words == "2 working days overdue"
    assert type(foi_request).objects.in_band(DueBand.OVERDUE, on=LATE).exists()


def test_an_email_counts_from_the_mail_server_taking_it(issued, send):
    send(BY_EMAIL)
    assert facts(issued) == NOT_GIVEN

    run_jobs(SEND_LETTER, on=LATER)

    assert len(mail.outbox) == 1
    assert facts(issued) == given(LATER)


def test_post_counts_from_the_day_of_posting(issued, send, officer):
    dispatch = send(BY_POST)
    assert facts(issued) == NOT_GIVEN

    mark_posted(dispatches=[dispatch], by=officer, on=LATER, today=LATE)

    assert facts(issued) == given(LATER)
    entry = issued.foi_request.history.get(kind=GivingHistory.REQUEST_ANSWERED)
    assert (entry.by, entry.on) == (officer, LATER)
    assert entry.changes["state"] == ["issued", "answered"]
    assert entry.changes["answered_on"] == [None, "2026-03-12"]
    assert entry.changes["was_in_time"] == [None, True]


def test_issued_in_time_and_posted_late_is_late(issued, send, officer):
    mark_posted(dispatches=[send()], by=officer, on=LATE, today=LATE)

    assert facts(issued) == given(LATE, in_time=False)
    issued.foi_request.refresh_from_db()
    said = due_status(issued.foi_request, on=LATE).words
    assert said == "Answered on 2 April 2026, late"


def test_what_is_handed_over_counts_at_once(issued, send):
    send(ELSEWHERE)

    assert facts(issued) == given(ON)


def test_a_sending_undone_leaves_the_request_open(issued, send, officer):
    dispatch = send(BY_POST)

    undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)

    assert facts(issued) == NOT_GIVEN


@pytest.fixture
def refused(settings):
    settings.EMAIL_BACKEND = f"{Refuses.__module__}.{Refuses.__name__}"


def test_what_the_mail_server_refuses_was_never_given(issued, send, refused):
    send(BY_EMAIL)

    run_jobs(SEND_LETTER, on=ON)

    assert Dispatch.objects.get().failure
    assert facts(issued) == NOT_GIVEN


def test_what_comes_back_opens_the_request_again(issued, send, officer):
    dispatch = send(BY_EMAIL)
    run_jobs(SEND_LETTER, on=ON)

    record_returned(dispatch=dispatch, reason="Full.", by=officer, on=LATER, at=AT)

    assert facts(issued) == NOT_GIVEN
    entry = issued.foi_request.history.get(kind=GivingHistory.REQUEST_NOT_ANSWERED)
    assert entry.changes["answered_on"] == ["2026-03-09", None]


def test_what_came_back_and_goes_out_again_counts_from_the_second_time(
    issued, send, officer
):
    first = send(BY_EMAIL)
    run_jobs(SEND_LETTER, on=ON)
    record_returned(dispatch=first, reason="Full.", by=officer, on=LATER, at=AT)

    mark_posted(dispatches=[send(BY_POST)], by=officer, on=LATE, today=LATE)

    assert facts(issued) == given(LATE, in_time=False)


def test_a_second_sending_that_fails_leaves_the_first(issued, send, refused):
    send(ELSEWHERE)
    send(BY_EMAIL, on=LATER)

    run_jobs(SEND_LETTER, on=LATER)

    assert facts(issued) == given(ON)


def test_a_second_sending_later_changes_nothing(issued, send, officer):
    send(ELSEWHERE)

    mark_posted(dispatches=[send(BY_POST)], by=officer, on=LATE, today=LATE)

    assert facts(issued) == given(ON)
    answered = issued.foi_request.history.filter(kind=GivingHistory.REQUEST_ANSWERED)
    assert answered.count() == 1


def test_where_the_first_comes_back_the_second_counts(issued, send, officer):
    first = send(BY_EMAIL)
    run_jobs(SEND_LETTER, on=ON)
    mark_posted(dispatches=[send(BY_POST)], by=officer, on=LATE, today=LATE)

    record_returned(dispatch=first, reason="Gone.", by=officer, on=LATE, at=AT)

    assert facts(issued) == given(LATE, in_time=False)


def test_marked_as_posted_twice_is_refused(issued, send, officer):
    dispatch = send(BY_POST)
    mark_posted(dispatches=[dispatch], by=officer, on=LATER, today=LATE)

    with pytest.raises(SendingNotPossible, match="no longer waits"):
        mark_posted(dispatches=[dispatch], by=officer, on=LATE, today=LATE)

    assert facts(issued) == given(LATER)


def test_a_day_of_posting_that_cannot_be_gives_nothing(issued, send, officer):
    dispatch = send(BY_POST)

    with pytest.raises(PrintingNotPossible, match="in the future"):
        mark_posted(dispatches=[dispatch], by=officer, on=LATE, today=LATER)

    assert facts(issued) == NOT_GIVEN


@pytest.fixture
def in_doubt(issued, send):
    """Leave the sending in doubt, as a worker does that died with the message."""
    dispatch = send(BY_EMAIL)
    Dispatch.objects.filter(pk=dispatch.pk).update(begun_at=AT)
    run_jobs(SEND_LETTER, on=ON)
    return dispatch


def test_a_killed_worker_leaves_a_doubt_and_the_request_open(issued, in_doubt):
    assert not mail.outbox
    assert facts(issued) == NOT_GIVEN


def test_found_to_have_arrived_it_counts_from_the_day_it_left(
    issued, in_doubt, officer
):
    confirm_delivered(dispatch=in_doubt, by=officer, on=LATER)

    assert facts(issued) == given(AT.date())


def test_sent_again_it_counts_from_then(issued, in_doubt, officer):
    resend_unconfirmed(dispatch=in_doubt, by=officer, on=LATER)
    assert facts(issued) == NOT_GIVEN

    run_jobs(SEND_LETTER, on=LATER)

    assert facts(issued) == given(LATER)


def test_working_it_out_again_changes_nothing(issued, send, officer):
    send(ELSEWHERE)
    before = issued.foi_request.history.count()

    for _ in range(2):
        work_out_giving(letter=issued, by=officer, on=LATE)

    assert facts(issued) == given(ON)
    assert issued.foi_request.history.count() == before


def withdraw(letter, officer):
    return withdraw_letter(
        letter=letter, reason="A slip.", asks="", by=officer, on=LATER, at=AT
    )


def test_a_letter_not_given_is_withdrawn_to_be_changed(issued, send, officer):
    dispatch = send(BY_POST)

    withdraw(issued, officer)

    dispatch.refresh_from_db()
    assert dispatch.stopped_at
    assert facts(issued) == (State.ANSWERING, None, None, None, None)


def test_a_letter_given_and_withdrawn_has_answered(issued, send, officer):
    send(ELSEWHERE)

    withdraw(issued, officer)

    assert facts(issued) == given(ON)


def test_a_letter_withdrawn_in_doubt_has_answered_if_it_arrived(
    issued, in_doubt, officer
):
    withdraw(issued, officer)

    confirm_delivered(dispatch=in_doubt, by=officer, on=LATER)

    on = AT.date()
    assert facts(issued) == (State.ANSWERING, None, on, True, on)


def test_a_letter_not_given_is_not_corrected(issued, officer):
    with pytest.raises(WithdrawalNotPossible, match="Withdraw the letter to change"):
        correct_letter(letter=issued, changed="The number.", by=officer, on=LATER)


def correct(letter, officer, approver):
    """Correct a letter and issue the corrected one; it is not sent yet."""
    foi_request = correct_letter(
        letter=letter, changed="<p>The number was wrong.</p>", by=officer, on=LATE
    )
    return kinds.issued(foi_request, by=officer, approver=approver)


def test_a_correction_later_does_not_make_a_timely_answer_late(
    issued, send, officer, approver
):
    send(ELSEWHERE)

    later = correct(issued, officer, approver)

    foi_request = later.foi_request
    foi_request.refresh_from_db()
    assert (foi_request.state, foi_request.answered_on) == (State.ISSUED, ON)
    assert due_status(foi_request, on=LATE).words == (
        "Answered on 9 March 2026, in time; open again"
    )
    kinds.hand_over(later, by=officer, on=LATE)
    assert facts(later) == (State.ANSWERED, LATE, ON, True, LATE)
    foi_request.refresh_from_db()
    assert due_status(foi_request, on=LATE).words == (
        "Answered on 9 March 2026, in time; corrected on 2 April 2026"
    )


def test_where_the_first_answer_comes_back_the_correction_is_the_first(
    issued, send, officer, approver
):
    first = send(BY_EMAIL)
    run_jobs(SEND_LETTER, on=ON)
    later = correct(issued, officer, approver)
    kinds.hand_over(later, by=officer, on=LATE)

    record_returned(dispatch=first, reason="Gone.", by=officer, on=LATE, at=AT)

    assert facts(later) == (State.ANSWERED, LATE, LATE, False, LATE)


def test_a_request_reopened_keeps_its_first_answer(issued, send, officer):
    send(ELSEWHERE)

    reopened = reopen_request(
        foi_request=issued.foi_request, reason="A part missed.", by=officer, on=LATE
    )

    assert (reopened.state, reopened.answered_on, reopened.was_in_time) == (
        State.ANSWERING,
        ON,
        True,
    )


def test_what_arrives_after_the_request_was_withdrawn_reopens_nothing(
    issued, send, officer
):
    dispatch = send(BY_POST)
    withdraw_request(
        foi_request=issued.foi_request,
        reason="No need.",
        by=officer,
        on=LATER,
        today=LATER,
    )

    mark_posted(dispatches=[dispatch], by=officer, on=LATER, today=LATE)

    assert facts(issued) == (State.WITHDRAWN, LATER, LATER, True, LATER)


@pytest.fixture
def interim(officer, approver):
    foi_request = kinds.interim(authority=officer.authority, due_on=DUE_ON)
    return kinds.issued(foi_request, by=officer, approver=approver)


def test_an_interim_reply_given_answers_no_request(interim, officer):
    kinds.hand_over(interim, by=officer)

    assert facts(interim) == (State.ANSWERING, None, None, None, ON)


def disclose_what_was_to_follow(foi_request):
    foi_request.answers.filter(outcome="to_follow").update(
        outcome="disclosed", text="<p>There were 14 cameras, all on High Street.</p>"
    )


def test_the_letter_after_an_interim_reply_held_back_does_not_speak_of_it(
    interim, officer, approver
):
    dispatch = send_letter(letter=interim, sending=BY_POST, by=officer, on=ON, at=AT)
    undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)
    foi_request = interim.foi_request
    disclose_what_was_to_follow(foi_request)

    later = kinds.issued(foi_request, by=officer, approver=approver)

    assert later.type != "supplementary"
    assert "interim" not in later.html.lower()


def test_the_answers_of_a_letter_given_replace_those_of_the_letter_before(
    interim, officer, approver
):
    foi_request = interim.foi_request
    kinds.hand_over(interim, by=officer)
    disclose_what_was_to_follow(foi_request)

    later = kinds.issued(foi_request, by=officer, approver=approver)
    assert set(reusable(foi_request)) == {interim.pk}
    kinds.hand_over(later, by=officer)

    assert set(reusable(foi_request)) == {later.pk}


def reusable(foi_request):
    return foi_request.previous_answers.reusable().values_list("letter", flat=True)


def test_only_a_letter_that_was_given_is_published(issued, send):
    assert not issued.is_publishable

    send(ELSEWHERE)

    issued.refresh_from_db()
    assert issued.is_publishable


def test_the_database_lets_nothing_but_the_giving_change(issued):
    Letter.objects.filter(pk=issued.pk).update(given_on=ON)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Letter.objects.filter(pk=issued.pk).update(
            given_on=LATER, issued_on=ON + timedelta(days=1)
        )
