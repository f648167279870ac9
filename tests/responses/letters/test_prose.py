"""Typed text in a letter: no word is lost or changed, and no markup is harmful."""

import pytest

from responses.letters import prose


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        pytest.param("<p>One</p><p></p><p>two</p>", "<p>One</p><p>two</p>", id="blank"),
        pytest.param(
            '<p><a href="https://a.example"><strong>here</strong></a></p>',
            '<p><strong><a href="https://a.example">here</a></strong></p>',
            id="bold goes around a link",
        ),
        pytest.param(
            '<p><a href="https://a.example">the <em>new</em> map</a></p>',
            '<p><a href="https://a.example">the new map</a></p>',
            id="a link's words are one run",
        ),
        pytest.param(
            '<p><a href="javascript:alert(1)">here</a></p>',
            "<p>here</p>",
            id="no address that acts",
        ),
        pytest.param(
            '<p onclick="x">a<script>b</script><img src="c">&lt;d&gt;\x07</p>',
            "<p>a&lt;d&gt;</p>",
            id="nothing hostile, and no bell",
        ),
    ],
)
def test_rich_text_is_made_fit_for_a_letter(typed, set_):
    assert prose.set_rich_text(typed) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("", ""),
        ("One\r\n\r\ntwo <b>", "<p>One</p><p>two &lt;b&gt;</p>"),
        (
            "First:\n- a\n• b\nLast",
            "<p>First:</p><ul><li>a</li><li>b</li></ul><p>Last</p>",
        ),
        ("2019. It began", "<p>2019. It began</p>"),
    ],
)
def test_plain_text_is_set_as_paragraphs_and_lists(typed, set_):
    assert prose.set_plain_text(typed) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("", ""),
        ("- Only one", "<ul><li>Only one</li></ul>"),
        ("One\ntwo\n- three", "<ul><li>One</li><li>two</li><li>three</li></ul>"),
    ],
)
def test_factors_are_points(typed, set_):
    assert prose.set_points(typed) == set_


def test_a_sender_s_line_ends_part_nothing_and_blank_lines_do():
    typed = "How many\r\ncameras?\r\n  \r\nSince  when?\n"

    assert prose.paragraphs(typed) == ("How many cameras?", "Since when?")
