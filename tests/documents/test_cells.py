"""Cells that a spreadsheet might run as formulas are marked as text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.cells import without_formula

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "@SUM(A1)",
        "+44 20 7946 0000",
        "-1+cmd|' /C calc'!A0",
        "-1-1",
        "+A1",
        "-",
        "-1,200.50+2",
        "-£",
        "-1\n=1+1",
        "|x",
        "%0A=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20SUM(A1)",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "\tTab",
        "\rNew line",
        "\0Nothing",
        "\x80@",
        "\u061c=1",
    ],
)
def test_what_a_program_might_run_is_marked_as_text(typed):
    assert without_formula(typed) == f"'{typed}"


@pytest.mark.parametrize(
    "typed",
    [
        "12",
        "-12",
        "+3",
        "-1",
        "-1,200.50",
        "-.5",
        "-12%",
        "-12.5 %",
        "-£1,200.50",
        "-1.5e-7",
        " -12 ",
    ],
)
def test_a_number_stays_a_number(typed):
    assert without_formula(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["", "Speed cameras", "£12", "(12)", "50%", "% upheld", "a=b", 'a 5" pipe', "'=1"],
)
def test_other_words_stay_as_they_are(typed):
    assert without_formula(typed) == typed


@given(
    st.text(
        st.sampled_from("=+-@|%\uff1d\uff0b\uff0d\uff20 \t\r\n\0\u200b\ufeff'1,.£eA")
        | st.characters()
    )
)
def test_no_cell_is_left_that_begins_a_formula(typed):
    written = without_formula(typed)

    assert written in {typed, f"'{typed}"}
    assert without_formula(written) == written
    shown = written.strip()
    while shown and unicodedata.category(shown[0]) in UNSEEN:
        shown = shown[1:]
    if shown[:1] in set("=@|\uff1d\uff0b\uff0d\uff20+-"):
        assert re.fullmatch(r"[+-][£€$]?[0-9.,]+(?:[eE][+-]?[0-9]+)?\s*%?", shown)
