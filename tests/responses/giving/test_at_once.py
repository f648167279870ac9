"""Two people act on one letter at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.giving.history import GivingHistory
from responses.models import Dispatch, Letterhead
from responses.sending.post import mark_posted
from responses.sending.queueing import Sending, send_letter, undo_send
from responses.sending.withdrawing import withdraw_letter
from tests.factories import UserFactory
from tests.responses import kinds
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dispatch():
    """Return the sending by post of a letter just issued."""
    officer = UserFactory(roles=["officer"])
    Letterhead.objects.create(authority=officer.authority, undo_minutes=0)
    letter = kinds.issued(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=UserFactory(roles=["approver"], authority=officer.authority),
    )
    by_post = Sending(
        Dispatch.Channel.POST, "Alex Requester\n12 Example Street\nLS2 2BB"
    )
    return send_letter(letter=letter, sending=by_post, by=officer, on=ON, at=AT)


def at_once(*actions):
    """Take actions at the same moment; return the refusals."""
    barrier, refused = Barrier(len(actions)), []

    def act(action):
        barrier.wait()
        try:
            action()
        except Refusal as refusal:
            refused.append(str(refusal))
        finally:
            connections.close_all()

    threads = [Thread(target=act, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def post(dispatch):
    mark_posted(dispatches=[dispatch], by=dispatch.by, on=ON, today=ON)


def test_two_who_record_the_posting_answer_the_request_once(dispatch):
    refused = at_once(*(lambda: post(dispatch) for _ in range(3)))

    foi_request = FOIRequest.objects.get()
    answered = foi_request.history.filter(kind=GivingHistory.REQUEST_ANSWERED)
    assert len(refused) == 2
    assert (foi_request.state, answered.count()) == (State.ANSWERED, 1)


@pytest.mark.parametrize("repeat", range(3))
def test_posting_and_undoing_end_in_one_or_the_other(dispatch, repeat):
    refused = at_once(
        lambda: post(dispatch),
        lambda: undo_send(dispatch=dispatch, by=dispatch.by, on=ON, at=AT),
    )

    dispatch.refresh_from_db()
    state = FOIRequest.objects.get().state
    assert len(refused) == 1
    assert state == (State.ANSWERED if dispatch.sent_at else State.ISSUED)


@pytest.mark.parametrize("repeat", range(3))
def test_posting_and_withdrawing_leave_no_answer_half_given(dispatch, repeat):
    letter = dispatch.letter
    at_once(
        lambda: post(dispatch),
        lambda: withdraw_letter(
            letter=letter, reason="A slip.", asks="", by=dispatch.by, on=ON, at=AT
        ),
    )

    dispatch.refresh_from_db()
    letter.refresh_from_db()
    state = FOIRequest.objects.get().state
    assert letter.given_on == dispatch.sent_on
    assert state == (State.ANSWERED if dispatch.sent_at else State.ANSWERING)
