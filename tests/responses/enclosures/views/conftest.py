import pytest

from tests.factories import FOIRequestFactory, QuestionFactory


@pytest.fixture
def foi_request(officer):
    """A request with one question."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    QuestionFactory(foi_request=foi_request, order=1, label="1")
    return foi_request
