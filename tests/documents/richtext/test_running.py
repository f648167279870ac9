"""Rich text as one running text, and other words in place of a passage."""

import random

import pytest

from documents.richtext.cleaning import clean
from documents.richtext.rewording import Change
from documents.richtext.running import (
    NotInOnePlace,
    as_lines,
    reworded,
    running_text,
)

LIST = "<ul><li>oars<ul><li>long</li></ul></li><li>sails</li></ul>"
TABLE = "<table><tbody><tr><td>Quay</td><td>Two berths</td></tr></tbody></table>"
WHOLE = (
    '<p>We hold <strong>ten boats</strong> at <a href="https://a.example/">the quay'
    f"</a>.</p>{LIST}<p>First<br>second</p>{TABLE}"
)


def replaced(html, words, others):
    """Return rich text with the first such words of its running text replaced."""
    start = running_text(html).index(words)
    return clean(reworded(html, Change(start, start + len(words), others)))


def test_paragraphs_items_cells_and_lines_follow_one_another():
    assert running_text(WHOLE) == (
        "We hold ten boats at the quay.\noars\nlong\nsails\nFirst\vsecond\nQuay\n"
        "Two berths"
    )
    assert as_lines("a\vb") == "a\nb"


@pytest.mark.parametrize(
    ("words", "others", "made"),
    [
        ("ten", "six", "<strong>six boats</strong>"),
        ("ten boats", "six", "<strong>six</strong>"),
        ("boats", "boats and rafts", "<strong>ten boats and rafts</strong>"),
        (" at", " today at", "</strong> today at <a"),
        ("quay.", "quay, too.", "the quay, too.</a></p>"),
        ("sails", "sails\nropes", "<li>sails</li><li>ropes</li>"),
        ("oars", "oars\nropes", "<li>oars</li><li>ropes<ul><li>long</li></ul></li>"),
        ("\nlong", "", "<li>oars</li><li>sails</li>"),
        ("\vsecond", "\vsecond\vthird", "First<br>second<br>third</p>"),
        ("Two berths", "Two\nThree", "<td><p>Two</p><p>Three</p></td>"),
        ("Two berths", "", "<td>Quay</td><td></td>"),
        ("oars\nlong\nsails\n", "", f".</p><p>First<br>second</p>{TABLE}"),
        (".\noars", ".", "quay</a>.</p><ul><li>long</li>"),
    ],
)
def test_words_take_the_look_and_the_place_of_what_they_replace(words, others, made):
    assert made in replaced(WHOLE, words, others)


def test_words_come_into_an_empty_text_as_paragraphs():
    assert reworded("", Change(0, 0, "One\n\nTwo\vtwo")) == (
        "<p>One</p><p>Two<br>two</p>"
    )


def test_nothing_is_markup_but_what_was():
    made = reworded("<p>a</p>", Change(1, 1, " <script>x</script> & b"))

    assert made == "<p>a &lt;script&gt;x&lt;/script&gt; &amp; b</p>"


@pytest.mark.parametrize("words", ["Quay\nTwo", "second\nQuay"])
def test_a_cell_is_not_joined_with_other_text(words):
    with pytest.raises(NotInOnePlace, match="by hand"):
        replaced(WHOLE, words, "x")


def test_no_word_beside_a_change_is_lost_or_moved():
    rolled = random.Random(11)  # noqa: S311 - the same texts each time
    before = running_text(WHOLE)
    for _ in range(2_000):
        start = rolled.randrange(len(before) + 1)
        end = min(len(before), start + rolled.choice([0, 0, 1, 4, 12]))
        words = rolled.choice(["", "x", " new ", "a\nb", "c\vd", "\n"])
        wanted = before[:start] + words + before[end:]
        try:
            made = running_text(reworded(WHOLE, Change(start, end, words)))
        except NotInOnePlace:
            continue
        assert "".join(made.split()) == "".join(wanted.split())
