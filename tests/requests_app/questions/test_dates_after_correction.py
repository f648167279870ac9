"""Corrections of the questions carry events of the clock, due dates and answers."""

from datetime import date

import pytest

from requests_app.clock.answered import note_answered
from requests_app.clock.extensions import extend_time
from requests_app.history.steps import lock
from requests_app.questions.correcting import (
    correct_questions,
    redo_correction,
    undo_correction,
)
from requests_app.questions.outline.tree_edits import (
    add,
    delete,
    merge,
    move_down,
    set_kind,
    split,
)
from requests_app.questions.stored_outline import outline_of
from tests.factories import UserFactory
from tests.requests_app.clock.test_parts import DUE, LATER, asked, dates_of, extend

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 2)


@pytest.fixture
def by():
    return UserFactory()


def correct(foi_request, change, by):
    foi_request.refresh_from_db()
    return correct_questions(
        foi_request=foi_request,
        version=foi_request.questions_version,
        outline=change(outline_of(foi_request)),
        by=by,
        on=ON,
    )


def extended():
    foi_request, (first, second) = asked()
    return extend(foi_request, second), first, second


def test_of_joined_questions_the_earlier_date_stands_and_the_officer_is_told(by):
    foi_request, _first, second = extended()

    joined = correct(foi_request, lambda outline: merge(outline, second.pk), by)

    assert dates_of(foi_request) == [DUE]
    assert "Question 1 is due by 15 December 2026" in joined.note
    assert "earlier date stands" in foi_request.history.first().note


def test_an_undone_join_gives_each_question_its_own_date_again(by):
    foi_request, _first, second = extended()
    joined = correct(foi_request, lambda outline: merge(outline, second.pk), by)

    undone = undo_correction(
        foi_request=joined.foi_request,
        version=joined.foi_request.questions_version,
        by=by,
        on=ON,
    )
    assert dates_of(foi_request) == [DUE, LATER]

    redo_correction(
        foi_request=undone.foi_request,
        version=undone.foi_request.questions_version,
        by=by,
        on=ON,
    )
    assert dates_of(foi_request) == [DUE]


def test_the_parts_of_a_split_question_inherit_its_date_and_its_answer(by):
    foi_request, _first, second = extended()
    locked = lock(foi_request)
    note_answered(foi_request=locked, days={second.pk: date(2026, 12, 1)})
    locked.save()

    correct(foi_request, lambda outline: split(outline, second.pk, 8), by)

    assert dates_of(foi_request) == [DUE, LATER, LATER]
    days = foi_request.questions.values_list("answered_on", flat=True)
    assert list(days) == [None, date(2026, 12, 1), date(2026, 12, 1)]


def test_an_answered_question_joined_to_an_open_one_is_owed(by):
    foi_request, (first, second) = asked()
    locked = lock(foi_request)
    note_answered(foi_request=locked, days={first.pk: date(2026, 12, 1)})
    locked.save()

    correct(foi_request, lambda outline: merge(outline, second.pk), by)

    question = foi_request.questions.get()
    assert (question.answered_on, question.due_on) == (None, DUE)


def test_a_moved_question_keeps_its_date_and_a_new_one_is_due_with_the_request(by):
    foi_request, first, second = extended()

    correct(foi_request, lambda outline: move_down(outline, first.pk), by)
    assert dates_of(foi_request) == [LATER, DUE]

    correct(foi_request, lambda outline: add(outline, second.pk), by)
    assert sorted(dates_of(foi_request)) == [DUE, DUE, LATER]


def test_the_date_of_the_request_follows_a_deleted_question(by):
    foi_request, first, second = extended()

    gone = correct(foi_request, lambda outline: delete(outline, first.pk), by)
    assert gone.foi_request.due_on == LATER

    heading = correct(
        gone.foi_request, lambda outline: set_kind(outline, second.pk, "heading"), by
    )
    assert foi_request.questions.get().due_on is None
    assert heading.foi_request.due_on == DUE  # nothing is asked: the request as it came


def test_a_further_notice_on_a_joined_question_stays_with_its_parts(by):
    foi_request, (first, second, _third) = asked(3)
    joined = correct(foi_request, lambda outline: merge(outline, second.pk), by)
    extend_time(
        foi_request=joined.foi_request,
        until=LATER,
        reason="To weigh.",
        questions=[first],
        by=by,
        on=ON,
        today=ON,
    )
    joined.foi_request.refresh_from_db()

    undo_correction(
        foi_request=joined.foi_request,
        version=joined.foi_request.questions_version,
        by=by,
        on=ON,
    )

    assert dates_of(foi_request) == [LATER, LATER, DUE]
