"""A request with questions, put to a department with one contributor."""

from datetime import date

import pytest

from responses.enquiries.asking import make_enquiry
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="77-26",
        requester_name="Ada Asker",
    )


@pytest.fixture
def questions(foi_request):
    return [
        QuestionFactory(foi_request=foi_request, order=n, text=f"How many of {n}?")
        for n in range(3)
    ]


@pytest.fixture
def contributor(officer):
    department = DepartmentFactory(authority=officer.authority, mailbox="")
    return UserFactory(
        roles=["contributor"], authority=officer.authority, department=department
    )


@pytest.fixture
def enquiry(foi_request, questions, contributor, officer):
    return make_enquiry(
        foi_request=foi_request,
        department=contributor.department,
        questions=questions,
        message="For 2025.",
        wanted_by=date(2026, 3, 20),
        by=officer,
        on=date(2026, 3, 16),
    )
