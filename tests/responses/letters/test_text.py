"""A letter as plain text keeps every word, and is well set without a font."""

import re
from html import unescape

import pytest

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.text import WIDTH, text_of
from tests.responses import kinds
from tests.responses.kinds import ON


def page(body):
    return f"<html><head><title>No</title></head><body>{body}</body></html>"


def words_of(html):
    inside = re.sub(r"(?s)^.*<body>|</body>.*$", "", html)
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", inside)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "regime"),
    [
        ("mixed_with_ncnd", "FOIA"),
        ("interim", "FOIA"),
        ("interim", "EISR"),
        ("cost_refusal", "FOIA"),
    ],
)
def test_every_word_of_a_letter_is_kept_in_its_order(kind, regime):
    html = page_of(compose(kinds.made(kind, regime), on=ON))

    text = text_of(html)

    # Aligned tables break a cell's words over lines, and links have their addresses
    # added.
    said = re.findall(r"\w+", re.sub(r" <https?:[^>]*>", "", text))
    asked = words_of(html)
    assert not {word for word in asked if asked.count(word) > said.count(word)}


@pytest.mark.django_db
def test_no_line_is_longer_than_72_but_for_single_words():
    html = page_of(compose(kinds.made("interim", "FOIA"), on=ON))

    long = [line for line in text_of(html).splitlines() if len(line) > WIDTH]

    assert not [line for line in long if " " in line.strip("-> ").strip()]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Response</h1><p>Dear Sam</p>", "Response\n========\n\nDear Sam\n"),
        ("<p>One</p><h2>Two</h2><p>Three</p>", "One\n\n\nTwo\n---\n\nThree\n"),
        ("<p>a<br>b</p>", "a\nb\n"),
        (
            '<p><span class="letter-line">1 High St</span> '
            '<span class="letter-line">Midtown</span></p>',
            "1 High St\nMidtown\n",
        ),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"),
        ('<ol start="9"><li>a</li><li>b</li></ol>', "9.  a\n10. b\n"),
        ('<ol type="a"><li>x</li><li>y</li></ol>', "a. x\nb. y\n"),
        ('<ol type="i"><li>x</li><li value="4">y</li></ol>', "i.  x\niv. y\n"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b\n"),
        ("<blockquote><p>Why?</p></blockquote>", "  Why?\n"),
        (
            '<p>See <a href="https://a.example/x">the <em>list</em></a>.</p>',
            "See the list <https://a.example/x>.\n",
        ),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', "a@b.example\n"),
        ('<p><a href="https://www.a.example/">a.example</a></p>', "a.example\n"),
        ('<p><a href="#below">question 2</a></p>', "question 2\n"),
        ('<p><img alt="The seal"> of office</p><p>End</p>', "The seal of office\n"),
        ("<hr><p>After</p>", "After\n"),
        ("Words <p>in</p> between", "Words\n\nin\n\nbetween\n"),
        ("<p>≥ 95 % &amp; more</p>", "≥ 95 % & more\n"),
    ],
)
def test_each_part_of_a_letter_is_set_as_text(html, text):
    assert text_of(page(html)).startswith(text.rstrip("\n"))


def test_a_table_that_fits_stands_in_columns():
    html = (
        "<table><caption>Cameras</caption><thead><tr><th>Year</th><th>Number</th></tr>"
        "</thead><tbody><tr><td>2024</td><td>9</td></tr>"
        "<tr><td>2025</td><td>12</td></tr></tbody></table>"
    )

    assert text_of(page(html)).splitlines() == [
        "Cameras",
        "",
        "Year  Number",
        "----  ------",
        "2024  9",
        "2025  12",
    ]


def test_a_cell_over_several_columns_keeps_the_others_in_their_place():
    html = (
        '<table><tr><th>Year</th><th colspan="2">Cameras</th></tr>'
        "<tr><td>2024</td><td>9</td><td>two new</td></tr></table>"
    )

    assert "2024  9        two new" in text_of(page(html))


def test_cells_below_one_over_several_rows_keep_their_columns():
    html = (
        "<table><tr><th>Ward</th><th>Year</th><th>Cases</th></tr>"
        '<tr><td rowspan="2">East</td><td>2024</td><td>4</td></tr>'
        "<tr><td>2025</td><td>5</td></tr></table>"
    )

    assert text_of(page(html)).splitlines()[2:] == [
        "East  2024  4",
        "      2025  5",
    ]


def test_labelled_lines_repeat_a_cell_over_several_rows():
    heads = "".join(f"<th>Column {n}</th>" for n in range(9))
    cells = "".join(f"<td>measurement-number-{n}</td>" for n in range(1, 9))
    html = (
        f'<table><tr>{heads}</tr><tr><td rowspan="2">East</td>{cells}</tr>'
        f"<tr>{cells}</tr></table>"
    )

    assert text_of(page(html)).count("Column 0: East") == 2


def test_an_empty_column_is_set():
    html = "<table><tr><td>Sum</td><td></td></tr><tr><td>Net</td><td></td></tr></table>"

    assert text_of(page(html)).splitlines() == ["Sum", "Net"]


def test_a_table_too_wide_for_a_line_says_what_each_cell_is():
    heads = "".join(f"<th>Column {n}</th>" for n in range(9))
    cells = "".join(f"<td>measurement-number-{n}</td>" for n in range(9))
    html = f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"

    lines = text_of(page(html)).splitlines()

    assert lines[3] == "Column 3: measurement-number-3"


def test_what_is_no_letter_is_refused():
    with pytest.raises(ValueError, match="not a letter"):
        text_of("<p>x</p>")
