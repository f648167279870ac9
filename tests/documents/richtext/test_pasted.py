"""Pasted text keeps its sense, or what is left out is said."""

import tomllib
from pathlib import Path

import pytest

from documents.richtext.cleaning import clean, take
from documents.richtext.plain import to_plain
from tests.documents.richtext.test_richtext import assert_harmless

FRAGMENTS = [
    fragment
    for name in ("pasted.toml", "programs.toml", "formatted.toml")
    for fragment in tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))[
        "fragment"
    ]
]


@pytest.mark.parametrize("case", FRAGMENTS, ids=[one["what"] for one in FRAGMENTS])
def test_a_fragment_keeps_its_sense(case):
    taken = take(case["html"])
    text = to_plain(taken.html)
    told = " ".join(taken.left_out).lower()

    for words in case.get("kept", ()):
        assert words in taken.html
    for words in case.get("text", ()):
        assert words in text
    for words in case.get("gone", ()):
        assert words not in taken.html
        assert words not in text
    for words in case.get("told", ()):
        assert words in told
    assert bool(told) == bool(case.get("told"))
    assert_harmless(taken.html)
    assert clean(case["html"]) == taken.html
    assert clean(taken.html) == taken.html
