"""What a later letter asks reaches the questions, each with a time of its own."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.casework.later_letters import record_later_letter
from requests_app.clock.events import (
    FeeTooLate,
    receive_clarification,
    request_fee,
    seek_clarification,
    withdraw_clarification,
)
from requests_app.clock.extensions import extend_time
from requests_app.clock.facts import facts_recorded, waiting_state
from requests_app.clock.undoing import undo_clock_fact
from requests_app.models import Clarification, ClockEvent
from requests_app.questions.clarifying import (
    NotFirstAsked,
    QuestionsCorrectedSince,
    add_from_clarification,
    note_first_asked,
    settle_clarification,
)
from requests_app.questions.correcting import (
    correct_questions,
    redo_correction,
    undo_correction,
)
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.later_letters import AwaitsFee
from requests_app.questions.outline.tree_edits import add as add_node
from requests_app.questions.outline.tree_edits import delete, edit, merge, split
from requests_app.questions.proposing import proposals_of, with_proposal
from requests_app.questions.stored_outline import outline_of
from requests_app.workflow import State
from responses.standing.standing import standing_of
from tests.factories import UserFactory
from tests.requests_app.clock.test_parts import DUE, asked, dates_of, give

pytestmark = pytest.mark.django_db

EARLIER, CAME, TODAY = date(2026, 11, 19), date(2026, 11, 24), date(2026, 12, 1)
OWN_DUE = date(2026, 12, 23)
WORDS = "1. How many skips were hired?\n2. Who hired them?"
_Effect = Clarification.Effect


@pytest.fixture
def by():
    return UserFactory(roles=["officer"])


def lettered(by, *, foi_request=None, words=WORDS, regime="FOIA"):
    if foi_request is None:
        foi_request, _ = asked(authority=by.authority, regime=regime)
    return record_later_letter(
        foi_request=foi_request, letter=words, by=by, on=CAME, today=TODAY
    )


def add(foi_request, by):
    (proposal,) = proposals_of(foi_request)
    return add_from_clarification(
        clarification=proposal.clarification,
        version=foi_request.questions_version,
        outline=with_proposal(outline_of(foi_request), proposal),
        by=by,
        on=TODAY,
    ).foi_request


def step_back(foi_request, by, step=undo_correction):
    version = foi_request.questions_version
    return step(foi_request=foi_request, version=version, by=by, on=TODAY).foi_request


def correct(foi_request, outline, by):
    version = foi_request.questions_version
    return correct_questions(
        foi_request=foi_request, version=version, outline=outline, by=by, on=TODAY
    ).foi_request


def without_last(foi_request):
    return delete(outline_of(foi_request), foi_request.questions.last().pk)


def settle(foi_request, effect, by):
    (proposal,) = proposals_of(foi_request)
    settle_clarification(
        clarification=proposal.clarification,
        effect=effect,
        version=foi_request.questions_version,
        outline=outline_of(foi_request),
        by=by,
        on=TODAY,
    )


def seek(foi_request, by, on=EARLIER):
    return seek_clarification(
        foi_request=foi_request, question="Which skips?", by=by, on=on, today=TODAY
    )


@pytest.mark.parametrize("regime", ["FOIA", "EIR"])
def test_what_it_first_asks_has_its_own_time_and_the_rest_keeps_its_date(by, regime):
    foi_request = add(lettered(by, regime=regime), by)

    assert dates_of(foi_request) == [DUE, DUE, OWN_DUE, OWN_DUE]
    assert foi_request.due_on == DUE
    entry = foi_request.history.first()
    assert entry.kind == QuestionsHistory.ASKED_LATER
    assert entry.note == "Questions 3 and 4: letter received on 24 November 2026."


def test_once_the_first_questions_are_answered_the_request_is_due_by_the_letter(by):
    foi_request = add(lettered(by), by)
    first, second, *_ = foi_request.questions.all()

    assert give(foi_request, first, second).due_on == OWN_DUE


def test_words_added_in_two_goes_count_from_one_event(by):
    foi_request = add(lettered(by), by)
    less = correct(foi_request, without_last(foi_request), by)

    again = add(less, by)

    assert dates_of(again) == [DUE, DUE, OWN_DUE, OWN_DUE]
    assert dates_of(step_back(again, by)) == [DUE, DUE, OWN_DUE]
    assert ClockEvent.recorded.filter(foi_request=again).count() == 1


def test_a_question_deleted_and_put_back_by_undo_keeps_its_time(by):
    foi_request = add(lettered(by), by)
    less = correct(
        foi_request,
        delete(outline_of(foi_request), foi_request.questions.last().pk),
        by,
    )

    assert dates_of(step_back(less, by)) == [DUE, DUE, OWN_DUE, OWN_DUE]


def test_an_undone_and_redone_addition_has_its_time_again(by):
    foi_request = add(lettered(by), by)

    undone = step_back(foi_request, by)
    assert dates_of(undone) == [DUE, DUE]
    [fact] = facts_recorded(undone)
    assert fact.words == (
        "First asked in a later letter (no question of the request now)"
    )

    redone = step_back(undone, by, redo_correction)
    assert dates_of(redone) == [DUE, DUE, OWN_DUE, OWN_DUE]


def test_redoing_several_corrections_gives_each_its_dates_again(by):
    foi_request = add(lettered(by), by)
    fourth = foi_request.questions.last().pk
    joined = correct(foi_request, merge(outline_of(foi_request), fourth), by)
    assert dates_of(joined) == [DUE, DUE, OWN_DUE]

    for _ in range(2):
        undone = step_back(step_back(joined, by), by)
        assert dates_of(undone) == [DUE, DUE]
        redone = step_back(undone, by, redo_correction)
        assert dates_of(redone) == [DUE, DUE, OWN_DUE, OWN_DUE]
        joined = step_back(redone, by, redo_correction)
        assert dates_of(joined) == [DUE, DUE, OWN_DUE]


def test_joined_with_an_older_question_the_earlier_date_stands(by):
    foi_request = add(lettered(by), by)
    third = foi_request.questions.all()[2].pk

    correction = correct_questions(
        foi_request=foi_request,
        version=foi_request.questions_version,
        outline=merge(outline_of(foi_request), third),
        by=by,
        on=TODAY,
    )

    assert dates_of(correction.foi_request) == [DUE, DUE, OWN_DUE]
    assert "the earlier date stands" in correction.note


def test_while_the_request_waits_for_clarification_the_new_questions_run(by):
    waiting = seek(asked(authority=by.authority)[0], by)
    assert waiting.state == State.AWAITING_CLARIFICATION

    foi_request = add(lettered(by, foi_request=waiting), by)
    assert foi_request.state == State.ANSWERING
    assert dates_of(foi_request) == [None, None, OWN_DUE, OWN_DUE]
    assert waiting_state(foi_request) is None
    changes = foi_request.history.first().changes
    assert changes["state"] == ["awaiting_clarification", "answering"]

    clarified = receive_clarification(
        foi_request=foi_request,
        clarification="Metal ones.",
        by=by,
        on=TODAY,
        today=TODAY,
    )
    later = date(2026, 12, 31)
    assert dates_of(clarified) == [later, later, OWN_DUE, OWN_DUE]


def test_a_clarification_no_longer_needed_leaves_the_letter_its_time(by):
    waiting = seek(asked(authority=by.authority)[0], by)
    foi_request = add(lettered(by, foi_request=waiting), by)

    ready = withdraw_clarification(
        foi_request=foi_request, reason="Found.", by=by, on=TODAY, today=TODAY
    )

    assert dates_of(ready) == [DUE, DUE, OWN_DUE, OWN_DUE]


def test_a_letter_asks_nothing_of_a_request_that_waits_for_a_fee(by):
    foi_request, _ = asked(authority=by.authority)
    waiting = request_fee(
        foi_request=foi_request, amount_pence=5000, by=by, on=EARLIER, today=TODAY
    )
    recorded = lettered(by, foi_request=waiting)

    with pytest.raises(AwaitsFee, match="as a new request"):
        add(recorded, by)

    assert recorded.questions.count() == 2
    assert not recorded.clock_events.filter(name="asked_later").exists()


def test_a_fees_notice_from_before_the_letter_covers_none_of_its_questions(by):
    foi_request = add(lettered(by), by)

    with pytest.raises(FeeTooLate, match="first asked some questions on 24 November"):
        request_fee(
            foi_request=foi_request, amount_pence=5000, by=by, on=EARLIER, today=TODAY
        )
    waiting = request_fee(
        foi_request=foi_request, amount_pence=5000, by=by, on=TODAY, today=TODAY
    )
    assert dates_of(waiting) == [None, None, None, None]


def test_a_step_from_before_the_letter_can_still_be_recorded(by):
    foi_request = add(lettered(by), by)

    sought = seek(foi_request, by, on=EARLIER)

    assert dates_of(sought) == [None, None, OWN_DUE, OWN_DUE]
    assert sought.state == State.ANSWERING


def test_a_notice_too_late_for_the_first_questions_extends_the_letter_s(by):
    foi_request = add(lettered(by, regime="EIR"), by)
    late = date(2026, 12, 17)

    extended = extend_time(
        foi_request=foi_request, until=None, reason="Much.", by=by, on=late, today=late
    )

    assert dates_of(extended) == [DUE, DUE, date(2027, 1, 26), date(2027, 1, 26)]


def test_the_fact_can_be_undone_and_the_questions_count_as_the_others(by):
    foi_request = add(lettered(by), by)
    [event] = foi_request.clock_events.all()

    undone = undo_clock_fact(
        foi_request=foi_request,
        fact=event.pk,
        reason="Asked in the first letter.",
        by=by,
        on=TODAY,
    )

    assert dates_of(undone) == [DUE, DUE, DUE, DUE]
    assert proposals_of(undone)
    outline = outline_of(undone)
    for key in list(undone.questions.values_list("pk", flat=True))[2:]:
        outline = delete(outline, key)
    less = correct(undone, outline, by)
    assert dates_of(add(less, by)) == [DUE, DUE, OWN_DUE, OWN_DUE]


def test_undoing_it_lets_the_request_wait_for_clarification_again(by):
    waiting = seek(asked(authority=by.authority)[0], by)
    foi_request = add(lettered(by, foi_request=waiting), by)
    event = foi_request.clock_events.get(name="asked_later")

    undone = undo_clock_fact(
        foi_request=foi_request, fact=event.pk, reason="Not new.", by=by, on=TODAY
    )

    assert undone.state == State.AWAITING_CLARIFICATION
    assert undone.due_on is None


def typed(foi_request, by):
    """Add a question by hand after the last, as an officer does."""
    outline = outline_of(foi_request)
    return correct(foi_request, typed_after(outline, outline.nodes[-1].id), by)


def typed_after(outline, key):
    added = add_node(outline, key)
    (new,) = added.by_id.keys() - outline.by_id.keys()
    return edit(added, new, text="How long were the skips there?")


def first_asked(foi_request, question, by):
    return note_first_asked(
        clarification=foi_request.clarifications.get(),
        question=question.pk,
        version=foi_request.questions_version,
        outline=outline_of(foi_request),
        by=by,
        on=TODAY,
    )


def test_a_question_typed_by_hand_has_its_own_time_once_an_officer_says_so(by):
    foi_request = typed(lettered(by, words="And the skips?"), by)
    last = foi_request.questions.last()
    (proposal,) = proposals_of(foi_request)
    assert proposal.typed == (("First unnumbered question", last),)
    assert dates_of(foi_request) == [DUE, DUE, DUE]

    correction = first_asked(foi_request, last, by)

    assert dates_of(foi_request) == [DUE, DUE, OWN_DUE]
    assert correction.note == "First unnumbered question: due by 23 December 2026."
    assert proposals_of(foi_request)[0].typed == ()


def test_a_question_from_before_the_letter_and_its_parts_are_not_first_asked(by):
    foi_request = lettered(by)
    first = foi_request.questions.first()
    outline = edit(outline_of(foi_request), first.pk, text="One?\n\nTwo?")
    whole = correct(foi_request, outline, by)
    parted = correct(whole, split(outline_of(whole), first.pk, 4), by)
    assert parted.questions.count() == 3
    assert proposals_of(parted)[0].typed == ()

    for question in parted.questions.all():
        with pytest.raises(NotFirstAsked, match="was asked before"):
            first_asked(parted, question, by)


def test_a_clarification_offers_nothing_as_first_asked(by):
    waiting = seek(asked(authority=by.authority)[0], by)
    clarified = receive_clarification(
        foi_request=waiting, clarification="Metal.", by=by, on=TODAY, today=TODAY
    )

    assert proposals_of(typed(clarified, by))[0].typed == ()


def test_the_editor_says_what_is_first_asked(client, by):
    foi_request = typed(lettered(by, words="And the skips?"), by)
    client.force_login(by, backend="accounts.backends.RoleBackend")
    editor = reverse("correct-questions", args=[foi_request.reference])
    letter, last = foi_request.clarifications.get(), foi_request.questions.last()
    value = f"ask-{letter.pk}-{last.pk}"
    assert value in client.get(editor).content.decode()

    words = {"settle": value, f"t{last.pk}": "How long were the metal skips there?"}
    client.post(editor, {"version": foi_request.questions_version, **words})

    last.refresh_from_db()
    assert (last.text, last.due_on) == ("How long were the metal skips there?", OWN_DUE)
    assert value not in client.get(editor).content.decode()


def test_a_letter_that_rewords_moves_no_date(by):
    foi_request = lettered(by, words="By skips I mean metal ones.")
    outline = outline_of(foi_request)

    settle(foi_request, _Effect.QUESTIONS, by)

    assert outline_of(foi_request) == outline
    assert dates_of(foi_request) == [DUE, DUE]
    entry = foi_request.history.first()
    assert entry.kind == QuestionsHistory.LATER_LETTER_READ
    assert not proposals_of(foi_request)


def test_a_letter_that_withdraws_a_question_deletes_it_and_history_says_so(by):
    foi_request = lettered(by, words="I no longer want my second question answered.")
    second = foi_request.questions.last().pk

    less = correct(foi_request, delete(outline_of(foi_request), second), by)
    assert "2 was deleted" in less.history.first().note
    with pytest.raises(QuestionsCorrectedSince):
        settle(less, _Effect.NOTHING, by)
    settle(less, _Effect.QUESTIONS, by)

    assert dates_of(less) == [DUE]
    assert dates_of(step_back(less, by)) == [DUE, DUE]


def test_a_letter_that_waits_is_pointed_out_everywhere(by):
    foi_request = lettered(by)

    [told] = standing_of(foi_request).contradictions
    assert "wrote on 24 November 2026 in a later letter" in told

    settle(foi_request, _Effect.NOTHING, by)
    assert not standing_of(foi_request).contradictions


def test_the_page_of_the_due_date_says_each_date(client, by):
    foi_request = add(lettered(by), by)
    client.force_login(by, backend="accounts.backends.RoleBackend")

    due = client.get(reverse("due-date", args=[foi_request.reference]))

    page = due.content.decode()
    assert "First asked in a later letter (questions 3 and 4)" in page
    assert "asked in the requester’s letter of 24 November 2026" in page
    assert "23 December 2026" in page
    assert page.count("Request received") == page.count("Letter received") == 1


def test_many_letters_take_as_many_queries_as_one(
    client, by, django_assert_num_queries
):
    foi_request = typed(lettered(by), by)
    client.force_login(by, backend="accounts.backends.RoleBackend")
    editor = reverse("correct-questions", args=[foi_request.reference])
    client.get(editor)

    with django_assert_num_queries(14):
        client.get(editor)
    for number in range(5):
        lettered(by, foi_request=foi_request, words=f"And in year {number}?")
        typed(foi_request, by)
        foi_request.refresh_from_db()
    with django_assert_num_queries(14):
        client.get(editor)
