import pytest

from statute import exemptions
from statute.exemptions import PROVISIONS
from statute.ncnd import grounds_for_neither, partner_of
from statute.regimes import Regime


def keys(regime):
    return [provision.key for provision in grounds_for_neither(regime)]


def test_under_foia_each_limb_that_lifts_the_duty_to_confirm_counts():
    found = keys(Regime.FOIA)

    assert {"FOIA 23(5)", "FOIA 24(2)", "FOIA 31(3)", "FOIA 40(5B)(a)(i)"} <= set(found)
    assert "FOIA 24(1)" not in found
    assert "FOIA 12(2)" not in found, "cost is no reason for neither confirming"
    limbs = [limb.key for limb in PROVISIONS["EIR 13(5A)"].limbs]
    assert found[-7:] == ["EIR 12(6)", *limbs], "the Regulations come last"
    assert "EIR 13(5A)" not in found, "its limbs stand for it"


def test_under_the_regulations_theirs_come_first():
    usual = "EIR 13(5A) by virtue of 13(5B)(a)(i)"
    assert keys(Regime.EIR)[:2] == ["EIR 12(6)", usual]


def test_in_scotland_an_exemption_is_named_under_section_18():
    found = keys(Regime.FOISA)

    assert found[0] == "FOISA 18(1)"
    assert not [key for key in found if key.startswith(("FOIA", "EIR"))]
    assert "FOISA 39(1)" in found


@pytest.mark.parametrize("section", ["25", "26", "27", "36", "37", "39(2)", "40"])
def test_section_18_is_not_available_with_these(section):
    of_section = [
        key
        for key in PROVISIONS
        if key.removeprefix("FOISA ").startswith((f"{section}(", f"{section} "))
        or key == f"FOISA {section}"
    ]

    assert not set(of_section) & set(keys(Regime.FOISA))


def test_the_scottish_regulations_name_no_exemption_of_the_act():
    limbs = [limb.key for limb in PROVISIONS["EISR 11(6)"].limbs]
    assert keys(Regime.EISR) == ["EISR 10(8)", *limbs, "FOISA 18(1)"]


@pytest.mark.parametrize(
    ("key", "cited", "partner"),
    [
        ("FOIA 23(5)", (), "FOIA 24(2)"),
        ("FOIA 24(2)", ("FOIA 31(3)",), "FOIA 23(5)"),
        ("FOIA 24(2)", ("FOIA 23(5)",), None),
        ("FOIA 31(3)", (), None),
    ],
)
def test_the_provisions_on_security_have_a_partner(key, cited, partner):
    found = partner_of(exemptions.get(key), cited)

    assert (found and found.key) == partner


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda one: one.key)
def test_what_lifts_the_duty_names_the_duty_and_asks_what_each_reply_would_tell(
    provision,
):
    if not provision.is_ncnd:
        assert "ncnd_yes" not in provision.asks
        return
    assert provision.confirm_duty_lifted
    # Of the requester's own data, no reply has to be weighed (s.40(5A)).
    is_asked = not provision.is_umbrella and provision.key != "FOIA 40(5A)"
    assert ({"ncnd_yes", "ncnd_no"} <= set(provision.asks)) is is_asked
    assert ("ncnd_consequences" in provision.good_practice) is is_asked
