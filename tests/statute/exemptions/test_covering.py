"""A section covers what lies beneath it, and nothing beside it."""

import pytest

from statute.exemptions import get
from statute.exemptions.covering import covered_by, is_covered, number_in, section_in


@pytest.mark.parametrize(
    ("key", "regime", "section", "covered"),
    [
        ("FOIA 31(1)(a)", "FOIA", "31", True),
        ("FOIA 31(1)(a)", "FOIA", "31(1)", True),
        ("FOIA 31(1)(a)", "FOIA", "31(3)", False),
        ("FOIA 31(1)(a)", "FOIA", "3", False),
        ("FOIA 31(1)(a)", "EIR", "31", False),
        ("FOIA 23(5)", "FOIA", "23", True),
        ("EIR 12(5)(b)", "EIR", "12(5)", True),
    ],
)
def test_what_a_section_covers(key, regime, section, covered):
    assert is_covered(get(key), regime=regime, section=section) is covered


def test_every_provision_is_covered_by_itself():
    for provision in covered_by(regime="FOIA", section="31"):
        assert is_covered(provision, regime="FOIA", section=provision.section)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("31", "31"),
        ("reg 12(5)(b)", "12(5)(b)"),
        ("Regulation 12 (5)", "12(5)"),
        ("ss. 31", "31"),
        ("thirty-one", ""),
        ("31 or 32", ""),
        ("FOIA 31", ""),
    ],
)
def test_the_number_in_what_is_typed(typed, number):
    assert number_in(typed) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("eir Reg. 12 (5)(e)", ("EIR", True, "12(5)(e)")),
        ("FOISA s.38(1)", ("FOISA", False, "38(1)")),
        ("section 36", ("", False, "36")),
    ],
)
def test_the_law_and_the_kind_of_number_in_what_is_typed(typed, said):
    found = section_in(typed)

    assert found is not None
    assert (found.law, found.is_regulation, found.number) == said


def test_other_words_are_no_section():
    assert section_in("the first exemption") is None
