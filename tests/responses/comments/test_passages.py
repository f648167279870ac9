"""A quoted passage is looked for among the words typed for its part of the draft."""

import pytest

from responses.comments.passages import Passages
from responses.models import Comment
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    CommentFactory,
    FOIRequestFactory,
    NCNDStatementFactory,
    QuestionFactory,
    ResponseDraftFactory,
)

ANSWER, STATEMENT = Comment.Part.ANSWER, Comment.Part.STATEMENT
LETTER_TEXT, WHOLE = Comment.Part.LETTER_TEXT, Comment.Part.WHOLE


@pytest.fixture
def question(db):
    """A question with an answer, in a request with a statement and an opening."""
    foi_request = FOIRequestFactory()
    question = QuestionFactory(foi_request=foi_request)
    answer = AnswerFactory(
        foi_request=foi_request,
        to=[question],
        text="<ol><li>Fish &amp; chips</li><li>Peas, 5 m<sup>2</sup></li></ol>",
        facts={"advice": "Ask for one year."},
    )
    CitationFactory(answer=answer, harm="Bidders would pay more.")
    NCNDStatementFactory(foi_request=foi_request, scope="any other fishing boat")
    ResponseDraftFactory(foi_request=foi_request, opening="<p>Thank you, Alex.</p>")
    return question


def has(question, part, quoted):
    comment = CommentFactory(
        foi_request=question.foi_request,
        part=part,
        question_key=question.pk if part == ANSWER else None,
        quoted=quoted,
    )
    return Passages(question.foi_request).has(comment)


@pytest.mark.parametrize(
    ("part", "quoted"),
    [
        (ANSWER, "Fish & chips\nPeas, 5 m2"),
        (ANSWER, "Ask for one year."),
        (ANSWER, "would pay more"),
        (STATEMENT, "fishing boat"),
        (LETTER_TEXT, "Thank you,\u00a0Alex"),
        (WHOLE, "Fish"),
        (WHOLE, "fishing boat"),
        (WHOLE, "Thank you"),
    ],
)
def test_a_passage_is_found_in_its_part(question, part, quoted):
    assert has(question, part, quoted)


@pytest.mark.parametrize(
    ("part", "quoted"),
    [
        (ANSWER, "fishing boat"),
        (ANSWER, "Fish or chips"),
        (STATEMENT, "Thank you"),
        (LETTER_TEXT, "Fish"),
        (WHOLE, "Peas, 6"),
    ],
)
def test_other_words_are_not_found(question, part, quoted):
    assert not has(question, part, quoted)


def test_a_review_is_read_point_by_point(question, officer):
    review = FOIRequestFactory(review_of=question.foi_request)
    point = QuestionFactory(foi_request=review)
    review.review_points.create(
        question=point, reasons="<p>The harm was not shown.</p>", updated_by=officer
    )

    assert has(point, ANSWER, "harm was not shown")
    assert not has(point, ANSWER, "harm was shown")
