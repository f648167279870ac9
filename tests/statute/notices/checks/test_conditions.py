"""Facts that a provision depends on, and provisions that exclude each other."""

from datetime import date

import pytest

from statute.notices import EarlierRequest, LetterType
from statute.regimes import Regime
from tests.statute.notices.drafts import codes, ground, letter, question, reasons, typed


def refused_on(*keys, regime=Regime.FOIA, **changes):
    grounds = [ground(key, "1") if isinstance(key, str) else key for key in keys]
    return letter(
        LetterType.FULL_REFUSAL,
        [question("1", "withheld")],
        grounds,
        regime=regime,
        **changes,
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("police", {("block", "not_for_this_authority")}),
        ("council", {("block", "not_for_this_authority")}),
        ("other", {("warn", "not_for_this_authority_perhaps")}),
        ("central_government", set()),
        ("", set()),
    ],
)
@pytest.mark.parametrize(
    ("key", "regime"), [("FOIA 35(1)(a)", "FOIA"), ("FOISA 29(1)(a)", "FOISA")]
)
def test_policy_of_government_is_held_by_government(kind, expected, key, regime):
    draft = refused_on(key, regime=Regime(regime), authority_kind=kind)

    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("given_on", "code"),
    [
        (date(2020, 5, 1), ("block", "opinion_before_request")),
        (date(2026, 3, 2), None),
        (date(2026, 4, 1), ("block", "opinion_after_letter")),
    ],
)
def test_an_opinion_is_given_between_the_request_and_the_letter(given_on, code):
    draft = refused_on(ground("FOIA 36(2)(c)", "1", opinion_on=given_on))

    assert codes(draft) == ({code} if code else set())


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (None, set()),
        ("the Chief Constable", set()),
        ("", {("warn", "qualified_person_not_named")}),
    ],
)
def test_the_qualified_person_is_named(person, expected):
    draft = refused_on(
        ground(
            "FOIA 36(2)(c)",
            "1",
            opinion_on=date(2026, 3, 9),
            qualified_person=person,
        )
    )

    assert codes(draft) == expected


def test_sections_23_and_24_exclude_each_other_save_in_the_alternative():
    words = "We rely on this in the alternative to the other section."
    said = (reasons(words, "FOIA 24(1)", "1"),)

    both = refused_on("FOIA 23(1)", "FOIA 24(1)")
    alternative = refused_on("FOIA 23(1)", "FOIA 24(1)", typed=said)

    assert codes(both) == {("warn", "provisions_exclude_each_other")}
    assert codes(alternative) == set()


def test_a_vexatious_request_is_not_answered_in_part():
    draft = letter(
        LetterType.PARTIAL_DISCLOSURE,
        [question("1", "vexatious"), question("2", "disclosed")],
        [ground("FOIA 14(1)", "1")],
    )

    assert codes(draft) == {("warn", "vexatious_in_part")}


@pytest.mark.parametrize(
    ("key", "regime", "likelihood", "expected"),
    [
        ("EIR 12(5)(b)", "EIR", "would_be_likely", {("block", "likely_is_not_enough")}),
        ("EIR 12(5)(b)", "EIR", "would", set()),
        ("EISR 10(5)(b)", "EISR", "would_be_likely", set()),
        ("FOIA 31(1)(a)", "FOIA", "would_be_likely", set()),
    ],
)
def test_the_regulations_ask_for_harm_that_would_happen(
    key, regime, likelihood, expected
):
    draft = refused_on(ground(key, "1", likelihood=likelihood), regime=Regime(regime))

    assert codes(draft) == expected


def test_harm_said_to_be_likely_warns_under_the_regulations():
    words = "Disclosure would be likely to prejudice the inquiry that is under way."
    said = reasons(words, "EIR 12(5)(b)", "1", part="harm")

    draft = refused_on("EIR 12(5)(b)", regime=Regime.EIR, typed=(said,))

    assert codes(draft) == {("warn", "likely_is_not_enough_said")}


@pytest.mark.parametrize(
    ("is_on_emissions", "expected"),
    [
        (None, {("warn", "emissions_perhaps")}),
        (False, set()),
        (True, {("block", "emissions")}),
    ],
)
def test_emissions_asked_for_in_words_warn_until_it_is_recorded(
    is_on_emissions, expected
):
    draft = letter(
        LetterType.FULL_REFUSAL,
        [
            question(
                "1",
                "withheld",
                asked="What were the emissions of the plant in 2025?",
                is_on_emissions=is_on_emissions,
            )
        ],
        [ground("EIR 12(5)(e)", "1")],
        regime=Regime.EIR,
    )

    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It will be published on 1 May 2026.", set()),
        ("It will be published on 1 July.", {("warn", "published_too_late_said")}),
    ],
)
def test_publication_after_twelve_weeks_in_the_words_warns(words, expected):
    draft = refused_on(
        "FOISA 27(1)",
        regime=Regime.FOISA,
        typed=(reasons(f"{words} It is held for that.", "FOISA 27(1)", "1"),),
    )

    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("earlier", "words", "expected"),
    [
        (None, "Please stop.", {("warn", "earlier_request_not_named")}),
        (None, "It repeats your earlier request FOI-118 of May 2025.", set()),
        (
            EarlierRequest(reference="FOI-118", answered_on=date(2025, 5, 4)),
            "Please stop.",
            set(),
        ),
        (
            EarlierRequest(reference="FOI-118", answered_on=None),
            "Please stop.",
            {("block", "earlier_request_does_not_serve")},
        ),
    ],
)
def test_a_repeated_request_names_the_earlier(earlier, words, expected):
    draft = letter(
        LetterType.VEXATIOUS_OR_REPEATED,
        [question("1", "repeated")],
        [ground("FOIA 14(2)", "1", earlier=earlier)],
        typed=(typed(words, "1"),),
    )

    assert codes(draft) == expected


def test_the_exemption_behind_section_18_needs_no_balance_of_its_own():
    parts = frozenset({"state_reliance", "why_applies", "harm", "likelihood"})

    draft = letter(
        LetterType.NCND,
        [question("1", "ncnd")],
        [ground("FOISA 18(1)", "1"), ground("FOISA 35(1)(a)", "1", parts=parts)],
        regime=Regime.FOISA,
    )
    alone = letter(
        LetterType.NCND,
        [question("1", "ncnd")],
        [ground("FOISA 18(1)", "1", parts=parts), ground("FOISA 35(1)(a)", "1")],
        regime=Regime.FOISA,
    )

    assert codes(draft) == set()
    assert codes(alone) == {
        ("block", "missing_pi_reasons_ncnd"),
        ("warn", "missing_ncnd_consequences"),
        ("warn", "missing_pi_factors_disclosure"),
        ("warn", "missing_pi_factors_maintain"),
    }


def test_under_the_scottish_regulations_the_reasons_for_more_time_are_law():
    needed = {"complexity_and_volume_reason", "internal_review", "regulator_right"}

    for regime, severity in ((Regime.EISR, "block"), (Regime.EIR, "warn")):
        draft = letter(
            LetterType.EIR_EXTENSION,
            regime=regime,
            parts=frozenset({"extension_statement", "new_date"}),
        )

        found = codes(draft)

        assert {(severity, f"missing_{part}") for part in needed} <= found
