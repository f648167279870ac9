import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.notices import LetterType, NothingAnswered, Outcome, letter_type_for
from statute.regimes import Regime


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["disclosed", "disclosed"], LetterType.FULL_DISCLOSURE),
        (["disclosed", "withheld"], LetterType.PARTIAL_DISCLOSURE),
        (["disclosed", "not_held"], LetterType.PARTIAL_DISCLOSURE),
        (["partly_disclosed"], LetterType.PARTIAL_DISCLOSURE),
        (["disclosed", "accessible"], LetterType.PARTIAL_DISCLOSURE),
        (["withheld"], LetterType.FULL_REFUSAL),
        (["withheld", "not_held"], LetterType.FULL_REFUSAL),
        (["cost", "withheld"], LetterType.FULL_REFUSAL),
        (["not_held", "not_held"], LetterType.NOT_HELD),
        (["ncnd"], LetterType.NCND),
        (["ncnd", "disclosed"], LetterType.MIXED_WITH_NCND),
        (["ncnd", "not_held"], LetterType.MIXED_WITH_NCND),
        (["cost"], LetterType.COST_REFUSAL),
        (["vexatious"], LetterType.VEXATIOUS_OR_REPEATED),
        (["vexatious", "repeated"], LetterType.VEXATIOUS_OR_REPEATED),
        (["accessible"], LetterType.ACCESSIBLE_ELSEWHERE),
        (["disclosed", "to_follow"], LetterType.DELAY_NOTICE),
    ],
)
def test_the_answers_make_the_kind_of_letter(outcomes, expected):
    assert letter_type_for(outcomes) is expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["disclosed"], LetterType.MIXED_WITH_NCND),
        (["not_held"], LetterType.MIXED_WITH_NCND),
        (["ncnd"], LetterType.NCND),
        ([], LetterType.NCND),
    ],
)
def test_a_statement_about_other_information_makes_it_mixed(outcomes, expected):
    assert letter_type_for(outcomes, has_ncnd_statement=True) is expected


@pytest.mark.parametrize(
    ("regime", "expected"),
    [
        pytest.param(Regime.FOIA, LetterType.PIT_EXTENSION, id="s.10(3)"),
        pytest.param(Regime.EIR, LetterType.EIR_EXTENSION, id="EIR reg 7"),
        pytest.param(Regime.EISR, LetterType.EIR_EXTENSION, id="EISR reg 7"),
        pytest.param(Regime.FOISA, LetterType.DELAY_NOTICE, id="FOISA knows none"),
    ],
)
def test_what_is_to_follow_is_extended_only_where_the_law_allows_it(regime, expected):
    outcomes = ["disclosed", "to_follow"]

    found = letter_type_for(outcomes, regime=regime, is_extension_claimed=True)

    assert found is expected


def test_a_letter_with_no_answer_has_no_kind():
    with pytest.raises(NothingAnswered):
        letter_type_for([])


@given(st.lists(st.sampled_from(Outcome), min_size=1), st.booleans())
def test_neither_order_nor_number_of_answers_changes_the_kind(outcomes, has_statement):
    kind = letter_type_for(outcomes, has_ncnd_statement=has_statement)

    assert kind is letter_type_for(
        [*reversed(outcomes), *outcomes], has_ncnd_statement=has_statement
    )
    if Outcome.NCND in outcomes and Outcome.TO_FOLLOW not in outcomes:
        assert kind in {LetterType.NCND, LetterType.MIXED_WITH_NCND}
