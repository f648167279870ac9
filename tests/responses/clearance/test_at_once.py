"""Two approvers press the same button at the same moment."""

import pytest

from requests_app.workflow import State
from responses.clearance.steps import claim_response
from responses.models import ClearanceStep
from tests.at_once import at_once
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
