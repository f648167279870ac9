"""Dates per question: part of a request extended, clarified, answered by itself."""

from datetime import date

import pytest

from requests_app.calendars.question_dates import stored_parts
from requests_app.calendars.recalculating import (
    RECALCULATE_DUE_DATES,
    request_recalculation,
)
from requests_app.casework.closing import reopen_request, withdraw_request
from requests_app.clock.answered import note_answered
from requests_app.clock.events import (
    recalculate_due_date,
    receive_clarification,
    request_fee,
    seek_clarification,
)
from requests_app.clock.extensions import ExtensionNotPossible, extend_time
from requests_app.clock.parts import PartNotPossible
from requests_app.due import due_status
from requests_app.history.steps import lock
from requests_app.left import left_of
from requests_app.models import Notice
from requests_app.reminders.services import remind_of_due_dates
from requests_app.workflow import State
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

RECEIVED, DUE = date(2026, 11, 16), date(2026, 12, 15)
TOLD, LATER = date(2026, 11, 30), date(2027, 1, 18)


def asked(number=2, **given):
    foi_request = FOIRequestFactory(
        state=State.ANSWERING, received_on=RECEIVED, **given
    )
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    recalculate_due_date(foi_request)
    foi_request.save()
    return foi_request, list(foi_request.questions.all())


def dates_of(foi_request):
    return list(foi_request.questions.values_list("due_on", flat=True))


def extend(foi_request, *questions, until=LATER, on=TOLD):
    return extend_time(
        foi_request=foi_request,
        until=until,
        reason="The balance under section 43(2).",
        questions=questions,
        by=UserFactory(authority=foi_request.authority),
        on=on,
        today=on,
    )


def clarify(foi_request, *questions, sought=TOLD, came=date(2026, 12, 7), only=()):
    by = UserFactory(authority=foi_request.authority)
    sent = seek_clarification(
        foi_request=foi_request,
        question="Which year?",
        questions=questions,
        by=by,
        on=sought,
        today=sought,
    )
    if came is None:
        return sent
    return receive_clarification(
        foi_request=sent,
        clarification="Last year.",
        questions=only,
        by=by,
        on=came,
        today=came,
    )


def give(foi_request, *questions, on=date(2026, 12, 1)):
    locked = lock(foi_request)
    answered = locked.questions.filter(answered_on__isnull=False)
    days = dict(answered.values_list("pk", "answered_on"))
    note_answered(
        foi_request=locked, days={**{each.pk: on for each in questions}, **days}
    )
    locked.save()
    return locked


def test_an_extension_for_a_question_leaves_the_others_due_by_the_first_date():
    foi_request, (first, _second) = asked()

    extended = extend(foi_request, first)

    assert dates_of(extended) == [LATER, DUE]
    assert extended.due_on == DUE
    event = extended.clock_events.get()
    assert list(event.questions.all()) == [first]
    assert "Question 1" in extended.history.first().note


def test_the_due_date_moves_on_when_the_earlier_part_is_answered():
    foi_request, (first, second) = asked()
    extended = extend(foi_request, first)

    answered = give(extended, second)
    assert answered.due_on == LATER

    whole = give(answered, first, on=date(2027, 1, 4))
    assert whole.due_on == LATER  # an answered request keeps a date

    again = lock(whole)
    note_answered(foi_request=again, days={first.pk: date(2027, 1, 4)})
    assert again.due_on == DUE


def test_all_that_is_owed_is_the_whole_request():
    foi_request, (first, second) = asked()
    answered = give(foi_request, first)

    extended = extend(answered, second, on=date(2026, 12, 2))

    assert not extended.clock_events.get().is_partial
    assert dates_of(extended) == [DUE, LATER]  # what was answered keeps its date


def test_clarification_of_a_question_lets_the_others_run_on():
    foi_request, (_first, second) = asked()

    waiting = clarify(foi_request, second, came=None)
    assert (waiting.state, waiting.due_on) == (State.ANSWERING, DUE)
    assert dates_of(waiting) == [DUE, None]

    clarified = clarify(*asked()[0:1], came=None)  # the whole request waits
    assert clarified.state == State.AWAITING_CLARIFICATION


def test_a_clarified_question_counts_from_the_clarification():
    foi_request, (_first, second) = asked()

    clarified = clarify(foi_request, second)

    assert clarified.state == State.ANSWERING
    assert dates_of(clarified) == [DUE, date(2027, 1, 8)]
    assert clarified.due_on == DUE


def test_the_request_waits_once_only_unclear_questions_are_owed():
    foi_request, (first, second) = asked()
    waiting = clarify(foi_request, second, came=None)

    answered = give(waiting, first)

    assert answered.state == State.AWAITING_CLARIFICATION
    assert answered.due_on is None


def test_one_of_two_unclear_questions_is_clarified_first():
    foi_request, (first, second, third) = asked(3)

    clarified = clarify(foi_request, second, third, only=[third])

    assert dates_of(clarified) == [DUE, None, date(2027, 1, 8)]
    with pytest.raises(PartNotPossible, match="await clarification"):
        receive_clarification(
            foi_request=clarified,
            clarification="The first.",
            questions=[first],
            by=UserFactory(authority=foi_request.authority),
            on=date(2026, 12, 8),
            today=date(2026, 12, 8),
        )


def test_a_clarification_after_an_answer_does_not_move_the_date_of_what_was_answered():
    foi_request, (first, _second) = asked()
    answered = give(foi_request, first, on=TOLD)

    clarified = clarify(answered)  # asked on the very day of the answer

    assert dates_of(clarified) == [DUE, date(2027, 1, 8)]
    assert clarified.due_on == date(2027, 1, 8)


def test_a_fees_notice_stops_what_is_owed():
    foi_request, (first, _second) = asked()
    answered = give(foi_request, first)

    waiting = request_fee(
        foi_request=answered,
        amount_pence=500,
        by=UserFactory(authority=foi_request.authority),
        on=date(2026, 12, 3),
        today=date(2026, 12, 3),
    )

    assert waiting.due_on is None
    assert dates_of(waiting) == [DUE, None]


@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_the_regulations_extend_no_part(regime):
    foi_request, (first, _) = asked(regime=regime)

    with pytest.raises(ExtensionNotPossible, match="for the whole request"):
        extend(foi_request, first)


def test_an_answered_question_or_one_of_another_request_cannot_be_chosen():
    foi_request, (first, _second) = asked()
    _, (other, _) = asked()
    answered = give(foi_request, first)

    for question in (first, other):
        with pytest.raises(PartNotPossible, match="not answered yet"):
            extend(answered, question)


def test_a_later_day_is_measured_against_the_questions_chosen():
    foi_request, (first, _second) = asked()
    extended = extend(foi_request, first)

    again = extend(extended, first, until=date(2027, 2, 1), on=date(2027, 1, 11))
    assert dates_of(again) == [date(2027, 2, 1), DUE]

    with pytest.raises(ExtensionNotPossible, match="due on 1 February 2027 already"):
        extend(again, first, until=LATER, on=date(2027, 1, 12))


def test_a_question_that_only_introduces_others_is_owed_nothing():
    foi_request, (stem, second) = asked()
    stem.text = "For each year, state:"
    stem.save()
    part = QuestionFactory(foi_request=foi_request, order=5, parent=stem)
    extended = extend(foi_request, part)

    answered = give(extended, second)

    assert answered.due_on == LATER


def test_a_part_without_its_questions_concerns_nothing():
    foi_request, (first, _second) = asked()
    extended = extend(foi_request, first)
    first.delete()

    assert recalculate_due_date(lock(extended)) == DUE


def test_two_hundred_questions_take_a_few_queries(django_assert_max_num_queries):
    foi_request, questions = asked(200)

    with django_assert_max_num_queries(29):
        extended = extend(foi_request, *questions[::2])

    assert [len(part.questions) for part in stored_parts(extended)] == [100, 100]


def extension_of(foi_request):
    return (
        type(foi_request)
        .objects.values_list("extension", "extended_on", "original_due_on")
        .get(pk=foi_request.pk)
    )


def test_an_extension_is_kept_with_the_due_date_without_it():
    foi_request, (first, _) = asked()
    assert extension_of(foi_request) == ("", None, None)

    extended = extend(foi_request, first)

    assert extension_of(extended) == ("public_interest", TOLD, DUE)
    # The clock runs from a later day: the earlier of the dates moves with it.
    type(extended).objects.update(received_on=date(2026, 11, 18))
    request_recalculation(reason="A release.", by=UserFactory())
    run_jobs(RECALCULATE_DUE_DATES, on=TOLD)
    assert extension_of(extended) == ("public_interest", TOLD, date(2026, 12, 17))


def test_an_extension_undone_is_kept_no_more():
    foi_request, _ = asked()
    extended = extend(foi_request)
    assert extension_of(extended) == ("public_interest", TOLD, DUE)

    extended.clock_events.all().update(undone_on=TOLD, undone_reason="In error.")
    recalculate_due_date(lock(extended))

    assert extension_of(extended) == ("", None, None)


def test_a_recalculation_keeps_the_dates_of_parts():
    foi_request, (first, second) = asked()
    extended = extend(foi_request, first)
    give(extended, second)
    whole, _ = asked()
    foi_request.questions.update(due_on=date(2026, 1, 1))
    whole.questions.update(due_on=date(2026, 1, 1))
    type(whole).objects.update(due_on=date(2026, 1, 1))

    request_recalculation(reason="A release.", by=UserFactory())
    run_jobs(RECALCULATE_DUE_DATES, on=TOLD)

    assert dates_of(foi_request) == [LATER, DUE]
    assert dates_of(whole) == [DUE, DUE]
    foi_request.refresh_from_db()
    assert foi_request.due_on == LATER


def test_a_recalculation_says_when_only_the_date_of_a_part_moved():
    foi_request, (first, _second) = asked()
    extend(foi_request, first)
    first.due_on = date(2027, 1, 4)
    first.save()

    request_recalculation(reason="A release.", by=UserFactory())
    run_jobs(RECALCULATE_DUE_DATES, on=TOLD)

    assert dates_of(foi_request) == [LATER, DUE]
    assert "some questions" in foi_request.history.first().note


def test_reminders_go_by_the_earliest_date_and_again_by_the_next():
    foi_request, (first, second) = asked()
    officer = UserFactory(authority=foi_request.authority, roles=["officer"])
    extended = extend(foi_request, first)
    extended.officer = officer
    extended.save()

    assert remind_of_due_dates(on=date(2026, 12, 8)) == 1
    words = Notice.objects.latest("pk").words
    assert "is due on 15 December 2026" in words
    assert "This is about question 2." in words
    assert "1 due by 15 December 2026, 1 by 18 January 2027" in words

    give(lock(extended), second, on=date(2026, 12, 10))
    assert remind_of_due_dates(on=date(2026, 12, 15)) == 1
    moved = Notice.objects.latest("pk")
    assert moved.kind == "date_moved"
    assert "due on 18 January 2027, was 15 December 2026" in moved.words
    assert remind_of_due_dates(on=date(2027, 1, 11)) == 1
    words = Notice.objects.latest("pk").words
    assert "This is about question 1." in words
    assert "1 to follow by 18 January 2027" in words


def test_what_is_left_is_said_in_one_line(django_assert_num_queries):
    foi_request, questions = asked(3)
    assert left_of(foi_request).words == ""

    extended = extend(foi_request, *questions[:2])
    assert left_of(extended).words == (
        "1 due by 15 December 2026, 2 by 18 January 2027"
    )
    answered = give(extended, questions[2], on=date(2026, 12, 1))
    with django_assert_num_queries(1):
        assert left_of(answered).words == (
            "Interim reply sent 1 December 2026; 2 to follow by 18 January 2027"
        )
    waiting = clarify(answered, questions[0], sought=date(2026, 12, 2), came=None)
    assert left_of(waiting).words == (
        "Interim reply sent 1 December 2026; 1 to follow by 18 January 2027, "
        "1 waits for the requester"
    )


def test_what_a_notice_given_too_late_promises_is_said_beside_the_due_date(
    django_assert_num_queries,
):
    foi_request, (first, _) = asked()
    late = extend(foi_request, first, on=date(2026, 12, 20))
    assert late.due_on == DUE
    assert (
        left_of(late).words == "Notice given too late; promised: 1 by 18 January 2027"
    )

    again = extend(late, on=date(2026, 12, 21), until=date(2027, 1, 25))
    with django_assert_num_queries(1):
        assert left_of(again).words == (
            "Notice given too late; promised by 25 January 2027"
        )
    assert due_status(again, on=date(2026, 12, 21), left=left_of(again)).tone == "late"

    given = give(again, first, on=date(2026, 12, 22))
    assert left_of(given).words == (
        "Interim reply sent 22 December 2026; 1 to follow by 15 December 2026. "
        "Notice given too late; promised by 25 January 2027"
    )


def test_a_late_notice_that_extends_or_was_undone_is_no_promise():
    foi_request, _ = asked()
    late = extend(foi_request, on=date(2026, 12, 20))
    late.clock_events.update(undone_on=TOLD, undone_reason="Not given.")
    assert not left_of(late).words

    authority = foi_request.authority
    authority.interpretations = {"late_public_interest_notice": "extends"}
    authority.save()
    extended = extend(foi_request, on=date(2026, 12, 20))
    assert extended.due_on == LATER
    assert not left_of(extended).words


def test_a_reminder_tells_the_day_promised_too_late():
    officer = UserFactory(roles=["officer"])
    foi_request, _ = asked(authority=officer.authority, officer=officer)
    extend(foi_request, on=date(2026, 12, 20))

    assert remind_of_due_dates(on=date(2026, 12, 21)) == 1
    words = Notice.objects.get().words
    assert "Notice given too late; promised by 18 January 2027." in words


def test_a_reopened_request_waits_only_where_nothing_runs():
    foi_request, (first, second) = asked()
    waiting = clarify(foi_request, second, came=None)
    by = UserFactory(authority=foi_request.authority)
    day = date(2026, 12, 2)
    gone = withdraw_request(
        foi_request=waiting, reason="Lost interest.", by=by, on=day, today=day
    )

    back = reopen_request(foi_request=gone, reason="Asked again.", by=by, on=day)

    assert (back.state, back.due_on) == (State.ANSWERING, DUE)
    assert first in back.questions.filter(due_on=DUE)
