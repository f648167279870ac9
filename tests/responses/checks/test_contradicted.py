"""Words that contradict the letter around them, in four laws; and words that do not."""

from datetime import date

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.models import ReviewPoint
from tests.responses import good_replies
from tests.responses.checks.test_table import around, cite, found, say, warns
from tests.responses.good_replies import LAWS, ON

pytestmark = pytest.mark.django_db

OTHER_LAW = {
    "FOIA": "Environmental Information Regulations 2004",
    "EIR": "Freedom of Information Act 2000",
    "FOISA": "Freedom of Information Act 2000",
    "EISR": "Environmental Information Regulations 2004",
}
OWN_LAW = {
    "FOIA": "Freedom of Information Act 2000",
    "EIR": "Environmental Information Regulations 2004",
    "FOISA": "Freedom of Information (Scotland) Act 2002",
    "EISR": "Environmental Information (Scotland) Regulations 2004",
}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("verb", ["We have dealt with it", "I am handling your letter"])
def test_the_opening_names_the_law_the_request_is_not_handled_under(law, verb):
    made = around(
        good_replies.refusal(law), opening=f"{verb} under the {OTHER_LAW[law]}."
    )

    assert set(found(made)) == {("warn", "handled_under_other_law")}


@pytest.mark.parametrize("law", LAWS)
def test_the_opening_may_explain_a_change_of_law(law):
    made = around(
        good_replies.refusal(law),
        opening=f"We first considered your request under the {OTHER_LAW[law]}. The "
        f"{OWN_LAW[law]} apply to this information instead.",
    )

    assert found(made) == []


@pytest.mark.parametrize(
    ("law", "text"),
    [
        ("FOISA", "You may then complain to the Information Commissioner’s Office."),
        ("EISR", "If you disagree, contact the ICO."),
        ("EISR", "You may apply to the Information Commission for a decision."),
        ("FOIA", "You may then apply to the Scottish Information Commissioner."),
        ("EIR", "Gallwch gwyno wrth Gomisiynydd Gwybodaeth yr Alban."),
    ],
)
def test_the_ending_sends_to_the_other_nations_regulator(law, text):
    made = around(good_replies.refusal(law), ending=text)

    assert set(found(made)) == {("warn", "other_regulator_typed")}


@pytest.mark.parametrize(
    ("law", "text"),
    [
        ("FOISA", "You may then apply to the Scottish Information Commissioner."),
        ("FOISA", "On your personal data you may complain to the ICO."),
        ("FOIA", "You may then complain to the Information Commission."),
    ],
)
def test_the_ending_may_name_the_regulator_concerned(law, text):
    assert found(around(good_replies.refusal(law), ending=text)) == []


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "Our decision is final.",
        "There is no right to an internal review.",
        "You are not entitled to ask for a review of this decision.",
        "A review is subject to a fee of £10.",
        "We charge £15 for an internal review.",
    ],
)
def test_the_ending_takes_away_the_right_to_a_review(law, text):
    made = around(good_replies.refusal(law), ending=text)

    assert set(found(made)) == {("warn", "right_denied")}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "You may ask for a review free of charge.",
        "You need not pay anything for an internal review.",
        "If your complaint is about an officer’s conduct, write within 12 months.",
    ],
)
def test_the_ending_may_speak_of_money_and_complaints(law, text):
    assert found(around(good_replies.refusal(law), ending=text)) == []


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("reply", ["refusal", "disclosure"])
@pytest.mark.parametrize(
    "text",
    [
        "We do not hold this information.",
        "I am afraid that we do not hold the information you want.",
        "No such information is held.",
    ],
)
def test_the_answer_says_that_nothing_is_held(law, reply, text):
    made = say(good_replies.REPLIES[reply][0](law), text)

    assert "answered_yet_not_held" in warns(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "We are not able to give you this, because it is confidential.",
        "We are withholding the names of two officers.",
        "We cannot disclose the hours of each patrol.",
    ],
)
def test_what_is_given_is_said_to_be_withheld(law, text):
    made = say(good_replies.disclosure(law), f"There are 14 patrols. {text}")

    assert set(found(made)) == {("warn", "given_yet_withheld")}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "None. There were no such patrols in 2025.",
        "14. We cannot give figures for earlier years: the system does not count them.",
        "We made 3 referrals under section 40 of the Harbours Act 1964.",
        "Boats under 7 metres are exempt from the fee; 41 boats were exempt in 2025.",
        "We withheld payment from two contractors in 2025.",
        "14 in 2025. We hold nothing for the years before 2020.",
    ],
)
def test_an_answer_that_gives_may_speak_of_anything(law, text):
    assert found(say(good_replies.disclosure(law), text)) == []


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "On balance, the public interest in disclosure outweighs that in secrecy.",
        "The public interest in disclosing the plan is clearly stronger than that in "
        "keeping it from thieves.",
        "The public interest in maintaining it is outweighed by that in openness.",
        "The public interest in maintaining it does not outweigh that in openness.",
    ],
)
def test_the_balance_speaks_against_the_refusal(law, text):
    made = cite(good_replies.refusal(law), balance=text)

    assert set(found(made)) == {("warn", "balance_against_refusal")}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "The public interest in disclosure does not outweigh that in maintaining it.",
        "The public interest in maintaining it outweighs the public interest in "
        "disclosure.",
        "The public interest in disclosure is real, but that in safety outweighs it.",
        "We asked whether the public interest in disclosure outweighs that in safety. "
        "It does not.",
        "The public interest in disclosure is outweighed by the safety of people.",
    ],
)
def test_the_balance_may_be_told_in_any_order(law, text):
    assert found(cite(good_replies.refusal(law), balance=text)) == []


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("place", ["opening", "ending"])
@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("refusal", "We are pleased to give you all the information you asked for."),
        ("refusal", "We do not hold the information you asked for."),
        ("disclosure", "We do not hold the information that you requested."),
        ("disclosure", "We are refusing your request."),
        ("not_held", "We hold the information that you asked for."),
        ("not_held", "The information you asked for is exempt."),
    ],
)
def test_the_words_around_deny_what_every_answer_says(law, place, reply, text):
    made = around(good_replies.REPLIES[reply][0](law), **{place: text})

    assert "speaks_against_answers" in warns(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("refusal", "We hold what you asked for, and are refusing your request."),
        ("refusal", "We cannot give you the information you asked for."),
        ("disclosure", "Here is the information that you asked for."),
        ("disclosure", "We had refused your request; we now give you the information."),
        ("not_held", "We do not hold the information you asked for."),
        ("not_held", "If we held the information you asked for, we would give it."),
    ],
)
def test_the_words_around_may_say_what_the_answers_say(law, reply, text):
    made = around(good_replies.REPLIES[reply][0](law), opening=text)

    assert found(made) == []


@pytest.mark.parametrize("law", LAWS)
def test_a_review_promises_nothing_for_a_day_that_is_past(law):
    made = good_replies.review(law)
    promised = ReviewPoint.objects.filter(review=made, question=None)
    promised.update(remedy_by=date(2026, 3, 8))

    past = [
        one
        for one in findings_in(compose(made, on=ON))
        if one.code == "remedy_day_past"
    ]

    assert [str(one.severity) for one in past] == ["block"]
    assert "8 March 2026" in past[0].message
    promised.update(remedy_by=ON)
    assert found(made) == []
