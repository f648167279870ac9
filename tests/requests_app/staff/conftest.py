"""An authority with an administrator, and working passwords."""

import pytest

from requests_app.staff.details import Details
from tests.factories import AuthorityFactory, UserFactory

PASSWORD = "three words together"  # noqa: S105


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def details(**changed):
    said = {"first_name": "Ada", "last_name": "Wren", "email": "ada@authority.example"}
    return Details(**{**said, **changed})


@pytest.fixture
def authority(db):
    return AuthorityFactory(name="Midshire Council")


@pytest.fixture
def administrator(authority):
    person = UserFactory(
        authority=authority,
        roles=["administrator"],
        first_name="Una",
        last_name="Reed",
    )
    return with_password(person)


@pytest.fixture
def owner(db):
    return with_password(UserFactory(roles=["owner"], authority=None))


@pytest.fixture
def client(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client
