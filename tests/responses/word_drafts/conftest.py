from datetime import date

import pytest

from responses.drafting.answers import answer_question
from responses.word_drafts.making import make_word_draft
from responses.word_drafts.report import Report
from responses.word_drafts.returning import take_back_word_draft
from tests.documents.word_drafts.hand import Hand
from tests.factories import FOIRequestFactory, QuestionFactory

ON = date(2026, 3, 9)


@pytest.fixture
def foi_request(officer):
    """A request with the questions 1 and 2, of which the first has an answer."""
    foi_request = FOIRequestFactory(authority=officer.authority)
    for order, words in enumerate(("How many boats?", "Where are they kept?"), start=1):
        QuestionFactory(
            foi_request=foi_request, order=order, label=str(order), text=words
        )
    return foi_request


@pytest.fixture
def questions(foi_request):
    return list(foi_request.questions.all())


@pytest.fixture
def say(foi_request, officer):
    """Save the answer to a question."""

    def say(question, text, version=0):
        return answer_question(
            foi_request=foi_request,
            question=question,
            text=text,
            outcome="disclosed",
            version=version,
            by=officer,
            on=ON,
        )

    return say


@pytest.fixture
def answer(say, questions):
    return say(
        questions[0], "<p>We hold <strong>twelve boats</strong> in all.</p><p>End.</p>"
    )


@pytest.fixture
def opened(foi_request, officer, answer):
    """The draft, downloaded and opened in Word."""
    return Hand(make_word_draft(foi_request=foi_request, by=officer, on=ON))


@pytest.fixture
def take_back(foi_request, officer):
    """Take a file back, and return the report."""

    def take_back(data, name="back.docx"):
        taken = take_back_word_draft(
            foi_request=foi_request, name=name, data=data, by=officer, on=ON
        )
        return Report.from_plain_data(taken.report)

    return take_back
