import pytest
import yaml

from statute.exemptions import PROVISIONS
from statute.notices import LETTER_RULES, PARTS, LetterType, requirements
from statute.notices.parts import COMMON_PARTS, part_called
from statute.regimes import Regime

FOIA, EIR, FOISA, EISR = Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR
RIGHTS = {"internal_review", "regulator_right"}
COMMON = set(COMMON_PARTS)


def ids(parts):
    return {part.id for part in parts}


@pytest.mark.parametrize(
    ("letter_type", "regime", "keys", "blocking", "advised"),
    [
        pytest.param(
            LetterType.ACKNOWLEDGEMENT,
            FOIA,
            [],
            set(),
            {"received_date", "request_quoted", "due_date"},
            id="no Act requires an acknowledgement",
        ),
        pytest.param(
            LetterType.CLARIFICATION,
            FOIA,
            [],
            {"further_information_required", "what_is_unclear"},
            {"request_quoted", "clock_restart_statement", "close_date"},
            id="s.1(3): the applicant is told what is needed",
        ),
        pytest.param(
            LetterType.CLARIFICATION,
            EIR,
            [],
            {"further_information_required", "what_is_unclear", "advice"},
            {"request_quoted", "clock_restart_statement", "close_date"},
            id="EIR reg 9: and is helped",
        ),
        pytest.param(
            LetterType.FEES_NOTICE,
            FOIA,
            [],
            {"amount"},
            {"fee_calculation", "how_to_pay", "last_day_to_pay", "clock_statement"},
            id="s.9(1): the amount",
        ),
        pytest.param(
            LetterType.FEES_NOTICE,
            FOISA,
            [],
            {"amount", "fee_calculation", "foisa_review_right", *RIGHTS},
            {
                "how_to_pay",
                "last_day_to_pay",
                "clock_statement",
                "review_first_warning",
            },
            id="FOISA s.19: and the rights",
        ),
        pytest.param(
            LetterType.PIT_EXTENSION,
            FOIA,
            ["FOIA 31(1)(a)"],
            {
                "held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                "no_decision_yet",
                "estimated_decision_date",
                *RIGHTS,
            },
            set(),
            id="s.17(2): no balance yet, but an estimate of when",
        ),
        pytest.param(
            LetterType.EIR_EXTENSION,
            EIR,
            [],
            {"extension_statement", "new_date"},
            {"complexity_and_volume_reason", *RIGHTS},
            id="EIR reg 7(3): by when",
        ),
        pytest.param(
            LetterType.EIR_EXTENSION,
            EISR,
            [],
            {
                "extension_statement",
                "new_date",
                "complexity_and_volume_reason",
                *RIGHTS,
            },
            {"review_first_warning"},
            id="EISR reg 7(3): with the reasons and the rights",
        ),
        pytest.param(
            LetterType.DELAY_NOTICE,
            FOIA,
            [],
            set(),
            {"apology", "reason", "new_date", *RIGHTS},
            id="a delay is no extension",
        ),
        pytest.param(
            LetterType.FULL_DISCLOSURE,
            FOIA,
            [],
            {"question_outcomes", "disclosure", "form_preference"},
            {"held_statement", "request_quoted", "copyright", *RIGHTS},
            id="s.1(1)(b): the information",
        ),
        pytest.param(
            LetterType.PARTIAL_DISCLOSURE,
            FOIA,
            ["FOIA 40(2)"],
            {
                "question_outcomes",
                "held_statement",
                "disclosure",
                "form_preference",
                "state_reliance",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            {"redaction_key", "copyright"},
            id="s.17(1): an absolute exemption beside what is given",
        ),
        pytest.param(
            LetterType.FULL_REFUSAL,
            FOIA,
            ["FOIA 31(1)(a)", "FOIA 36(2)(c)"],
            {
                "question_outcomes",
                "held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                "harm",
                "pi_reasons",
                "likelihood",
                "qualified_person",
                "qp_opinion",
                *RIGHTS,
            },
            {"pi_factors_disclosure", "pi_factors_maintain"},
            id="s.17(3): the balance, and s.36 the opinion",
        ),
        pytest.param(
            LetterType.FULL_REFUSAL,
            FOISA,
            ["FOISA 36(1)"],
            {
                "question_outcomes",
                "held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                "pi_reasons",
                "foisa_review_right",
                *RIGHTS,
            },
            {"review_first_warning"},
            id="FOISA ss.16 and 19",
        ),
        pytest.param(
            LetterType.FULL_REFUSAL,
            EIR,
            ["EIR 12(4)(d)"],
            {
                "question_outcomes",
                "held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                "pi_reasons",
                "reg14_4_completion",
                *RIGHTS,
            },
            {"pi_factors_disclosure", "pi_factors_maintain"},
            id="EIR reg 14(4): by when it will be finished",
        ),
        pytest.param(
            LetterType.FULL_REFUSAL,
            FOIA,
            ["FOIA 40(1)"],
            {
                "question_outcomes",
                "state_reliance",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            {"subject_access"},
            id="s.40(5A): one's own data need not be confirmed",
        ),
        pytest.param(
            LetterType.NCND,
            FOIA,
            ["FOIA 23(5)", "FOIA 24(2)"],
            {
                "ncnd_statement",
                "cite_provision",
                "why_applies",
                "pi_reasons_ncnd",
                *RIGHTS,
            },
            {
                "ncnd_no_inference",
                "ncnd_consequences",
                "harm",
                "pi_factors_disclosure",
                "pi_factors_maintain",
            },
            id="the balance is about confirming, and nothing says what is held",
        ),
        pytest.param(
            LetterType.MIXED_WITH_NCND,
            FOIA,
            ["FOIA 40(5B)(a)(i)"],
            {
                "question_outcomes",
                "held_statement",
                "ncnd_statement",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            {
                "ncnd_scope_other_information",
                "ncnd_no_inference",
                "ncnd_consequences",
            },
            id="the open part says what is held, the rest its scope",
        ),
        pytest.param(
            LetterType.NOT_HELD,
            FOIA,
            ["FOIA 1(1)"],
            {"not_held_statement"},
            {"searches", "advice", "cite_provision", *RIGHTS},
            id="s.1(1)(a): no refusal under FOIA",
        ),
        pytest.param(
            LetterType.NOT_HELD,
            FOISA,
            ["FOISA 17(1)"],
            {"not_held_statement", "cite_provision", "foisa_review_right", *RIGHTS},
            {"searches", "advice", "review_first_warning"},
            id="FOISA s.17: a notice with rights",
        ),
        pytest.param(
            LetterType.NOT_HELD,
            EIR,
            ["EIR 12(4)(a)"],
            {
                "not_held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            {"searches", "advice"},
            id="EIR reg 12(4)(a): a refusal, its balance formal",
        ),
        pytest.param(
            LetterType.COST_REFUSAL,
            FOIA,
            ["FOIA 12(1)"],
            {"state_reliance", "cite_provision", "advice", *RIGHTS},
            {"cost_estimate", "estimate_method"},
            id="s.17(5) and s.16",
        ),
        pytest.param(
            LetterType.VEXATIOUS_OR_REPEATED,
            FOIA,
            ["FOIA 14(2)"],
            {"state_reliance", "cite_provision", *RIGHTS},
            {"why_applies", "advice", "earlier_request_reference"},
            id="s.17(5): reasons are good practice",
        ),
        pytest.param(
            LetterType.ACCESSIBLE_ELSEWHERE,
            FOIA,
            ["FOIA 21(1)"],
            {
                "held_statement",
                "where_available",
                "state_reliance",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            set(),
            id="s.21 has no exclusion of the duty to confirm",
        ),
        pytest.param(
            LetterType.TRANSFER,
            FOIA,
            [],
            set(),
            {"other_authority", "consent", "transfer_date", "advice"},
            id="the s.45 Code's transfer",
        ),
        pytest.param(
            LetterType.TRANSFER,
            EIR,
            ["EIR 12(4)(a)"],
            {
                "other_authority",
                "not_held_statement",
                "state_reliance",
                "cite_provision",
                "why_applies",
                *RIGHTS,
            },
            {"consent", "transfer_date", "advice"},
            id="EIR reg 10: with the refusal",
        ),
        pytest.param(
            LetterType.INVALID_REQUEST,
            FOIA,
            [],
            {"advice"},
            {"what_is_missing"},
            id="ss.8 and 16",
        ),
        pytest.param(
            LetterType.SUPPLEMENTARY,
            FOIA,
            ["FOIA 42(1)"],
            {
                "state_reliance",
                "cite_provision",
                "held_statement",
                "why_applies",
                "pi_reasons",
                *RIGHTS,
            },
            {
                "earlier_letter_reference",
                "what_changed",
                "pi_factors_disclosure",
                "pi_factors_maintain",
            },
            id="a ground newly relied on needs all it ever needs",
        ),
        pytest.param(
            LetterType.REVIEW_ACKNOWLEDGEMENT,
            FOIA,
            [],
            set(),
            {"received_date", "target_date", "reviewer"},
            id="the review is acknowledged",
        ),
        pytest.param(
            LetterType.REVIEW_EXTENSION,
            FOIA,
            [],
            set(),
            {"reason", "new_date", "regulator_right"},
            id="the review takes longer",
        ),
        pytest.param(
            LetterType.REVIEW_OUTCOME,
            FOIA,
            [],
            {"outcome_per_point", "reasons"},
            {"apology", "reviewer", "regulator_right"},
            id="the Code's outcome",
        ),
        pytest.param(
            LetterType.REVIEW_OUTCOME,
            EIR,
            [],
            {
                "outcome_per_point",
                "reasons",
                "failure_statement",
                "action",
                "action_period",
                "regulator_right",
            },
            {"apology", "reviewer"},
            id="EIR reg 11(5): failure, action, time",
        ),
        pytest.param(
            LetterType.REVIEW_OUTCOME,
            FOISA,
            [],
            {
                "outcome_per_point",
                "reasons",
                "statement_of_action_s21_4",
                "regulator_right",
                "court_appeal_right",
            },
            {"apology", "reviewer", "review_first_warning"},
            id="FOISA s.21(4), (5) and (10)",
        ),
    ],
)
def test_a_letter_needs_its_parts(letter_type, regime, keys, blocking, advised):
    needed = requirements(letter_type, regime, keys)

    assert ids(needed.blocking) == blocking
    assert ids(needed.advised) == advised | COMMON


def test_no_part_is_asked_for_twice_whatever_is_relied_on():
    for letter_type in LetterType:
        for provision in PROVISIONS.values():
            needed = requirements(letter_type, provision.regime, [provision.key] * 2)
            every = [*needed.blocking, *needed.advised]

            assert len(every) == len(set(every))
            assert not ids(every) & LETTER_RULES[letter_type].must_not_contain


def test_every_part_a_provision_names_is_explained_with_its_source():
    for provision in PROVISIONS.values():
        for name in (*provision.required_by_law, *provision.good_practice):
            part = part_called(name)

            assert part.meaning.endswith(".")
            assert part.source


def test_every_part_is_asked_for_by_some_letter_or_kept_as_an_extra():
    asked = {
        part.id
        for letter_type in LetterType
        for regime in Regime
        for provision in PROVISIONS.values()
        for needed in [requirements(letter_type, regime, [provision.key])]
        for part in (*needed.blocking, *needed.advised)
    }

    assert set(PARTS) - asked == {
        "legal_annex",
        "publication_notice",
        "sign_off",
    }


def test_the_two_names_of_one_part_are_one_requirement():
    assert part_called("confirm_held") is PARTS["held_statement"]
    assert part_called("s16_advice") is PARTS["advice"]


# Parts that the reference lacks: SSI 2004/467 reg 4(4); FOIA s.10(3)(b), which leaves
# the duty to confirm or deny as it is.
LATER = {"fees_notice": {"fee_calculation"}, "pit_extension": {"held_statement"}}


def test_the_gate_of_the_reference_is_the_gate_applied(shared):
    """Part for part, save that an acknowledgement is kept from saying what is held.

    The reference has no interim reply, which is checked by the answers that it gives.
    """
    text = (shared / "law" / "letters.md").read_text("utf-8")
    gate = yaml.safe_load(text.partition("```yaml")[2].partition("```")[0])
    lists = {
        "law": ["required_by_law"],
        "warn": ["good_practice"],
        "eir_law": ["environmental_law", "eir_law"],
        "foisa_law": ["foisa_law"],
    }
    # Of a case of burden or conduct there is no earlier request.
    fewer = {"vexatious_or_repeated": {"earlier_request_reference"}}

    assert set(gate["common"]) == COMMON
    assert set(gate["letter_types"]) == set(LetterType) - {LetterType.INTERIM}
    for name, entry in gate["letter_types"].items():
        rule = LETTER_RULES[LetterType(name)]
        for theirs, ours in lists.items():
            listed = {
                part
                for part in entry.get(theirs, [])
                if not part.startswith("refusal_elements")
                # Section 14(2) alone asks for it, by its entry in the catalogue.
                and part != "earlier_request_reference"
            }
            applied = {part for each in ours for part in getattr(rule, each)}
            applied -= LATER.get(name, set())
            listed -= fewer.get(name, set())
            law = set(rule.required_by_law) - LATER.get(name, set())
            assert listed - law == applied - law, (name, theirs)
        assert set(entry.get("regimes", Regime)) == set(rule.regimes)
        assert set(entry.get("must_not_contain", ())) <= rule.must_not_contain
