"""Suggested changes: kept, accepted as a version, refused; and never lost."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from documents.richtext.rewording import Change
from requests_app.workflow import State
from responses.drafting.answers import AnswerChanged, answer_question
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import DraftNotOpen, TextNotTaken
from responses.drafting.sharing import share_answer
from responses.drafting.suggested import Passage, suggested_for
from responses.drafting.suggestions import (
    NothingSuggested,
    Proposed,
    SuggestionGone,
    WordsChanged,
    accept_suggestions,
    keep_suggestions,
    refuse_suggestions,
    suggest_change,
)
from responses.models import Suggestion
from tests.factories import AnswerFactory

ON, AT = date(2026, 3, 9), datetime(2026, 3, 9, 10, tzinfo=UTC)
TEXT = "<p>We hold <strong>ten boats</strong> here.</p>"
WORDS = "We hold ten boats here."


@pytest.fixture
def answer(foi_request, questions, officer):
    return answer_question(
        foi_request=foi_request,
        question=questions["2"],
        text=TEXT,
        outcome="disclosed",
        version=0,
        by=officer,
        on=ON,
    )


@pytest.fixture
def propose(answer):
    """Keep suggestions by Pat Reed, from words to words."""

    def propose(*pairs, author_name="Pat Reed"):
        proposed = [
            Proposed(
                change=Change(
                    WORDS.index(words), WORDS.index(words) + len(words), others
                ),
                author_name=author_name,
            )
            for words, others in pairs
        ]
        return keep_suggestions(answer, proposed, version=1, words=WORDS)

    return propose


@pytest.fixture
def accept(foi_request, answer, officer):
    def accept(*suggestions, by=officer):
        return accept_suggestions(
            foi_request=foi_request,
            answer=answer,
            keys={one.pk for one in suggestions} or None,
            by=by,
            on=ON,
        )

    return accept


@pytest.fixture
def suggest(foi_request, questions, colleague):
    def suggest(words, version=1, question="2"):
        return suggest_change(
            foi_request=foi_request,
            question=questions[question],
            words=words,
            version=version,
            by=colleague,
            on=ON,
            at=AT,
        )

    return suggest


def states():
    return list(Suggestion.objects.values_list("state", flat=True))


def test_an_accepted_change_is_the_next_version(
    propose, accept, answer, officer, foi_request
):
    (one,) = propose(("ten", "eleven"))

    done = accept(one)

    answer.refresh_from_db()
    assert (done.number, done.left) == (1, 0)
    assert answer.text == "<p>We hold <strong>eleven boats</strong> here.</p>"
    assert (answer.version, answer.outcome) == (2, "disclosed")
    assert answer.revisions.first().text == answer.text
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("accepted", officer)
    entry = foi_request.history.filter(kind=DraftingHistory.QUESTION_ANSWERED).first()
    assert entry.note == "Question 2: 1 suggestion by Pat Reed accepted"


def test_all_are_accepted_as_one_version(propose, accept, answer):
    propose(("We hold", "There are"), ("ten", "eleven"), ("here", "there"))

    accept()

    answer.refresh_from_db()
    assert answer.text == "<p>There are <strong>eleven boats</strong> there.</p>"
    assert answer.version == 2
    assert states() == ["accepted"] * 3


def test_suggestions_follow_each_other_however_they_are_accepted(
    propose, accept, answer
):
    first, second, third = propose(
        ("We hold", "At last we hold"), ("ten", "ten old"), ("here", "there")
    )

    for one in (second, third, first):
        accept(one)

    answer.refresh_from_db()
    assert answer.text == (
        "<p>At last we hold <strong>ten old boats</strong> there.</p>"
    )


def test_a_change_of_words_that_are_gone_stays_open(propose, accept, answer):
    propose(("ten boats", "some boats"))
    (late,) = propose(("ten", "eleven"), author_name="Kim Lee")

    done = accept()

    assert (done.number, done.left) == (1, 1)
    with pytest.raises(WordsChanged, match="still open"):
        accept(late)
    assert states() == ["accepted", "open"]


def test_a_change_that_joins_a_cell_with_other_text_is_left_to_the_officer(
    foi_request, questions, officer
):
    text = "<p>Boats:</p><table><tbody><tr><td>Ida</td></tr></tbody></table>"
    answer = AnswerFactory(foi_request=foi_request, text=text, to=[questions["1(a)"]])
    change = Proposed(change=Change(5, 8, ""), author_name="x")
    keep_suggestions(answer, [change], version=1, words="Boats:\nIda")

    with pytest.raises(WordsChanged, match="by hand"):
        accept_suggestions(
            foi_request=foi_request, answer=answer, keys=None, by=officer, on=ON
        )


def test_a_refused_change_leaves_the_answer(
    propose, answer, officer, foi_request, accept
):
    (one,) = propose(("ten", "eleven"))

    number = refuse_suggestions(
        foi_request=foi_request, answer=answer, keys={one.pk}, by=officer, on=ON
    )

    answer.refresh_from_db()
    assert (number, answer.version, states()) == (1, 1, ["refused"])
    entry = foi_request.history.get(kind=DraftingHistory.SUGGESTION_REFUSED)
    assert entry.note == "Question 2: 1 suggestion by Pat Reed refused"
    with pytest.raises(SuggestionGone):
        accept(one)


def test_a_stale_save_after_an_acceptance_shows_both_texts(
    propose, accept, foi_request, questions, colleague
):
    accept(*propose(("ten", "eleven")))

    with pytest.raises(AnswerChanged):
        answer_question(
            foi_request=foi_request,
            question=questions["2"],
            text="<p>Mine.</p>",
            outcome="disclosed",
            version=1,
            by=colleague,
            on=ON,
        )


def test_a_suggestion_of_another_answer_is_not_accepted(
    propose, foi_request, questions, officer
):
    (one,) = propose(("ten", "eleven"))
    other = AnswerFactory(foi_request=foi_request, to=[questions["1(b)"]])

    with pytest.raises(SuggestionGone):
        accept_suggestions(
            foi_request=foi_request, answer=other, keys={one.pk}, by=officer, on=ON
        )


def test_nothing_is_decided_once_the_draft_is_closed(
    propose, accept, foi_request, answer
):
    (one,) = propose(("ten", "eleven"))
    foi_request.state = State.CLEARANCE
    foi_request.save()

    with pytest.raises(DraftNotOpen):
        accept(one)

    answer.refresh_from_db()
    assert (answer.version, states()) == (1, ["open"])


def test_an_accepted_change_is_cleaned_and_never_markup(propose, accept, answer):
    propose(("ten", '<img src=x onerror="alert(1)">'))

    accept()

    answer.refresh_from_db()
    assert "<img" not in answer.text
    assert "&lt;img" in answer.text


def test_a_change_too_long_for_a_letter_is_refused(propose, accept):
    propose(("ten", "x" * 600_000))

    with pytest.raises(TextNotTaken):
        accept()

    assert states() == ["open"]


def test_a_colleague_suggests_words_in_place_of_writing(suggest, answer, colleague):
    first, second = suggest("We hold eleven boats here, and a raft.")

    assert (first.removed, first.words) == ("ten", "eleven")
    assert (second.removed, second.words) == ("", ", and a raft")
    assert (first.author, first.written_at) == (colleague, AT)
    answer.refresh_from_db()
    assert answer.version == 1


def test_line_breaks_of_the_answer_are_no_change(suggest, foi_request, questions):
    AnswerFactory(
        foi_request=foi_request, text="<p>a<br>b</p><p>c</p>", to=[questions["1(a)"]]
    )

    (one,) = suggest("a\r\nb\r\nd\r\n", question="1(a)")

    assert (one.removed, one.words) == ("c", "d")


@pytest.mark.parametrize(
    ("words", "version", "question", "refusal", "told"),
    [
        (WORDS, 1, "2", NothingSuggested, "Nothing was changed"),
        ("x", 7, "2", WordsChanged, "saved this answer after you opened"),
        ("x", 0, "1(b)", NothingSuggested, "no answer yet"),
    ],
)
def test_words_that_cannot_be_suggested_are_refused(
    words, version, question, refusal, told, answer, suggest
):
    with pytest.raises(refusal, match=told):
        suggest(words, version, question)


def test_answers_joined_keep_their_suggestions(
    propose, answer, foi_request, questions, officer
):
    propose(("ten", "eleven"))
    AnswerFactory(foi_request=foi_request, text="<p>First.</p>", to=[questions["1(a)"]])

    joined = share_answer(
        foi_request=foi_request,
        questions=[questions["1(a)"], questions["2"]],
        by=officer,
        on=ON,
    )

    assert suggested_for(joined).number == 1
    assert "ten" in [one.words for one in suggested_for(joined).passages]


def test_what_is_suggested_is_marked_in_the_words_of_the_answer(propose, answer):
    assert suggested_for(answer) is None
    propose(("ten", "eleven\nor so"))

    shown = [one for one in suggested_for(answer).passages if one.words]

    assert shown == [
        Passage("We hold "),
        Passage("ten", "del"),
        Passage("eleven¶\nor so", "ins"),
        Passage(" boats here."),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 4, "end": 2},
        {"state": "accepted"},
        {"state": "maybe"},
    ],
)
def test_the_database_refuses_a_suggestion_that_cannot_be(wrong, propose):
    (one,) = propose(("ten", "eleven"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=one.pk).update(**wrong)
