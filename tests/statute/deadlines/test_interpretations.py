"""Disputed points: the statute's interpretation, and the effect of each other."""

from dataclasses import fields, replace
from datetime import date, time

import pytest

from statute.deadlines import (
    Clock,
    DeadlineInterpretation,
    Event,
    due_date,
    interpretation_of,
    working,
)
from statute.deadlines.interpretations import (
    VARIANTS,
    NonPupilDays,
    VoluntaryNarrowing,
    WeekendReceipt,
)
from statute.regimes import Regime

WEEKEND = Clock(Regime.FOIA, date(2024, 5, 4))
PAUSED = Clock(
    Regime.FOIA,
    date(2019, 8, 8),
    events=(
        Event("clarification_sent", date(2019, 8, 12)),
        Event("clarification_received", date(2019, 8, 20)),
    ),
)


@pytest.mark.parametrize(
    ("facts", "variant", "statutory", "other"),
    [
        pytest.param(
            WEEKEND,
            "deemed_next_working_day",
            date(2024, 6, 4),
            date(2024, 6, 5),
            id="a weekend's request deemed to come on the next working day",
        ),
        pytest.param(
            Clock(Regime.FOIA, date(2024, 5, 3), received_at=time(18, 30)),
            "out_of_hours_next_working_day",
            date(2024, 6, 4),
            date(2024, 6, 5),
            id="an e-mail after hours",
        ),
        pytest.param(
            Clock(Regime.FOIA, date(2024, 5, 4), received_at=time(9, 30)),
            "out_of_hours_next_working_day",
            date(2024, 6, 4),
            date(2024, 6, 5),
            id="an e-mail on a Saturday morning is after hours too",
        ),
        pytest.param(
            Clock(Regime.FOIA, date(2024, 5, 3), received_at=time(16, 59)),
            "out_of_hours_next_working_day",
            date(2024, 6, 4),
            date(2024, 6, 4),
            id="an e-mail before the office closes is in time on any reading",
        ),
        pytest.param(
            PAUSED,
            "clarification_pause",
            date(2019, 9, 18),
            date(2019, 9, 17),
            id="the clock stopped for clarification, not started afresh",
        ),
        pytest.param(
            Clock(
                Regime.FOIA,
                date(2026, 2, 2),
                events=(Event("narrowed_voluntarily", date(2026, 2, 9)),),
            ),
            "new_request_date",
            date(2026, 3, 2),
            date(2026, 3, 9),
            id="a narrowing taken for a new request",
        ),
        pytest.param(
            Clock(
                Regime.FOIA,
                date(2025, 5, 12),
                "academy",
                (Event("non_pupil_day", date(2025, 6, 2)),),
            ),
            "school_days",
            date(2025, 6, 11),
            date(2025, 6, 10),
            id="training days counted as school days",
        ),
    ],
)
def test_a_interpretation_moves_the_date(facts, variant, statutory, other):
    assert due_date(facts) == statutory
    assert due_date(replace(facts, interpretation=interpretation_of(variant))) == other


def test_the_statutes_interpretations_are_the_default():
    assert (
        interpretation_of("default")
        == interpretation_of("statutory")
        == DeadlineInterpretation()
    )


def test_every_variant_names_interpretations_there_are():
    known = {field.name for field in fields(DeadlineInterpretation)}

    assert all(set(changes) <= known for changes in VARIANTS.values())
    assert all(
        isinstance(interpretation_of(variant), DeadlineInterpretation)
        for variant in VARIANTS
    )


def test_every_disputed_choice_can_be_told_from_the_default():
    """Check that each point has at least two values."""
    for name in ("weekend_receipt", "voluntary_narrowing", "non_pupil_days"):
        default = getattr(DeadlineInterpretation(), name)
        assert len(type(default)) > 1


def test_the_working_of_a_deemed_receipt_says_so():
    deemed = replace(
        WEEKEND,
        interpretation=DeadlineInterpretation(weekend_receipt=WeekendReceipt.DEEMED),
    )

    days = working(deemed).days

    assert [day.reason for day in days[:4]] == [
        "Sunday",
        "Early May bank holiday",
        "Treated as the day of receipt",
        None,
    ]
    assert days[3].number == 1


def test_the_working_of_a_pause_shows_the_days_of_waiting():
    paused = working(
        replace(PAUSED, interpretation=interpretation_of("clarification_pause"))
    )

    waiting = [
        day.on for day in paused.days if "further information" in (day.reason or "")
    ]

    assert waiting[0] == date(2019, 8, 12)
    assert waiting[-1] == date(2019, 8, 20)
    assert "Local practice" in {rule.citation for rule in paused.sections}


def test_a_local_practice_is_cited_as_one():
    narrowed = Clock(
        Regime.FOIA,
        date(2026, 2, 2),
        events=(Event("narrowed_voluntarily", date(2026, 2, 9)),),
        interpretation=DeadlineInterpretation(
            voluntary_narrowing=VoluntaryNarrowing.NEW_REQUEST
        ),
    )

    assert [rule.binding for rule in working(narrowed).sections].count(False) == 1
    assert NonPupilDays("not_school_days") is DeadlineInterpretation().non_pupil_days
