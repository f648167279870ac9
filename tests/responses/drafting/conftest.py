import pytest

from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1, 1(a), 1(b), 1(c) and 2, under a heading."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    heading = QuestionFactory(
        foi_request=foi_request, order=0, kind="heading", label="", text="Cameras"
    )
    first = QuestionFactory(foi_request=foi_request, order=1, label="1", parent=heading)
    for order, label in enumerate("abc", start=2):
        QuestionFactory(foi_request=foi_request, order=order, label=label, parent=first)
    QuestionFactory(foi_request=foi_request, order=5, label="2", parent=heading)
    return foi_request


@pytest.fixture
def questions(foi_request):
    """The questions by reference, and the heading as "heading"."""
    heading, one, a, b, c, two = foi_request.questions.all()
    return {
        "heading": heading,
        "1": one,
        "1(a)": a,
        "1(b)": b,
        "1(c)": c,
        "2": two,
    }


@pytest.fixture
def colleague(officer):
    return UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
    )
