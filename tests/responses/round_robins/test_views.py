"""Pages of groups of requests alike: nothing leaks, nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import Fingerprint, FOIRequest
from responses.models import RoundRobin
from responses.round_robins.services import make_group
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


def asked(authority, *, alike=7, **given):
    made = FOIRequestFactory(authority=authority, **{"state": "answering", **given})
    Fingerprint.objects.update_or_create(foi_request=made, defaults={"group": alike})
    return made


@pytest.fixture
def request_of_group(officer):
    return asked(officer.authority, reference="RR-1", subject="Bicycles")


@pytest.fixture
def group(officer, request_of_group):
    return make_group(
        foi_request=request_of_group,
        title="Bicycles",
        line="A common line.",
        by=officer,
        on=TODAY,
    )


def shown(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response


def test_a_group_is_made_on_the_page_of_a_request(client, officer, request_of_group):
    other = asked(officer.authority, reference="RR-2")
    page = shown(client, request_of_group.get_absolute_url()).content.decode()
    url = reverse("make-round-robin", args=["RR-1"])
    form = shown(client, url).context["form"]

    client.post(url, {"title": "Bikes", "line": "Words", "chosen": [other.pk]})

    made = RoundRobin.objects.get()
    assert url in page
    assert form.initial["chosen"] == [other.pk]
    assert (made.title, made.line, made.members.count()) == ("Bikes", "Words", 2)
    page = shown(client, request_of_group.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page


def test_a_failed_form_comes_back_filled_in(client, request_of_group):
    url = reverse("make-round-robin", args=[request_of_group.reference])

    page = client.post(url, {"title": "", "line": "Words & signs"}).content.decode()

    assert "Enter a title for the group" in page
    assert "Words &amp; signs" in page
    assert not RoundRobin.objects.exists()


def test_other_authorities_are_numbers_alone(client, group):
    elsewhere = AuthorityFactory(name="Harbourton Council")
    asked(elsewhere, reference="ELSE-1", subject="Elsewhere")
    asked(elsewhere, reference="ELSE-2", subject="Elsewhere")
    asked(elsewhere, is_restricted=True)
    asked(elsewhere, alike=8)

    page = shown(client, group.get_absolute_url()).content.decode()

    words = " ".join(page.split())
    assert "1 other authority of this installation received 2 requests" in words
    for secret in ("Harbourton", "ELSE-1", "Elsewhere"):
        assert secret not in page


def test_restricted_requests_are_neither_shown_nor_counted(client, officer, group):
    secret = asked(officer.authority, reference="SECRET-1")
    group.members.create(foi_request=secret)
    FOIRequest.objects.filter(pk=secret.pk).update(is_restricted=True)

    page = shown(client, group.get_absolute_url())
    listed = shown(client, reverse("round-robins"))

    assert "SECRET-1" not in page.content.decode()
    assert [one.number for one in listed.context["page"]] == [1]


def test_a_group_of_restricted_requests_is_not_there(client, group, request_of_group):
    FOIRequest.objects.filter(pk=request_of_group.pk).update(is_restricted=True)

    assert client.get(group.get_absolute_url()).status_code == 404
    page = shown(client, reverse("round-robins")).content.decode()
    assert "There are no groups yet." in page


def test_a_restricted_request_is_neither_added_nor_named(client, officer, group):
    secret = asked(officer.authority, reference="SECRET-1", is_restricted=True)
    url = reverse("add-to-round-robin", args=[group.pk])

    page = client.post(url, {"reference": "SECRET-1"}).content.decode()
    client.post(url, {"chosen": [secret.pk]})

    assert "There is no request SECRET-1 that you may see." in page
    assert group.members.count() == 1


def test_requests_are_added_by_tick_or_reference(client, officer, group):
    alike = asked(officer.authority, reference="RR-2")
    asked(officer.authority, alike=99, reference="RR-3")
    url = reverse("add-to-round-robin", args=[group.pk])
    page = shown(client, group.get_absolute_url()).content.decode()

    client.post(url, {"chosen": [alike.pk], "reference": "rr-3"})

    assert "RR-2" in page
    assert "RR-3" not in page
    assert group.members.count() == 3
    empty = client.post(url, {"reference": ""}).content.decode()
    assert "Choose at least one request" in empty


def test_the_line_is_put_into_the_drafts_chosen(client, group, request_of_group):
    url = reverse("insert-common-line", args=[group.pk])

    page = client.post(url, {"chosen": [request_of_group.pk]}, follow=True)

    words = page.content.decode()
    assert "1 draft has the common line now" in words
    assert "In the draft" in words


def test_a_stale_change_shows_both_lines(client, group):
    url = reverse("change-round-robin", args=[group.pk])
    client.post(url, {"title": "Bicycles", "line": "Of a colleague.", "version": 1})

    page = client.post(url, {"title": "Bicycles", "line": "Mine.", "version": 1})

    words = page.content.decode()
    assert "Now: Of a colleague." in words
    assert "Mine." in words
    client.post(url, {"title": "Bicycles", "line": "Mine.", "version": 2})
    group.refresh_from_db()
    assert group.line == "Mine."


def test_the_last_request_taken_out_leaves_an_empty_group(
    client, group, request_of_group
):
    url = reverse("remove-from-round-robin", args=[group.pk])

    page = client.post(url, {"chosen": [request_of_group.pk]}, follow=True)

    assert "No request is in the group." in page.content.decode()


def test_the_page_has_a_fixed_number_of_queries(
    client, officer, group, django_assert_max_num_queries
):
    def queries(url):
        with django_assert_max_num_queries(100) as counted:
            shown(client, url)
        return len(counted)

    urls = [group.get_absolute_url(), reverse("round-robins")]
    asked(officer.authority)
    few = [queries(url) for url in urls]
    for number in range(8):
        one = asked(officer.authority, officer=officer)
        group.members.create(foi_request=one)
        free = asked(officer.authority, alike=number + 20)
        make_group(foi_request=free, title=str(number), by=officer, on=TODAY)
        asked(officer.authority)

    assert [queries(url) for url in urls] == few
