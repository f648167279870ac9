"""Citations in Welsh, as the product's own letters write them."""

import pytest

from statute.exemptions import citations_in, find


def grounds(text):
    return [
        provision.key
        for found in citations_in(text)
        if found.is_ground
        for provision in found.provisions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adran 43(2)", ["FOIA 43(2)"]),
        ("o dan adran 42(1) o’r Ddeddf", ["FOIA 42(1)"]),
        ("yn adrannau 21(1) a 41(1)", ["FOIA 21(1)", "FOIA 41(1)"]),
        ("o dan ei hadran 42(1)", ["FOIA 42(1)"]),
        ("adran 31(1)(a) i (c)", [f"FOIA 31(1)({limb})" for limb in "abc"]),
        ("paragraff (b) o adran 31(1)", ["FOIA 31(1)(b)"]),
        ("ym mharagraffau (a) a (b) o adran 31(1)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("adran 40(2) yn rhinwedd adran 40(3A)(a)", [
            "FOIA 40(2) by virtue of 40(3A)(a)"]),
        ("adran 40(2) drwy rinwedd adran 40(3A)(a)", [
            "FOIA 40(2) by virtue of 40(3A)(a)"]),
        ("adran 24(2) ac adran 23(5)", ["FOIA 24(2)", "FOIA 23(5)"]),
        ("adran 43(1) neu 43(2) o Ddeddf Rhyddid Gwybodaeth 2000", [
            "FOIA 43(1)", "FOIA 43(2)"]),
        ("yn Neddf Rhyddid Gwybodaeth 2000, adran 36(2)(c)", ["FOIA 36(2)(c)"]),
        ("adran 36(1) o Ddeddf Rhyddid Gwybodaeth (yr Alban) 2002", ["FOISA 36(1)"]),
        ("rheoliad 12(5)(e) o Reoliadau Gwybodaeth Amgylcheddol 2004", [
            "EIR 12(5)(e)"]),
        ("o dan reoliadau 12(4)(d) a 12(5)(f) o’r Rheoliadau", [
            "EIR 12(4)(d)", "EIR 12(5)(f)"]),
        ("rheoliad 11(2) o Reoliadau Gwybodaeth Amgylcheddol (yr Alban) 2004", [
            "EISR 11(2)"]),
        ("adran 43(2) o’r Ddeddf a rheoliad 12(5)(e) o’r Rheoliadau", [
            "FOIA 43(2)", "EIR 12(5)(e)"]),
        ("adran 42(1) o DRhG a rheoliad 12(4)(d) o RhGA", [
            "FOIA 42(1)", "EIR 12(4)(d)"]),
        ("yr esemptiad 41(1)", ["FOIA 41(1)"]),
    ],
)  # fmt: skip
def test_a_welsh_citation_is_read(text, expected):
    assert grounds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "adran 31 o Ddeddf Plant 1989",
        "adran 40(2) o Ddeddf yr Amgylchedd 1995",
        "yn Neddf Llywodraeth Leol 1972, adran 36(1)",
        "Mae adran 1(1) o’r Ddeddf yn rhoi dwy hawl",
        "mae rheoliad 11 yn rhoi’r hawl i chi gyflwyno sylwadau",
    ],
)
def test_what_is_no_ground_of_these_laws_is_left_out(text):
    assert grounds(text) == []


def test_a_welsh_citation_is_found_when_typed():
    assert [one.key for one in find("adran 40(2) o Ddeddf Rhyddid Gwybodaeth")] == [
        "FOIA 40(2)"
    ]
    assert [one.key for one in find("Rheoliad 12(5)(e)")] == ["EIR 12(5)(e)"]
