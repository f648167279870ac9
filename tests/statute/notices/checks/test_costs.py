from dataclasses import replace

import pytest

from statute.money import Estimate
from statute.notices import LetterType
from tests.statute.notices.drafts import codes, cost_refusal, ground, letter


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        pytest.param(Estimate(locating_minutes=18 * 60 + 1), set(), id="over 18 hours"),
        pytest.param(
            Estimate(locating_minutes=18 * 60),
            {("block", "estimate_within_limit")},
            id="18 hours to the minute",
        ),
        pytest.param(
            Estimate(providing_minutes=90 * 60),
            {("block", "estimate_within_limit")},
            id="redaction is not counted",
        ),
        pytest.param(None, {("block", "no_estimate")}, id="none recorded"),
    ],
)
def test_a_refusal_on_cost_costs_more_than_the_limit(estimate, expected):
    assert codes(cost_refusal(estimate=estimate)) == expected


@pytest.mark.parametrize(
    ("estimate", "is_blocked"),
    [
        pytest.param(Estimate(determining_minutes=19 * 60), False, id="finding out"),
        pytest.param(Estimate(locating_minutes=19 * 60), True, id="then locating"),
    ],
)
def test_section_12_2_is_about_finding_out_what_is_held(estimate, is_blocked):
    draft = replace(
        cost_refusal(estimate=estimate), grounds=(ground("FOIA 12(2)", "1"),)
    )

    assert (("block", "estimate_within_limit") in codes(draft)) is is_blocked


@pytest.mark.parametrize(
    ("amount_pence", "is_blocked"), [(None, True), (0, True), (1, False)]
)
def test_a_fees_notice_asks_for_something(amount_pence, is_blocked):
    draft = letter(LetterType.FEES_NOTICE, amount_pence=amount_pence)

    assert (("block", "no_amount") in codes(draft)) is is_blocked
