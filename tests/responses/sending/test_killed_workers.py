"""When a worker is killed, the letter is sent once or a person is asked.

A real process is killed by SIGKILL while sending to a real mail server.
"""

import os
import signal
import socket
from concurrent.futures import Future
from datetime import timedelta
from multiprocessing.connection import wait

import pytest
from aiosmtpd.controller import Controller
from django.db.models.functions import Now

from requests_app.models import Job
from requests_app.workflow import State
from responses.letters.records import attach_pdf
from responses.models import Dispatch
from responses.sending.outcomes import confirm_delivered, resend_unconfirmed
from tests.responses.kinds import ON
from tests.responses.sending.worker import send
from tests.workers import has_been_killed, start_worker

pytestmark = pytest.mark.django_db(transaction=True)


class Inbox:
    """A mail server that can kill the worker while it delivers a message."""

    def __init__(self):
        self.messages = []
        self.kills = None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - its name
        self.messages.append(envelope.content)
        if self.kills is not None:
            worker = self.kills.result()
            os.kill(worker.pid, signal.SIGKILL)
            wait([worker.sentinel])
        return "250 Taken"


@pytest.fixture
def inbox():
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def work(inbox):
    """Run a worker until it ends or is killed at `step`."""

    def work(step=""):
        inbox.kills = Future() if step == "before the answer" else None
        worker = start_worker(send, step, inbox.port)
        if inbox.kills is not None:
            inbox.kills.set_result(worker)
        assert has_been_killed(worker) == bool(step)

    return work


@pytest.fixture
def letter(issue, at_once):
    letter = attach_pdf(letter=issue(), on=ON)
    Job.objects.filter(kind="make_pdf").delete()
    return letter


def state_of(letter):
    letter.foi_request.refresh_from_db()
    return letter.foi_request.state, letter.foi_request.answered_on


def lease_runs_out():
    Job.objects.filter(leased_until__isnull=False).update(
        leased_until=Now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize("step", ["before connecting", "connected"])
def test_a_worker_that_dies_before_anything_left_is_replaced(letter, inbox, work, step):
    work(step)
    lease_runs_out()
    work()
    work()

    assert len(inbox.messages) == 1
    assert letter.dispatches.get().sent_at is not None


@pytest.mark.parametrize("step", ["before the answer", "after the answer"])
def test_a_worker_that_dies_while_the_server_answers_leaves_a_doubt(
    letter, inbox, work, step
):
    work(step)
    for _ in range(3):
        lease_runs_out()
        work()

    dispatch, job = letter.dispatches.get(), Job.objects.get()
    assert len(inbox.messages) == 1
    assert dispatch.unconfirmed_since is not None
    assert dispatch.sent_at is None
    assert state_of(letter) == (State.ISSUED, None)
    assert job.needs_attention
    assert "may have been sent" in job.last_error


def test_a_worker_that_dies_after_the_commit_has_sent_it(letter, inbox, work):
    work("after the commit")
    lease_runs_out()
    work()

    assert len(inbox.messages) == 1
    assert letter.dispatches.get().unconfirmed_since is None
    assert state_of(letter) == (State.ANSWERED, ON)
    assert Job.objects.get().done_at is not None


def test_a_person_who_saw_it_arrive_ends_the_doubt(letter, inbox, work, officer):
    work("after the answer")
    lease_runs_out()
    work()

    confirm_delivered(dispatch=letter.dispatches.get(), by=officer, on=ON)
    work()

    assert len(inbox.messages) == 1
    assert letter.dispatches.get().sent_at is not None
    assert Job.objects.get().done_at is not None


def test_a_person_may_have_it_sent_again_under_the_same_number(
    letter, inbox, work, officer
):
    work("before the answer")
    lease_runs_out()
    work()

    resend_unconfirmed(dispatch=letter.dispatches.get(), by=officer, on=ON)
    work()

    first, second = inbox.messages
    number = Dispatch.objects.get().message_id.encode()
    assert number in first
    assert number in second
    assert letter.dispatches.get().sent_at is not None
