import pytest

from statute import refusals
from statute.regimes import Regime


@pytest.mark.parametrize(
    ("grounds", "expected"),
    [
        (
            refusals.cost,
            {
                Regime.FOIA: ["FOIA 12(1)", "FOIA 12(2)"],
                Regime.FOISA: ["FOISA 12(1)", "FOISA 12(2)"],
                Regime.EIR: ["EIR 12(4)(b)"],
                Regime.EISR: ["EISR 10(4)(b)"],
            },
        ),
        (
            refusals.vexatious,
            {
                Regime.FOIA: ["FOIA 14(1)"],
                Regime.FOISA: ["FOISA 14(1)"],
                Regime.EIR: ["EIR 12(4)(b)"],
                Regime.EISR: ["EISR 10(4)(b)"],
            },
        ),
        (
            refusals.repeated,
            {Regime.FOIA: ["FOIA 14(2)"], Regime.FOISA: ["FOISA 14(2)"]},
        ),
        (
            refusals.not_held,
            {
                Regime.FOIA: ["FOIA 1(1)"],
                Regime.FOISA: ["FOISA 17(1)"],
                Regime.EIR: ["EIR 12(4)(a)"],
                Regime.EISR: ["EISR 10(4)(a)"],
            },
        ),
        (
            refusals.accessible_elsewhere,
            {
                Regime.FOIA: ["FOIA 21(1)"],
                Regime.FOISA: ["FOISA 25(1)"],
                Regime.EIR: ["EIR 6(1)(b)"],
                Regime.EISR: ["EISR 6(1)(b)"],
            },
        ),
        (
            refusals.unclear,
            {Regime.FOIA: ["FOIA 1(3)"], Regime.EIR: ["EIR 12(4)(c)"]},
        ),
        (
            refusals.unpaid,
            {
                Regime.FOIA: ["FOIA 9(2)"],
                Regime.EIR: ["EIR 8(5)"],
                Regime.FOISA: [],
            },
        ),
        (refusals.invalid, {Regime.FOIA: ["FOIA 8(1)"], Regime.EIR: []}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_law_has_its_own_ground(grounds, expected):
    for regime, keys in expected.items():
        assert list(grounds(regime)) == keys
        assert all(key == provision.key for key, provision in grounds(regime).items())


def test_subject_access_has_none_of_them():
    assert not refusals.cost(Regime.SAR)
