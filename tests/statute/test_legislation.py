"""Letters link to the law as published."""

import pytest

from statute import exemptions
from statute.legislation import address_of
from statute.regimes import Regime

SITE = "https://www.legislation.gov.uk"


@pytest.mark.parametrize(
    ("regime", "section", "address"),
    [
        pytest.param(
            Regime.FOIA, "31(1)(a)", f"{SITE}/ukpga/2000/36/section/31", id="a limb"
        ),
        pytest.param(
            Regime.FOIA,
            "22A(1)",
            f"{SITE}/ukpga/2000/36/section/22A",
            id="a lettered section",
        ),
        pytest.param(
            Regime.FOIA,
            "40(2) by virtue of 40(3B)",
            f"{SITE}/ukpga/2000/36/section/40",
            id="one section by virtue of another",
        ),
        pytest.param(
            Regime.EIR,
            "12(5)(e)",
            f"{SITE}/uksi/2004/3391/regulation/12",
            id="a regulation",
        ),
        pytest.param(
            Regime.FOISA, "25(1)", f"{SITE}/asp/2002/13/section/25", id="FOISA"
        ),
        pytest.param(
            Regime.EISR, "10(4)(b)", f"{SITE}/ssi/2004/520/regulation/10", id="EISR"
        ),
    ],
)
def test_a_provision_has_its_address(regime, section, address):
    assert address_of(regime, section) == address


def test_every_provision_of_the_catalogue_has_an_address():
    for provision in exemptions.PROVISIONS.values():
        assert address_of(provision.regime, provision.section).startswith(SITE)


def test_words_in_place_of_a_number_are_refused():
    with pytest.raises(ValueError, match="does not begin with a number"):
        address_of(Regime.FOIA, "Part II")
