"""Reading a request takes time in step with its length, whatever it holds."""

from time import process_time

import pytest

from documents.requests.reader import parse

SHORT, LONG = 500_000, 2_000_000
# Four times the text; twice as much again for a busy machine.
MOST = 8.0
LEAST_SECONDS = 0.1

REPEATED = {
    "one letter": "a",
    "asks in one line": "How many? Please list (a) cats 2) dogs. ",
    "bullets": "- a\n",
    "nested bullets": "- a\n  o b\n    * c\n",
    "marks in a line": "a) ",
    "marks of lines": "a) cats\n",
    "Roman numerals": "i) ii) iii) iv) ",
    "quote signs": "> ",
    "quoted lines": "> > > > a\n",
    "marks of right to left": "\u200f",
    "letters after marks of right to left": "\u200fa",
    "overrides of direction": "\u202e1. How many?\n",
    "Arabic questions": "كم عدد الموظفين؟ ",
    "Welsh questions": "a oes faint ",
    "tags": "<p>",
    "tags never closed": "<p a",
    "stars never closed": "**a b ",
    "lines under strokes": "__a",
    "brackets": "(",
    "postscripts": "P.S. How many?\n",
    "heads of mails": "From: a\nOn 1 May x wrote:\n",
    "titles in capitals": "A COST\n1. a\n",
    "rows": "a\tb | c | d\n",
    "a scanner's figures": "l. a\n",
    "lead-ins": "Please state:\n- a\n",
    "quotations never closed": "“a\n",
    "orders without an object": "provide the information me with ",
    "long words": "x" * 997 + " ",
}


def _seconds(text):
    began = process_time()
    parse(text)
    return process_time() - began


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    shorter, longer = (piece * (size // len(piece)) for size in (SHORT, LONG))

    before = max(_seconds(shorter), LEAST_SECONDS)

    # Other work on the machine may slow one try, but not each.
    assert any(_seconds(longer) < MOST * before for _ in range(4))
