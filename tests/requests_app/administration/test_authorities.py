"""The details and the references of an authority."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Authority
from requests_app.administration.authorities import (
    DetailsNotSaved,
    SchemeNotChanged,
    change_details,
    change_reference_scheme,
    details_of,
    next_reference,
    sharing_series,
)
from requests_app.models import AdministrationEntry, ReferenceCounter
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    authority = AuthorityFactory(
        name="Midshire Council", reference_scheme="{number}/{year}"
    )
    return UserFactory(roles=["administrator"], authority=authority)


def test_details_are_changed_with_both_values_on_record(chief):
    before = details_of(chief.authority)

    change_details(
        authority=chief.authority,
        details={"telephone": "0161 496 0000"},
        seen=before,
        by=chief,
    )

    chief.authority.refresh_from_db()
    assert chief.authority.telephone == "0161 496 0000"
    entry = AdministrationEntry.objects.get()
    assert entry.changes == {"telephone": ["", "0161 496 0000"]}
    assert entry.authority == chief.authority


def test_two_administrators_do_not_overwrite_each_other(chief):
    seen = details_of(chief.authority)
    change_details(
        authority=chief.authority, details={"telephone": "1"}, seen=seen, by=chief
    )

    with pytest.raises(DetailsNotSaved, match="Another person has changed"):
        change_details(
            authority=chief.authority, details={"telephone": "2"}, seen=seen, by=chief
        )

    chief.authority.refresh_from_db()
    assert chief.authority.telephone == "1"


def test_the_same_details_and_a_taken_name_are_refused(chief):
    AuthorityFactory(name="Northmoor")

    with pytest.raises(DetailsNotSaved, match="Nothing was changed"):
        change_details(authority=chief.authority, details={}, by=chief)
    with pytest.raises(DetailsNotSaved, match="has this name") as refusal:
        change_details(
            authority=chief.authority, details={"name": "NORTHMOOR"}, by=chief
        )

    assert refusal.value.field == "name"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("{number}-{year}", "{number}-{year}"),
        ("{number:04}-{year}", "{number}-{year}"),
        ("{number}/{year4}", "{number}/20{year}"),
    ],
)
def test_schemes_that_make_the_same_reference_share_a_series(chief, ours, theirs):
    other = AuthorityFactory(reference_scheme=theirs)

    assert sharing_series(ours, other_than=chief.authority) == [other]
    with pytest.raises(SchemeNotChanged, match="same series of numbers"):
        change_reference_scheme(
            authority=chief.authority, reference_scheme=ours, by=chief
        )

    chief.authority.refresh_from_db()
    assert chief.authority.reference_scheme == "{number}/{year}"


def test_letters_of_their_own_keep_two_series_apart(chief):
    AuthorityFactory(reference_scheme="{number}-{year}")

    assert sharing_series("NW/{number}-{year}", other_than=chief.authority) == []


def test_a_series_is_shared_knowingly_and_both_authorities_have_a_record(chief):
    other = AuthorityFactory(name="Northmoor", reference_scheme="{number}-{year}")

    change_reference_scheme(
        authority=chief.authority,
        reference_scheme="{number}-{year}",
        is_shared=True,
        by=chief,
    )

    chief.authority.refresh_from_db()
    assert chief.authority.is_series_shared
    whats = set(AdministrationEntry.objects.values_list("authority", "what"))
    assert whats == {
        (chief.authority.pk, "Changed; shared with Northmoor"),
        (other.pk, "Midshire Council now shares this series of numbers"),
    }


def test_the_database_refuses_a_series_shared_unknowingly(chief):
    other = AuthorityFactory()

    with (
        pytest.raises(IntegrityError, match="shared_knowingly"),
        transaction.atomic(),
    ):
        Authority.objects.filter(pk=other.pk).update(reference_scheme="{number}/{year}")


def test_an_impossible_or_unchanged_scheme_is_refused(chief):
    with pytest.raises(SchemeNotChanged, match="must contain both"):
        change_reference_scheme(
            authority=chief.authority, reference_scheme="FOI/{number}", by=chief
        )
    with pytest.raises(SchemeNotChanged, match="Nothing was changed"):
        change_reference_scheme(
            authority=chief.authority, reference_scheme="{number}/{year}", by=chief
        )


def test_the_next_reference_follows_the_counter(chief):
    ReferenceCounter.objects.create(
        authority=chief.authority, year=2026, last_number=1432
    )

    assert (
        next_reference(chief.authority, "FOI/{year4}/{number:05}", on=date(2026, 3, 2))
        == "FOI/2026/01433"
    )
