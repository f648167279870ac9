"""What a person typed, as read."""

import pytest

from requests_app.search.asking import Asked, read


def said(typed):
    """Return the words, marks and states of each group, "-" before one left out."""
    return [
        ("-" if group.is_without else "")
        + " | ".join(
            " ".join(term.words)
            + "".join(f" +{word}" for word in term.joined)
            + "".join(f" @{mark}" for mark in term.marks)
            + (f" #{term.state}" if term.state else "")
            + ("!" if term.is_quoted else "")
            for term in group.terms
        )
        for group in read(typed).groups
    ]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("speed cameras", ["speed", "cameras"]),
        ('"speed cameras" city', ["speed cameras!", "city"]),
        ("“speed cameras”", ["speed cameras!"]),
        ('"never closed', ["never closed!"]),
        ("cameras -city", ["cameras", "-city"]),
        ('cameras -"the city"', ["cameras", "-the city!"]),
        ("dogs or cats", ["dogs | cats"]),
        ("big dogs OR cats food", ["big", "dogs | cats", "food"]),
        ("cŵn neu gathod", ["cwn | gathod"]),
        ("or", []),
        ("dogs or", ["dogs"]),
        ("or dogs", ["dogs"]),
        ("fly-tipping", ["fly tipping +flytipping"]),
        ("O'Dowd", ["odowd"]),
        ("1,204", ["1204"]),
        ("", []),
        ("  \u00a0 ", []),
        ("- ! & | ( ) : * \\ '", []),
        ('""', []),
        ("a&b|c!d:*", ["a b c d"]),
    ],
)
def test_words_phrases_and_operators(typed, groups):
    assert said(typed) == groups


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("s31", ["section 31 @section31"]),
        ("s.40(2)", ["40 2 @section40z2"]),
        ("40(2)", ["40 2 @section40z2"]),
        ("31 (1)(a)", ["31 1 a @section31z1za"]),
        ("Section 24 (2) of the FOIA", None),
        ("reg 12(5)(e)", ["12 5 e @regulation12z5ze"]),
        ("adran 40", ["section 40 @section40"]),
        ("s12", ["section 12 @section12"]),
        ("12", ["12"]),
        ("2024", ["2024"]),
        ("s106 agreements", ["s106", "agreements"]),
    ],
)
def test_provisions(typed, groups):
    if groups is None:
        assert "@section24z2" in said(typed)[0]
    else:
        assert said(typed) == groups


def test_a_provision_among_words_and_an_outcome():
    assert said("s31 facial recognition") == [
        "section 31 @section31",
        "facial",
        "recognition",
    ]
    assert said("section 24(2) not held") == [
        "24 2 @section24z2",
        "not held @outcome0notheld",
    ]


def test_outcomes_and_states_are_terms_by_their_names():
    assert said("vexatious") == ["vexatious @outcome0vexatious"]
    assert said("refused cctv") == ["refused @outcome0refused", "cctv"]
    assert said("awaiting clarification") == [
        "awaiting clarification #awaiting_clarification"
    ]
    assert said("-withdrawn dogs") == ["-withdrawn #withdrawn", "dogs"]
    assert said('"not held"') == ["not held!"]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("FOI 1416-26", ["1416 26 +number1416of26"]),
        ("foi ref 1416", ["1416"]),
        ("WCC 2026 01416", ["wcc", "2026", "1416"]),
        ("2026/01416", ["2026 1416 +number1416of26"]),
        ("01416", ["1416"]),
        ("request for 26 dogs", ["request", "for", "26", "dogs"]),
    ],
)
def test_references(typed, groups):
    assert said(typed) == groups


def test_a_word_is_replaced_and_the_question_written_again():
    asked = read('licencing -fees "two words" or dogs')

    assert str(asked.with_word("licencing", ("licensing",))) == (
        'licensing -fees "two words" or dogs'
    )
    assert not Asked()


def test_a_long_text_is_read_in_part():
    assert len(read("word " * 2_000).groups) <= 60
    assert read('"' * 10_000).groups == ()
