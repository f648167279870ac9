"""The index of administration shows each person the places that their roles open."""

import pytest
from django.urls import reverse

from accounts import policy
from requests_app.administration.places import Group, places_for, registered
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db


def titles(user):
    return {place.title for _, places in places_for(user) for place in places}


def test_every_place_says_what_lies_there_in_one_line():
    chief = UserFactory(roles=["administrator"])

    for group, places in places_for(chief):
        for place in places:
            assert 10 < len(place.line) < 140, (group, place)


def test_every_permission_of_a_place_is_one_that_a_role_gives():
    given = frozenset().union(*policy.ROLE_PERMISSIONS.values())

    assert all(place.permissions <= given for place in registered())


def test_an_auditor_finds_the_record_alone():
    auditor = UserFactory(roles=["auditor"])

    assert titles(auditor) == {"Record of changes"}


def test_an_officer_finds_nothing_and_the_page_is_closed(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)

    assert places_for(officer) == []
    assert client.get(reverse("administration")).status_code == 403


def test_an_office_without_officers_is_shown_its_first_steps(client):
    chief = UserFactory(roles=["administrator"])
    UserFactory(roles=["officer"])
    UserFactory(roles=["officer"], authority=chief.authority, is_active=False)
    client.force_login(chief, backend="accounts.backends.RoleBackend")

    assert reverse("invite-person") in client.get(reverse("administration")).text

    UserFactory(roles=["officer"], authority=chief.authority)
    assert reverse("invite-person") not in client.get(reverse("administration")).text


def test_places_lead_to_the_persons_own_authority():
    chief = UserFactory(roles=["administrator"])
    AuthorityFactory()

    addresses = {
        place.title: place.url for _, places in places_for(chief) for place in places
    }

    own = chief.authority_id
    assert addresses["Letterhead"] == reverse("letterhead", args=[own])
    assert addresses["Wording of letters"] == reverse("wording", args=[own, "en"])


def test_school_days_concern_schools_alone():
    school = AuthorityFactory(kind="academy")

    assert "Days without a session" in titles(
        UserFactory(roles=["administrator"], authority=school)
    )
    assert "Days without a session" not in titles(UserFactory(roles=["administrator"]))


def test_a_person_of_no_authority_finds_what_all_share():
    chief = UserFactory(roles=["owner"], authority=None)

    groups = {group for group, _ in places_for(chief)}

    assert Group.INSTALLATION in groups
    assert "Letterhead" not in titles(chief)
