import pytest

from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1 and 2; question 1 is answered."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    one = QuestionFactory(foi_request=foi_request, order=0, label="1")
    QuestionFactory(foi_request=foi_request, order=1, label="2", text="Where are they?")
    AnswerFactory(
        foi_request=foi_request,
        to=[one],
        text="<p>There are <b>twelve</b> cameras.</p>",
    )
    return foi_request


@pytest.fixture
def one(foi_request):
    return foi_request.questions.get(label="1")


@pytest.fixture
def two(foi_request):
    return foi_request.questions.get(label="2")


@pytest.fixture
def colleague(officer):
    return UserFactory(
        roles=["officer"],
        authority=officer.authority,
        username="kim.lee",
        first_name="Kim",
        last_name="Lee",
    )
