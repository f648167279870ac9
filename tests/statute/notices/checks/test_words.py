"""Words typed into a letter, against its law, outcomes, dates and files."""

from dataclasses import replace
from datetime import date

import pytest

from statute.money import Estimate
from statute.notices import Attachment, LetterType, check
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    codes,
    cost_refusal,
    ground,
    letter,
    question,
    reasons,
    refusal,
    typed,
)


def refused(regime, key, words="", **changes):
    return letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        [ground(key, "1")],
        regime=regime,
        typed=(typed(words, "1"),) if words else (),
        **changes,
    )


@pytest.mark.parametrize(
    ("regime", "key", "words", "warns"),
    [
        ("FOIA", "FOIA 43(2)", "Regulation 12(5)(e) applies as well.", True),
        ("FOIA", "FOIA 43(2)", "Section 33(1)(b) of FOISA applies.", True),
        ("FOIA", "FOIA 43(2)", "Section 43(2) of the Act applies.", False),
        ("FOIA", "FOIA 43(2)", "Section 12 of the Water Act 1989 applies.", False),
        ("EIR", "EIR 12(5)(e)", "It is exempt under section 43(2) too.", True),
        ("EIR", "EIR 12(5)(e)", "We refuse it under the FOI Act 2000.", True),
        ("EIR", "EIR 12(5)(e)", "You asked under the FOI Act; it is withheld.", False),
        ("EIR", "EIR 12(5)(e)", "You may complain under section 50 of FOIA.", False),
        ("FOISA", "FOISA 33(1)(b)", "It is exempt under the FOI Act 2000.", True),
        ("FOISA", "FOISA 33(1)(b)", "Section 33(1)(b) of the Act applies.", False),
        ("FOISA", "FOISA 33(1)(b)", "Section 43(2) of FOIA 2000 applies.", True),
        ("EISR", "EISR 10(5)(e)", "Section 39(2) of FOISA applies.", False),
    ],
)
def test_another_law_typed_into_the_letter_warns(regime, key, words, warns):
    draft = refused(Regime(regime), key, words)

    assert (("warn", "other_law_typed") in codes(draft)) is warns


def test_the_information_given_may_speak_of_any_law():
    draft = letter(
        LetterType.FULL_DISCLOSURE,
        [question("1", "disclosed")],
        regime=Regime.EIR,
        typed=(typed("We refused nine requests under section 40(2) of FOIA.", "1"),),
    )

    assert codes(draft) == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("We received your request on 4 March 2026.", "date_typed_wrong"),
        ("We received your request on 2 March 2026.", ""),
        ("We received your request on 9 March 2026.", ""),
        ("Our answer was due by 30 March 2026.", "date_typed_wrong"),
        ("Our answer was due by 31 March 2026.", ""),
        ("Our answer was due by 28 April 2026.", ""),
        ("Your request of 27 February 2026 is long.", ""),
        ("Your request of 27 March 2026 is long.", "date_typed_wrong"),
    ],
)
def test_dates_in_the_words_are_the_clocks(words, code):
    draft = refusal(
        typed=(typed(words),),
        other_receipts=frozenset({date(2026, 3, 9)}),
        other_due=frozenset({date(2026, 4, 28)}),
    )

    assert {one.code for one in check(draft)} == ({code} if code else set())


@pytest.mark.parametrize(
    ("regime", "key", "words", "warns"),
    [
        ("FOIA", "FOIA 43(2)", "Ask for a review within 40 working days.", False),
        ("FOIA", "FOIA 43(2)", "Ask for a review within 40 days.", True),
        ("FOIA", "FOIA 43(2)", "We will decide the review in 20 working days.", False),
        ("FOIA", "FOIA 43(2)", "We will decide the review in 3 months.", True),
        ("FOIA", "FOIA 43(2)", "Complain to the ICO within six weeks.", False),
        (
            "FOISA",
            "FOISA 33(1)(b)",
            "We will decide the review in 40 working days.",
            True,
        ),
        (
            "FOISA",
            "FOISA 33(1)(b)",
            "Apply to the Commissioner within six months.",
            False,
        ),
        (
            "FOISA",
            "FOISA 33(1)(b)",
            "Apply to the Commissioner within six weeks.",
            True,
        ),
        ("EIR", "EIR 12(5)(e)", "We will decide the review in 40 working days.", False),
    ],
)
def test_periods_in_the_ending_are_the_laws(regime, key, words, warns):
    draft = replace(refused(Regime(regime), key), typed=(typed(words),))

    assert (("warn", "review_period_typed_wrong") in codes(draft)) is warns


def test_an_answer_may_give_the_times_of_a_complaints_policy():
    words = (
        "Complaints are answered within 10 working days, and reviewed within 3 months."
    )
    draft = letter(
        LetterType.FULL_DISCLOSURE,
        [question("1", "disclosed")],
        typed=(typed(words, "1"),),
    )

    assert codes(draft) == set()


def test_enclosed_with_no_file_warns():
    draft = refusal(typed=(typed("The policy is enclosed."),))
    sent = Attachment(name="Policy 2024.pdf", is_scanned=True)

    assert codes(draft) == {("warn", "nothing_enclosed")}
    assert codes(replace(draft, attachments=(sent,))) == set()


def test_a_file_that_is_named_is_enclosed():
    sent = Attachment(name="Policy 2024.pdf", is_scanned=True)
    draft = refusal(attachments=(sent,))

    named = replace(draft, typed=(typed("See the file policy_2024.pdf for it."),))
    other = replace(draft, typed=(typed("See the file policy_2025.pdf for it."),))

    assert codes(named) == set()
    assert codes(other) == {("warn", "file_not_enclosed")}


@pytest.mark.parametrize(
    ("words", "warns"),
    [
        ("See our answer to question 7.", True),
        ("See our answer to question 2.", False),
        ("See our answer to question 2(a).", False),
        ("See our answer to question 3.", False),
        ("The figures are in the table below.", True),
        ("The law is in Annex B of this letter, so see Annex B.", True),
    ],
)
def test_what_a_letter_points_to_is_in_it(words, warns):
    draft = letter(
        LetterType.FULL_DISCLOSURE,
        [question("1", "disclosed"), question("2(a)", "disclosed")],
        typed=(typed(words),),
        also_asked=("3",),
    )

    assert (("warn", "points_to_nothing") in codes(draft)) is warns


@pytest.mark.parametrize(
    ("words", "part", "expected"),
    [
        ("Yes.", "pi_reasons", {("block", "thin_pi_reasons")}),
        ("-", "harm", {("block", "thin_harm")}),
        ("It applies here.", "why_applies", {("block", "thin_why_applies")}),
        ("Openness and accountability", "pi_factors_disclosure", set()),
        ("Those who steal would know when to.", "harm", set()),
    ],
)
def test_a_reason_of_a_few_words_is_none(words, part, expected):
    draft = refusal(typed=(reasons(words, "FOIA 31(1)(a)", "1", part=part),))

    assert codes(draft) == expected


def test_where_it_can_be_had_takes_fewer_words():
    draft = letter(
        LetterType.ACCESSIBLE_ELSEWHERE,
        [question("1", "accessible")],
        [ground("FOIA 21(1)", "1")],
        typed=(reasons("It is on our website.", "FOIA 21(1)", "1"),),
    )

    assert codes(draft) == set()


def test_punctuation_is_no_answer():
    draft = letter(
        LetterType.FULL_DISCLOSURE,
        [question("1", "disclosed")],
        typed=(typed("–", "1"),),
    )

    assert codes(draft) == {("block", "thin_words")}


def test_work_that_the_law_does_not_count_warns():
    draft = cost_refusal(
        estimate=Estimate(locating_minutes=19 * 60),
        typed=(
            reasons(
                "It takes five minutes to find and redact each of 300 files.",
                "FOIA 12(1)",
                "1",
                part="estimate_method",
            ),
        ),
    )

    assert codes(draft) == {("warn", "estimate_counts_other_work")}
