"""When a worker is killed, a letter by GOV.UK Notify or Microsoft 365 leaves once.

A real process is killed by SIGKILL while it speaks to a fake of the service.
"""

import os
import signal
from concurrent.futures import Future
from datetime import timedelta
from multiprocessing.connection import wait

import pytest
from django.db.models.functions import Now

from requests_app.models import Job
from requests_app.workflow import State
from responses.letters.records import attach_pdf
from responses.models import Receipt, Sender
from tests.factories import LoginFactory
from tests.graph import BOX
from tests.responses.kinds import ON
from tests.responses.sending.conftest import BY_EMAIL, BY_POST
from tests.responses.sending.worker import send_by_graph, send_by_notify
from tests.workers import has_been_killed, start_worker

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = [
    "before connecting",
    "connected",
    "begun",
    "before the answer",
    "after the answer",
    "after the commit",
]


def lease_runs_out():
    Job.objects.filter(leased_until__isnull=False).update(
        leased_until=Now() - timedelta(seconds=1)
    )


def worked(work, step, *arguments, kills=None):
    """Run a worker until it ends or is killed at `step`."""
    worker = start_worker(work, step, *arguments)
    if kills is not None:
        kills.set_result(worker)
    assert has_been_killed(worker) == bool(step)
    lease_runs_out()


def killing(future):
    """Return a function that kills the worker of the future, and waits for its end."""

    def kill():
        worker = future.result()
        os.kill(worker.pid, signal.SIGKILL)
        wait([worker.sentinel])

    return kill


def state_of(letter):
    letter.foi_request.refresh_from_db()
    return letter.foi_request.state, letter.foi_request.answered_on


@pytest.fixture
def made(issue):
    def made(sending):
        letter = attach_pdf(letter=issue(sending), on=ON)
        Job.objects.filter(kind="make_pdf").delete()
        return letter

    return made


@pytest.mark.parametrize("sending", [BY_EMAIL, BY_POST])
@pytest.mark.parametrize("step", STEPS)
def test_notify_gets_a_letter_once_wherever_a_worker_dies(
    made, by_notify, notify, sending, step
):
    letter = made(sending)
    kills = Future() if step == "before the answer" else None
    notify.before_answer = killing(kills) if kills else None
    worked(send_by_notify, step, notify.url, kills=kills)
    notify.before_answer = None
    for _ in range(2):
        worked(send_by_notify, "", notify.url)

    dispatch = letter.dispatches.get()
    assert len(notify.sent) == 1
    assert dispatch.unconfirmed_since is None
    assert dispatch.sent_at is not None
    assert Receipt.objects.get().dispatch == dispatch
    assert state_of(letter) == (State.ANSWERED, ON)
    assert Job.objects.get().done_at is not None


@pytest.fixture
def by_graph(officer, graph, at_once):
    return Sender.objects.create(
        authority=officer.authority,
        mail_by="graph",
        address=BOX,
        login=LoginFactory(authority=officer.authority),
    )


@pytest.mark.parametrize(
    ("step", "sent", "is_in_doubt"),
    [
        ("before connecting", 1, False),
        ("connected", 1, False),
        ("after the answer", 1, True),
        ("after the commit", 1, False),
    ],
)
def test_microsoft_gets_a_letter_once_or_a_person_is_asked(
    made, by_graph, graph, settings, step, sent, is_in_doubt
):
    letter = made(BY_EMAIL)
    places = graph.graph_url, graph.login_url, str(settings.CA_BUNDLE)
    worked(send_by_graph, step, *places)
    for _ in range(2):
        worked(send_by_graph, "", *places)

    dispatch = letter.dispatches.get()
    assert len(graph.sent) == sent
    assert (dispatch.unconfirmed_since is not None) == is_in_doubt
    assert (dispatch.sent_at is not None) == (not is_in_doubt)
