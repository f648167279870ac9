"""A response in clearance, and an officer who changes the response meanwhile."""

import pytest

from responses.approving.parts import parts_in
from responses.clearance.services import recall_from_clearance
from responses.drafting.answers import answer_question
from tests.responses import kinds
from tests.responses.kinds import ON


@pytest.fixture
def foi_request(officer):
    return kinds.mixed_with_ncnd(authority=officer.authority)


@pytest.fixture
def sent(foi_request, officer):
    """The response in clearance."""
    return kinds.in_clearance(foi_request, by=officer)


@pytest.fixture
def read():
    """Return the hashes of the parts with some keys; of all parts for no key."""

    def read(foi_request, *keys):
        parts = parts_in(foi_request)
        return {one.key: one.sha256 for one in parts if not keys or one.key in keys}

    return read


@pytest.fixture
def change(officer):
    """Recall the response, save another answer to a question, and send it again."""

    def change(foi_request, *, order, text="<p>There are thirteen cameras.</p>"):
        recall_from_clearance(foi_request=foi_request, by=officer, on=ON)
        question = foi_request.questions.get(order=order)
        answer = question.answers.get()
        answer_question(
            foi_request=foi_request,
            question=question,
            text=text,
            outcome=answer.outcome,
            version=answer.version,
            by=officer,
            on=ON,
        )
        return kinds.in_clearance(foi_request, by=officer)

    return change
