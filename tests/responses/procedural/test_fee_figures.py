"""A fee is worked out by the law's formula, and its figures must add up."""

from decimal import Decimal

import pytest

from responses.letters.pages import page_of
from responses.letters.text import text_of
from responses.procedural.kinds.catalogue import compose_procedural
from responses.procedural.kinds.fee_figures import figures_of
from statute.money import limit_for, scottish_fee_scale
from statute.regimes import Regime
from tests.responses import procedural_letters as made

pytestmark = pytest.mark.django_db

DETAILS = made.DETAILS["fees_notice"]


def figures(regime, **entered):
    law = Regime(regime)
    limit = limit_for(law, "other", made.ON)
    return figures_of(entered, law, limit=limit, scale=scottish_fee_scale(made.ON))


def letter(regime, language="en", **changes):
    content = compose_procedural(
        made.request(regime, language=language),
        kind="fees_notice",
        details=DETAILS | changes,
        on=made.ON,
    )
    return " ".join(text_of(page_of(content)).split())


def fields_of(one):
    return [slip.field for slip in one.slips()]


def test_the_scottish_letter_prints_the_formula():
    said = letter(
        "FOISA", hours="20", other_pence=4_200, cost_pence=34_200, amount_pence=2_420
    )

    for line in (
        "Work: 20 hours at £15.00 an hour, £300.00",
        "Copying, postage and other costs: £42.00",
        "Projected cost of answering: £342.00",
        "Free of charge by law: £100.00",
        "10 % of the rest, £242.00, the most that we may ask for: £24.20",
        "The fee that we ask for: £24.20",
    ):
        assert line in said


def test_the_scottish_letter_above_the_limit_prints_its_own_formula():
    said = letter(
        "FOISA",
        basis="above_limit",
        hours="50",
        cost_pence=75_000,
        amount_pence=20_000,
    )

    for line in (
        "For the cost up to £600: £50.00",
        "For the cost above that, in full: £150.00",
        "The most that we may ask for: £200.00",
    ):
        assert line in said


def test_under_foia_only_copies_and_sending_are_charged_for():
    said = letter("FOIA", other_pence=310, amount_pence=4_860)

    assert "Copies: 455 at £0.10 each, £45.50" in said
    assert "Postage and other costs of sending: £3.10" in said
    assert "Work:" not in said
    assert "The fee that we ask for: £48.60" in said


def test_above_the_limit_foia_counts_hours_too():
    said = letter("FOIA", basis="above_limit", cost_pence=100_000, amount_pence=104_550)

    assert "Work: 40 hours at £25.00 an hour, £1,000.00" in said


def test_the_formula_is_printed_in_welsh_too():
    said = letter("FOISA", language="cy", amount_pence=5_000)

    assert "10 % o’r gweddill, £500.00, sef y mwyaf y cawn ofyn amdano: £50.00" in said


@pytest.mark.parametrize(
    ("regime", "entered", "wrong"),
    [
        ("FOIA", {"copies": Decimal(40), "copy_pence": 10, "amount_pence": 400}, []),
        (
            "FOIA",
            {"copies": Decimal(40), "copy_pence": 10, "amount_pence": 500},
            ["amount_pence"],
        ),
        ("FOIA", {"copies": Decimal(40), "amount_pence": 400}, ["copy_pence"]),
        (
            "FOISA",
            {
                "hours": Decimal("12.5"),
                "rate_pence": 1_200,
                "cost_pence": 15_000,
                "amount_pence": 500,
            },
            [],
        ),
        (
            "FOISA",
            {"hours": Decimal(10), "rate_pence": 1_500, "cost_pence": 16_000},
            ["cost_pence"],
        ),
        ("FOISA", {"hours": Decimal(10), "cost_pence": 16_000}, ["rate_pence"]),
        (
            "FOISA",
            {"hours": Decimal(10), "rate_pence": 1_600, "cost_pence": 16_000},
            ["rate_pence"],
        ),
        (
            "FOISA",
            {"other_pence": 20_000, "cost_pence": 20_000, "amount_pence": 1_001},
            ["amount_pence"],
        ),
        (
            "FOISA",
            {"other_pence": 9_000, "cost_pence": 9_000, "amount_pence": 1},
            ["amount_pence"],
        ),
    ],
)
def test_figures_must_add_up(regime, entered, wrong):
    assert fields_of(figures(regime, **entered)) == wrong
