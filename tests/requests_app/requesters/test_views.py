from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import Requester
from requests_app.requesters.merging import merge_requesters
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def requester(officer):
    return RequesterFactory(authority=officer.authority)


def asked(requester, **more):
    return FOIRequestFactory(authority=requester.authority, requester=requester, **more)


def page(client, name, **named):
    response = client.get(reverse(name, kwargs=named))
    assert response.status_code == 200
    return response.content.decode()


def test_requesters_are_found_by_name_address_and_organisation(client, requester):
    RequesterFactory(
        authority=requester.authority,
        name="Robin Sample",
        emails=["robin@here.example"],
        organisation="Reading Circle",
    )

    for words in ("robin", "HERE.example", "reading sample"):
        shown = client.get(reverse("requesters"), {"q": words}).content.decode()
        assert "Robin Sample" in shown, words
        assert "Alex Requester" not in shown, words

    shown = client.get(reverse("requesters"), {"q": "nobody"}).content.decode()
    assert "No requester has “nobody”" in shown


def test_a_page_of_a_requester_shows_the_requests_newest_first(client, requester):
    asked(requester, reference="OLD-1", received_on=date(2026, 2, 2))
    asked(requester, reference="NEW-2", received_on=date(2026, 3, 2))
    asked(requester, reference="HIDDEN-3", is_restricted=True)

    shown = page(client, "requester", requester=requester.pk)

    assert shown.index("NEW-2") < shown.index("OLD-1")
    assert "HIDDEN-3" not in shown
    assert "1 other within 60 working days" in shown


def test_a_record_of_restricted_requests_alone_is_not_there(client, requester):
    asked(requester, is_restricted=True)

    assert client.get(requester.get_absolute_url()).status_code == 404
    assert "Alex Requester" not in page(client, "requesters")


def test_a_merged_record_leads_to_the_other(client, officer, requester):
    other = RequesterFactory(authority=officer.authority, name="A. Requester")
    merge_requesters(
        requester=requester, gone=other, reason="Both.", by=officer, on=TODAY
    )

    assert client.get(other.get_absolute_url()).url == requester.get_absolute_url()
    assert "A. Requester" not in page(client, "requesters")


def test_a_record_is_changed_and_a_stale_change_shows_the_present_values(
    client, requester
):
    address = reverse("change-requester", kwargs={"requester": requester.pk})
    typed = {
        "name": "Alex Requester",
        "emails": "alex@requester.example\nsecond@requester.example",
        "addresses": "1 Low Road\nLeeds\nLS1 1AA\n\n2 High Road\nLeeds\nLS1 1AA",
        "language": "cy",
        "format_needs": "large_print",
        "version": 1,
    }

    client.post(address, typed)
    requester.refresh_from_db()

    assert requester.emails == ["alex@requester.example", "second@requester.example"]
    assert requester.addresses[1] == "2 High Road\nLeeds\nLS1 1AA"
    assert "Large print wanted" in page(client, "requester", requester=requester.pk)

    stale = client.post(address, {**typed, "language": "en"}).content.decode()
    assert "Another user changed this record" in stale
    assert "Now: Cymraeg (Welsh)" in stale
    assert 'name="version" value="2"' in stale


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("emails", "no address", "is no e-mail address"),
        ("emails", "\n".join(f"a{n}@b.example" for n in range(31)), "at most 30"),
        ("other_names", "x" * 201, "at most 200"),
        ("name", "", "Enter the name of the requester"),
        ("format_needs", "arranged", "such as braille"),
    ],
)
def test_a_detail_that_is_not_possible_is_said(client, requester, field, typed, said):
    address = reverse("change-requester", kwargs={"requester": requester.pk})
    right = {"name": "Alex Requester", "language": "en", "version": 1}

    response = client.post(address, {**right, field: typed})

    assert response.status_code == 200
    assert said in response.content.decode()
    assert Requester.objects.get().version == 1


def test_an_officer_says_that_the_person_is_on_record(client, officer, requester):
    foi_request = FOIRequestFactory(authority=officer.authority)
    address = reverse("link-requester", kwargs={"reference": foi_request.reference})

    shown = client.get(address).content.decode()
    assert "Same person as Alex Requester" in shown
    client.post(address, {"requester": requester.pk})

    foi_request.refresh_from_db()
    assert foi_request.requester == requester


def test_a_record_that_was_not_offered_is_not_linked(client, officer):
    hidden = RequesterFactory(authority=officer.authority)
    asked(hidden, is_restricted=True)
    foi_request = FOIRequestFactory(authority=officer.authority)
    address = reverse("link-requester", kwargs={"reference": foi_request.reference})

    shown = client.post(address, {"requester": hidden.pk}).content.decode()

    assert "Choose a record from the list" in shown
    foi_request.refresh_from_db()
    assert foi_request.requester is None


def test_an_auditor_reads_and_changes_nothing(client, requester):
    auditor = UserFactory(roles=["auditor"], authority=requester.authority)
    client.force_login(auditor)

    assert "Change the record" not in page(client, "requester", requester=requester.pk)


def test_the_page_of_a_request_names_earlier_requests_and_the_format(client, requester):
    requester.format_needs = "large_print"
    requester.save()
    asked(requester, received_on=date(2026, 2, 2))
    asked(requester, received_on=date(2026, 2, 2), is_restricted=True)
    newest = asked(requester, received_on=date(2026, 3, 2))

    shown = page(client, "foi-request", reference=newest.reference)

    assert requester.get_absolute_url() in shown
    assert "1 earlier request" in shown
    assert "Large print wanted" in shown
