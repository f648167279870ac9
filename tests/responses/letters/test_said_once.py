"""A letter says nothing twice, and keeps to the words of its law."""

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.repeating import repeats, thanks
from responses.letters.text import text_of
from responses.models import Citation
from tests.facts import facts_for
from tests.responses import good_replies, kinds
from tests.responses.letters.test_every_letter import EVERY_LETTER, letter

pytestmark = pytest.mark.django_db

THANKS = "Thank you for your request"


def words_of(content):
    return " ".join(text_of(page_of(content)).split())


def read(made):
    return words_of(compose(made, on=good_replies.ON))


@pytest.mark.parametrize(
    ("opening", "is_thanks"),
    [
        ("Thank you for your request of 2 March.", True),
        ("Dear Ms Smith,\nThank you for your e-mail about the quay.", True),
        ("Many thanks for the letter that you sent us.", True),
        ("Diolch am eich cais.", True),
        ("Thank you. We are glad to help with the quay.", False),
        ("We are glad to help. Thank you for your request.", False),
        ("We are sorry for the delay.", False),
        ("", False),
    ],
)
def test_an_opening_of_thanks_is_known(opening, is_thanks):
    assert thanks(opening) == is_thanks


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("reply", "law"), good_replies.EVERY_REPLY)
def test_a_letter_thanks_once_and_names_its_law(reply, law, language):
    made = good_replies.REPLIES[reply][0](law)
    made.language = language
    made.save()
    content = compose(made, on=good_replies.ON)
    title = content.wording.name(content.regime.title)

    said = words_of(content)

    assert said.count(THANKS) + said.count("Diolch am eich cais") <= 1
    assert title in said


def test_without_thanks_of_the_officer_the_letter_gives_them():
    made = kinds.full_disclosure()

    assert read(made).count(THANKS) == 1


@pytest.mark.parametrize(("kind", "law"), kinds.EVERY_KIND)
def test_the_annex_lists_what_is_relied_on_and_is_left_out_without(kind, law):
    content = compose(kinds.made(kind, law), on=kinds.ON)

    assert ("Annex: the law we rely on" in words_of(content)) == bool(content.annex)


@pytest.mark.parametrize("law", ["FOIA", "FOISA"])
def test_an_accessible_answer_says_once_that_it_can_be_obtained(law):
    said = read(good_replies.accessible(law))

    assert "already obtain this information" not in said
    assert "We are not sending you a copy" not in said
    assert said.count("You can read it at") == 2  # once for each question


def test_an_answer_that_says_where_states_its_outcome():
    assert repeats("accessible", "You can find it on our website.")
    assert not repeats("accessible", "See the website of the council.")


@pytest.mark.parametrize("law", good_replies.LAWS)
def test_a_refusal_is_said_once_over_each_answer(law):
    said = read(good_replies.refusal(law))

    assert said.count("we are withholding this information") == 2
    assert "We refuse to give you" not in said


@pytest.mark.parametrize("law", good_replies.LAWS)
def test_a_refusal_on_cost_gives_the_figures_once_in_the_reasons(law):
    made = good_replies.cost(law)

    said = read(made)
    answers = said.split("Your questions and our answers")[1]

    assert "than the 18 hours" not in answers
    assert "Hours for locating" not in answers
    assert answers.count("We estimate that") == 1
    assert answers.count("refuse to answer because") == 2


def test_the_hours_of_several_activities_are_listed():
    made = good_replies.cost("FOIA")
    for one in Citation.objects.all():
        one.facts = {**one.facts, "hours_extracting": "4"}
        one.save()

    said = read(made)

    assert "Hours for locating the information: 60" in said
    assert "would take 64 hours" in said


@pytest.mark.parametrize("law", ["EIR", "EISR"])
@pytest.mark.parametrize("reply", [good_replies.cost, good_replies.vexatious])
def test_a_manifestly_unreasonable_request_is_judged_and_not_the_person(law, reply):
    said = read(reply(law))

    assert "This is a judgement on the request and its effect, not on you." in said


@pytest.mark.parametrize(("kind", "law"), EVERY_LETTER)
def test_each_law_has_its_own_word_for_a_review(kind, law):
    said = words_of(letter(kind, law)).lower()

    if law == "FOIA":
        assert "requirement for review" not in said
        assert "representations" not in said
    else:
        assert "internal review" not in said
        assert "request for a review" not in said
    if law == "FOISA":
        assert "asked us to review" not in said
    if law in {"EIR", "EISR"}:
        assert "ask us for a review" not in said


@pytest.mark.parametrize("law", ["FOIA", "EIR"])
def test_no_final_response_is_counted_from_before_there_is_one(law):
    said = words_of(letter("delay_notice", law))

    assert "of our final response" not in said
    assert "You may complain about the delay now" in said
    assert "section 50" in said


@pytest.mark.parametrize(
    "when", ["by the end of March 2027", "March 2027", "in six weeks", "by 3 May."]
)
@pytest.mark.parametrize("law", ["EIR", "EISR"])
def test_the_time_of_completion_reads_well_however_it_is_typed(law, when):
    key = {"EIR": "EIR 12(4)(d)", "EISR": "EISR 10(4)(d)"}[law]
    made = good_replies.refusal(law)
    facts = facts_for(key, finished_by=when)
    Citation.objects.update(provision_key=key, facts=facts)

    said = read(made)

    assert f"When we expect it to be finished: {when.rstrip('.')}." in said


@pytest.mark.parametrize("law", good_replies.LAWS)
def test_a_review_says_once_what_it_answers_now(law):
    said = read(good_replies.review(law))

    assert said.count("Our answer: we give you this information.") == 1
    assert "Our answer now" not in said


@pytest.mark.parametrize("law", good_replies.LAWS)
def test_a_review_does_not_find_late_handling_lawful(law):
    review = good_replies.review(law)
    review.review_points.filter(question=None).update(decision="upheld")
    said = read(review)

    found = {one.code for one in findings_in(compose(review, on=good_replies.ON))}

    assert "We are sorry for the delay" in said
    assert "late_answer_upheld" in found
