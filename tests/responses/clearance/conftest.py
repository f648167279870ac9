"""People of the tests of clearance."""

import pytest

from tests.responses.clearance.routes import approver_of


@pytest.fixture
def authority(officer):
    return officer.authority


@pytest.fixture
def legal(authority):
    return approver_of(authority, first_name="Lee", last_name="Legal")


@pytest.fixture
def press(authority):
    return approver_of(authority, first_name="Pat", last_name="Press")
