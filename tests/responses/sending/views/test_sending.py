"""The letter's page shows the state of its sendings, with buttons to act."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.casework.history import CaseworkHistory
from requests_app.models import FOIRequest, Job
from requests_app.workflow import State
from responses.issuing.services import issue_response
from responses.models import Dispatch, Letter, LetterWithdrawal
from responses.sending.history import SendingHistory
from responses.sending.queueing import SEND_LETTER, Sending
from tests.jobs import run_jobs
from tests.responses import kinds
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db
TO = "alex@requester.example"


@pytest.fixture
def letter(officer, approver):
    foi_request = kinds.cleared(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=approver,
    )
    return issue_response(
        foi_request=foi_request,
        number=1,
        by=officer,
        on=ON,
        at=AT,
        sending=Sending(Dispatch.Channel.EMAIL, TO),
    )


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def at(name, letter, **more):
    named = {"reference": letter.foi_request.reference, "number": letter.number}
    return reverse(name, kwargs=named | more)


def press(client, name, letter, data=None):
    pk = letter.dispatches.last().pk
    return client.post(at(name, letter, dispatch=pk), data or {}, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def page(client, letter):
    return text_of(client.get(letter.get_absolute_url()))


def test_the_page_says_when_a_letter_goes_out_and_lets_it_be_held_back(
    as_officer, letter
):
    shown = page(as_officer, letter)
    after = text_of(press(as_officer, "undo-send", letter))

    assert "Being sent." in shown
    assert "Sending undone: nothing was sent." in after
    assert "Sending undone on" in after


def test_who_may_not_issue_letters_is_shown_no_buttons(client, approver, letter):
    client.force_login(approver)

    shown = page(client, letter)

    assert "Being sent." in shown
    assert "Undo send" not in shown
    assert "Withdraw letter" not in shown


def test_holding_back_too_late_is_said(as_officer, letter):
    run_jobs(SEND_LETTER, on=ON)

    shown = text_of(press(as_officer, "undo-send", letter))

    assert "Too late to undo: the letter was sent" in shown
    assert "Sent on" in shown


def test_a_doubt_is_shown_with_its_two_ways_out(as_officer, letter):
    letter.dispatches.update(begun_at=AT, unconfirmed_since=AT)
    Job.objects.filter(kind="send_letter").update(needs_attention=True)

    shown = page(as_officer, letter)
    after = text_of(press(as_officer, "confirm-delivered", letter))

    assert "Delivery is unconfirmed" in shown
    assert "Confirm delivery" in shown
    assert "Send again" in shown
    assert "Sent on 9 March 2026 at 14:02." in after
    assert "Another user has already decided about this sending." in text_of(
        press(as_officer, "resend-unconfirmed", letter)
    )


def test_a_letter_in_doubt_is_sent_again_if_somebody_says_so(as_officer, letter):
    letter.dispatches.update(begun_at=AT, unconfirmed_since=AT)
    Job.objects.filter(kind="send_letter").update(needs_attention=True)

    press(as_officer, "resend-unconfirmed", letter)

    assert letter.dispatches.get().begun_at is None
    assert not Job.objects.get(kind="send_letter").needs_attention


def test_a_letter_that_came_back_says_why_and_is_sent_another_way(as_officer, letter):
    run_jobs(SEND_LETTER, on=ON)

    back = text_of(
        press(as_officer, "record-returned", letter, {"reason": "Mailbox full."})
    )
    sent = as_officer.post(
        at("send-letter", letter),
        {
            "send_by": "elsewhere",
            "send_elsewhere": "handed over at the counter",
        },
        follow=True,
    )

    assert "Not delivered. Returned undelivered. Mailbox full." in back
    assert "Elsewhere: handed over at the counter" in text_of(sent)
    assert Dispatch.objects.undelivered().count() == 0


def test_what_did_not_arrive_stays_undelivered_until_it_is_sent_otherwise(
    as_officer, letter
):
    run_jobs(SEND_LETTER, on=ON)
    press(as_officer, "record-returned", letter, {"reason": "Mailbox full."})

    assert Dispatch.objects.undelivered().get().letter == letter


def test_another_address_is_doubted_before_the_letter_goes_there(as_officer, letter):
    data = {"send_by": "email", "send_email": "alec@requester.example"}

    asked = text_of(as_officer.post(at("send-letter", letter), data))
    data["send_checked"] = "alec@requester.example"
    as_officer.post(at("send-letter", letter), data)

    assert "This is not the address on record" in asked
    assert "I have checked this address" in asked
    assert 'name="send_checked" value="alec@requester.example"' in asked
    assert letter.dispatches.filter(address="alec@requester.example").exists()


def test_a_letter_taken_back_is_marked_stopped_and_not_published(as_officer, letter):
    shown = text_of(
        as_officer.post(
            at("withdraw-letter", letter),
            {"reason": "A name was left in.", "asks": ""},
            follow=True,
        )
    )

    run_jobs(SEND_LETTER, on=ON)
    entry = letter.foi_request.history.first()
    assert "This letter was withdrawn by" in shown
    assert "A name was left in." in shown
    assert letter.dispatches.get().stopped_at is not None
    assert entry.kind == SendingHistory.LETTER_WITHDRAWN
    assert entry.note == (
        "Letter 1: A name was left in. The sending was stopped before the letter left."
    )
    assert not Letter.objects.get().is_publishable


def test_who_got_a_letter_is_told_once_that_it_was_taken_back(as_officer, letter):
    run_jobs(SEND_LETTER, on=ON)
    data = {"reason": "A name was left in.", "asks": "Please delete it."}

    as_officer.post(at("withdraw-letter", letter), data)
    again = text_of(as_officer.post(at("withdraw-letter", letter), data))

    told = Job.objects.get(kind="send_email")
    assert told.payload["to"] == TO
    assert "Please delete it." in told.payload["text"]
    assert "already withdrawn by" in again
    assert LetterWithdrawal.objects.count() == 1


def test_a_letter_taken_back_is_not_sent_again(as_officer, letter):
    as_officer.post(at("withdraw-letter", letter), {"reason": "Wrong."})

    shown = as_officer.post(
        at("send-letter", letter), {"send_by": "email", "send_email": TO}
    )

    assert "so it cannot be sent" in text_of(shown)


@pytest.fixture
def given(letter):
    """Send the letter, so that the request is answered."""
    run_jobs(SEND_LETTER, on=ON)
    return letter


def test_correcting_a_letter_opens_the_request_with_what_changes(as_officer, given):
    as_officer.post(
        at("correct-letter", given), {"changed": "We counted <again>.\nSorry."}
    )

    foi_request = given.foi_request
    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING
    assert foi_request.response_draft.opening.startswith(
        "<p>We counted &lt;again&gt;.</p><p>Sorry.</p>"
    )


def test_a_letter_is_not_corrected_where_no_due_date_can_be_worked_out(
    as_officer, given
):
    FOIRequest.objects.update(received_on=date(2031, 1, 6))

    shown = as_officer.post(at("correct-letter", given), {"changed": "The number."})

    assert shown.status_code == 200
    assert "Bank holidays are known only" in text_of(shown)
    assert shown.context["form"]["changed"].value() == "The number."
    assert FOIRequest.objects.get().state == State.ANSWERED


def test_a_letter_is_not_corrected_where_the_clock_contradicts_itself(
    as_officer, given
):
    foi_request = given.foi_request
    foi_request.clock_events.create(name="clarification_received", on=ON)

    shown = as_officer.post(at("correct-letter", given), {"changed": "The number."})

    assert "none had been asked for" in text_of(shown)
    assert not foi_request.history.filter(
        kind=CaseworkHistory.REQUEST_REOPENED
    ).exists()


def test_a_letter_is_corrected_only_once_at_a_time(as_officer, given):
    as_officer.post(at("correct-letter", given), {"changed": "The number."})

    again = as_officer.post(at("correct-letter", given), {"changed": "The number."})

    assert "so the request is already open" in text_of(again)


def test_a_letter_that_was_not_given_is_withdrawn_and_not_corrected(as_officer, letter):
    again = as_officer.post(at("correct-letter", letter), {"changed": "The number."})

    assert "Withdraw the letter to change it" in text_of(again)
    assert "Correct letter" not in page(as_officer, letter)


@pytest.mark.parametrize("dispatches", [1, 6])
def test_a_letter_asks_the_same_however_often_it_was_sent(
    as_officer, letter, django_assert_num_queries, dispatches
):
    for number in range(dispatches - 1):
        Dispatch.objects.create(
            letter=letter,
            channel=Dispatch.Channel.ELSEWHERE,
            address=f"place {number}",
            by=letter.issued_by,
            sent_at=AT,
            sent_on=ON,
        )

    with django_assert_num_queries(10):
        as_officer.get(letter.get_absolute_url())


@pytest.mark.parametrize("place", ["list", "request"])
def test_what_did_not_arrive_is_said_where_work_begins(as_officer, letter, place):
    letter.dispatches.update(failed_at=AT, failure="The mail server refused it.")
    url = letter.foi_request.get_absolute_url()
    if place == "list":
        url = reverse("letters-not-given")

    shown = text_of(as_officer.get(url))

    assert "Letters issued, not yet given" in shown
    assert f"By e-mail to {TO}" in shown
    assert f"For {letter.issued_by}: Send the letter again" in shown
    assert "The mail server refused it." in shown
    assert letter.get_absolute_url() in shown


def test_a_restricted_request_tells_strangers_nothing_of_its_letters(
    client, manager, letter
):
    letter.dispatches.update(begun_at=AT, unconfirmed_since=AT)
    letter.foi_request.is_restricted = True
    letter.foi_request.save()
    client.force_login(manager)

    for page in ("home", "letters-not-given"):
        assert letter.get_absolute_url() not in client.get(reverse(page)).text


def test_a_letter_in_doubt_leads_from_the_jobs_to_its_page(client, manager, letter):
    Job.objects.filter(kind="send_letter").update(
        needs_attention=True, last_error="It may have been sent."
    )
    Job.objects.filter(kind="make_pdf").delete()
    client.force_login(manager)

    shown = text_of(client.get(reverse("jobs")))

    assert letter.get_absolute_url() in shown
    assert "send it again" in shown
    assert "Try job again<" not in shown
