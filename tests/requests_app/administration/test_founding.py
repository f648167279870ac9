"""An authority is founded, with its first administrator."""

import pytest

from accounts.models import Authority, User
from requests_app.administration.founding import (
    NotFounded,
    found_authority,
    make_first_administrator,
)
from requests_app.models import AdministrationEntry
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Midshire Council",
    "short_name": "the Council",
    "kind": "council",
    "is_scottish": False,
    "reference_scheme": "{number}-{year}",
    "address": "1 High Street\nMidtown\nMT1 1AA",
    "email": "foi@midshire.example",
    "telephone": "",
    "signatory": "Information Access Team",
    "review_contact": "Review Officer, 1 High Street, Midtown",
}
PASSWORD = "a long walk by the river"  # noqa: S105 - of a test


def found(**changed):
    return found_authority(details={**DETAILS, **changed}, by=None)


def hire(authority, **changed):
    person = {
        "name": "Ada Mary Brown",
        "email": "Ada.Brown@midshire.example",
        "password": PASSWORD,
        **changed,
    }
    return make_first_administrator(authority=authority, **person)


def test_an_authority_begins_with_kinds_of_requesters_and_a_record():
    authority = found()

    assert authority.requester_types.exists()
    entry = AdministrationEntry.objects.get()
    assert (entry.authority, entry.what, entry.by) == (authority, "Founded", None)
    assert entry.changes["kind"] == [None, "council"]


def test_the_first_administrator_has_a_password_and_the_role():
    person = hire(found())

    assert (person.first_name, person.last_name) == ("Ada Mary", "Brown")
    assert "administrator" in person.roles
    assert person.username == "ada.brown@midshire.example"
    assert person.check_password(PASSWORD)
    said = str(list(AdministrationEntry.objects.values()))
    assert PASSWORD not in said


def test_an_apostrophe_in_the_address_is_no_hindrance():
    person = hire(found(), name="Orla O'Neill", email="orla.o'neill@midshire.example")

    assert person.username == person.email == "orla.o'neill@midshire.example"


def test_founding_twice_changes_nothing():
    found()

    with pytest.raises(NotFounded, match="is here already"):
        found(name="MIDSHIRE COUNCIL", reference_scheme="M{number}-{year}")

    assert Authority.objects.count() == 1


def test_the_series_of_another_authority_is_not_shared_unknowingly():
    AuthorityFactory(name="Northmoor", reference_scheme="{number}-{year}")

    with pytest.raises(NotFounded, match="Northmoor would have the same series"):
        found()

    assert found(reference_scheme="M{number}-{year}").pk


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("email", "no address", "email cannot be used"),
        ("kind", "circus", "kind cannot be used"),
        ("reference_scheme", "FOI", "must contain both"),
        ("address", "", "address cannot be used"),
    ],
)
def test_a_wrong_detail_is_said_and_nothing_is_made(field, value, why):
    with pytest.raises(NotFounded, match=why):
        found(**{field: value})

    assert not Authority.objects.exists()


def test_an_authority_with_an_administrator_gets_no_second_this_way():
    authority = found()
    hire(authority)

    with pytest.raises(NotFounded, match="has an administrator already"):
        hire(authority, email="other@midshire.example")


def test_a_taken_address_and_a_weak_password_are_refused():
    authority = found()
    UserFactory(username="taken@midshire.example")

    with pytest.raises(NotFounded, match="signs in as"):
        hire(authority, email="Taken@midshire.example")
    with pytest.raises(NotFounded, match=r"too common|entirely numeric|too short"):
        hire(authority, password="12345678")  # noqa: S106 - refused

    assert not User.objects.filter(authority=authority).exists()
