"""Answers follow their questions when questions are split, merged, moved or removed."""

from datetime import date

import pytest

from requests_app.questions.correcting import correct_questions, undo_correction
from requests_app.questions.outline.tree_edits import (
    delete,
    merge,
    move_down,
    move_in,
    set_kind,
    split,
)
from requests_app.questions.stored_outline import outline_of
from responses.comments.places import places_of
from responses.drafting.answers_after_correction import AnswerInTheWay, follow_questions
from responses.models import Answer
from responses.models.answers import AnsweredQuestion
from responses.standing.standing import standing_of
from tests.factories import (
    AnswerFactory,
    CommentFactory,
    FOIRequestFactory,
    QuestionFactory,
)

TODAY = date(2026, 3, 4)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


@pytest.fixture
def questions(foi_request):
    """Make three questions, numbered 1 to 3."""
    return [
        QuestionFactory(
            foi_request=foi_request, order=n, label=str(n + 1), text=f"How many {n}?"
        )
        for n in range(3)
    ]


@pytest.fixture
def correct(foi_request, officer):
    def correct(operation, question, *args):
        foi_request.refresh_from_db()
        return correct_questions(
            foi_request=foi_request,
            version=foi_request.questions_version,
            outline=operation(outline_of(foi_request), question.pk, *args),
            by=officer,
            on=TODAY,
            follow=follow_questions,
        )

    return correct


@pytest.fixture
def step(foi_request, officer):
    def step(service):
        foi_request.refresh_from_db()
        return service(
            foi_request=foi_request,
            version=foi_request.questions_version,
            by=officer,
            on=TODAY,
            follow=follow_questions,
        )

    return step


def answer(questions, text="<p>Twelve.</p>", outcome="disclosed"):
    return AnswerFactory(
        foi_request=questions[0].foi_request, text=text, outcome=outcome, to=questions
    )


def answers_of(foi_request):
    """Return the answer's text for each question, in order; None for no answer."""
    answered = {
        row.question_id: row.answer.text
        for row in AnsweredQuestion.objects.select_related("answer")
    }
    return [answered.get(node.id) for node in outline_of(foi_request).nodes]


def test_a_moved_question_keeps_its_answer(foi_request, questions, correct):
    answer([questions[1]])

    correct(move_down, questions[1])
    correct(move_in, questions[1])

    assert answers_of(foi_request) == [None, None, "<p>Twelve.</p>"]


def test_the_parts_of_a_split_question_share_its_answer(
    foi_request, questions, correct
):
    answer([questions[1]])

    correct(split, questions[1], 3)

    assert answers_of(foi_request) == [None, "<p>Twelve.</p>", "<p>Twelve.</p>", None]
    assert Answer.objects.count() == 1
    assert foi_request.history.filter(kind="answer_shared").count() == 1


def test_undoing_the_split_leaves_one_question_with_its_answer(
    foi_request, questions, correct, step
):
    answer([questions[1]])
    correct(split, questions[1], 3)

    step(undo_correction)

    assert answers_of(foi_request) == [None, "<p>Twelve.</p>", None]


def test_a_joined_question_leaves_its_answer(foi_request, questions, correct):
    answer([questions[1]])

    correct(merge, questions[1])

    assert answers_of(foi_request) == ["<p>Twelve.</p>", None]


def test_comments_go_with_a_joined_question_and_come_back_with_a_deleted_one(
    foi_request, questions, correct, step
):
    comment = CommentFactory(foi_request=foi_request, question_key=questions[1].pk)
    correct(merge, questions[1])
    comment.refresh_from_db()
    assert comment.question_key == questions[0].pk

    correct(delete, questions[0])
    assert places_of(foi_request).is_gone(comment)

    step(undo_correction)
    assert not places_of(foi_request).is_gone(comment)


def test_two_answers_of_joined_questions_become_one(foi_request, questions, correct):
    answer([questions[0]], text="<p>One.</p>")
    answer([questions[1], questions[2]], text="<p>Two.</p>", outcome="withheld")

    correct(merge, questions[1])

    assert answers_of(foi_request) == ["<p>One.</p><p>Two.</p>"] * 2
    assert Answer.objects.get().outcome == ""


def test_questions_that_share_an_answer_can_be_joined(foi_request, questions, correct):
    shared = answer([questions[0], questions[1]])

    correct(merge, questions[1])

    assert answers_of(foi_request) == ["<p>Twelve.</p>", None]
    shared.refresh_from_db()
    assert shared.outcome == "disclosed"


def test_three_answered_questions_joined_at_once_have_one_answer(
    foi_request, questions, officer
):
    for number, question in enumerate(questions):
        answer([question], text=f"<p>{number}</p>")
    outline = outline_of(foi_request)

    correct_questions(
        foi_request=foi_request,
        version=1,
        outline=merge(merge(outline, questions[1].pk), questions[2].pk),
        by=officer,
        on=TODAY,
        follow=follow_questions,
    )

    assert answers_of(foi_request) == ["<p>0</p><p>1</p><p>2</p>"]


def test_undoing_a_join_lets_both_have_the_answer(
    foi_request, questions, correct, step
):
    answer([questions[1]])
    correct(merge, questions[1])

    step(undo_correction)

    assert answers_of(foi_request) == ["<p>Twelve.</p>", "<p>Twelve.</p>", None]


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(delete, id="deleted"),
        pytest.param(lambda outline, key: set_kind(outline, key, "note"), id="a note"),
    ],
)
def test_an_answer_nobody_else_has_is_not_lost(
    foi_request, questions, correct, operation
):
    answer([questions[1]])

    with pytest.raises(AnswerInTheWay, match="Question 2 has an answer"):
        correct(operation, questions[1])

    assert answers_of(foi_request) == [None, "<p>Twelve.</p>", None]


def test_an_answer_without_words_goes_with_its_question(
    foi_request, questions, correct
):
    answer([questions[1]], text="", outcome="")

    correct(delete, questions[1])

    assert not Answer.objects.exists()


def test_a_shared_answer_stays_with_the_others(foi_request, questions, correct):
    answer([questions[0], questions[1]])

    correct(delete, questions[1])

    assert answers_of(foi_request) == ["<p>Twelve.</p>", None]


def test_a_question_made_a_note_leaves_a_shared_answer(foi_request, questions, correct):
    answer([questions[0], questions[1]])

    correct(lambda outline, key: set_kind(outline, key, "note"), questions[1])

    assert answers_of(foi_request) == ["<p>Twelve.</p>", None, None]


# --- Answers that refer to another --------------------------------------------------


def refers(question, to, outcome="disclosed"):
    return AnswerFactory(
        foi_request=question.foi_request,
        text="",
        outcome=outcome,
        facts={"as_question": to.pk},
        to=[question],
    )


def test_a_reference_follows_a_question_that_is_merged(questions, correct):
    answer(questions[:1])
    referring = refers(questions[2], questions[1], outcome="")

    correct(merge, questions[1])

    referring.refresh_from_db()
    assert referring.as_question == questions[0].pk
    assert referring.outcome == "disclosed"


def test_a_reference_to_a_question_that_is_removed_is_open_and_says_so(
    foi_request, questions, correct
):
    answer(questions[:1], text="", outcome="")
    referring = refers(questions[2], questions[0])

    correct(delete, questions[0])

    referring.refresh_from_db()
    assert referring.outcome == ""
    assert standing_of(foi_request).questions[-1].missing == [
        "choose an outcome: the question it referred to is no longer asked"
    ]


def test_a_question_merged_with_its_reference_answers_itself(questions, correct):
    answer(questions[:1])
    referring = refers(questions[1], questions[0])

    correct(merge, questions[1])

    assert not Answer.objects.filter(pk=referring.pk).exists()
    (left,) = questions[0].answers.all()
    assert (left.as_question, left.outcome) == (None, "disclosed")
