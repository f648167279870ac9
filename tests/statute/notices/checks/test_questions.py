from dataclasses import replace

import pytest

from statute.notices import LetterType, QuestionDraft
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    about,
    codes,
    extension,
    ground,
    letter,
    question,
    refusal,
)


def test_a_question_without_an_outcome_keeps_the_letter_back():
    draft = refusal()
    draft = replace(draft, questions=(*draft.questions, QuestionDraft(path="2(b)")))

    assert codes(draft) == {("block", "question_without_outcome")}
    assert about(draft, "question_without_outcome") == {"2(b)"}


def test_a_final_letter_leaves_nothing_to_follow():
    draft = refusal()
    draft = replace(draft, questions=(*draft.questions, question("2", "to_follow")))

    assert codes(draft) == {("block", "answer_to_follow")}


def test_an_extension_may_leave_answers_to_follow():
    assert codes(extension()) == set()


def test_the_kind_of_letter_follows_from_the_answers():
    draft = letter(LetterType.FULL_DISCLOSURE, [question("1", "not_held")])

    assert ("block", "wrong_kind_of_letter") in codes(draft)


@pytest.mark.parametrize("outcome", ["withheld", "partly_disclosed"])
def test_what_is_withheld_rests_on_a_provision(outcome):
    draft = letter(
        LetterType.PARTIAL_DISCLOSURE,
        [question("1", "disclosed"), question("2", outcome)],
    )

    assert about(draft, "withheld_without_ground") == {"2"}


def test_a_duty_is_no_provision_to_withhold_by():
    draft = replace(refusal(), grounds=(ground("FOIA 1(1)", "1"),))

    assert ("block", "withheld_without_ground") in codes(draft)


def test_what_is_given_in_full_rests_on_none():
    draft = letter(
        LetterType.PARTIAL_DISCLOSURE,
        [question("1", "disclosed"), question("2", "withheld")],
        [ground("FOIA 31(1)(a)", "1", "2")],
    )

    assert about(draft, "disclosed_with_ground") == {"1"}


@pytest.mark.parametrize(
    ("outcome", "key", "regime"),
    [
        ("cost", "FOIA 12(1)", Regime.FOIA),
        ("cost", "FOIA 12(2)", Regime.FOIA),
        ("cost", "FOISA 12(1)", Regime.FOISA),
        ("cost", "EIR 12(4)(b)", Regime.EIR),
        ("vexatious", "FOIA 14(1)", Regime.FOIA),
        ("vexatious", "EISR 10(4)(b)", Regime.EISR),
        ("repeated", "FOIA 14(2)", Regime.FOIA),
        ("repeated", "FOISA 14(2)", Regime.FOISA),
        ("accessible", "FOIA 21(1)", Regime.FOIA),
        ("accessible", "FOISA 25(1)", Regime.FOISA),
        ("accessible", "EIR 6(1)(b)", Regime.EIR),
        ("not_held", "FOISA 17(1)", Regime.FOISA),
        ("not_held", "EIR 12(4)(a)", Regime.EIR),
        ("not_held", "EISR 10(4)(a)", Regime.EISR),
    ],
)
def test_an_outcome_rests_on_its_own_ground(outcome, key, regime):
    code = ("block", "outcome_without_its_ground")
    asked = [question("1", outcome)]

    founded = letter(LetterType.FULL_REFUSAL, asked, [ground(key, "1")], regime=regime)
    unfounded = replace(founded, grounds=())

    assert code not in codes(founded)
    assert code in codes(unfounded)


def test_information_not_held_is_not_exempt_as_well():
    draft = letter(
        LetterType.NOT_HELD, [question("1", "not_held")], [ground("FOIA 43(2)", "1")]
    )

    assert about(draft, "not_held_with_exemption") == {"1"}


def test_foia_needs_no_provision_for_what_is_not_held():
    assert codes(letter(LetterType.NOT_HELD, [question("1", "not_held")])) == set()


def test_a_question_without_a_number_is_named_in_words():
    numbered = QuestionDraft(path="1(b)")
    unnumbered = QuestionDraft(path="second question", is_numbered=False)

    assert numbered.called == "Question 1(b)"
    assert unnumbered.called == "The second question"
