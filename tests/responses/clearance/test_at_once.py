"""Two approvers press the same button at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.clearance.steps import claim_response
from responses.models import ClearanceStep
from tests.responses import kinds
from tests.responses.clearance.routes import approver_of, clear, route, send
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(officer):
    return [approver_of(officer.authority) for _ in range(2)]


@pytest.fixture
def sent(officer, people):
    """A response waiting for either of two approvers, and then for any."""
    route(
        officer.authority,
        "Senior",
        (1, "Head", people),
        (2, "Director", None),
        is_default=True,
    )
    return send(kinds.full_disclosure(authority=officer.authority), by=officer)


def at_once(act, people):
    """Let each person act in a thread, and return the outcomes, sorted."""
    ready, outcomes = Barrier(len(people)), []

    def press(person):
        try:
            ready.wait()
            act(person)
            outcomes.append("done")
        except Refusal:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_a_step_is_taken_by_one_alone(sent, people):
    def take(person):
        claim_response(foi_request=sent, by=person, on=ON, at=AT)

    assert at_once(take, people) == ["done", "refused"]


def test_a_double_click_clears_one_step_alone(sent, people):
    person = people[0]

    assert at_once(lambda one: clear(sent, one), [person, person]) == [
        "done",
        "refused",
    ]
    sent.refresh_from_db()
    assert sent.state == State.CLEARANCE
    states = ClearanceStep.objects.order_by("order").values_list("state", flat=True)
    assert list(states) == ["cleared", "open"]
