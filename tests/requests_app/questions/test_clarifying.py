"""What a requester wrote to clarify a request reaches the questions."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.clock.events import receive_clarification, seek_clarification
from requests_app.models import Clarification
from requests_app.questions.clarifying import (
    ClarificationSettled,
    QuestionsCorrectedSince,
    add_from_clarification,
    settle_clarification,
)
from requests_app.questions.correcting import undo_correction
from requests_app.questions.proposing import NothingToAdd, proposals_of, with_proposal
from requests_app.questions.stored_outline import outline_of
from tests.factories import UserFactory
from tests.requests_app.clock.test_parts import DUE, TOLD, asked, dates_of

pytestmark = pytest.mark.django_db

CAME = date(2026, 12, 7)
WORDS = "1. I mean complaints about parking.\n2. How many wardens are there?"
_Effect = Clarification.Effect


@pytest.fixture
def by():
    return UserFactory(roles=["officer"])


def clarified(by, *, is_partial=False):
    foi_request, (first, _) = asked(authority=by.authority)
    sent = seek_clarification(
        foi_request=foi_request,
        question="Which complaints?",
        questions=[first] if is_partial else [],
        by=by,
        on=TOLD,
        today=TOLD,
    )
    return receive_clarification(
        foi_request=sent, clarification=WORDS, by=by, on=CAME, today=CAME
    )


def settle(foi_request, effect, by, outline=None):
    (proposal,) = proposals_of(foi_request)
    return settle_clarification(
        clarification=proposal.clarification,
        effect=effect,
        version=foi_request.questions_version,
        outline=outline or outline_of(foi_request),
        by=by,
        on=CAME,
    )


def add(foi_request, by):
    (proposal,) = proposals_of(foi_request)
    correction = add_from_clarification(
        clarification=proposal.clarification,
        version=foi_request.questions_version,
        outline=with_proposal(outline_of(foi_request), proposal),
        by=by,
        on=CAME,
    )
    return correction.foi_request


def test_a_clarification_is_read_as_a_request_is(by):
    foi_request = clarified(by)

    (proposal,) = proposals_of(foi_request)

    assert [node.text for node in proposal.nodes] == [
        "I mean complaints about parking.",
        "How many wardens are there?",
    ]


def test_what_was_read_is_numbered_on_after_the_questions(by):
    foi_request = add(clarified(by), by)

    labels = list(foi_request.questions.values_list("label", flat=True))
    assert labels == ["1", "2", "3", "4"]


def test_adding_settles_nothing_and_history_says_what_was_added(by):
    foi_request = add(clarified(by), by)

    (proposal,) = proposals_of(foi_request)
    assert [is_added for _, is_added in proposal.read] == [True, True]
    assert foi_request.history.first().note == (
        "3 was added. 4 was added. Words of the clarification of 7 December 2026 were "
        "added."
    )

    settle(foi_request, _Effect.QUESTIONS, by)
    assert not proposals_of(foi_request)
    assert foi_request.history.first().note == (
        "Of 7 December 2026. The questions say what is now asked."
    )


def test_what_is_in_the_questions_is_not_added_again(by):
    foi_request = add(clarified(by), by)
    (proposal,) = proposals_of(foi_request)

    with pytest.raises(NothingToAdd):
        with_proposal(outline_of(foi_request), proposal)

    foi_request.questions.last().delete()
    (proposal,) = proposals_of(foi_request)
    assert [node.text for node in proposal.to_add] == ["How many wardens are there?"]


def test_words_beside_the_questions_read_are_shown(by):
    foi_request, _ = asked(authority=by.authority)
    foi_request.clarifications.create(
        received_on=CAME,
        words="I only mean the south wards.\n\n1. How many wardens are there?",
    )

    (proposal,) = proposals_of(foi_request)

    assert proposal.beside == ("I only mean the south wards.",)


def test_a_question_first_asked_in_a_clarification_has_its_time(by):
    foi_request = add(clarified(by, is_partial=True), by)

    later = date(2027, 1, 8)
    assert dates_of(foi_request) == [later, DUE, later, later]


def test_nothing_changes_is_refused_once_the_questions_were_changed(by):
    foi_request = add(clarified(by), by)

    with pytest.raises(QuestionsCorrectedSince, match="up to date"):
        settle(foi_request, _Effect.NOTHING, by)

    assert proposals_of(foi_request)
    foi_request = undo_correction(
        foi_request=foi_request, version=foi_request.questions_version, by=by, on=CAME
    ).foi_request
    settle(foi_request, _Effect.NOTHING, by)
    assert not proposals_of(foi_request)


def test_a_person_says_that_it_changes_nothing(by):
    foi_request = clarified(by)

    settle(foi_request, _Effect.NOTHING, by)

    clarification = foi_request.clarifications.get()
    assert (clarification.effect, clarification.settled_by) == ("nothing", by)
    assert foi_request.questions.count() == 2


def test_it_is_settled_once(by):
    foi_request = clarified(by)
    clarification = foi_request.clarifications.get()
    settle(foi_request, _Effect.NOTHING, by)

    with pytest.raises(ClarificationSettled, match="already"):
        settle_clarification(
            clarification=clarification,
            effect=_Effect.NOTHING,
            version=foi_request.questions_version,
            outline=outline_of(foi_request),
            by=by,
            on=CAME,
        )


def test_the_editor_shows_both_texts_adds_and_settles(client, by):
    foi_request = clarified(by)
    client.force_login(by, backend="accounts.backends.RoleBackend")
    editor = reverse("correct-questions", args=[foi_request.reference])

    page = client.get(editor).content.decode()
    assert "Clarified on 7 December 2026" in page
    assert "How many wardens are there?" in page
    assert foi_request.received_text in page

    pk = foi_request.clarifications.get().pk
    first = foi_request.questions.first()
    client.post(
        editor,
        {
            "version": foi_request.questions_version,
            "settle": f"add-{pk}",
            f"t{first.pk}": "How many complaints on parking?",
        },
    )

    texts = list(foi_request.questions.values_list("text", flat=True))
    assert texts[0] == "How many complaints on parking?"
    assert texts[-1] == "How many wardens are there?"
    page = client.get(editor).content.decode()
    assert "Clarified on" in page
    assert "Add to the questions" not in page

    again = client.post(editor, {"version": 2, "settle": f"add-{pk}"})
    assert "in the questions already" in again.content.decode()
    refused = client.post(editor, {"version": 2, "settle": f"nothing-{pk}"})
    assert "The questions were changed since" in refused.content.decode()

    client.post(editor, {"version": 2, "settle": f"questions-{pk}"})
    assert "Clarified on" not in client.get(editor).content.decode()
    late = client.post(editor, {"version": 2, "settle": f"questions-{pk}"})
    assert "read already" in late.content.decode()
