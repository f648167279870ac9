"""A request with a draft that can be issued."""

import pytest

from tests.responses import kinds


@pytest.fixture
def foi_request(officer):
    return kinds.full_disclosure(authority=officer.authority)
