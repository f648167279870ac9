"""Every reader takes time linear in its text, whatever the text."""

from time import process_time

import pytest

from statute.exemptions import citations_in, find, grounds_in, search

SHORT = 3_000  # characters
TIMES = 4  # the longer text
MOST = 2.5 * TIMES  # a reader quadratic in its text would take sixteen times as long
TOO_SHORT_TO_TELL = 0.05  # seconds


def seconds(reader, text):
    """Return the least processor time of three runs."""
    taken = []
    for _ in range(3):
        start = process_time()
        reader(text)
        taken.append(process_time() - start)
    return min(taken)


@pytest.mark.parametrize("reader", [citations_in, grounds_in, find, search])
@pytest.mark.parametrize(
    "unit",
    [
        "We rely on section 31(1)(a) of the Act, and regulation 12(4)(b) of the EIRs. ",
        "section 40(2) of that Act ",
        "1,1,1,1,",
        "12 ",
        "1(i)(i)",
        "(i)",
        "((((",
        "(the Act) ",
        "Aaaa Bbbb of the ",
        "Deddf yr Abc a Def ",
        "section ",
        "   \n",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(reader, unit):
    short = unit * (SHORT // len(unit))
    taken = seconds(reader, short)

    assert seconds(reader, short * TIMES) <= max(MOST * taken, TOO_SHORT_TO_TELL)


def test_an_ambiguous_limb_repeated_is_not_tried_in_every_way():
    assert find("1" + "(i)" * 60 + "!") == ()
