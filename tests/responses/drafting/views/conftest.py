import pytest

from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1, 1(a), 1(b), 1(c) and 2."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    first = QuestionFactory(
        foi_request=foi_request, order=1, label="1", text="Of your cameras, please say:"
    )
    for order, label in enumerate("abc", start=2):
        QuestionFactory(
            foi_request=foi_request,
            order=order,
            label=label,
            parent=first,
            text=f"What of part {label}?",
        )
    QuestionFactory(
        foi_request=foi_request, order=5, label="2", text="Where do they stand?"
    )
    return foi_request


@pytest.fixture
def questions(foi_request):
    names = ("1", "1(a)", "1(b)", "1(c)", "2")
    return dict(zip(names, foi_request.questions.all(), strict=True))


@pytest.fixture
def colleague(officer):
    return UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
    )
