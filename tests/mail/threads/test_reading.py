"""Folded words say how many they are, and whether a reply may stand among them."""

import pytest

from mail.models import Message
from mail.threads.reading import passages_of

OWN = "Thank you. The dates are from May on.\n\n"
HEAD = "From: FOI\nSent: 1 June 2026 10:00\nTo: Rowan Hale\nSubject: Bicycles\n\n"


@pytest.mark.parametrize(
    ("quoted", "lines", "has_no_end"),
    [
        ("On 1 June 2026 FOI wrote:\n> Which dates?\n> Yours\n", 3, False),
        (f"{HEAD}Which dates?\n\nAnd of 2025, too.\n", 6, True),
    ],
)
def test_quoted_words_are_counted(quoted, lines, has_no_end):
    text = OWN + quoted
    message = Message(text=text, folds=[[len(OWN), len(text)]])

    own, folded = passages_of(message)

    assert not own.has_no_end
    assert (folded.line_count, folded.has_no_end) == (lines, has_no_end)
