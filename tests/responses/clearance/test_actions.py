"""The table of a response's actions: what a page offers, its service does."""

from datetime import UTC, date, datetime

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.refusals import Refusal
from requests_app.workflow import State
from responses.clearance.actions import RESPONSE_ACTIONS, response_actions_open_to
from responses.clearance.services import (
    clear_response,
    recall_from_clearance,
    return_response,
    send_for_clearance,
)
from responses.issuing.services import issue_response
from tests.factories import FOIRequestFactory, UserFactory

ON, AT = date(2026, 3, 20), datetime(2026, 3, 20, 10, tzinfo=UTC)
SERVICES = {
    "send-for-clearance": (send_for_clearance, {"at": AT}),
    "clear-response": (clear_response, {"words_sha256": "", "at": AT}),
    "return-response": (return_response, {"reasons": "Say when."}),
    "recall-from-clearance": (recall_from_clearance, {}),
    "issue-response": (issue_response, {"number": 1, "at": AT}),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("url_name", RESPONSE_ACTIONS)
def test_a_service_refuses_what_its_page_does_not_offer_in_the_same_words(
    officer, url_name, state
):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)
    service, arguments = SERVICES[url_name]
    refused = ""

    try:
        service(foi_request=foi_request, by=officer, on=ON, **arguments)
    except ActionNotPossible as refusal:
        refused = str(refusal)
    except Refusal:
        pass  # of the letter, which is empty, and not of the state

    assert refused == RESPONSE_ACTIONS[url_name].refusal(foi_request)


@pytest.mark.parametrize(
    ("state", "role", "offered"),
    [
        ("answering", "officer", {"send-for-clearance"}),
        ("answering", "approver", set()),
        ("clearance", "officer", {"recall-from-clearance"}),
        ("clearance", "approver", {"clear-response", "return-response"}),
        ("cleared", "officer", {"recall-from-clearance", "issue-response"}),
        ("answered", "officer", set()),
    ],
)
def test_a_person_is_offered_what_state_and_role_allow(db, state, role, offered):
    person = UserFactory(roles=[role])
    foi_request = FOIRequestFactory(authority=person.authority, state=state)

    assert set(response_actions_open_to(person, foi_request)) == offered
