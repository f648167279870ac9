"""Requests for bulk letters."""

from datetime import date

import pytest

from tests.factories import FOIRequestFactory, QuestionFactory


@pytest.fixture
def foi_requests(officer):
    """Three registered requests of the officer's authority."""
    made = [
        FOIRequestFactory(
            authority=officer.authority,
            received_on=date(2026, 3, 2),
            due_on=date(2026, 3, 31),
            requester_email=f"person{number}@example.org",
        )
        for number in range(3)
    ]
    for foi_request in made:
        QuestionFactory(foi_request=foi_request)
    return made
