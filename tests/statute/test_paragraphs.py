"""The released paragraphs: each names law that exists, and reads as a paragraph."""

import re
from datetime import date

import pytest

from statute.exemptions import PROVISIONS, Basis, HarmStatement, Kind
from statute.notices import placeholders_in
from statute.paragraphs import PARAGRAPHS, ParagraphKind, is_place, places_of
from statute.regimes import INFORMATION_REGIMES

MOST_CITED = {
    *(f"FOIA {n}" for n in (12, 14, 21, 22, 24, 27, 30, 31, 36, 38, 40, 41, 42, 43)),
    *(f"FOISA {n}" for n in (12, 14, 25, 27, 30, 33, 34, 35, 36, 38, 39)),
    "EIR 12",
    "EIR 13",
    "EISR 10",
    "EISR 11",
}
WEIGHING = {
    ParagraphKind.FACTOR_FOR,
    ParagraphKind.FACTOR_AGAINST,
    ParagraphKind.BALANCE,
}
each = pytest.mark.parametrize(
    "paragraph", PARAGRAPHS.values(), ids=lambda one: one.key
)


def cited_by(paragraph):
    """Return the provisions for which a paragraph is offered."""
    named = set(paragraph.provisions)
    return [one for key, one in PROVISIONS.items() if named & set(places_of(key))]


def test_every_law_has_paragraphs_and_so_have_the_sections_cited_most():
    assert {one.regime for one in PARAGRAPHS.values()} == set(INFORMATION_REGIMES)
    sections = {
        re.split(r"\(| by", place)[0]
        for one in PARAGRAPHS.values()
        for place in one.provisions
    }
    assert sections >= MOST_CITED


@each
def test_each_rests_on_law_that_exists_and_has_a_review_ahead(paragraph):
    assert paragraph.source
    assert all(is_place(place) for place in paragraph.provisions)
    assert date(2026, 11, 1) < paragraph.reviewed_on < paragraph.review_on


@each
def test_no_factor_is_offered_where_nothing_is_weighed(paragraph):
    if paragraph.kind in WEIGHING:
        assert paragraph.provisions
        weighed = [one.needs_public_interest_test for one in cited_by(paragraph)]
        assert False not in weighed


@each
def test_no_harm_is_offered_where_none_is_stated(paragraph):
    if paragraph.kind is ParagraphKind.HARM:
        needs = {one.harm_statement for one in cited_by(paragraph)}
        assert HarmStatement.NOT_REQUIRED not in needs


@each
def test_what_neither_confirms_nor_denies_has_words_of_its_own(paragraph):
    if paragraph.provisions:
        meant = {"ncnd" in paragraph.key.split("-")}
        assert {one.is_ncnd for one in cited_by(paragraph)} == meant


NO_WORDS = {"FOIA 40(5A)", "EIR 12(3)", "EIR 5(3)", "EISR 11(1)"}


@pytest.mark.parametrize(
    "provision",
    [
        one
        for one in PROVISIONS.values()
        if one.is_ground
        and not one.is_umbrella
        and one.kind in {Kind.EXEMPTION, Kind.EXCEPTION, Kind.NCND}
        and one.basis is not Basis.PURPOSE
        and one.key not in NO_WORDS
    ],
    ids=lambda one: one.key,
)
def test_words_for_each_reason_are_offered_for_each_provision(provision):
    places = set(places_of(provision.key))
    kinds = {one.kind for one in PARAGRAPHS.values() if places & set(one.provisions)}

    assert ParagraphKind.REASON in kinds
    if provision.harm_statement is not HarmStatement.NOT_REQUIRED:
        assert ParagraphKind.HARM in kinds
    if provision.needs_public_interest_test is not False:
        assert kinds >= WEIGHING


@each
def test_each_line_is_a_sentence_and_each_blank_is_found(paragraph):
    for line in paragraph.text.splitlines():
        assert line[0].isupper() or line[0] == "[", line
        assert line[-1] in ".]", line
    blanks = re.findall(r"\[[^\]]*\]", paragraph.text)
    found = " ".join(blank.text for blank in placeholders_in(paragraph.text))
    assert all(blank in found for blank in blanks)


def test_the_weighing_of_a_qualified_section_is_whole():
    """A section with factors for has factors against, for the same provisions."""

    def offered(kind):
        return {
            key
            for one in PARAGRAPHS.values()
            if one.kind is kind
            for key in (each.key for each in cited_by(one))
        }

    fors = offered(ParagraphKind.FACTOR_FOR)
    against = offered(ParagraphKind.FACTOR_AGAINST)
    assert against <= fors


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("FOIA 31(1)(a)", ("FOIA 31(1)(a)", "FOIA 31(1)", "FOIA 31")),
        ("FOIA 31(3)", ("FOIA 31(3)",)),
        ("FOIA 22A(1)", ("FOIA 22A(1)", "FOIA 22A")),
        ("FOIA 40(5B)(a)(i)", ("FOIA 40(5B)(a)(i)", "FOIA 40(5B)(a)", "FOIA 40(5B)")),
        ("FOISA 30(b)(i)", ("FOISA 30(b)(i)", "FOISA 30(b)", "FOISA 30")),
    ],
)
def test_the_places_of_a_provision_run_from_narrow_to_broad(key, places):
    assert places_of(key) == places


def test_a_condition_of_personal_data_is_a_place_of_its_subsection():
    places = places_of("FOIA 40(2) by virtue of 40(3A)(a)")

    assert places[0] == "FOIA 40(2) by virtue of 40(3A)(a)"
    assert places[-2:] == ("FOIA 40(2)", "FOIA 40")
    assert is_place("FOIA 40(2) by virtue of 40(3A)")
    assert not is_place("FOIA 31(9)")
