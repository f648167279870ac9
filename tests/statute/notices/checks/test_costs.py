from dataclasses import replace

import pytest

from statute.money import Estimate
from statute.notices import EstimateBasis, LetterType, Place, Typed
from statute.notices.checks.costs import requests_added_up, rests_on_a_sample
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


SAMPLED = EstimateBasis(has_sample=True, has_sample_size=True)
ADDED = replace(SAMPLED, adds_hours=True, adds_requests=True, is_adding_explained=True)


@pytest.mark.parametrize(
    ("key", "basis", "expected"),
    [
        ("FOIA 12(1)", SAMPLED, set()),
        ("FOIA 12(1)", EstimateBasis(), {"estimate_without_sample"}),
        ("FOIA 12(1)", EstimateBasis(is_part_of_sample=True), {"sample_incomplete"}),
        (
            "FOIA 12(1)",
            replace(SAMPLED, has_sample_size=False),
            {"sample_without_size"},
        ),
        ("FOIA 12(1)", ADDED, set()),
        (
            "FOIA 12(1)",
            replace(ADDED, is_adding_explained=False),
            {"adding_not_explained"},
        ),
        ("FOIA 12(2)", replace(ADDED, adds_hours=False), {"added_without_hours"}),
        ("FOISA 12(2)", SAMPLED, {"nothing_added_up"}),
        ("FOISA 12(2)", ADDED, {"adding_not_published"}),
        ("FOISA 12(2)", replace(ADDED, is_published=True), set()),
        ("FOISA 12(1)", SAMPLED, set()),
    ],
)
def test_an_estimate_rests_on_a_sample_and_explains_what_it_adds(key, basis, expected):
    draft = replace(cost_refusal(), grounds=(ground(key, "1", basis=basis),))

    found = {one.code for one in (*rests_on_a_sample(draft), *requests_added_up(draft))}

    assert found == expected


def test_a_method_that_tells_of_a_trial_is_a_sample():
    typed = Typed(
        place=Place.REASONS,
        about="1",
        where="how the work was estimated",
        words="We opened twelve boxes and wrote down how long that took.",
        questions=("1",),
        provision="FOIA 12(1)",
        part="estimate_method",
    )
    draft = replace(
        cost_refusal(),
        grounds=(ground("FOIA 12(1)", "1", basis=EstimateBasis()),),
        typed=(typed,),
    )

    assert not list(rests_on_a_sample(draft))
