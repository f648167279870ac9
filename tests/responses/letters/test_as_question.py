"""An answer referring to the answer of another question of the letter."""

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.unsaved import Unsaved
from responses.models import PreviousAnswer
from responses.precedents.own_letters import keep_issued_answers
from statute.notices import Severity
from tests.factories import CitationFactory, LetterFactory
from tests.responses import kinds
from tests.responses.kinds import ON, REASONS, answer

pytestmark = pytest.mark.django_db


def refer(foi_request, order, to, **fields):
    """Let the answer to a question refer to the answer to another."""
    made = answer(foi_request, order, **{"text": "", **fields})
    made.facts = {"as_question": foi_request.questions.get(order=to).pk}
    made.save()
    return made


def referring(language="en", **fields):
    """Return a request with its first answer referring to its last, a refusal."""
    foi_request = kinds.request(language=language)
    refer(foi_request, 0, to=3, outcome="withheld", **fields)
    answer(foi_request, 1, 2)
    other = answer(foi_request, 3, outcome="withheld", text="<p>Their names.</p>")
    CitationFactory(answer=other, provision_key="FOIA 43(2)", **REASONS)
    return foi_request


def blocking(foi_request):
    found = findings_in(compose(foi_request, on=ON))
    return {one.code for one in found if one.severity is Severity.BLOCK}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", 'Please see our answer to <a href="#letter-answer-3">question 2</a>.'),
        (
            "cy",
            "Gweler ein hateb o dan y pennawd hwn: "
            '<a href="#letter-answer-3">cwestiwn 2</a>.',
        ),
    ],
)
def test_the_letter_refers_to_the_other_answer(language, says):
    page = page_of(compose(referring(language), on=ON))

    assert says in page


def test_it_counts_with_the_outcome_and_the_provisions_of_the_other():
    foi_request = referring()
    content = compose(foi_request, on=ON)

    first, _, last = content.answers
    assert (first.outcome, first.told, first.grounds) == ("withheld", last.told, ())
    assert [(told.outcome, told.questions) for told in content.summary] == [
        ("disclosed", "questions 1(a) and 1(b)"),
        ("withheld", "questions 1 and 2"),
    ]
    assert not blocking(foi_request)


def test_its_own_words_stand_beside_the_reference():
    page = page_of(compose(referring(text="<p>The list of 2019 too.</p>"), on=ON))

    assert page.index("Please see our answer") < page.index("The list of 2019 too.")


def test_the_reference_follows_the_numbers_of_the_questions():
    foi_request = referring()
    foi_request.questions.filter(order=3).update(label="7")

    page = page_of(compose(foi_request, on=ON))

    assert ">question 7</a>" in page


def test_what_the_other_answer_lacks_is_asked_for_once():
    foi_request = referring()
    foi_request.answers.last().citations.update(harm="")

    assert blocking(foi_request) == {"missing_harm"}


@pytest.mark.parametrize("outcome", ["disclosed", "not_held", "to_follow", "ncnd"])
def test_no_outcome_asks_the_reference_for_words_of_its_own(outcome):
    foi_request = kinds.request()
    words = "<p>We neither confirm nor deny; nothing can be inferred from that.</p>"
    other = answer(foi_request, 1, 2, 3, outcome=outcome, text=words)
    if outcome == "not_held":
        other.text, other.facts = "", {"searches": "The files of the depot."}
        other.save()
    if outcome == "ncnd":
        CitationFactory(answer=other, provision_key="FOIA 31(3)", **REASONS)
    before = blocking(foi_request) - {"question_without_outcome"}

    refer(foi_request, 0, to=3, outcome=outcome)

    assert blocking(foi_request) <= before


def test_a_reference_to_a_question_that_is_gone_leaves_the_question_open():
    foi_request = referring()
    foi_request.answers.last().delete()
    foi_request.questions.get(order=3).delete()
    foi_request.answers.filter(facts__has_key="as_question").update(outcome="")

    assert "question_without_outcome" in blocking(foi_request)


def test_the_letter_beside_the_draft_shows_the_choice_before_it_is_saved():
    foi_request = referring()
    asked = foi_request.questions.get(order=1)
    key = foi_request.questions.get(order=3).pk
    unsaved = Unsaved(
        question_id=asked.pk,
        answer={"text": "", "outcome": "as_question"},
        answer_facts={"as_question": key},
    )

    content = compose(foi_request, on=ON, unsaved=unsaved)

    assert content.answers[1].refers_to.questions == "question 2"
    assert content.answers[1].outcome == "withheld"


def test_memory_keeps_what_the_other_answer_says():
    foi_request = referring(text="<p>The list of 2019 too.</p>")
    letter = LetterFactory(foi_request=foi_request)

    keep_issued_answers(letter=letter)

    kept = PreviousAnswer.objects.get(letter=letter, order=0)
    assert kept.html == "<p>Their names.</p><p>The list of 2019 too.</p>"
    assert (kept.outcome, kept.provisions) == ("withheld", ["FOIA 43(2)"])
