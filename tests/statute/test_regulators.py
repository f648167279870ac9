"""Every letter can name the regulator for complaints."""

import pytest

from statute.regimes import Regime
from statute.regulators import regulator_of


@pytest.mark.parametrize(
    ("regime", "name", "review_first", "answered"),
    [
        pytest.param(Regime.FOIA, "Information Commissioner", False, 20, id="FOIA"),
        pytest.param(
            Regime.EIR, "Information Commissioner", False, 40, id="EIR: reg 11(4)"
        ),
        pytest.param(
            Regime.FOISA,
            "Scottish Information Commissioner",
            True,
            20,
            id="FOISA: ss.21(1) and 47(1)",
        ),
        pytest.param(
            Regime.EISR, "Scottish Information Commissioner", True, 20, id="EISR"
        ),
    ],
)
def test_each_regime_has_its_regulator_and_review(regime, name, review_first, answered):
    regulator = regulator_of(regime)

    assert regulator.name == name
    assert regulator.is_review_first is review_first
    assert regulator.review.within_days == 40
    assert regulator.review.answered_days == answered


@pytest.mark.parametrize("regime", [Regime.FOIA, Regime.FOISA])
def test_a_requester_can_write_call_and_look_up(regime):
    regulator = regulator_of(regime)

    assert regulator.website.startswith("https://")
    assert "@" in regulator.email
    assert regulator.telephone
    assert len(regulator.address) >= 3


def test_what_was_not_confirmed_is_marked():
    assert "address" in regulator_of(Regime.FOIA).unverified
    assert not regulator_of(Regime.FOISA).unverified
