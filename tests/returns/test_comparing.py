"""A snapshot beside the present figures."""

import pytest

from returns.comparing import Compared
from returns.reports import COUNT, PERCENT


def cell(value, numerator=None, denominator=None):
    return {
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "is_suppressed": False,
    }


@pytest.mark.parametrize(
    ("then", "now", "kind", "says"),
    [
        (cell(3), cell(1_204), COUNT, ["3", "1,204", "+1,201"]),
        (cell(3), None, COUNT, ["3", "–", "changed"]),
        (
            *(cell(90, 9, 10), cell(91, 10, 11), PERCENT),
            ["90% (9 of 10)", "91% (10 of 11)", "+1 point"],
        ),
        (
            *(cell(91, 144, 159), cell(91, 144, 158), PERCENT),
            ["91% (144 of 159)", "91% (144 of 158)", "0 points, other numbers"],
        ),
    ],
)
def test_a_difference_is_said_in_words(then, now, kind, says):
    found = Compared("Late", 0, "Total", then, now, kind)

    assert found.is_changed
    assert [
        found.then_in_words,
        found.now_in_words,
        found.difference_in_words,
    ] == says


def test_equal_figures_are_unchanged():
    same = cell(91, 144, 159)

    assert not Compared("Late", 0, "Total", same, dict(same), PERCENT).is_changed
