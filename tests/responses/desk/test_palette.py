import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def foi_request(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, reference="1430-26", subject="Bicycles"
    )
    QuestionFactory(foi_request=foi_request, order=1, label="1", text="How many?")
    QuestionFactory(foi_request=foi_request, order=2, label="2", text="Where kept?")
    return foi_request


@pytest.fixture
def found(client, officer):
    """Return what a person finds, by default the officer."""

    def found(words, *, at="/", by=officer):
        client.force_login(by)
        answer = client.get(reverse("palette"), {"q": words, "at": at})
        assert answer.status_code == 200
        return {one["words"]: one for one in answer.json()["found"]}

    return found


def test_a_reference_opens_its_request(found, foi_request):
    entry = found("1430")["1430-26: Bicycles"]

    assert entry["url"] == foi_request.get_absolute_url()


def test_questions_and_actions_are_those_of_the_request_at_hand(found, foi_request):
    at = reverse("draft-response", args=[foi_request.reference])

    everything, by_number, by_word = (
        found("", at=at),
        found("2", at=at),
        found("kept", at=at),
    )

    assert "1 How many?" in everything
    assert "Send for clearance" in everything
    assert "Ask a department" in everything
    assert "2 Where kept?" in by_number
    assert "1 How many?" not in by_number
    assert "2 Where kept?" in by_word


def test_only_what_the_person_may_do_is_offered(found, foi_request):
    approver = UserFactory(roles=["approver"], authority=foi_request.authority)

    offered = found("", at=foi_request.get_absolute_url(), by=approver)

    assert not {"Send for clearance", "Draft the response", "1 How many?"} & {*offered}


@pytest.mark.parametrize("hidden", ["restricted", "of another authority"])
def test_what_a_person_may_not_see_is_not_found(found, foi_request, hidden):
    if hidden == "restricted":
        foi_request.is_restricted = True
        foi_request.save()
        by = UserFactory(roles=["officer"], authority=foi_request.authority)
    else:
        by = UserFactory(roles=["officer"])

    entries = found("1430", at=foi_request.get_absolute_url(), by=by)

    assert list(entries) == ["Search for “1430”"]


def test_colleagues_are_found_by_name_and_lead_to_their_requests(found, officer):
    UserFactory(first_name="Kim", last_name="Leeds", authority=officer.authority)
    UserFactory(first_name="Kim", last_name="Elsewhere")

    entries = found("kim")

    assert entries["Kim Leeds"]["hint"] == "Requests of"
    assert "officer=" in entries["Kim Leeds"]["url"]
    assert "Kim Elsewhere" not in entries


def test_a_contributor_finds_nothing_of_requests(found, foi_request):
    by = UserFactory(roles=["contributor"], authority=foi_request.authority)

    assert not found("1430", at=foi_request.get_absolute_url(), by=by)


@pytest.mark.parametrize("at", ["", "nowhere", "/no/such/page/", "/requests/9-26/"])
def test_an_odd_page_is_no_request(found, foi_request, at):
    assert "Send for clearance" not in found("clearance", at=at)


def test_the_palette_asks_as_much_for_30_questions_as_for_2(
    client, officer, foi_request
):
    client.force_login(officer)
    at = reverse("draft-response", args=[foi_request.reference])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("palette"), {"q": "how", "at": at})
        return len(captured)

    few = queries()
    QuestionFactory.create_batch(28, foi_request=foi_request, text="How many more?")

    assert queries() == few
