"""The sending is chosen when a letter is issued, and can be undone for a time."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from requests_app.models import Job
from responses.issuing.history import IssuingHistory
from responses.models import Dispatch, Letter, Letterhead
from responses.sending import queueing
from responses.sending.history import SendingHistory
from responses.sending.queueing import (
    AddressNotUsable,
    Sending,
    SendingNotPossible,
    send_letter,
    undo_send,
)
from tests.responses.kinds import AT, ON
from tests.responses.sending.conftest import BY_EMAIL, BY_POST, ELSEWHERE

pytestmark = pytest.mark.django_db


def test_issuing_says_how_the_letter_goes_out(issue, officer):
    letter = issue()

    dispatch, job = Dispatch.objects.get(), Job.objects.get(kind="send_letter")
    asked, issued = letter.foi_request.history.all()[:2]
    assert (dispatch.letter, dispatch.by, dispatch.asked_at) == (letter, officer, AT)
    assert (dispatch.channel, dispatch.address) == ("email", "alex@requester.example")
    assert job.payload == {"dispatch_id": dispatch.pk, "letter": 1}
    assert job.foi_request == letter.foi_request
    assert asked.kind == SendingHistory.SENDING_QUEUED
    assert asked.note == (
        "Letter 1 by e-mail to alex@requester.example. The letter will be sent "
        "after 14:12."
    )
    assert issued.kind == IssuingHistory.RESPONSE_ISSUED


def test_a_letter_waits_ten_minutes_unless_the_authority_says_otherwise(issue):
    issue()

    assert Dispatch.objects.get().due_at == AT + timedelta(minutes=10)
    assert Job.objects.get(kind="send_letter").due_at == AT + timedelta(minutes=10)


def test_an_authority_may_choose_how_long_a_letter_can_be_held_back(issue, officer):
    Letterhead.objects.create(authority=officer.authority, undo_minutes=45)

    issue()

    assert Dispatch.objects.get().due_at == AT + timedelta(minutes=45)


def test_a_letter_that_cannot_be_sent_is_not_issued(issue, monkeypatch):
    def breaks(**_):
        raise OSError("no room")

    monkeypatch.setattr(queueing, "enqueue", breaks)

    with pytest.raises(OSError, match="no room"):
        issue()

    assert not Letter.objects.exists()
    assert not Dispatch.objects.exists()


def test_what_leaves_by_post_waits_without_an_job(issue):
    issue(BY_POST)

    assert Dispatch.objects.get().is_waiting
    assert not Job.objects.filter(kind="send_letter").exists()


def test_what_leaves_elsewhere_is_recorded_as_sent_with_where(issue):
    letter = issue(ELSEWHERE)

    dispatch = Dispatch.objects.get()
    entry = letter.foi_request.history.get(kind=SendingHistory.LETTER_SENT)
    assert (dispatch.sent_at, dispatch.sent_on) == (AT, ON)
    assert entry.note == "Letter 1 elsewhere: the portal, under message 12."


@pytest.mark.parametrize(
    ("channel", "address", "says"),
    [
        ("email", "not an address", "no e-mail address"),
        ("email", "a@b.example\nBcc: c@d.example", "no e-mail address"),
        ("email", "a@b.example, c@d.example", "no e-mail address"),
        ("post", " \n ", "address of the recipient"),
        ("elsewhere", "", "address of the recipient"),
    ],
)
def test_nothing_is_sent_to_what_is_no_address(channel, address, says):
    with pytest.raises(AddressNotUsable, match=says):
        Sending(Dispatch.Channel(channel), address)


def test_each_email_has_a_number_of_its_own_at_the_senders(issue, officer):
    Letterhead.objects.create(
        authority=officer.authority, sends_from="foi@force.example"
    )

    letter = issue()
    other = send_letter(
        letter=letter,
        sending=Sending(Dispatch.Channel.EMAIL, "other@requester.example"),
        by=officer,
        on=ON,
        at=AT,
    )

    first = letter.dispatches.get(address="alex@requester.example")
    assert first.message_id != other.message_id
    assert other.message_id.endswith("@force.example>")


def test_a_letter_is_held_back_before_it_goes_out(issue, manager):
    letter = issue()
    dispatch = letter.dispatches.get()

    held = undo_send(dispatch=dispatch, by=manager, on=ON, at=AT)

    entry = letter.foi_request.history.first()
    assert (held.stopped_by, held.stopped_at) == (manager, AT)
    assert Job.objects.get(kind="send_letter").done_at is not None
    assert entry.kind == SendingHistory.SEND_UNDONE
    assert entry.note == "Letter 1 by e-mail to alex@requester.example."


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"begun_at": AT}, "being sent now"),
        (
            {"sent_at": AT, "sent_on": ON},
            "the letter was sent at 14:02 on 9 March 2026",
        ),
        ({"failed_at": AT, "failure": "No"}, "was not delivered"),
    ],
)
def test_what_has_begun_is_not_held_back(issue, officer, facts, says):
    dispatch = issue().dispatches.get()
    Dispatch.objects.update(**facts)

    with pytest.raises(SendingNotPossible, match=says):
        undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)


def test_who_held_a_letter_back_is_told_to_whoever_tries_again(issue, officer, manager):
    dispatch = issue().dispatches.get()
    undo_send(dispatch=dispatch, by=manager, on=ON, at=AT)

    with pytest.raises(SendingNotPossible, match=f"already undone by {manager}"):
        undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)


def test_a_letter_on_its_way_is_not_sent_there_again(issue, officer):
    letter = issue()

    with pytest.raises(SendingNotPossible, match="on its way"):
        send_letter(letter=letter, sending=BY_EMAIL, by=officer, on=ON, at=AT)


def test_a_letter_in_doubt_is_decided_on_before_it_is_sent_again(issue, officer):
    letter = issue()
    letter.dispatches.update(begun_at=AT, unconfirmed_since=AT)

    with pytest.raises(
        SendingNotPossible, match="First record whether the letter arrived"
    ):
        send_letter(letter=letter, sending=BY_EMAIL, by=officer, on=ON, at=AT)


def test_a_letter_held_back_can_be_sent_after_all_or_by_another_way(issue, officer):
    letter = issue()
    undo_send(dispatch=letter.dispatches.get(), by=officer, on=ON, at=AT)

    for way in (BY_EMAIL, BY_POST):
        send_letter(letter=letter, sending=way, by=officer, on=ON, at=AT)

    assert letter.dispatches.waiting().count() == 2


@pytest.mark.django_db(transaction=True)
def test_however_often_the_button_is_pressed_a_letter_is_sent_once(issue, officer):
    letter = issue(None)
    barrier, outcomes = Barrier(4), []

    def press():
        barrier.wait()
        try:
            send_letter(letter=letter, sending=BY_EMAIL, by=officer, on=ON, at=AT)
            outcomes.append("asked")
        except SendingNotPossible:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["asked", "refused", "refused", "refused"]
    assert Dispatch.objects.count() == 1
