from datetime import datetime
from functools import partial
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from requests_app.models import FOIRequest, Question
from requests_app.search.matching import has_words_of
from requests_app.workflow import State
from responses.drafting.answers import AnswerChanged, answer_question
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import (
    DraftNotOpen,
    NotAQuestion,
    NotOfThisRequest,
    TextNotTaken,
)
from responses.drafting.restoring import restore_answer
from responses.models import Answer, AnswerRevision
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory

SAVED = DraftingHistory.QUESTION_ANSWERED
TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@pytest.fixture
def save(foi_request, questions, officer):
    """Save an answer to 1(b), by default as the officer."""
    defaults = {
        "foi_request": foi_request,
        "text": "<p>Twelve.</p>",
        "outcome": "disclosed",
        "version": 0,
        "by": officer,
        "on": TODAY,
    }

    def save(**changes):
        question = Question.objects.get(
            pk=changes.pop("question", questions["1(b)"]).pk
        )
        return answer_question(**{**defaults, "question": question, **changes})

    return save


def told(foi_request, kind=SAVED):
    return [(e.note, e.changes) for e in foi_request.history.filter(kind=kind)]


def test_an_answer_is_saved_and_recorded(save, foi_request, questions, officer):
    answer = save()

    answer.refresh_from_db()
    assert (answer.text, answer.outcome) == ("<p>Twelve.</p>", "disclosed")
    assert (answer.version, answer.updated_by) == (1, officer)
    assert list(answer.questions.all()) == [questions["1(b)"]]
    assert told(foi_request) == [
        ("Question 1(b)", {"version": [0, 1], "outcome": ["", "disclosed"]})
    ]


def test_a_text_is_cleaned_before_it_is_kept(save):
    answer = save(text="<p onclick=x>Twelve.<script>alert(1)</script></p>")

    assert answer.text == "<p>Twelve.</p>"
    assert answer.revisions.get().text == "<p>Twelve.</p>"


def test_every_text_saved_is_kept_as_a_version(save):
    save()
    save(text="<p>Thirteen.</p>", version=1)
    answer = save(text="<p>Thirteen.</p>", outcome="partly_disclosed", version=2)

    assert list(answer.revisions.values_list("version", "text", "outcome")) == [
        (3, "<p>Thirteen.</p>", "partly_disclosed"),
        (2, "<p>Thirteen.</p>", "disclosed"),
        (1, "<p>Twelve.</p>", "disclosed"),
    ]


def test_a_text_begun_from_an_older_version_is_refused_and_kept_unused(
    save, foi_request, colleague
):
    save()
    save(text="<p>Theirs.</p>", version=1, by=colleague)

    with pytest.raises(AnswerChanged, match="Kim Lee saved this") as refusal:
        save(text="<p>Mine.</p>", version=1)

    answer = Answer.objects.get()
    assert (answer.text, answer.version) == ("<p>Theirs.</p>", 2)
    assert refusal.value.revision == answer.revisions.get(is_unused=True)
    assert refusal.value.revision.text == "<p>Mine.</p>"
    assert foi_request.history.filter(kind=SAVED).count() == 2


def test_the_same_late_text_is_kept_once(save, colleague):
    save()
    save(text="<p>Theirs.</p>", version=1, by=colleague)

    for _ in range(3):
        with pytest.raises(AnswerChanged):
            save(text="<p>Mine.</p>", version=1)

    assert AnswerRevision.objects.filter(is_unused=True).count() == 1


def test_a_late_text_that_is_a_version_already_is_not_kept_again(save, colleague):
    save()
    save(text="<p>Theirs.</p>", version=1, by=colleague)

    with pytest.raises(AnswerChanged) as refusal:
        save(version=0)

    assert refusal.value.revision.text == "<p>Twelve.</p>"
    assert not AnswerRevision.objects.filter(is_unused=True).exists()


def test_ones_own_other_window_is_called_so(save):
    save()
    save(text="<p>There.</p>", version=1)

    with pytest.raises(AnswerChanged, match="You saved this answer in another"):
        save(text="<p>Here.</p>", version=1)


def test_saving_the_same_twice_is_saving_once(save, foi_request):
    once = save()
    twice = save()

    assert once == twice
    assert twice.version == 1
    assert foi_request.history.filter(kind=SAVED).count() == 1


def test_nothing_typed_begins_no_answer(save, foi_request):
    answer = save(text="<p> </p>", outcome="")

    assert answer.pk is None
    assert not foi_request.answers.exists()
    assert not foi_request.history.exists()


def test_an_answer_can_be_emptied_again(save):
    save()

    answer = save(text="", outcome="", version=1)

    assert (answer.text, answer.outcome, answer.version) == ("", "", 2)


@pytest.mark.parametrize("state", sorted(set(State) - {State.ANSWERING}))
def test_only_a_request_being_answered_can_be_drafted(state, officer):
    foi_request = FOIRequestFactory(state=state, authority=officer.authority)
    question = QuestionFactory(foi_request=foi_request)

    with pytest.raises(DraftNotOpen, match=State(state).label):
        answer_question(
            foi_request=foi_request,
            question=question,
            text="x",
            outcome="",
            version=0,
            by=officer,
            on=TODAY,
        )

    assert not foi_request.history.exists()


def test_an_answer_is_closed_with_its_request(save, foi_request):
    save()
    FOIRequest.objects.filter(pk=foi_request.pk).update(state="clearance")

    with pytest.raises(DraftNotOpen, match="In clearance"):
        save(text="<p>Later.</p>", version=1)


def test_a_question_of_another_request_is_refused(save):
    with pytest.raises(NotOfThisRequest):
        save(question=QuestionFactory())


def test_a_heading_is_not_answered(save, questions):
    with pytest.raises(NotAQuestion, match="“Cameras” is a heading"):
        save(question=questions["heading"])


def test_a_text_too_large_for_a_letter_is_refused_in_words(save):
    with pytest.raises(TextNotTaken, match="Send a long table as a file"):
        save(text="<p>x</p>" * 6_000)


# --- Autosave -----------------------------------------------------------------------


def test_autosaves_of_one_day_are_one_entry_in_history(save, foi_request):
    save(text="<p>T</p>", outcome="", is_autosave=True)
    save(text="<p>Tw</p>", outcome="", version=1, is_autosave=True)
    answer = save(text="<p>Twe</p>", outcome="", version=2, is_autosave=True)

    assert told(foi_request) == [("Question 1(b)", {"version": [0, 1]})]
    assert answer.revisions.filter(is_autosave=True).count() == 3


def test_an_outcome_is_recorded_also_when_the_page_saves_it(save, foi_request):
    save(outcome="", is_autosave=True)
    save(outcome="withheld", version=1, is_autosave=True)

    assert told(foi_request)[0] == (
        "Question 1(b)",
        {"version": [1, 2], "outcome": ["", "withheld"]},
    )


def test_another_persons_autosave_is_recorded(save, foi_request, colleague):
    save(is_autosave=True)
    save(text="<p>Kim.</p>", version=1, is_autosave=True, by=colleague)

    assert foi_request.history.first().by == colleague


def test_an_autosave_on_another_day_is_recorded(save, foi_request):
    save(is_autosave=True)
    yesterday = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))
    Answer.objects.update(updated_at=yesterday)

    save(text="<p>Today.</p>", version=1, is_autosave=True)

    assert foi_request.history.count() == 2


def test_saving_what_the_page_saved_already_is_recorded_once(save, foi_request):
    save(is_autosave=True)
    save(text="<p>More.</p>", version=1, is_autosave=True)

    for _ in range(2):
        answer = save(text="<p>More.</p>", version=2)

    assert answer.version == 2
    assert told(foi_request)[0] == ("Question 1(b)", {"version": [2, 2]})
    assert foi_request.history.count() == 2
    assert not answer.revisions.first().is_autosave


def test_an_autosave_out_of_order_does_not_undo_a_later_save(save):
    save(is_autosave=True)
    save(text="<p>Final.</p>", version=1)

    with pytest.raises(AnswerChanged):
        save(text="<p>Fin</p>", version=1, is_autosave=True)

    assert Answer.objects.get().text == "<p>Final.</p>"
    assert AnswerRevision.objects.filter(text="<p>Fin</p>", is_unused=True).exists()


def test_an_autosave_takes_three_queries(save, foi_request, questions, officer):
    save(is_autosave=True)
    question = Question.objects.get(pk=questions["1(b)"].pk)

    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer_question(
            foi_request=foi_request,
            question=question,
            text="<p>More.</p>",
            outcome="disclosed",
            version=1,
            by=officer,
            on=TODAY,
            is_autosave=True,
        )

    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(asked) == 3, asked


# --- Search, restored versions and races --------------------------------------------


def test_a_request_is_found_by_the_words_of_its_answers(save, foi_request):
    save(text="<p>Kept in the <strong>Derby</strong> depot.</p>")

    def found(words):
        return FOIRequest.objects.filter(has_words_of(words))

    assert found("depot Derby").get() == foi_request
    assert not found("strong").exists(), "tags are no words"

    save(text="<p>Kept in Leeds.</p>", version=1)

    assert not found("Derby").exists()


def test_words_without_end_are_indexed_as_far_as_they_go(save, foi_request):
    words = " ".join(f"word{n}" for n in range(45_000))

    save(text=f"<p>{words}</p>")

    assert FOIRequest.objects.filter(has_words_of("word1")).get() == foi_request


def test_an_earlier_version_is_brought_back_as_a_new_one(save, foi_request, officer):
    save()
    answer = save(text="<p>Wrong.</p>", outcome="withheld", version=1)
    first = answer.revisions.last()

    answer = restore_answer(
        foi_request=foi_request, revision=first, version=2, by=officer, on=TODAY
    )

    answer.refresh_from_db()
    assert (answer.text, answer.outcome) == ("<p>Twelve.</p>", "disclosed")
    assert answer.version == 3
    assert answer.revisions.count() == 3
    assert told(foi_request)[0] == (
        "Question 1(b): version 1 brought back",
        {"version": [2, 3], "outcome": ["withheld", "disclosed"]},
    )


def test_a_version_is_not_brought_back_over_a_text_nobody_saw(
    save, foi_request, officer, colleague
):
    save()
    answer = save(text="<p>Two.</p>", version=1)
    save(text="<p>Three.</p>", version=2, by=colleague)

    with pytest.raises(AnswerChanged):
        restore_answer(
            foi_request=foi_request,
            revision=answer.revisions.last(),
            version=2,
            by=officer,
            on=TODAY,
        )


def test_a_version_of_another_request_is_not_brought_back(save, officer):
    answer = save()
    other = FOIRequestFactory(authority=officer.authority)

    with pytest.raises(NotOfThisRequest):
        restore_answer(
            foi_request=other,
            revision=answer.revisions.get(),
            version=1,
            by=officer,
            on=TODAY,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_first_answers_at_once_one_is_saved_and_the_other_kept():
    officers = UserFactory.create_batch(2, roles=["officer"])
    question = QuestionFactory()
    start, refused = Barrier(2), []

    def write(by):
        try:
            start.wait()
            answer_question(
                foi_request=question.foi_request,
                question=Question.objects.get(pk=question.pk),
                text=f"<p>By {by.username}.</p>",
                outcome="",
                version=0,
                by=by,
                on=TODAY,
            )
        except AnswerChanged as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=partial(write, by)) for by in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    answer = Answer.objects.get()
    assert len(refused) == 1
    assert answer.version == 1
    assert {answer.text, refused[0].revision.text} == {
        f"<p>By {by.username}.</p>" for by in officers
    }
