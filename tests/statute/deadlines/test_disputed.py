"""An authority's interpretations of disputed points."""

from dataclasses import fields, replace
from datetime import time

import pytest

from statute.deadlines import DeadlineInterpretation
from statute.deadlines.disputed import (
    InterpretationError,
    plain_interpretations,
    points,
    read_interpretations,
)
from statute.deadlines.interpretations import (
    STATUTORY,
    ClarificationEffect,
    WeekendReceipt,
)
from statute.regimes import Regime
from statute.working_days import Division

OTHERWISE = DeadlineInterpretation(
    weekend_receipt=WeekendReceipt.DEEMED,
    office_closes_at=time(16, 30),
    clarification=ClarificationEffect.PAUSE,
    pit_target_working_days=60,
    is_lateness_kept=False,
    internal_target_days=(3, 12),
    sar_division=Division.SCOTLAND,
)


def test_every_interpretation_is_a_point_explained_with_its_source():
    assert {point.field for point in points()} == {
        field.name for field in fields(DeadlineInterpretation)
    }
    assert all(
        point.question.endswith("?") and point.explanation and point.source
        for point in points()
    )


def test_the_first_choice_of_every_point_is_the_statutes():
    chosen = {
        point.field: point.choices[0].value for point in points() if point.choices
    }

    assert read_interpretations(chosen) == STATUTORY


def test_every_choice_of_every_point_can_be_read():
    for point in points():
        for choice in point.choices:
            interpretation = read_interpretations({point.field: choice.value})

            is_statutory = choice.value == point.default
            assert (interpretation == STATUTORY) is is_statutory, (point.field, choice)


def test_interpretations_come_back_from_their_plain_values():
    plain = plain_interpretations(OTHERWISE)

    assert read_interpretations(plain) == OTHERWISE
    assert plain["office_closes_at"] == "16:30"
    assert plain["is_lateness_kept"] == "no"
    assert plain["internal_target_days"] == [3, 12]


def test_what_the_statute_says_need_not_be_kept():
    assert plain_interpretations(STATUTORY) == {}
    assert read_interpretations({}) is STATUTORY


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param({"weekend_receipt": "monday"}, id="a choice nobody knows"),
        pytest.param({"weekend": "statutory"}, id="a point nobody knows"),
        pytest.param({"office_closes_at": "five"}, id="a time that is none"),
        pytest.param({"pit_target_working_days": 20}, id="a number too small"),
        pytest.param({"pit_target_working_days": True}, id="a yes for a number"),
        pytest.param(
            {"internal_target_days": [0]}, id="a list with a number too small"
        ),
        pytest.param({"internal_target_days": 5}, id="a number for a list"),
        pytest.param({"is_lateness_kept": "perhaps"}, id="neither yes nor no"),
        pytest.param({"clarification": None}, id="nothing at all"),
    ],
)
def test_a_interpretation_nobody_knows_is_refused(plain):
    with pytest.raises(InterpretationError):
        read_interpretations(plain)


def test_a_point_says_in_words_how_it_is_settled():
    words = {
        point.field: point.say(
            plain_interpretations(OTHERWISE).get(point.field, point.default)
        )
        for point in points()
    }

    assert words["clarification"] == "Continues from where it stopped"
    assert words["pit_target_working_days"] == "60 working days"
    assert words["internal_target_days"] == "working days 3, 12"
    assert words["office_closes_at"] == "16:30"


def test_points_are_shown_only_where_they_matter():
    scottish = frozenset({Regime.FOISA, Regime.EISR})
    shown = {point.field for point in points() if point.matters_to("council", scottish)}

    assert "foisa_review_window" in shown
    assert not shown & {"foia_review_window", "non_pupil_days", "sar_month"}
    english = frozenset({Regime.FOIA})
    (school,) = (point for point in points() if point.field == "non_pupil_days")
    assert school.matters_to("academy", english)
    assert not school.matters_to("police", english)


def test_a_list_of_days_is_kept_in_order_and_each_day_once():
    interpretation = read_interpretations({"internal_target_days": [15, 5, 5]})

    assert interpretation == replace(STATUTORY, internal_target_days=(5, 15))
