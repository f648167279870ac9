import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute.exemptions import citations_in, grounds_in
from statute.regimes import Regime


def read(text, regime=None):
    return [
        (found.text, [one.key for one in found.provisions])
        for found in citations_in(text, regime)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exempt under section 40(2).", ["FOIA 40(2)"]),
        ("We apply S.40 (2) here", ["FOIA 40(2)"]),
        ("SECTION 21 applies", ["FOIA 21(1)"]),
        ("see s. 21 FOIA", ["FOIA 21(1)"]),
        ("sections 31(1)(a) and (b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("section 31(1)(a)(b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("paragraphs (a) and (b) of section 31(1)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("S40(1)&(2)", ["FOIA 40(1)", "FOIA 40(2)"]),
        ("sections 23(5), 24(2) and 30(3)", ["FOIA 23(5)", "FOIA 24(2)", "FOIA 30(3)"]),
        ("section 42 and 41 of the Act", ["FOIA 42(1)", "FOIA 41(1)"]),
        ("s.36(2)(b)(i), (ii) and (c)", [
            "FOIA 36(2)(b)(i)", "FOIA 36(2)(b)(ii)", "FOIA 36(2)(c)"]),
        ("section 40(2) by virtue of section 40(3A)(a)", [
            "FOIA 40(2) by virtue of 40(3A)(a)"]),
        ("section 44(1)(a) by virtue of section 18 of the Commissioners Act 2005", [
            "FOIA 44(1)(a)"]),
        ("Regulation 12(5)(e) of the Regulations", ["EIR 12(5)(e)"]),
        ("the EIR exception 12(4)(b)", ["EIR 12(4)(b)"]),
        ("excepted by regs 12(3) and 12(5)(b)", ["EIR 12(3)", "EIR 12(5)(b)"]),
        ("Exemption 41(1)", ["FOIA 41(1)"]),
        ("exempt: 31(1)(a)", ["FOIA 31(1)(a)"]),
        ("section 31(1)a", ["FOIA 31(1)(a)"]),
        ("section\n22 of the Act", ["FOIA 22(1)"]),
        ("section 40\n(2) of the Act", ["FOIA 40(2)"]),
        ("section 43 (commercial interests) of the FOIA", ["FOIA 43(1)", "FOIA 43(2)"]),
        ("Section 40(2) Personal Information of the Freedom of Information Act", [
            "FOIA 40(2)"]),
        ("section 38(1)(b) of the Freedom of Information (Scotland) Act 2002", [
            "FOISA 38(1)(b)"]),
        ("regulation 10(4)(a) of the EISRs", ["EISR 10(4)(a)"]),
        ("the Freedom of Information Act 2000, section 14(1)", ["FOIA 14(1)"]),
    ],
)  # fmt: skip
def test_a_citation_is_read_in_every_form_letters_use(text, expected):
    assert [key for _, keys in read(text) for key in keys] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("section 444 of the Education Act 1996", id="no such section"),
        pytest.param("section 31 of the Data Protection Act 2018", id="another Act"),
        pytest.param("LGA s38(6)", id="another Act by its initials, before"),
        pytest.param("section 42 of the DPA", id="another Act by its initials, after"),
        pytest.param("the Companies Act 2006 s.22", id="another Act before"),
        pytest.param(
            "section 14(1) of the Tribunals, Courts and Enforcement Act 2007",
            id="another Act with a comma in its name",
        ),
        pytest.param(
            "the exemptions in sections 21 to 44 of the Act", id="a whole Part"
        ),
        pytest.param("a section 21 eviction notice", id="a notice of another Act"),
        pytest.param("a section 35 dispersal order", id="an order"),
        pytest.param("flats in S40 3EX and S14 2LF", id="postcodes"),
        pytest.param("section 12 of this policy", id="a section of something else"),
        pytest.param("Persons (by age): 12(3) 14(2)", id="a table's cells"),
        pytest.param("Article 6(1)(f) of the UK GDPR", id="an article"),
        pytest.param("sections 10(3), 16 and 17(5) of the Act", id="duties"),
        pytest.param("£40(2) and 40%", id="money"),
    ],
)
def test_what_is_no_ground_of_these_laws_is_left_out(text):
    assert [found.text for found in citations_in(text) if found.is_ground] == []


def test_the_item_of_a_list_is_no_limb_of_the_citation_before_it():
    text = "(a) section 31(1)(a);\n(b) section 40(2)."

    assert read(text) == [
        ("section 31(1)(a)", ["FOIA 31(1)(a)"]),
        ("section 40(2)", ["FOIA 40(2)"]),
    ]


def test_a_citation_stands_where_it_says():
    text = "We rely on s.12 and, for the rest, on section 40(2) of the Act."

    first, second = citations_in(text)

    assert text[first.start : first.end] == first.text == "s.12"
    assert text[second.start : second.end] == second.text == "section 40(2)"
    assert second.sections == ("40(2)",)


@pytest.mark.parametrize(
    ("text", "regime", "expected"),
    [
        pytest.param(
            "Under FOISA we withhold it. Section 36(1) applies.",
            None,
            ["FOISA 36(1)"],
            id="the Act named before governs",
        ),
        pytest.param(
            "Section 36(1) of the Freedom of Information Act applies.",
            Regime.FOISA,
            ["FOISA 36(1)"],
            id="a Scottish letter may leave Scotland out",
        ),
        pytest.param(
            "Section 17 notice: not held.", Regime.FOISA, ["FOISA 17(1)"], id="s.17"
        ),
        pytest.param(
            "We treated it under the EIR; section 39 of the Act applies.",
            Regime.EIR,
            ["FOIA 39(1)(a)", "FOIA 39(1)(b)"],
            id="an EIR letter may cite the Act",
        ),
        pytest.param(
            "This is section 12(5)(e) of the EIR.",
            None,
            ["EIR 12(5)(e)"],
            id="a regulation called a section",
        ),
    ],
)
def test_the_law_is_the_one_the_letter_is_under(text, regime, expected):
    assert [key for _, keys in read(text, regime) for key in keys] == expected


def test_a_ground_mentioned_again_by_its_bare_number_is_the_same_ground():
    text = (
        "Exempt under section 43(2). Section 43 is qualified. S43 as above. See s.12."
    )

    assert list(grounds_in(text)) == ["FOIA 43(2)", "FOIA 12"]


def test_a_condition_and_a_duty_are_no_grounds_of_their_own():
    text = "Section 1(1)(a) asks it. Section 40(2) applies: section 40(3A)(a) is met."

    assert list(grounds_in(text)) == ["FOIA 40(2)"]


def test_a_limit_exceeded_is_section_12_without_its_number():
    assert list(grounds_in("It would exceed the appropriate limit.")) == ["FOIA 12"]
    assert list(grounds_in("FOISA: it exceeds the cost limit.")) == ["FOISA 12"]


@given(
    st.lists(
        st.sampled_from(
            [
                *("section ", "s.", "reg ", "31", "40", "12", "(1)", "(2)", "(a)"),
                *(" and ", ", ", " of the ", "Act", "Education ", "FOIA", "\n", " "),
                *("to ", "by virtue of ", "(", ")", "Scotland", "FOISA ", "5B", "é"),
                *("(b)", "paragraph "),
            ]
        ),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_citations_stand_in_order_and_do_not_overlap(text):
    end = 0
    for found in citations_in(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.provisions
        end = found.end


def test_real_letters_are_read_as_a_careful_person_reads_them(shared):
    """Check that the grounds agree with grounds marked by hand, at an F1 of 0.9."""
    hits = found = marked = 0
    for path in sorted((shared / "corpus" / "responses").glob("*.json")):
        reading = json.loads(path.read_text("utf-8"))
        ours = set(grounds_in(path.with_suffix(".txt").read_text("utf-8")))
        theirs = {
            f"{one['regime']} {one['section']}"
            for one in reading["exemptions"]
            if one["regime"] in Regime.__members__
        }
        hits += len(ours & theirs)
        found += len(ours)
        marked += len(theirs)

    assert 2 * hits / (found + marked) >= 0.9
