import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_switches_the_keys_of_one_character_off_and_on(client):
    person = UserFactory(roles=["officer"])
    client.force_login(person)
    assert 'data-keys="on"' in client.get("/", follow=True).text

    answer = client.post(reverse("choose-keys"), {"keys": "off"})

    assert answer.status_code == 204
    person.refresh_from_db()
    assert person.is_without_keys
    assert 'data-keys="off"' in client.get("/", follow=True).text

    client.post(reverse("choose-keys"), {"keys": "on"})

    person.refresh_from_db()
    assert not person.is_without_keys


def test_keys_are_chosen_only_by_who_is_signed_in(client):
    answer = client.post(reverse("choose-keys"), {"keys": "off"})

    assert answer.status_code == 302
