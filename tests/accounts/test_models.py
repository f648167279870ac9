"""Authorities and people."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import check_reference_scheme, make_reference
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)


@pytest.mark.parametrize(
    ("scheme", "reference"),
    [
        pytest.param("{number}-{year}", "1433-19", id="number and year"),
        pytest.param("FOI/{year4}/{number:05}", "FOI/2019/01433", id="filled up"),
    ],
)
def test_a_reference_follows_the_scheme(scheme, reference):
    assert make_reference(scheme, 1433, 2019) == reference


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        pytest.param("{number}", "both", id="the same number comes again next year"),
        pytest.param("{year}", "both", id="all of one year alike"),
        pytest.param("{serial}-{year}", "Use {number}", id="an unknown word"),
        pytest.param("{number-{year}", "Use {number}", id="a bracket left open"),
        pytest.param("{number.__class__}-{year}", "Use {number}", id="code"),
        pytest.param("{number} {year}<b>", "letters", id="signs that clash"),
    ],
)
def test_a_scheme_that_would_repeat_references_is_refused(scheme, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_reference_scheme(scheme)


@pytest.mark.django_db
def test_a_role_nobody_knows_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="user_roles_are_known"):
        UserFactory(roles=["king"])


@pytest.mark.django_db
def test_two_authorities_do_not_come_to_share_one_series_of_numbers():
    first = AuthorityFactory(reference_scheme="{number}-{year}")
    second = AuthorityFactory.build(reference_scheme="{number}-{year}")

    with pytest.raises(ValidationError, match=first.name):
        second.clean()

    first.short_name = "Other"
    first.clean()
    second.reference_scheme = "NW/{number}-{year}"
    second.clean()


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["team", "department"])
def test_a_team_or_department_of_another_authority_is_refused(part):
    other = {"team": TeamFactory, "department": DepartmentFactory}[part]()
    person = UserFactory()
    setattr(person, part, other)

    with pytest.raises(ValidationError, match=f"Choose a {part} of"):
        person.clean()


@pytest.mark.django_db
def test_a_person_with_open_requests_does_not_move_to_another_authority():
    person = UserFactory(roles=["officer"])
    held = FOIRequestFactory(authority=person.authority, officer=person)
    person.authority = AuthorityFactory()

    with pytest.raises(ValidationError, match="still has 1 open request of another"):
        person.clean()

    held.officer = None
    held.save()
    person.clean()
