import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.exemptions import PROVISIONS, find, search
from statute.regimes import Regime

SECTION_31 = [f"FOIA 31(1)({letter})" for letter in "abcdefghi"]


def keys(provisions):
    return [provision.key for provision in provisions]


READ = [one for one in PROVISIONS.values() if not one.read_as]
LIMBS = [one for one in PROVISIONS.values() if one.read_as]


@pytest.mark.parametrize("limb", LIMBS, ids=lambda one: one.key)
def test_a_limb_is_read_as_the_number_that_letters_cite(limb):
    assert PROVISIONS[f"{limb.regime} {limb.read_as}"] in find(limb.key)
    assert limb not in find(limb.key)


@pytest.mark.parametrize("provision", READ, ids=lambda one: one.key)
def test_every_provision_is_found_by_every_way_of_citing_it(provision):
    alone = (provision,)

    assert find(provision.key) == alone
    assert find(provision.citation, provision.regime) == alone
    assert find(provision.short_citation, provision.regime) == alone
    assert find(f"{provision.citation} of the {provision.regime.title}") == alone
    assert find(provision.section, provision.regime) == alone
    assert find(provision.citation.upper(), provision.regime) == alone
    assert find(provision.citation.replace("(", " ("), provision.regime) == alone


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("s.31 (1)(a)", ["FOIA 31(1)(a)"]),
        ("reg 12(5)(e)", ["EIR 12(5)(e)"]),
        ("Section 24 (2) of the Act", ["FOIA 24(2)"]),
        ("S24(2)", ["FOIA 24(2)"]),
        ("sec 24(2)", ["FOIA 24(2)"]),
        ("Sec. 24 (2)", ["FOIA 24(2)"]),
        ("r.12(4)(a)", ["EIR 12(4)(a)"]),
        ("Regulation 12 (4)(a)", ["EIR 12(4)(a)"]),
        ("31(1)(a)(b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("s.31(1)(a) and (b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("31(1)(a)-(c)", SECTION_31[:3]),
        ("s31(1)(a) to (c)", SECTION_31[:3]),
        ("36(2)(b)(i)(ii)", ["FOIA 36(2)(b)(i)", "FOIA 36(2)(b)(ii)"]),
        ("36(2)(b)(i) & (c)", ["FOIA 36(2)(b)(i)", "FOIA 36(2)(c)"]),
        ("ss.23(5) and 24(2)", ["FOIA 23(5)", "FOIA 24(2)"]),
        ("paragraph (a) of section 31(1)", ["FOIA 31(1)(a)"]),
        ("31 1 a", ["FOIA 31(1)(a)"]),
        ("12.5.e", ["EIR 12(5)(e)"]),
        ("31(1)(a", ["FOIA 31(1)(a)"]),
        ("s.22a(1)", ["FOIA 22A(1)"]),
        ("section 30(2)(a)(iii) and (b)", ["FOIA 30(2)"]),
        ("section 1(1)(a)", ["FOIA 1(1)"]),
        ("41(1)(a)", ["FOIA 41(1)"]),
    ],
)
def test_a_citation_is_found_however_it_is_typed(typed, expected):
    assert keys(find(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("s31", SECTION_31, id="no purpose and no NCND limb among them"),
        pytest.param("section 31(1)", SECTION_31, id="so for a subsection"),
        pytest.param("s.43", ["FOIA 43(1)", "FOIA 43(2)"], id="s.43"),
        pytest.param("section 12", ["FOIA 12(1)", "FOIA 12(2)"], id="s.12"),
        pytest.param("40(5)", ["FOIA 40(5A)", "FOIA 40(5B)(a)(i)"], id="s.40(5)"),
        pytest.param("40(2)", ["FOIA 40(2)"], id="an entry of its own"),
        pytest.param(
            "reg 13",
            [
                "EIR 13(1) by virtue of 13(2A)(a)",
                "EIR 13(1) by virtue of 13(2B)",
                "EIR 13(1) by virtue of 13(3A)",
            ],
            id="reg 13",
        ),
    ],
)
def test_a_bare_number_means_its_limbs(typed, expected):
    assert keys(find(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("40(5)(B)(a)(i)", "FOIA 40(5B)(a)(i)"),
        ("40(5)(b)(i)", "FOIA 40(5B)(a)(i)"),
        ("40(2) by virtue of section 40(3)(a)(i)", "FOIA 40(2) by virtue of 40(3A)(a)"),
        ("40(2)(3A)(a)", "FOIA 40(2) by virtue of 40(3A)(a)"),
        ("40(3A)(a)", "FOIA 40(2) by virtue of 40(3A)(a)"),
        ("31(a)", "FOIA 31(1)(a)"),
    ],
)
def test_a_number_from_before_2018_or_written_amiss_is_understood(typed, expected):
    assert keys(find(typed)) == [expected]


@pytest.mark.parametrize(
    ("typed", "regime", "expected"),
    [
        pytest.param("s.38(1)(b)", None, "FOIA 38(1)(b)", id="a section is FOIA's"),
        pytest.param("s.38(1)(b)", Regime.FOISA, "FOISA 38(1)(b)", id="unless told"),
        pytest.param("FOISA s.38(1)(b)", None, "FOISA 38(1)(b)", id="or it says so"),
        pytest.param("s.33(1)(b)", None, "FOISA 33(1)(b)", id="or FOIA has none"),
        pytest.param("12(4)(b)", None, "EIR 12(4)(b)", id="12(4)(b) can only be EIR's"),
        pytest.param("10(4)(b)", None, "EISR 10(4)(b)", id="10(4)(b) only EISR's"),
        pytest.param("reg 10(5)(e)", None, "EISR 10(5)(e)", id="so reg 10(5)(e)"),
    ],
)
def test_the_law_is_the_likeliest_that_has_the_number(typed, regime, expected):
    assert keys(find(typed, regime)) == [expected]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "nothing", "s.99", "31(1)(z)", "section 40 of the Education Act 1996"],
)
def test_what_names_no_provision_finds_none(typed):
    assert find(typed) == ()


def test_a_regime_given_is_the_only_one_looked_in():
    assert find("12(5)(e)", Regime.FOIA) == ()


@given(st.text(alphabet="sS.reg 0123456789()abciAB,&-\n", max_size=60))
def test_anything_may_be_typed(typed):
    for found in (find(typed), search(typed)):
        assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("typed", "regime", "first"),
    [
        ("31(1)(a)", None, "FOIA 31(1)(a)"),
        ("31 crime", None, "FOIA 31(1)(a)"),
        ("crime", Regime.FOISA, "FOISA 35(1)(a)"),
        ("vexat", None, "FOIA 14(1)"),
        ("nat sec", None, "FOIA 24(1)"),
        ("commercial interests", Regime.FOIA, "FOIA 43(2)"),
        ("reg 12(5", None, "EIR 12(5)(a)"),
        ("third-party personal", Regime.FOIA, "FOIA 40(2)"),
        ("S.43", Regime.FOIA, "FOIA 43(1)"),
        ("foisa 30", None, "FOISA 30(a)"),
        ("31(1)(a)(b)", None, "FOIA 31(1)(a)"),
    ],
)
def test_half_a_number_or_title_offers_the_best_first(typed, regime, first):
    assert search(typed, regime)[0].key == first


def test_no_more_is_offered_than_asked_for_and_only_of_that_law():
    offered = search("3", Regime.FOISA, limit=7)

    assert len(offered) == 7
    assert {provision.regime for provision in offered} == {Regime.FOISA}


def test_words_that_begin_no_word_of_a_title_offer_nothing():
    assert search("zzz") == ()
    assert search("  ") == ()
    assert search("31 zzz") == ()


def test_the_umbrellas_of_the_reference_mean_the_limbs_it_lists(shared):
    import yaml

    text = (shared / "law" / "exemptions.yaml").read_text("utf-8")
    for name, limbs in yaml.safe_load(text)["meta"]["umbrella_citations"].items():
        regime, citation = name.split(" ", 1)

        found = [provision.citation for provision in find(citation, Regime(regime))]

        assert found == limbs, name
