from dataclasses import replace
from datetime import date, timedelta

import pytest

from statute.notices import EarlierRequest, LetterType
from statute.regimes import Regime
from tests.statute.notices.drafts import (
    LETTER_ON,
    codes,
    ground,
    letter,
    question,
    refusal,
)


def refused_on(*keys, regime=Regime.FOIA, **changes):
    grounds = [ground(key, "1") for key in keys]
    return letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        grounds,
        regime=regime,
        **changes,
    )


def test_a_provision_that_does_not_exist_is_not_relied_on():
    draft = refusal()
    draft = replace(draft, grounds=(*draft.grounds, ground("FOIA 31", "1")))

    assert codes(draft) == {("block", "unknown_provision")}


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("EIR 12(5)(b)", id="the Regulations in the Act's letter"),
        pytest.param("FOISA 36(1)", id="Scotland's Act"),
        pytest.param("EISR 10(5)(b)", id="Scotland's Regulations"),
    ],
)
def test_a_provision_of_another_law_is_blocked(key):
    assert ("block", "other_law") in codes(refused_on(key))


def test_section_39_leads_over_to_the_regulations_unnoticed():
    draft = refused_on("EIR 12(5)(b)", "FOIA 39(1)(b)", regime=Regime.EIR)

    assert "other_law" not in {code for _, code in codes(draft)}


def test_nothing_is_relied_on_for_a_question_not_asked():
    draft = replace(refusal(), grounds=(ground("FOIA 31(1)(a)", "1", "7"),))

    assert codes(draft) == {("block", "no_such_question")}


def test_a_letter_that_gives_everything_relies_on_nothing():
    draft = letter(
        LetterType.FULL_DISCLOSURE,
        [question("1", "disclosed")],
        [ground("FOIA 31(1)(a)")],
    )

    assert ("block", "disclosed_with_ground") in codes(draft)


@pytest.mark.parametrize(
    ("opinion_on", "expected"),
    [
        pytest.param(None, {("block", "missing_qp_opinion")}, id="none"),
        pytest.param(LETTER_ON, set(), id="of the day of the letter"),
        pytest.param(LETTER_ON - timedelta(days=1), set(), id="before it"),
        pytest.param(
            LETTER_ON + timedelta(days=1),
            {("block", "opinion_after_letter")},
            id="after it",
        ),
    ],
)
def test_section_36_rests_on_an_opinion_no_later_than_the_letter(opinion_on, expected):
    cited = ground("FOIA 36(2)(b)(i)", "1", opinion_on=opinion_on)

    assert codes(replace(refusal(), grounds=(cited,))) == expected


def test_statistics_need_no_opinion():
    cited = ground("FOIA 36(2)(c)", "1", is_statistical=True)

    assert codes(replace(refusal(), grounds=(cited,))) == set()


def test_neither_confirming_nor_denying_under_section_36_needs_its_own_opinion():
    draft = letter(
        LetterType.NCND, [question("1", "ncnd")], [ground("FOIA 36(3)", "1")]
    )

    assert codes(draft) == {("block", "missing_qp_opinion")}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(
            ["FOIA 31(1)(g)"], {("block", "purpose_not_named")}, id="s.31 without"
        ),
        pytest.param(["FOIA 31(1)(g)", "FOIA 31(2)(c)"], set(), id="s.31 with"),
        pytest.param(["FOIA 31(1)(a)"], set(), id="s.31(1)(a) has none"),
        pytest.param(
            ["FOIA 31(2)(c)", "FOIA 42(1)"], {("block", "purpose_alone")}, id="alone"
        ),
    ],
)
def test_a_limb_for_a_purpose_names_the_purpose(keys, expected):
    assert codes(refused_on(*keys)) == expected


def test_so_in_scotland():
    draft = refused_on("FOISA 35(1)(g)", regime=Regime.FOISA)

    assert codes(draft) == {("block", "purpose_not_named")}


def test_regulation_12_3_leads_to_regulation_13():
    alone = refused_on("EIR 12(3)", regime=Regime.EIR)
    together = refused_on(
        "EIR 12(3)", "EIR 13(1) by virtue of 13(2A)(a)", regime=Regime.EIR
    )

    assert codes(alone) == {("block", "cited_alone")}
    assert codes(together) == set()


@pytest.mark.parametrize(
    "keys", [("FOIA 30(1)(a)", "FOIA 31(1)(a)"), ("FOIA 35(1)(a)", "FOIA 36(2)(c)")]
)
def test_provisions_that_exclude_each_other_are_noticed(keys):
    same = refused_on(*keys)
    other = replace(
        same,
        questions=(*same.questions, question("2", "withheld")),
        grounds=(same.grounds[0], replace(same.grounds[1], questions=("2",))),
    )

    assert ("warn", "provisions_exclude_each_other") in codes(same)
    assert ("warn", "provisions_exclude_each_other") not in codes(other)


@pytest.mark.parametrize(
    ("key", "is_blocked"),
    [("EIR 12(5)(e)", True), ("EIR 12(5)(b)", False), ("EIR 12(4)(d)", False)],
)
def test_emissions_are_not_withheld_for_somebodys_interests(key, is_blocked):
    draft = letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld", is_on_emissions=True)],
        [ground(key, "1")],
        regime=Regime.EIR,
    )

    assert (("block", "emissions") in codes(draft)) is is_blocked


def test_a_request_is_too_general_only_after_help():
    draft = refused_on("EIR 12(4)(c)", regime=Regime.EIR)

    assert codes(draft) == {("block", "too_general_without_help")}
    assert codes(replace(draft, parts=draft.parts | {"advice"})) == set()


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param(None, {("warn", "earlier_request_not_named")}, id="not named"),
        pytest.param(
            EarlierRequest(reference="17-26", answered_on=None),
            {("block", "earlier_request_does_not_serve")},
            id="not answered",
        ),
        pytest.param(
            EarlierRequest(
                reference="17-26",
                answered_on=date(2026, 2, 2),
                is_same_requester=False,
            ),
            {("block", "earlier_request_does_not_serve")},
            id="somebody else's",
        ),
        pytest.param(
            EarlierRequest(reference="17-26", answered_on=date(2026, 2, 2)),
            set(),
            id="answered to the same person",
        ),
    ],
)
def test_a_request_repeats_one_answered_to_the_same_person(earlier, expected):
    draft = letter(
        LetterType.VEXATIOUS_OR_REPEATED,
        [question("1", "repeated")],
        [ground("FOIA 14(2)", "1", earlier=earlier)],
    )

    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("publication_on", "expected"),
    [
        pytest.param(date(2026, 5, 25), set(), id="twelve weeks to the day"),
        pytest.param(
            date(2026, 5, 26), {("block", "published_too_late")}, id="a day more"
        ),
        pytest.param(None, set(), id="not yet fixed"),
    ],
)
def test_publication_in_scotland_follows_within_twelve_weeks(publication_on, expected):
    draft = refused_on("FOISA 27(1)", regime=Regime.FOISA)
    cited = replace(draft.grounds[0], publication_on=publication_on)

    assert codes(replace(draft, grounds=(cited,))) == expected


@pytest.mark.parametrize(
    ("security", "national", "found"),
    [
        (True, True, set()),
        (True, False, {("block", "alternative_on_one_side")}),
        (False, True, {("block", "alternative_on_one_side")}),
        (False, False, {("warn", "provisions_exclude_each_other")}),
        (True, None, {("block", "alternative_not_cited")}),
        (None, True, {("block", "alternative_not_cited")}),
    ],
    ids=["both", "only 23", "only 24", "neither", "24 not cited", "23 not cited"],
)
def test_sections_23_and_24_stand_in_the_alternative_together(
    security, national, found
):
    sides = (("FOIA 23(1)", security), ("FOIA 24(1)", national))
    draft = letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        [
            ground(key, "1", is_alternative=side)
            for key, side in sides
            if side is not None
        ],
    )

    assert codes(draft) == found
