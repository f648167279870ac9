"""The law of a number: named beside it, defined by the text, told by the number."""

import pytest

from statute.exemptions import citations_in
from statute.regimes import Regime


def grounds(text, regime=None):
    return [
        provision.key
        for found in citations_in(text, regime)
        if found.is_ground
        for provision in found.provisions
    ]


PAIRS = [
    ("section 43(2)", "FOIA 43(2)", "regulation 12(5)(e)", "EIR 12(5)(e)", "the EIR"),
    (
        "sections 41(1)",
        "FOIA 41(1)",
        "regulations 12(5)(f)",
        "EIR 12(5)(f)",
        "the EIRs",
    ),
    ("s.33(1)(b)", "FOISA 33(1)(b)", "reg 10(5)(e)", "EISR 10(5)(e)", "the EISRs"),
    (
        "section 36(1)",
        "FOISA 36(1)",
        "regulation 10(5)(d)",
        "EISR 10(5)(d)",
        "the Environmental Information (Scotland) Regulations 2004",
    ),
]


@pytest.mark.parametrize("joint", [" and ", " or ", "; ", ", ", " and/or ", ", and "])
@pytest.mark.parametrize(("section", "key", "regulation", "other", "law"), PAIRS)
def test_a_change_of_noun_ends_a_list(section, key, regulation, other, law, joint):
    assert grounds(f"Under {section}{joint}{regulation} of {law}.") == [key, other]


@pytest.mark.parametrize("joint", [" and ", " or ", "; ", ", ", " and/or ", ", and "])
@pytest.mark.parametrize(("section", "key", "regulation", "other", "law"), PAIRS[2:])
def test_a_change_of_noun_ends_a_list_in_the_other_order(
    section, key, regulation, other, law, joint
):
    text = f"Exempt by {regulation}{joint}{section} of FOISA."

    assert grounds(text) == [other, key]
    assert grounds(text.replace("FOISA", "the Act"), Regime.FOISA) == [other, key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Refused by regulation 10(5)(e) of the Environmental Information (Scotland)"
            " Regulations 2004 (“the EIRs”). Regulation 11(2) of the EIRs applies too.",
            ["EISR 10(5)(e)", "EISR 11(2)"],
            id="the EIRs, in brackets",
        ),
        pytest.param(
            "The EIRs are the Environmental Information (Scotland) Regulations 2004. "
            "We rely on regulation 11(2) of the EIRs.",
            ["EISR 11(2)"],
            id="the EIRs, in a sentence",
        ),
        pytest.param(
            "The Freedom of Information (Scotland) Act 2002 (FOISA or ‘the Act’) has "
            "no such rule; the Freedom of Information Act 2000 has. Exempt: section "
            "33(1)(b) of the Act.",
            ["FOISA 33(1)(b)"],
            id="the Act, after another was named",
        ),
        pytest.param(
            "The Freedom of Information (Scotland) Act 2002, hereafter the Act, and "
            "the FOIA differ. Exempt: section 33(1)(b) of the Act.",
            ["FOISA 33(1)(b)"],
            id="hereafter",
        ),
        pytest.param(
            "FOI means the Freedom of Information (Scotland) Act 2002. The Freedom of "
            "Information Act 2000 is English. Exempt: section 33(1)(b) of FOI.",
            ["FOISA 33(1)(b)"],
            id="FOI",
        ),
        pytest.param(
            "The Data Protection Act 2018 (“the Act”) has a section 40 of the Act too. "
            "Section 40(2) of FOIA applies.",
            ["FOIA 40(2)"],
            id="another Act's short name",
        ),
        pytest.param(
            "The Care Act 2014 (the 2014 Act) and section 42 of the 2014 Act. Section "
            "43(2) of the 2000 Act.",
            ["FOIA 43(2)"],
            id="by year",
        ),
        pytest.param(
            "The Freedom of Information Act 2000 governs. The Children Act 1989 is "
            "about care: section 31(1) of that Act.",
            [],
            id="that Act",
        ),
        pytest.param(
            "Refused by regulation 10(5)(e) of the EIRs.",
            ["EISR 10(5)(e)"],
            id="the number decides",
        ),
        pytest.param(
            "We answer under FOISA. Refused by regulation 11(2) of the EIRs.",
            ["EISR 11(2)"],
            id="the letter's nation decides",
        ),
        pytest.param(
            "We answer under FOISA. Refused by regulation 12(5)(a) of the EIRs.",
            ["EIR 12(5)(a)"],
            id="the number decides against the nation",
        ),
        pytest.param(
            "Regulation 10(4)(e) and regulation 11(2) apply; so does section 33(1)(b).",
            ["EISR 10(4)(e)", "EISR 11(2)", "FOISA 33(1)(b)"],
            id="no law named, but a Scottish number",
        ),
        pytest.param(
            "Complain under regulation 11 or regulation 18.",
            [],
            id="no ground in the law meant",
        ),
        pytest.param(
            "section 40(2) FOIA, regulation 12(5)(b)",
            ["FOIA 40(2)", "EIR 12(5)(b)"],
            id="the law named before is the section's",
        ),
    ],
)
def test_the_law_of_a_number_is_told_by_name_definition_or_number(text, expected):
    assert grounds(text) == expected


@pytest.mark.parametrize(
    "words",
    [
        "as read with",
        "when read with",
        "read together with",
        "taken together with",
        "in conjunction with",
        "by virtue of",
        "pursuant to",
        "via",
    ],
)
@pytest.mark.parametrize("between", ["", " of FOIA", " of the Act,"])
def test_a_condition_belongs_to_its_exemption(words, between):
    text = f"Exempt by section 40(2){between} {words} section 40(3A)(a)."

    assert grounds(text) == ["FOIA 40(2) by virtue of 40(3A)(a)"]


@pytest.mark.parametrize("between", ["", " of FOIA", " of the Act,"])
def test_the_section_of_another_act_below_an_exemption_is_left_out(between):
    text = f"Section 44(1)(a){between} read with section 40 of the Statistics Act 2007."

    assert grounds(text) == ["FOIA 44(1)(a)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sections 31(1)(g) and 31(2)(b) of the Act", ["FOIA 31(1)(g)"]),
        ("section 31(1)(g) by virtue of section 31(2)(c)", ["FOIA 31(1)(g)"]),
        ("FOISA section 35(1)(g), read with section 35(2)(a)", ["FOISA 35(1)(g)"]),
        ("section 31(2)(b) of the Act", []),
        ("section 31(2)", []),
        ("FOISA section 35(2)(a) and (b)", []),
    ],
)
def test_a_purpose_is_no_ground_alone_or_in_company(text, expected):
    assert grounds(text) == expected


def test_each_run_of_a_list_stands_where_it_says():
    text = "We cite sections 31(1)(g), 31(2)(b) and 40(2) of the Act."

    first, second, third = citations_in(text)

    assert (first.text, first.is_ground) == ("sections 31(1)(g)", True)
    assert (second.text, second.is_ground) == ("31(2)(b)", False)
    assert (third.text, third.is_ground) == ("40(2)", True)
    assert text[second.start : second.end] == second.text
