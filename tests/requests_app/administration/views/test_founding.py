"""The owner of the installation adds authorities, and invites administrators."""

import pytest
from django.urls import reverse

from accounts.models import Authority
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory


@pytest.fixture
def owner(client):
    person = UserFactory(roles=["owner"])
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return person


def details(**changes):
    return {
        "name": "Westmoor Council",
        "short_name": "the Council",
        "kind": "council",
        "reference_scheme": "WM/{number}-{year}",
        "address": "1 High Street\r\nWestmoor",
        "email": "foi@westmoor.example",
        "signatory": "Information Team",
        "review_contact": "Review Officer, 1 High Street",
        **changes,
    }


@pytest.mark.django_db
def test_an_authority_is_added_and_its_administrator_invited(client, owner):
    page = client.post(reverse("found-authority"), details())

    made = Authority.objects.get(name="Westmoor Council")
    assert made.address == "1 High Street\nWestmoor"
    assert page.url == reverse("invite-first-administrator", args=[made.pk])
    assert "None" in client.get(reverse("authorities")).content.decode()


@pytest.mark.django_db
def test_a_series_of_numbers_in_use_comes_back_filled_in(client, owner):
    other = AuthorityFactory(reference_scheme="WM/{number}-{year}")

    page = client.post(reverse("found-authority"), details()).content.decode()

    assert f"{other} would have the same series of numbers" in page
    assert 'value="Westmoor Council"' in page
    assert not Authority.objects.filter(name="Westmoor Council").exists()


@pytest.mark.django_db
def test_the_list_tells_nothing_of_requests(client, owner, django_assert_num_queries):
    FOIRequestFactory(reference="77-26", requester_name="Ada Asker")
    AuthorityFactory.create_batch(5)
    client.get(reverse("authorities"))

    with django_assert_num_queries(4):
        page = client.get(reverse("authorities")).content.decode()

    assert "77-26" not in page
    assert "Asker" not in page
