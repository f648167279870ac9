"""The pages of actions: offers, refusals and kept input."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.actions.table import ACTIONS, actions_open_to
from requests_app.models import FOIRequest
from requests_app.workflow import State
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, reference="77-26"
    )


@pytest.fixture
def act(client, officer):
    """Send the form of an action, by default as an officer."""

    def act(name, data=None, by=officer, **named):
        client.force_login(by, backend="accounts.backends.RoleBackend")
        url = reverse(name, kwargs=named or {"reference": "77-26"})
        return client.get(url) if data is None else client.post(url, data, follow=True)

    return act


def day(on):
    return {"on_0": on.day, "on_1": on.month, "on_2": on.year}


def test_an_action_leads_back_to_the_request_and_says_what_it_did(
    act, foi_request, today
):
    page = act("seek-clarification", {**day(today), "question": "Which years?"})

    assert page.redirect_chain == [("/requests/77-26/", 302)]
    assert "Clarification sought. The time for answering stops" in page.content.decode()
    assert "Awaiting clarification" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("withdraw-request", {"reason": "No longer needed."}),
        ("transfer-request", {"to": "Midshire Council", "reason": "Theirs."}),
        ("request-fee", {"amount_pence": "£1,045.50"}),
    ],
)
def test_each_action_moves_the_request(act, foi_request, today, name, data):
    # Received recently, so that a fees notice is still in time.
    foi_request.received_on = foi_request.registered_on = today
    foi_request.save()

    act(name, {**day(today), **data})

    entry = foi_request.history.get()
    assert entry.on == today
    assert "state" in entry.changes


def test_waiting_ends_when_the_requester_answers(act, foi_request, today):
    act("seek-clarification", {**day(today), "question": "Which?"})
    act("receive-clarification", {**day(today), "clarification": "2024."})

    foi_request.refresh_from_db()
    assert foi_request.state == State.ANSWERING


def test_a_refusal_goes_back_on_the_form_with_what_was_typed(act, foi_request):
    page = act(
        "withdraw-request", {**day(date(2026, 1, 5)), "reason": "They telephoned."}
    )

    html = page.content.decode()
    assert page.status_code == 200
    assert "<title>Error: " in html
    assert "received on 2 March 2026" in html
    assert "They telephoned." in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({}, "Enter the date the requester withdrew it", id="no day"),
        pytest.param(
            {"on_0": "31", "on_1": "2", "on_2": "2026"}, "There is no day", id="31 Feb"
        ),
        pytest.param(
            {"on_0": "x", "on_1": "2", "on_2": "2026"}, "as a number", id="a letter"
        ),
        pytest.param(
            {"on_0": "1", "on_1": "", "on_2": "2026"}, "Enter the month", id="no month"
        ),
        pytest.param(
            {"on_0": "1", "on_1": "1", "on_2": "2099"}, "in the future", id="future"
        ),
    ],
)
def test_a_day_that_makes_no_sense_is_said_so(act, foi_request, typed, said):
    page = act("withdraw-request", {**typed, "reason": "They telephoned."})

    assert said in page.content.decode()
    foi_request.refresh_from_db()
    assert foi_request.is_open


def test_a_form_sent_empty_names_what_is_missing(act, foi_request):
    page = act("transfer-request", {})

    html = page.content.decode()
    assert "Enter the authority the request was passed to" in html
    assert "Enter why that authority holds the information" in html


def test_a_fee_that_is_no_sum_is_refused(act, foi_request, today):
    page = act("request-fee", {**day(today), "amount_pence": "a lot"})

    assert "in pounds and pence" in page.content.decode()


def test_an_action_that_makes_no_sense_now_offers_no_form(act, foi_request):
    page = act("receive-fee")

    html = page.content.decode()
    assert "This request is “Answering”" in html
    assert "<textarea" not in html
    assert "Record payment</button>" not in html


def test_a_second_click_changes_nothing_and_says_why(act, foi_request, today):
    data = {**day(today), "reason": "They telephoned."}
    act("withdraw-request", data)

    page = act("withdraw-request", data)

    assert "This request is “Withdrawn”" in page.content.decode()
    assert foi_request.history.count() == 1


def test_managers_assign(act, foi_request, manager):
    other = UserFactory(roles=["officer"], authority=manager.authority)

    act("assign-request", {"officer": other.pk}, by=manager)

    foi_request.refresh_from_db()
    assert foi_request.officer == other


def test_people_of_other_authorities_are_not_offered(act, foi_request, manager):
    other = UserFactory(roles=["officer"])

    page = act("assign-request", {"officer": other.pk}, by=manager)

    assert "from the list" in page.content.decode()


def test_a_manager_who_shuts_themselves_out_lands_on_the_page_of_their_role(
    act, foi_request, officer, manager
):
    other = UserFactory(roles=["manager"], authority=manager.authority)

    page = act("restrict-request", {"people": [other.pk, officer.pk]}, by=manager)

    assert page.redirect_chain[-2][0] == "/"
    assert not FOIRequest.objects.visible_to(manager).exists()


def test_a_manager_lifts_a_restriction(act, foi_request, officer, manager):
    act("restrict-request", {"people": [manager.pk, officer.pk]}, by=manager)
    act("unrestrict-request", {"reason": "The trial is over."}, by=manager)

    foi_request.refresh_from_db()
    assert not foi_request.is_restricted


def test_a_request_without_reference_is_handled_by_its_key(act, officer, manager):
    received = FOIRequestFactory(
        authority=officer.authority,
        state="received",
        reference=None,
        registered_on=None,
    )

    act("assign-request", {"officer": officer.pk}, by=manager, foi_request=received.pk)
    act("add-note", {"note": "Rang them."}, foi_request=received.pk)

    received.refresh_from_db()
    assert received.officer == officer
    assert received.history.count() == 2


def test_an_officer_asks_a_department(act, foi_request):
    question = QuestionFactory(foi_request=foi_request, label="2", text="How many?")
    QuestionFactory(foi_request=foi_request, kind="heading", label="", text="About")
    department = foi_request.authority.departments.create(
        name="Fleet", mailbox="fleet@authority.example"
    )

    form = act("make-enquiry").content.decode()
    act(
        "make-enquiry",
        {
            "departments": [department.pk],
            "questions": [question.pk],
            "wanted_by_0": "1",
            "wanted_by_1": "2",
            "wanted_by_2": "2090",
        },
    )

    assert "<b>2</b>  How many?" in form
    assert "About" not in form
    assert foi_request.enquiries.get().questions.get() == question


@pytest.mark.parametrize("state", State)
def test_what_is_offered_can_be_done(officer, manager, state):
    foi_request = FOIRequestFactory(authority=officer.authority, state=state)

    for action in actions_open_to(manager, foi_request):
        assert action.permission in manager.role_permissions
        assert action.refusal(foi_request) == ""


def test_auditors_are_offered_nothing(officer):
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)
    foi_request = FOIRequestFactory(authority=officer.authority)

    assert list(actions_open_to(auditor, foi_request)) == []


def test_every_action_has_its_page():
    for name in ACTIONS:
        assert reverse(name, kwargs={"reference": "1-26"})
