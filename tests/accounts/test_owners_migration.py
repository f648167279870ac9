"""The first owners of an installation that has none."""

import importlib

import pytest
from django.apps import apps

from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db
migration = importlib.import_module("accounts.migrations.0008_first_owners")


def roles_of(person):
    person.refresh_from_db()
    return person.roles


def test_administrators_of_a_single_authority_own_the_installation():
    authority = AuthorityFactory()
    people = [UserFactory(roles=["administrator"], authority=authority) for _ in "ab"]
    officer = UserFactory(roles=["officer"], authority=authority)

    migration.make_owners(apps, None)

    assert [roles_of(person) for person in people] == [["administrator", "owner"]] * 2
    assert roles_of(officer) == ["officer"]


def test_of_several_authorities_the_first_administrator_owns_the_installation():
    first, second = (UserFactory(roles=["administrator"]) for _ in "ab")

    migration.make_owners(apps, None)

    assert roles_of(first) == ["administrator", "owner"]
    assert roles_of(second) == ["administrator"]


def test_a_superuser_among_the_administrators_comes_first():
    first = UserFactory(roles=["administrator"])
    second = UserFactory(roles=["administrator"], is_superuser=True)

    migration.make_owners(apps, None)

    assert roles_of(first) == ["administrator"]
    assert roles_of(second) == ["administrator", "owner"]


def test_the_way_back_takes_the_role_alone():
    owner = UserFactory(roles=["administrator", "owner"])

    migration.make_none(apps, None)

    assert roles_of(owner) == ["administrator"]
