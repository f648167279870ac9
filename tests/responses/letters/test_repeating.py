"""The sentence over an answer is left out where the answer says the same."""

import pytest

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.repeating import repeats
from responses.models import Answer
from tests.responses import kinds


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("not_held", "No."),
        ("not_held", "No information held."),
        ("not_held", "Not held."),
        ("not_held", "We do not hold this information. We searched the registry."),
        ("not_held", "The Council does not hold any such information."),
        ("not_held", "Nac oes."),
        ("withheld", "It is withheld."),
        ("withheld", "We are withholding this information because of its price."),
        ("ncnd", "We neither confirm nor deny that we hold it."),
    ],
)
def test_an_answer_repeats_its_outcome(outcome, words):
    assert repeats(outcome, words)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("disclosed", "No."),
        ("partly_disclosed", "We do not hold this information for 2024."),
        ("not_held", "No officer keeps such a list; ask the county."),
        ("not_held", "We searched the traffic system and found none."),
        # A figure, perhaps: the officer says which.
        ("not_held", "None."),
        ("not_held", "Nil"),
        ("not_held", ""),
        ("withheld", "No."),
        ("", "No."),
    ],
)
def test_an_answer_does_not_repeat_its_outcome(outcome, words):
    assert not repeats(outcome, words)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "times"), [("<p>No.</p>", 0), ("<p>Ask us.</p>", 1)])
def test_the_letter_says_it_once(text, times):
    foi_request = kinds.not_held()
    Answer.objects.filter(foi_request=foi_request).update(text=text)

    page = page_of(compose(foi_request, on=kinds.ON))

    assert page.count("Our answer: we do not hold this information.") == times
    assert "We do not hold the information you asked for." in page
