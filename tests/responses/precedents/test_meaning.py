"""Questions of the same meaning are found by a worker, and shown with what differs."""

from datetime import UTC, date, datetime
from time import monotonic

import pytest
from django.db import connections
from django.urls import reverse

from documents.meaning.model import NoModel, mark_of
from requests_app.models import Question
from requests_app.workflow import State
from responses.models import (
    AnswerMeaning,
    Neighbour,
    PreviousAnswer,
    QuestionMeaning,
    ReviewPoint,
)
from responses.precedents import held, meaning, neighbours
from responses.precedents.similar import answered_before
from responses.precedents.tasks import find_meanings
from tests.documents.meaning.other_model import write_model
from tests.factories import (
    FOIRequestFactory,
    LetterFactory,
    PreviousAnswerFactory,
    QuestionFactory,
)

DOGS = "How many stray dogs were collected in Leeds in 2023?"
AGAIN = "What number of lost hounds were picked up in Bradford in 2024?"
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ROADS = "What did it cost to grit the roads?"


@pytest.fixture
def question(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, state=State.ANSWERING, reference="A-1"
    )
    return QuestionFactory(foi_request=foi_request, text=AGAIN)


def _previous(officer, question=DOGS, **fields):
    return PreviousAnswerFactory(
        authority=officer.authority, question=question, **fields
    )


def _shown(question, user, lead_in=""):
    return answered_before(
        question=question, lead_in=lead_in, user=user, apart_from=question.foi_request
    )


def _found(question, user):
    return [one.previous for one in _shown(question, user)]


def test_a_question_asked_in_other_words_is_found_with_what_differs(officer, question):
    previous = _previous(officer)
    _previous(officer, ROADS)
    assert _found(question, officer) == []

    find_meanings()

    (one,) = _shown(question, officer)
    assert one.previous == previous
    assert one.differs == ["2023 → 2024", "Leeds → Bradford"]
    assert one.reviewed == ""
    previous.refresh_from_db()
    assert previous.has_meaning
    assert len(previous.meaning.sketch) == 48


def test_running_again_changes_nothing(officer, question):
    _previous(officer)
    find_meanings()
    before = list(Neighbour.objects.values_list())

    find_meanings()

    assert list(Neighbour.objects.values_list()) == before
    assert before


def test_an_answer_learnt_later_is_found_too(officer, question):
    _previous(officer, ROADS)
    find_meanings()
    later = _previous(officer)

    find_meanings()

    assert _found(question, officer) == [later]


def test_a_corrected_question_is_compared_anew(officer, question):
    _previous(officer)
    roads = _previous(officer, ROADS)
    find_meanings()
    Question.objects.filter(pk=question.pk).update(text="Price of salting carriageways")
    question.refresh_from_db()

    find_meanings()

    assert _found(question, officer) == [roads]


def test_another_model_compares_everything_anew(officer, question):
    previous = _previous(officer)
    find_meanings()
    AnswerMeaning.objects.update(model="older", sketch=b"\0" * 48, vector=b"\0" * 768)
    QuestionMeaning.objects.update(model="older")
    Neighbour.objects.all().delete()

    find_meanings()

    assert _found(question, officer) == [previous]
    assert not AnswerMeaning.objects.filter(model="older").exists()


def test_only_what_the_user_may_see_and_use_is_found(officer, question):
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    _previous(officer, foi_request=restricted)
    _previous(officer, is_reusable=False)
    _previous(officer, foi_request=question.foi_request)
    PreviousAnswerFactory(question=DOGS)  # another authority's

    find_meanings()

    assert _found(question, officer) == []
    # Another authority's answers are never compared with it.
    kept = Neighbour.objects.filter(question=question)
    assert {one.previous_answer.authority_id for one in kept} == {officer.authority_id}


def test_answers_about_restricted_requests_displace_no_others(
    officer, question, monkeypatch
):
    monkeypatch.setattr(neighbours, "MOST_KEPT", 2)
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    for _ in range(5):
        _previous(officer, AGAIN, foi_request=restricted)
    seen = [_previous(officer) for _ in range(3)]

    find_meanings()

    assert set(_found(question, officer)) <= set(seen)
    assert len(_found(question, officer)) == 2
    assert Neighbour.objects.filter(question=question).count() == 4


def test_slices_find_what_one_search_finds(officer, question, monkeypatch):
    monkeypatch.setattr(held, "_SLICE", 2)
    for _ in range(5):
        _previous(officer, ROADS)
    previous = _previous(officer)

    find_meanings()

    assert _found(question, officer) == [previous]


def test_copies_are_found_by_words_before_a_worker_has_compared(officer, question):
    previous = _previous(officer, AGAIN.replace("2024", "2021"))

    (one,) = _shown(question, officer)

    assert (one.previous, one.differs) == (previous, ["2021 → 2024"])


def test_a_question_that_quotes_nothing_is_passed_over(officer):
    empty = _previous(officer, "  ")

    find_meanings()

    empty.refresh_from_db()
    assert empty.has_meaning
    assert not AnswerMeaning.objects.exists()


def test_closed_requests_are_not_compared(officer, question):
    foi_request = question.foi_request
    type(foi_request).objects.filter(pk=foi_request.pk).update(
        state=State.WITHDRAWN, closed_on=date(2026, 11, 20)
    )
    _previous(officer)

    find_meanings()

    assert not QuestionMeaning.objects.exists()


def test_another_model_by_its_folder_is_used(officer, question, settings, tmp_path):
    previous = _previous(officer, "dogs")
    Question.objects.filter(pk=question.pk).update(text="dogs", after="")
    find_meanings()
    write_model(tmp_path)
    settings.MEANING_MODEL = tmp_path

    find_meanings()

    kept = AnswerMeaning.objects.get()
    assert (kept.previous_answer, kept.model) == (previous, mark_of(tmp_path))
    assert (len(kept.sketch), len(kept.vector)) == (8, 128)
    assert QuestionMeaning.objects.get().model == kept.model
    assert Neighbour.objects.get().score == pytest.approx(1, abs=0.01)


def test_a_folder_without_a_model_is_told_in_the_log(
    officer, question, settings, tmp_path, caplog
):
    _previous(officer)
    settings.MEANING_MODEL = tmp_path

    find_meanings()

    assert not AnswerMeaning.objects.exists()
    assert "cannot be compared by meaning" in caplog.text


def test_an_answer_that_all_may_use_is_found_behind_many_others(officer, question):
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    for _ in range(60):
        _previous(officer, AGAIN, foi_request=restricted)
    previous = _previous(officer)

    find_meanings()

    assert _found(question, officer) == [previous]


@pytest.mark.parametrize("is_installed", [True, False])
def test_without_the_model_nothing_is_stored(
    officer, question, monkeypatch, is_installed
):
    def missing(folder=None):
        raise NoModel("The package onnxruntime is not installed.")

    monkeypatch.setattr(meaning, "load", missing)
    monkeypatch.setattr(meaning, "is_installed", lambda folder: is_installed)
    previous = _previous(officer)

    find_meanings()

    previous.refresh_from_db()
    assert not previous.has_meaning
    assert not Neighbour.objects.exists()


def test_a_new_question_does_not_wait_for_a_large_import(
    officer, question, monkeypatch
):
    monkeypatch.setattr(meaning, "_LEARNT_AT_ONCE", 1)
    turns = iter([0, 2])
    monkeypatch.setattr(meaning, "monotonic", lambda: next(turns))
    previous = _previous(officer)
    _previous(officer, ROADS)

    meaning.find_meanings(ends=1, at=NOW)

    assert _found(question, officer) == [previous]
    assert PreviousAnswer.objects.filter(has_meaning=False).count() == 1


def test_no_step_is_taken_once_the_turn_is_over(officer, question):
    _previous(officer)

    meaning.find_meanings(ends=monotonic() - 1, at=NOW)

    assert not AnswerMeaning.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_worker_at_a_time_writes(officer, question):
    _previous(officer)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [meaning._LOCK])
        find_meanings()
        assert not AnswerMeaning.objects.exists()
        other.rollback()  # frees the lock at once
    finally:
        other.close()
    find_meanings()
    assert AnswerMeaning.objects.exists()


def test_a_review_of_the_answer_is_told(client, officer, question):
    answered = FOIRequestFactory(authority=officer.authority)
    asked = QuestionFactory(foi_request=answered, text=DOGS, order=3)
    letter = LetterFactory(foi_request=answered, given_on=date(2026, 1, 5))
    PreviousAnswer.objects.create(
        authority=officer.authority,
        foi_request=answered,
        letter=letter,
        order=3,
        question=DOGS,
        answer="Nine.",
        is_reusable=True,
    )
    review = FOIRequestFactory(authority=officer.authority, review_of=answered)
    again = QuestionFactory(foi_request=review, asked_before=asked, text=DOGS)
    ReviewPoint.objects.create(
        review=review,
        question=again,
        decision=ReviewPoint.Decision.OVERTURNED,
        updated_by=officer,
    )
    find_meanings()
    assert [one.reviewed for one in _shown(question, officer)] == [""]

    LetterFactory(foi_request=review, given_on=date(2026, 3, 2))

    assert [one.reviewed for one in _shown(question, officer)] == ["Overturned"]
    client.force_login(officer)
    at = {"reference": question.foi_request.reference, "question": question.pk}
    page = client.get(reverse("answer-question", kwargs=at), {"panel": "before"})
    adapt = {**at, "previous_answer": PreviousAnswer.objects.get().pk}
    assert "Internal review: overturned" in page.content.decode()
    page = client.get(reverse("adapt-answer", kwargs=adapt))
    assert "Internal review: overturned" in page.content.decode()


def test_pages_mark_what_differs_and_load_no_model(
    client, officer, question, monkeypatch
):
    client.force_login(officer)
    previous = _previous(officer)
    find_meanings()
    monkeypatch.setattr(meaning, "load", pytest.fail)
    at = {"reference": question.foi_request.reference, "question": question.pk}

    url = reverse("answer-question", kwargs=at)
    page = client.get(url, {"panel": "before"}).content.decode()
    adapt = reverse("adapt-answer", kwargs={**at, "previous_answer": previous.pk})

    for told in (page, client.get(adapt).content.decode()):
        assert "Differs:" in told
        assert "2023 → 2024" in told
        assert "Leeds → Bradford" in told
