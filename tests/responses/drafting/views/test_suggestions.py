"""Suggestions in the room: marked, accepted and refused with a press, and made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.richtext.rewording import Change
from responses.drafting.suggestions import Proposed, keep_suggestions
from responses.models import Suggestion
from tests.factories import AnswerFactory

WORDS = "We hold ten boats here."


@pytest.fixture
def answer(foi_request, questions):
    return AnswerFactory(
        foi_request=foi_request, text=f"<p>{WORDS}</p>", to=[questions["2"]]
    )


@pytest.fixture
def propose(answer):
    def propose(*pairs):
        proposed = [
            Proposed(
                change=Change(
                    WORDS.index(words), WORDS.index(words) + len(words), others
                ),
                author_name="Pat <Reed>",
                is_tracked=False,
            )
            for words, others in pairs
        ]
        return keep_suggestions(answer, proposed, version=1, words=WORDS)

    return propose


@pytest.fixture
def here(at, questions):
    def here(name="answer-question"):
        return at(name, questions["2"].pk)

    return here


def test_suggestions_stand_marked_with_the_answer(drafter, here, propose):
    (one,) = propose(("ten", "<b>eleven"))

    page = drafter.get(here())

    assert "1 suggestion" in page.text
    assert "ten<span" in page.text
    assert "&lt;b&gt;eleven" in page.text
    assert "Pat &lt;Reed&gt; in Word, changed without tracking." in page.text
    assert f'name="accept"\n              value="{one.pk}"' in page.text


def test_the_list_tells_how_many_are_open(drafter, at, questions, propose):
    propose(("ten", "eleven"), ("here", "there"))

    page = drafter.get(at("answer-question", questions["1(a)"].pk))

    assert "<span>2 suggestions</span>" in page.text
    assert "foi-suggested" not in page.text


def test_without_suggestions_the_answer_is_alone(drafter, here, answer):
    assert "foi-suggested" not in drafter.get(here()).text


def test_a_press_accepts_one_suggestion(drafter, here, propose, answer):
    one, _ = propose(("ten", "eleven"), ("here", "there"))

    page = drafter.post(here("decide-suggestions"), {"accept": one.pk}, follow=True)

    answer.refresh_from_db()
    assert answer.text == "<p>We hold eleven boats here.</p>"
    assert "1 suggestion accepted." in page.text


def test_a_press_accepts_all_and_tells_what_could_not_be_made(
    drafter, here, propose, answer
):
    propose(("ten", "eleven"), ("ten boats", "rafts"), ("here", "there"))

    page = drafter.post(here("decide-suggestions"), {"accept": "all"}, follow=True)

    assert "2 suggestions accepted. 1 could not be made." in page.text
    assert "no longer has these words as they were in version 1" in page.text


def test_a_press_refuses(drafter, here, propose, answer):
    one, _ = propose(("ten", "eleven"), ("here", "there"))

    first = drafter.post(here("decide-suggestions"), {"refuse": one.pk}, follow=True)
    rest = drafter.post(here("decide-suggestions"), {"refuse": "all"}, follow=True)

    assert "1 suggestion refused." in first.text
    assert "foi-suggested" not in rest.text
    answer.refresh_from_db()
    assert answer.text == f"<p>{WORDS}</p>"


@pytest.mark.parametrize("sent", [{"accept": "x"}, {"accept": "9" * 30}, {}])
def test_a_press_for_nothing_is_told(sent, drafter, here, propose):
    propose(("ten", "eleven"))

    page = drafter.post(here("decide-suggestions"), sent, follow=True)

    assert "was accepted or refused meanwhile" in page.text


def test_a_question_without_an_answer_has_nothing_to_accept(drafter, here):
    page = drafter.post(here("decide-suggestions"), {"accept": "all"}, follow=True)

    assert "There is no answer yet." in page.text


def test_a_change_is_suggested_from_the_versions(drafter, here, answer, officer):
    address = here("suggest-change")
    versions = drafter.get(here(), {"panel": "versions"})
    form = drafter.get(address)

    page = drafter.post(
        address, {"words": "We hold six boats here.", "version": 1}, follow=True
    )

    assert address in versions.text
    assert WORDS in form.text
    assert "1 suggestion kept with the answer." in page.text
    one = Suggestion.objects.get()
    assert (one.removed, one.words, one.called) == ("ten", "six", str(officer))


def test_a_refused_suggestion_keeps_what_was_typed(drafter, here, answer):
    page = drafter.post(here("suggest-change"), {"words": "Typed.", "version": 9})

    assert "saved this answer after you opened the page" in page.text
    assert "Typed." in page.text


def test_an_empty_question_and_a_closed_draft_offer_no_suggesting(
    drafter, here, foi_request, propose
):
    (one,) = propose(("ten", "eleven"))
    type(foi_request).objects.update(state="clearance")

    assert "<textarea" not in drafter.get(here("suggest-change")).text
    page = drafter.get(here())
    assert "1 suggestion" in page.text
    assert 'name="accept"' not in page.text
    assert one.state == "open"


def test_a_question_without_an_answer_offers_writing(drafter, here):
    assert "Write the answer instead" in drafter.get(here("suggest-change")).text


def test_more_suggestions_take_no_more_queries(drafter, here, propose):
    propose(("ten", "eleven"))
    with CaptureQueriesContext(connection) as few:
        drafter.get(here())
    propose(("We", "They"), ("hold", "have"), ("here", "there"))

    with CaptureQueriesContext(connection) as many:
        drafter.get(here())

    assert len(many) == len(few)
