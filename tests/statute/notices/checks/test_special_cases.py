"""Special cases that the checks caught before, and go on catching."""

from dataclasses import replace
from datetime import date

import pytest

from statute.money import Estimate
from statute.notices import LetterType
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    codes,
    cost_refusal,
    ground,
    letter,
    question,
    refusal,
)


def refused(*grounds, regime=Regime.FOIA, outcome="withheld", **changes):
    kind = LetterType.NCND if outcome == "ncnd" else LetterType.FULL_REFUSAL
    return letter(kind, [question("1", outcome)], grounds, regime=regime, **changes)


def without(draft, part):
    return replace(draft, parts=draft.parts - {part})


REASONLESS = frozenset({"state_reliance"})
CASES = {
    "36 without an opinion": (
        refused(ground("FOIA 36(2)(c)", "1")),
        ("block", "missing_qp_opinion"),
    ),
    "36 with one after the letter": (
        refused(ground("FOIA 36(2)(c)", "1", opinion_on=date(2026, 4, 30))),
        ("block", "opinion_after_letter"),
    ),
    "12 within the limit": (
        cost_refusal(estimate=Estimate(locating_minutes=60)),
        ("block", "estimate_within_limit"),
    ),
    "12 at exactly eighteen hours": (
        cost_refusal(estimate=Estimate(locating_minutes=18 * 60)),
        ("block", "estimate_within_limit"),
    ),
    "12 without advice": (
        without(cost_refusal(), "advice"),
        ("block", "missing_advice"),
    ),
    "12 as neither": (
        refused(ground("FOIA 12(1)", "1"), outcome="ncnd"),
        ("block", "ncnd_with_ordinary_ground"),
    ),
    "21 without a place": (
        without(
            letter(
                LetterType.ACCESSIBLE_ELSEWHERE,
                [question("1", "accessible")],
                [ground("FOIA 21(1)", "1")],
            ),
            "where_available",
        ),
        ("block", "missing_where_available"),
    ),
    "31(1)(g) without a purpose": (
        refused(ground("FOIA 31(1)(g)", "1")),
        ("block", "purpose_not_named"),
    ),
    "30 with 31": (
        refused(ground("FOIA 30(1)(a)", "1"), ground("FOIA 31(1)(a)", "1")),
        ("warn", "provisions_exclude_each_other"),
    ),
    "35 with 36": (
        refused(
            ground("FOIA 35(1)(a)", "1"),
            ground("FOIA 36(2)(c)", "1", opinion_on=date(2026, 3, 9)),
        ),
        ("warn", "provisions_exclude_each_other"),
    ),
    "23(5) alone": (
        refused(ground("FOIA 23(5)", "1"), outcome="ncnd"),
        ("warn", "cited_without_partner"),
    ),
    "EIR 12(3) alone": (
        refused(ground("EIR 12(3)", "1"), regime=Regime.EIR),
        ("block", "cited_alone"),
    ),
    "EIR 12(4)(b) without advice": (
        without(
            letter(
                LetterType.COST_REFUSAL,
                [question("1", "cost")],
                [ground("EIR 12(4)(b)", "1")],
                regime=Regime.EIR,
            ),
            "advice",
        ),
        ("block", "missing_advice"),
    ),
    "FOISA 18 without reasons": (
        refused(
            ground("FOISA 18(1)", "1", parts=REASONLESS),
            ground("FOISA 35(1)(a)", "1"),
            regime=Regime.FOISA,
            outcome="ncnd",
        ),
        ("block", "missing_why_applies"),
    ),
    "FOISA 18 without an exemption": (
        refused(ground("FOISA 18(1)", "1"), regime=Regime.FOISA, outcome="ncnd"),
        ("block", "ncnd_without_exemption"),
    ),
    "FOISA 18 with 25": (
        refused(
            ground("FOISA 18(1)", "1"),
            ground("FOISA 25(1)", "1"),
            regime=Regime.FOISA,
            outcome="ncnd",
        ),
        ("block", "ncnd_without_exemption"),
    ),
    "no contact for reviews": (
        without(refusal(), "internal_review"),
        ("block", "missing_internal_review"),
    ),
}


@pytest.mark.parametrize(("draft", "expected"), CASES.values(), ids=list(CASES))
def test_a_special_case_is_caught(draft, expected):
    assert expected in codes(draft)
