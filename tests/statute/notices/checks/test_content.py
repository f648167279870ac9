from dataclasses import replace

import pytest

from statute.notices import LetterType, NoticeDraft, ReasonsCutDown, Severity, check
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    EVERYTHING_SAID,
    about,
    codes,
    cost_refusal,
    extension,
    ground,
    letter,
    ncnd,
    question,
    refusal,
    statement,
    typed,
)


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(letter(LetterType.ACKNOWLEDGEMENT), id="acknowledgement"),
        pytest.param(letter(LetterType.CLARIFICATION), id="clarification"),
        pytest.param(
            letter(LetterType.FEES_NOTICE, amount_pence=900), id="fees notice"
        ),
        pytest.param(extension(), id="public interest extension"),
        pytest.param(
            letter(LetterType.EIR_EXTENSION, regime=Regime.EIR), id="EIR extension"
        ),
        pytest.param(letter(LetterType.DELAY_NOTICE), id="notice of delay"),
        pytest.param(
            letter(LetterType.FULL_DISCLOSURE, [question("1", "disclosed")]),
            id="full disclosure",
        ),
        pytest.param(
            letter(
                LetterType.PARTIAL_DISCLOSURE,
                [question("1", "disclosed"), question("2", "withheld")],
                [ground("FOIA 40(2) by virtue of 40(3A)(a)", "2")],
            ),
            id="partial disclosure",
        ),
        pytest.param(refusal(), id="full refusal"),
        pytest.param(ncnd(), id="neither confirm nor deny"),
        pytest.param(
            letter(
                LetterType.MIXED_WITH_NCND,
                [question("1", "disclosed")],
                [ground("FOIA 23(5)"), ground("FOIA 24(2)")],
                typed=(
                    statement("We neither confirm nor deny holding anything else."),
                ),
            ),
            id="an answer with the rest unconfirmed",
        ),
        pytest.param(
            letter(LetterType.NOT_HELD, [question("1", "not_held")]), id="not held"
        ),
        pytest.param(cost_refusal(), id="refusal on cost"),
        pytest.param(
            letter(
                LetterType.VEXATIOUS_OR_REPEATED,
                [question("1", "vexatious")],
                [ground("FOIA 14(1)", "1")],
                parts=frozenset(
                    {
                        *("authority_identity", "reference", "letter_date", "regime"),
                        *("requester_name", "internal_review", "regulator_right"),
                        *("advice", "earlier_request_reference"),
                    }
                ),
            ),
            id="vexatious",
        ),
        pytest.param(
            letter(
                LetterType.ACCESSIBLE_ELSEWHERE,
                [question("1", "accessible")],
                [ground("FOIA 21(1)", "1")],
            ),
            id="already accessible",
        ),
        pytest.param(letter(LetterType.TRANSFER), id="transfer"),
        pytest.param(letter(LetterType.INVALID_REQUEST), id="invalid request"),
        pytest.param(letter(LetterType.SUPPLEMENTARY), id="supplementary"),
        pytest.param(letter(LetterType.REVIEW_ACKNOWLEDGEMENT), id="review begun"),
        pytest.param(letter(LetterType.REVIEW_EXTENSION), id="review extended"),
        pytest.param(letter(LetterType.REVIEW_OUTCOME), id="review decided"),
    ],
)
def test_a_letter_that_says_all_it_must_has_nothing_wrong_with_it(draft):
    assert check(draft) == ()


@pytest.mark.parametrize("letter_type", LetterType)
def test_each_letter_type_misses_each_part_it_needs(letter_type):
    draft = letter(
        letter_type,
        amount_pence=100,
        regime=_regime_of(letter_type),
        typed=(statement("any other information on this subject"),)
        if letter_type is LetterType.MIXED_WITH_NCND
        else (),
    )

    for part_id in draft.parts:
        without = replace(draft, parts=draft.parts - {part_id})

        assert f"missing_{part_id}" in {finding.code for finding in check(without)}


def _regime_of(letter_type):
    return Regime.EIR if letter_type is LetterType.EIR_EXTENSION else Regime.FOIA


@pytest.mark.parametrize(
    ("part_id", "severity"),
    [
        ("state_reliance", "block"),
        ("why_applies", "block"),
        ("harm", "block"),
        ("pi_reasons", "block"),
        ("pi_factors_disclosure", "warn"),
        ("pi_factors_maintain", "warn"),
    ],
)
def test_a_ground_misses_each_part_it_needs(part_id, severity):
    bare = ground("FOIA 31(1)(a)", "1", parts=EVERYTHING_SAID - {part_id})
    draft = replace(refusal(), grounds=(bare,))

    assert codes(draft) == {(severity, f"missing_{part_id}")}
    assert about(draft, f"missing_{part_id}") == {"FOIA 31(1)(a)"}


def test_the_balance_is_struck_for_each_ground_by_itself():
    first = ground("FOIA 31(1)(a)", "1")
    second = ground("FOIA 43(2)", "1", parts=EVERYTHING_SAID - {"pi_reasons"})
    draft = replace(refusal(), grounds=(first, second))

    assert about(draft, "missing_pi_reasons") == {"FOIA 43(2)"}


def test_harm_said_once_for_several_grounds_is_said():
    bare = ground("FOIA 31(1)(a)", "1", parts=EVERYTHING_SAID - {"harm"})
    draft = refusal()
    draft = replace(draft, grounds=(bare,), parts=draft.parts | {"harm"})

    assert codes(draft) == set()


def test_a_part_may_be_named_as_the_provisions_name_it():
    draft = refusal()
    renamed = (draft.parts - {"held_statement"}) | {"confirm_held"}

    assert codes(replace(draft, parts=renamed)) == set()


def test_the_balance_about_confirming_is_asked_for_where_nothing_is_confirmed():
    bare = ground("FOIA 31(3)", "1", parts=EVERYTHING_SAID - {"pi_reasons"})

    assert codes(replace(ncnd(), grounds=(bare,))) == {
        ("block", "missing_pi_reasons_ncnd")
    }


def test_reasons_may_be_cut_down_with_an_approver_and_a_reason():
    cut = ReasonsCutDown(approved_by="A. Approver", reason="They name the source.")
    bare = ground(
        "FOIA 31(1)(a)", "1", parts=frozenset({"state_reliance"}), cut_down=cut
    )

    assert codes(replace(refusal(), grounds=(bare,))) == set()


def test_reasons_are_not_cut_down_by_nobody_for_no_reason():
    cut = ReasonsCutDown(approved_by="", reason="")
    bare = ground("FOIA 31(1)(a)", "1", cut_down=cut)

    assert codes(replace(refusal(), grounds=(bare,))) == {
        ("block", "cutting_down_not_approved")
    }


def test_the_regulations_do_not_let_reasons_be_cut_down():
    cut = ReasonsCutDown(approved_by="A. Approver", reason="They name the source.")
    bare = ground(
        "EIR 12(5)(b)", "1", parts=frozenset({"state_reliance"}), cut_down=cut
    )
    draft = letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        [bare],
        regime=Regime.EIR,
    )

    assert ("block", "reasons_cannot_be_cut_down") in codes(draft)
    assert ("block", "missing_pi_reasons") in codes(draft)


@pytest.mark.parametrize(
    ("is_qualified", "parts", "expected"),
    [
        pytest.param(
            None, EVERYTHING_SAID, {("warn", "limb_not_stated")}, id="nobody has said"
        ),
        pytest.param(False, {"state_reliance", "why_applies"}, set(), id="absolute"),
        pytest.param(
            True,
            {"state_reliance", "why_applies"},
            {
                ("block", "missing_pi_reasons"),
                ("warn", "missing_pi_factors_disclosure"),
                ("warn", "missing_pi_factors_maintain"),
            },
            id="qualified",
        ),
    ],
)
def test_where_the_limb_decides_it_is_stated(is_qualified, parts, expected):
    cited = ground(
        "FOIA 40(2)", "1", parts=frozenset(parts), is_limb_qualified=is_qualified
    )

    found = codes(replace(refusal(), grounds=(cited,)))

    assert found == {*expected, ("block", "limb_not_chosen")}


@pytest.mark.parametrize(
    ("letter_type", "regime"),
    [
        (LetterType.PIT_EXTENSION, Regime.EIR),
        (LetterType.PIT_EXTENSION, Regime.FOISA),
        (LetterType.EIR_EXTENSION, Regime.FOIA),
        (LetterType.REVIEW_EXTENSION, Regime.FOISA),
    ],
)
def test_a_letter_the_law_does_not_know_is_refused(letter_type, regime):
    draft = NoticeDraft(letter_type=letter_type, regime=regime)

    assert ("block", "no_such_letter") in codes(draft)


@pytest.mark.parametrize(
    ("letter_type", "part_id"),
    [
        (LetterType.ACKNOWLEDGEMENT, "held_statement"),
        (LetterType.NCND, "held_statement"),
        (LetterType.NCND, "not_held_statement"),
        (LetterType.DELAY_NOTICE, "extension_statement"),
    ],
)
def test_a_part_that_contradicts_the_letter_must_go(letter_type, part_id):
    draft = NoticeDraft(
        letter_type=letter_type, regime=Regime.FOIA, parts=frozenset({part_id})
    )

    assert ("block", f"must_not_contain_{part_id}") in codes(draft)


def test_what_is_not_held_is_said_to_be():
    draft = letter(
        LetterType.PARTIAL_DISCLOSURE,
        [question("1", "disclosed"), question("2", "not_held")],
    )
    draft = replace(draft, parts=draft.parts - {"not_held_statement"})

    assert codes(draft) == {("block", "missing_not_held_statement")}


def test_a_refusal_on_cost_still_says_what_is_held():
    silent = replace(cost_refusal(), grounds=(ground("FOIA 12(1)", "1"),))
    said = replace(silent, typed=(typed("We hold the e-mails you ask for.", "1"),))

    assert codes(silent) == {("block", "cost_without_held_statement")}
    assert codes(said) == set()


def test_only_grounds_newly_relied_on_need_everything_in_a_later_letter():
    old = ground("FOIA 31(1)(a)", "1", parts=frozenset(), is_new=False)
    new = ground("FOIA 42(1)", "1", parts=frozenset())
    draft = letter(LetterType.SUPPLEMENTARY, [question("1", "withheld")], [old, new])

    assert about(draft, "missing_why_applies") == {"FOIA 42(1)"}


def test_what_an_extension_refuses_already_needs_what_any_refusal_needs():
    draft = letter(
        LetterType.DELAY_NOTICE,
        [question("1", "withheld"), question("2", "to_follow")],
        [ground("FOIA 40(2) by virtue of 40(3A)(a)", "1")],
    )
    draft = replace(draft, parts=draft.parts - {"internal_review", "regulator_right"})

    assert codes(draft) == {
        ("block", "missing_held_statement"),
        ("block", "missing_internal_review"),
        ("block", "missing_regulator_right"),
    }


def test_what_blocks_comes_first_and_nothing_comes_twice():
    findings = check(
        NoticeDraft(letter_type=LetterType.FULL_REFUSAL, regime=Regime.FOIA)
    )
    severities = [finding.severity for finding in findings]

    assert severities == sorted(severities, key=[Severity.BLOCK, Severity.WARN].index)
    assert len(set(findings)) == len(findings)
    assert all(finding.message and finding.source for finding in findings)
