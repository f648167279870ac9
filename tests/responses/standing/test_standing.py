"""The one place that says how a request and its questions stand."""

from datetime import date

import pytest

from requests_app.clock.events import receive_clarification, seek_clarification
from requests_app.clock.extensions import extend_time
from requests_app.left import left_of
from requests_app.models import Enquiry
from requests_app.workflow import State
from responses.desk.next_step import progress_in
from responses.drafting.draft import Draft
from responses.giving.questions import keep_outcomes
from responses.giving.services import work_out_giving
from responses.models import Dispatch, LetterAnswer
from responses.standing.standing import Stands, standing_of, standings_of
from statute.working_days import format_date
from tests.factories import (
    AnswerFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    UserFactory,
)
from tests.requests_app.clock.test_parts import DUE, LATER, TOLD, asked

pytestmark = pytest.mark.django_db

GIVEN = date(2026, 12, 1)


def stands(foi_request):
    return [one.stands for one in standing_of(foi_request).questions]


def interim(foi_request, *, number=1, on=GIVEN):
    """Issue an interim reply from the answers as they stand, and hand it over."""
    letter = LetterFactory(
        foi_request=foi_request, type="interim", number=number, issued_on=on
    )
    keep_outcomes(letter=letter)
    by = UserFactory(authority=foi_request.authority)
    Dispatch.objects.create(
        letter=letter,
        channel=Dispatch.Channel.ELSEWHERE,
        address="the front desk",
        by=by,
        sent_on=on,
        sent_at=letter.issued_at,
    )
    return work_out_giving(letter=letter, by=by, on=on)


def replied_in_part():
    """Answer the second of two questions; the first is to follow, and is extended."""
    foi_request, (first, second) = asked()
    to_follow = AnswerFactory(
        foi_request=foi_request, outcome="to_follow", text="<p>Soon.</p>", to=[first]
    )
    answer = AnswerFactory(foi_request=foi_request, to=[second])
    extend_time(
        foi_request=foi_request,
        until=LATER,
        reason="To weigh.",
        questions=[first],
        by=answer.updated_by,
        on=TOLD,
        today=TOLD,
    )
    letter = interim(foi_request)
    foi_request.refresh_from_db()
    return foi_request, letter, to_follow, answer


def test_a_question_stands_by_its_answer_and_by_whom_it_waits_for():
    foi_request, questions = asked(5)
    AnswerFactory(foi_request=foi_request, to=[questions[0]])
    AnswerFactory(foi_request=foi_request, outcome="withheld", to=[questions[1]])
    AnswerFactory(
        foi_request=foi_request,
        outcome="to_follow",
        text="<p>Soon.</p>",
        to=[questions[2]],
    )
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=DepartmentFactory(authority=foi_request.authority, name="Parks"),
        asked_by=UserFactory(),
        asked_on=TOLD,
        wanted_by=DUE,
    )
    enquiry.questions.set([questions[3]])

    assert stands(foi_request) == [
        Stands.READY,
        Stands.BEGUN,  # withheld, and no provision is cited
        Stands.TO_FOLLOW,
        Stands.DEPARTMENT,
        Stands.NOT_BEGUN,
    ]
    standing = standing_of(foi_request)
    assert [one.words for one in standing.questions] == [
        "Ready",
        "In progress",
        "To follow by 15 December 2026",
        f"With Parks, wanted by {format_date(DUE)}",
        "No answer yet",
    ]
    assert standing.counted == (
        "1 ready, 1 to follow by 15 December 2026, 2 to do, 1 waits for a department"
    )
    assert standing.words == "Answer 2 more of 5 questions; 1 waits for a department"
    # A question that waits is the last to be offered.
    assert [line.question.pk for line in Draft(foi_request).unsettled] == [
        questions[1].pk,
        questions[4].pk,
        questions[3].pk,
    ]


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (0, "Every question is answered"),
        (1, "2 of 3 questions are answered, 1 to follow by 15 December 2026"),
        (2, "1 of 3 questions is answered, 2 to follow by 15 December 2026"),
        (3, "Every answer is to follow"),
    ],
)
def test_an_answer_that_is_to_follow_is_not_called_answered(later, words):
    foi_request, questions = asked(3)
    for number, question in enumerate(questions):
        AnswerFactory(
            foi_request=foi_request,
            outcome="to_follow" if number < later else "disclosed",
            text="<p>Here or soon.</p>",
            to=[question],
        )

    assert standing_of(foi_request).words == words


def test_what_waits_for_the_requester_is_not_to_be_answered_now():
    foi_request, questions = asked(3)
    by = UserFactory(authority=foi_request.authority)
    waiting = seek_clarification(
        foi_request=foi_request,
        question="Which pool?",
        questions=questions[:1],
        by=by,
        on=TOLD,
        today=TOLD,
    )

    standing = standing_of(waiting)
    assert standing.words == "Answer 2 of 3 questions; 1 waits for the requester"
    assert standing.counted == "2 to do, 1 waits for the requester"
    assert progress_in(waiting, standing).words == standing.words

    AnswerFactory(foi_request=foi_request, to=questions[1:])
    assert standing_of(waiting).words == (
        "Nothing to answer now; 1 waits for the requester"
    )


def test_an_interim_reply_answers_its_questions_and_leaves_the_rest():
    foi_request, *_ = replied_in_part()

    assert (foi_request.state, foi_request.due_on) == (State.ANSWERING, LATER)
    assert stands(foi_request) == [Stands.TO_FOLLOW, Stands.GIVEN]
    assert left_of(foi_request).words == (
        "Interim reply sent 1 December 2026; 1 to follow by 18 January 2027"
    )
    assert LetterAnswer.objects.get(outcome="to_follow").follows_by == LATER


def test_every_page_counts_alike_after_an_interim_reply():
    foi_request, *_ = replied_in_part()
    standing = standing_of(foi_request)

    assert standing.words == "Answer 1 more of 2 questions"
    assert progress_in(foi_request, standing).left == 1
    assert len(Draft(foi_request).unsettled) == 1


def test_a_reply_that_was_not_given_after_all_leaves_everything_owed():
    foi_request, letter, *_ = replied_in_part()

    letter.dispatches.update(failed_at=letter.issued_at, failure="Came back.")
    work_out_giving(letter=letter, by=None, on=GIVEN)

    foi_request.refresh_from_db()
    assert foi_request.due_on == DUE
    assert not foi_request.questions.filter(answered_on__isnull=False).exists()


def test_an_answer_changed_since_it_was_given_is_pointed_out():
    foi_request, _, _, answer = replied_in_part()
    assert standing_of(foi_request).contradictions == []

    answer.text = "<p>There are eleven.</p>"
    answer.save()

    (words,) = standing_of(foi_request).contradictions
    assert words.startswith("Question 2 was answered on 1 December 2026. The answer")


def test_an_answer_given_and_now_to_follow_contradicts_itself():
    foi_request, _, _, answer = replied_in_part()
    answer.outcome = "to_follow"
    answer.save()

    (words,) = standing_of(foi_request).contradictions
    assert words.endswith("and is now said to follow.")


def test_an_extension_of_an_answered_question_contradicts_itself():
    foi_request, *_ = replied_in_part()
    second = foi_request.questions.last()
    event = foi_request.clock_events.create(
        name="pit_extension_notice",
        on=date(2026, 12, 2),
        until=LATER,
        is_partial=True,
    )
    event.questions.set([second])

    (words,) = standing_of(foi_request).contradictions
    assert "the notice of 2 December 2026 extends the time again" in words


def test_an_answer_of_a_heading_and_words_not_yet_read_are_pointed_out():
    foi_request, (first, _second) = asked()
    AnswerFactory(foi_request=foi_request, to=[first])
    first.kind = "heading"
    first.save()
    by = UserFactory()
    sent = seek_clarification(
        foi_request=foi_request, question="Which?", by=by, on=TOLD, today=TOLD
    )
    receive_clarification(
        foi_request=sent, clarification="This.", by=by, on=GIVEN, today=GIVEN
    )

    heading, unread = standing_of(foi_request).contradictions

    assert "is a heading and has an answer" in heading
    assert "wrote on 1 December 2026" in unread


def test_many_requests_take_as_many_queries_as_one(django_assert_num_queries):
    def made(number):
        found = [FOIRequestFactory() for _ in range(number)]
        for foi_request in found:
            questions = QuestionFactory.create_batch(3, foi_request=foi_request)
            AnswerFactory(foi_request=foi_request, to=questions[:2])
        return found

    for found in (made(1), made(5)):
        with django_assert_num_queries(7):
            standings_of(found)
