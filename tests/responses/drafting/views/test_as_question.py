"""The page of an answer referring to another, or following later."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.models import Answer
from tests.factories import AnswerFactory

WHY = "The depot is still counting them."


@pytest.fixture
def other(foi_request, questions):
    return AnswerFactory(foi_request=foi_request, to=[questions["1(a)"]])


@pytest.fixture
def url(at, questions):
    return at("answer-question", questions["1(b)"].pk)


@pytest.fixture
def autosave(drafter, at, questions):
    def autosave(**typed):
        said = {"text": "", "text-format": "html", "outcome": "", "version": 0}
        page = at("autosave-answer", questions["1(b)"].pk)
        return drafter.post(page, {**said, **typed})

    return autosave


def own(questions):
    return Answer.objects.get(answered_questions__question=questions["1(b)"])


def test_an_answer_can_refer_to_any_question_that_answers_itself(
    drafter, url, foi_request, questions, other
):
    AnswerFactory(
        foi_request=foi_request,
        to=[questions["2"]],
        text="",
        facts={"as_question": questions["1(a)"].pk},
    )

    choices = drafter.get(url).context["form"].fields["as_question"].choices

    assert choices[1:] == [
        (questions["1(a)"].pk, "1(a)"),
        (questions["1(c)"].pk, "1(c)"),
    ]


def test_the_choice_is_saved_and_shown_again(drafter, url, questions, other):
    said = {"text": "", "outcome": "as_question", "version": 0}

    page = drafter.post(url, {**said, "as_question": questions["1(a)"].pk}, follow=True)

    assert own(questions).outcome == "disclosed"
    assert page.context["form"]["outcome"].value() == "as_question"
    assert "<b>As question 1(a)</b>" in page.text
    assert "Still to do" not in page.text


def test_what_is_still_to_do_is_said_of_the_other_answer(drafter, url, questions):
    said = {"text": "", "outcome": "as_question", "version": 0}

    page = drafter.post(url, {**said, "as_question": questions["2"].pk}, follow=True)

    assert "complete the answer to question 2, to which it refers" in page.text


def test_a_reference_without_its_question_comes_back_as_typed(
    drafter, url, questions, other
):
    said = {"text": "Typed.", "outcome": "as_question", "version": 0}

    page = drafter.post(url, said)

    assert "Choose the question whose answer this is" in page.text
    assert page.context["form"]["text"].value() == "<p>Typed.</p>"
    assert not Answer.objects.exclude(pk=other.pk).exists()


def test_while_typing_an_unfinished_choice_or_day_keeps_nothing_from_being_saved(
    autosave, questions, other
):
    assert autosave(text="<p>A.</p>", outcome="as_question").status_code == 200
    assert (own(questions).text, own(questions).outcome) == ("<p>A.</p>", "")

    day = {"follow_by_0": "5", "follow_by_1": "3", "follow_by_2": "2027"}
    typed = {"outcome": "to_follow", "follow_why": WHY}
    assert autosave(**typed, **day, version=1).status_code == 200
    whole = {"follow_why": WHY, "follow_by": "2027-03-05"}
    assert own(questions).facts == whole

    day["follow_by_2"] = ""
    saved = autosave(**typed, **day, text="<p>B.</p>", version=2)
    assert saved.status_code == 200
    assert (own(questions).text, own(questions).facts) == ("<p>B.</p>", whole)


def test_words_are_saved_although_the_question_referred_to_is_gone(
    autosave, foi_request, questions
):
    AnswerFactory(
        foi_request=foi_request,
        to=[questions["1(b)"]],
        outcome="",
        facts={"as_question": questions["2"].pk},
    )
    gone = questions["2"].pk
    questions["2"].delete()

    typed = {"outcome": "as_question", "as_question": gone, "text": "<p>A.</p>"}
    saved = autosave(**typed, version=1)

    assert saved.status_code == 200
    assert (own(questions).text, own(questions).as_question) == ("<p>A.</p>", None)


def test_an_autosave_that_refers_asks_little_of_the_database(
    autosave, questions, other
):
    typed = {"outcome": "as_question", "as_question": questions["1(a)"].pk}
    autosave(**typed)

    with CaptureQueriesContext(connection) as captured:
        autosave(**typed, text="<p>Also.</p>", version=1)

    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    # As any autosave; then the keys of the questions, and what the reference rests on.
    assert len(asked) <= 2 + 4 + 8, asked


def test_an_autosave_of_a_circle_is_refused_in_words(autosave, foi_request, questions):
    AnswerFactory(
        foi_request=foi_request,
        to=[questions["1(a)"]],
        facts={"as_question": questions["1(b)"].pk},
    )

    refused = autosave(outcome="as_question", as_question=questions["2"].pk)

    assert refused.status_code == 422
    assert "already refers to this answer" in refused.json()["message"]


def test_a_version_names_the_question_and_the_day(
    drafter, at, foi_request, questions, other, autosave
):
    autosave(outcome="as_question", as_question=questions["1(a)"].pk)
    day = {"follow_by_0": "5", "follow_by_1": "3", "follow_by_2": "2027"}
    autosave(outcome="to_follow", follow_why=WHY, **day, version=1)
    revisions = own(questions).revisions.order_by("version")

    page = drafter.get(
        at("answer-versions", questions["1(b)"].pk),
        {"version": revisions.first().pk},
    )

    assert "question 1(a)" in page.text
    assert "5 March 2027" in page.text


def test_a_closed_draft_says_to_what_the_answer_refers(
    drafter, url, foi_request, questions, other, autosave
):
    autosave(outcome="as_question", as_question=questions["1(a)"].pk)
    foi_request.refresh_from_db()
    foi_request.state = "clearance"
    foi_request.save()

    page = drafter.get(url)

    assert "Answer: as question 1(a)</h2>" in page.text
    assert "The question whose answer this is" not in page.text
