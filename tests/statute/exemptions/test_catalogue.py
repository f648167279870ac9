import re
from collections import Counter

import pytest
import yaml

from statute import exemptions
from statute.exemptions import PROVISIONS, ExemptionClass, Kind, UnknownProvision
from statute.regimes import Regime

NAMES = {  # name in the reference: name in the catalogue
    "type": "kind",
    "basis": "basis",
    "pit_provision": "public_interest_source",
    "ncnd": "is_ncnd",
    "confirm_deny_duty_removed": "confirm_duty_lifted",
    "disclosure_duty_removed": "disclosure_duty_lifted",
    "harm_statement": "harm_statement",
    "qualified_person_opinion": "needs_qualified_person",
    "certificate": "certificate",
    "historical_limit": "historical_limit",
}
# Corrected since, after the law was read: they limit the duty and are no exceptions.
LIMITS = {"EIR 5(3)", "EIR 6(1)(b)", "EISR 6(1)(b)", "EISR 11(1)"}
# Words to a programmer, which no page may show.
FOR_PROGRAMMERS = re.compile(
    r"software|umbrella|configur|effective date|ncnd is|verified|text not at hand"
    r"|current text|as substituted|as amended|specialist knowledge|entry",
    re.IGNORECASE,
)


# Titles that letters print, put in a requester's words since.
REWORDED = {
    (key, "title")
    for key in (
        *(f"FOIA 31(2)({limb})" for limb in "abc"),
        *(f"FOISA 35(2)({limb})" for limb in "abc"),
        "EIR 12(6)",
        "EISR 10(8)",
    )
}


@pytest.fixture(scope="module")
def reference(shared):
    path = shared / "law" / "exemptions.yaml"
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


# Where the reference was found wrong: the public interest is not weighed for what is
# not held, and section 18(1) has a balance of its own.
CORRECTED = {
    ("EIR 12(4)(a)", "good_practice"),
    ("EISR 10(4)(a)", "good_practice"),
    ("FOISA 18(1)", "required_by_law"),
}


def plain(value):
    if isinstance(value, list):
        return tuple(value)
    return " ".join(value.split()) if isinstance(value, str) else value or value or ""


def test_the_catalogue_has_every_ground_of_the_four_laws():
    regimes = Counter(provision.regime for provision in PROVISIONS.values())

    assert regimes == {
        Regime.FOIA: 116,
        Regime.EIR: 31,
        Regime.FOISA: 78,
        Regime.EISR: 24,
    }
    assert sum(one.is_ncnd for one in PROVISIONS.values()) == 42
    assert sum(not one.is_verified for one in PROVISIONS.values()) == 1


def test_the_catalogue_says_what_the_reference_says(reference):
    for ground in reference["grounds"]:
        section = ground["citation"]
        section = section.replace("Section ", "").replace("Regulation ", "")
        provision = exemptions.get(f"{ground['regime']} {section}")

        # The reference begins the condition with a capital: "by virtue of Section".
        assert provision.citation.lower() == ground["citation"].lower()
        for theirs, ours in NAMES.items():
            if (provision.key, ours) in CORRECTED | REWORDED:
                continue
            if provision.key in LIMITS and ours in {"kind", "basis"}:
                continue
            expected = plain(ground[theirs])
            found = getattr(provision, ours)
            assert (found or "") == (expected or ""), (provision.key, ours)


def test_what_limits_the_duty_is_no_exception():
    assert {key for key, one in PROVISIONS.items() if one.kind is Kind.LIMIT} == LIMITS
    for key in LIMITS:
        provision = exemptions.get(key)
        assert provision.exemption_class is ExemptionClass.NOT_APPLICABLE
        assert provision.needs_public_interest_test is False


def test_an_umbrella_stands_for_limbs_that_officers_can_tell_apart():
    umbrellas = [one for one in PROVISIONS.values() if one.is_umbrella]

    assert {one.key for one in umbrellas} == {
        "FOIA 40(2)",
        "FOISA 38(1)(b)",
        "EIR 13(1) by virtue of 13(3A)",
        "EIR 13(5A)",
        "EISR 11(2)",
        "EISR 11(6)",
    }
    for umbrella in umbrellas:
        assert len(umbrella.limbs) > 1
        assert all(limb.choose_when for limb in umbrella.limbs)
        assert all(limb.is_absolute is not None for limb in umbrella.limbs)
        assert not umbrella.asks, "it is never cited"
    first = [one.limbs[0].key for one in umbrellas]
    assert "FOIA 40(2) by virtue of 40(3A)(a)" in first


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda one: one.key)
def test_no_page_shows_a_note_meant_for_programmers(provision):
    shown = (
        provision.title,
        provision.class_note,
        provision.cite_with,
        provision.choose_when,
        provision.drafting_note,
        provision.notes,
    )

    assert not FOR_PROGRAMMERS.search("\n".join(shown))


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda one: one.key)
def test_every_provision_says_where_it_was_read_and_hangs_together(provision):
    assert provision.source
    assert exemptions.get(provision.key) is provision
    assert not set(provision.required_by_law) & set(provision.good_practice)
    if provision.is_ncnd:
        assert provision.kind is Kind.NCND
        assert provision.confirm_duty_lifted
    if provision.ncnd_counterpart:
        assert exemptions.get(provision.ncnd_counterpart).confirm_duty_lifted


@pytest.mark.parametrize(
    ("key", "is_absolute", "is_qualified", "needs_test"),
    [
        pytest.param("FOIA 21(1)", True, False, False, id="s.2(3)(a): s.21"),
        pytest.param("FOIA 23(5)", True, False, False, id="s.2(3)(b): s.23"),
        pytest.param("FOIA 32(1)(a)", True, False, False, id="s.2(3)(c): s.32"),
        pytest.param("FOIA 34(1)", True, False, False, id="s.2(3)(d): s.34"),
        pytest.param("FOIA 41(1)", True, False, False, id="s.2(3)(g): s.41"),
        pytest.param("FOIA 44(1)(a)", True, False, False, id="s.2(3)(h): s.44"),
        pytest.param("FOIA 37(1)(ab)", True, False, False, id="the heir once"),
        pytest.param("FOIA 37(1)(ac)", False, True, True, id="the Royal Family"),
        pytest.param("FOIA 31(1)(a)", False, True, True, id="law enforcement"),
        pytest.param("FOIA 40(2)", None, False, None, id="the limb decides"),
        pytest.param("FOIA 37(2)", None, False, None, id="so for honours unconfirmed"),
        pytest.param("FOIA 12(1)", None, False, False, id="cost is no exemption"),
        pytest.param("EIR 12(4)(a)", False, True, False, id="not held: formal only"),
        pytest.param("EIR 12(5)(e)", False, True, True, id="every exception is"),
        pytest.param("FOISA 36(2)", True, False, False, id="FOISA s.2(2)(c)"),
        pytest.param("FOISA 25(1)", True, False, False, id="FOISA s.2(2)(a)"),
    ],
)
def test_the_class_follows_section_2(key, is_absolute, is_qualified, needs_test):
    provision = exemptions.get(key)

    assert provision.is_absolute is is_absolute
    assert provision.is_qualified is is_qualified
    assert provision.needs_public_interest_test is needs_test


@pytest.mark.parametrize(
    ("key", "citation", "short_citation"),
    [
        ("FOIA 31(1)(a)", "Section 31(1)(a)", "s.31(1)(a)"),
        ("EIR 12(5)(e)", "Regulation 12(5)(e)", "reg 12(5)(e)"),
        (
            "FOIA 40(2) by virtue of 40(3A)(a)",
            "Section 40(2) by virtue of section 40(3A)(a)",
            "s.40(2) by virtue of s.40(3A)(a)",
        ),
        (
            "EIR 13(1) by virtue of 13(2B)",
            "Regulation 13(1) by virtue of regulation 13(2B)",
            "reg 13(1) by virtue of reg 13(2B)",
        ),
    ],
)
def test_a_provision_is_cited_in_full_and_in_short(key, citation, short_citation):
    provision = exemptions.get(key)

    assert provision.citation == citation
    assert provision.short_citation == short_citation


def test_a_key_that_is_none_is_refused_in_words():
    with pytest.raises(UnknownProvision, match="FOIA 99"):
        exemptions.get("FOIA 99")


def test_only_what_refuses_is_a_ground():
    not_grounds = {one.key for one in PROVISIONS.values() if not one.is_ground}

    assert {"FOIA 1(1)", "FOIA 1(3)", "FOIA 8(1)", "FOISA 1(3)"} <= not_grounds
    assert "FOIA 31(2)(a)" in not_grounds
    assert not_grounds.isdisjoint({"EIR 12(3)", "FOISA 17(1)", "FOIA 14(1)"})


def test_every_class_kind_and_basis_has_words_for_an_officer():
    for provision in PROVISIONS.values():
        assert provision.kind.label
        assert provision.exemption_class.label
        assert provision.basis.label
    assert (
        ExemptionClass.DEPENDS.label == "Absolute or qualified, depending on the limb"
    )


def test_the_duty_lifted_is_told_in_words():
    assert "s.1(1)(a)" in exemptions.get("FOIA 24(2)").duty_lifted
    assert "s.1(1)(b)" in exemptions.get("FOIA 24(1)").duty_lifted
    assert not exemptions.get("FOIA 31(2)(a)").duty_lifted
