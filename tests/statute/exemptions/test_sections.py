"""Numbers that no law of ours has."""

import pytest

from statute.exemptions import PROVISIONS, citations_in, no_such_provisions_in
from statute.exemptions.numbers import path_of
from statute.exemptions.sections import is_in
from statute.regimes import Regime


@pytest.mark.parametrize(
    ("text", "law", "sections"),
    [
        ("section 52C of the Freedom of Information Act 2000", "FOIA", ["52C"]),
        ("FOIA s.97", "FOIA", ["97"]),
        ("sections 21, 28D and 41 of the FOIA", "FOIA", ["28D"]),
        ("section 14(5) of the Freedom of Information Act", "FOIA", ["14(5)"]),
        ("section 77 and 78 of the FOI (Scotland) Act", "FOISA", ["77", "78"]),
        ("regulation 23(1) of the EIRs", "EIR", ["23(1)"]),
        ("regulation 10(12) of the EISRs", "EISR", ["10(12)"]),
        ("adran 99 o Ddeddf Rhyddid Gwybodaeth 2000", "FOIA", ["99"]),
        ("FOIA is clear. Section 61B of the Act binds you.", "FOIA", ["61B"]),
        ("FOISA (“the Act”). By section 90 of the Act you must.", "FOISA", ["90"]),
    ],
)  # fmt: skip
def test_a_number_that_the_named_law_has_not_is_a_result_of_its_own(
    text, law, sections
):
    (found,) = no_such_provisions_in(text)

    assert (found.regime, list(found.sections)) == (law, sections)
    assert not found.is_ground
    assert text[found.start : found.end] == found.text
    assert found not in citations_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "section 444 of the Education Act 1996",
        "Section 47B applies.",
        "section 11A of the Freedom of Information Act 2000",
        "sections 1(1), 10(3), 17(5) and 50 of the Freedom of Information Act 2000",
        "regulation 21 of the EIRs",
        "section 7A of FOISA",
        "The Care Act 2014 is clear. Section 120 of the Act binds you.",
        "part 100 of the FOIA",
    ],
)
def test_a_number_is_doubted_only_under_a_law_that_has_not_got_it(text):
    assert no_such_provisions_in(text) == []


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda one: one.key)
def test_every_provision_of_the_catalogue_exists(provision):
    main, _, condition = provision.section.partition(" by virtue of ")
    for section in filter(None, [main, condition]):
        number, *rest = path_of(section)
        assert is_in(provision.regime, (number,))
        assert is_in(provision.regime, (number, *rest))


def test_every_law_of_the_requests_has_its_sections():
    for law in [Regime.FOIA, Regime.FOISA, Regime.EIR, Regime.EISR]:
        assert is_in(law, ("1",))
        assert not is_in(law, ("99",))
