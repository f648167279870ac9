"""The forecast of lateness against a simpler one, on histories made up by chance."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from requests_app.dashboard.learning import (
    LEAST,
    Course,
    Days,
    Seen,
    forecast_by,
    is_due_soon,
    learn,
    looked_at,
    mondays_between,
    score,
)
from statute.working_days import uk_calendar

FIRST, NOW, LAST = date(2024, 1, 8), date(2025, 9, 1), date(2026, 3, 2)
CALENDAR = uk_calendar()
DAYS = Days(FIRST - timedelta(days=90), LAST, CALENDAR.is_working_day)
# How an office works: the usual working days in each stage, and how much these vary.
OFFICES = {
    "slow in clearance": {
        "received": (1, 0.5),
        "answering": (9, 0.5),
        "clearance": (5, 0.7),
        "cleared": (1.5, 0.4),
        "issued": (0.6, 0.4),
    },
    "slow in answering": {
        "received": (3, 0.6),
        "answering": (13, 0.4),
        "clearance": (1.5, 0.5),
        "cleared": (0.7, 0.4),
        "issued": (0.4, 0.3),
    },
}


def working_day(after, days):
    """Return the day so many working days later; the next of a day not worked."""
    day = after
    while days > 0 or not CALENDAR.is_working_day(day):
        day += timedelta(days=1)
        days -= CALENDAR.is_working_day(day)
    return day


def history(office, seed, *, hurries):
    """Return requests going through their stages, each as long as chance has it.

    Args:
        office: The usual days and the variance of each stage.
        seed: Of the chance.
        hurries: Whether officers work faster on what is nearly due.
    """
    chance = random.Random(seed)  # noqa: S311 - the same history each time
    courses = []
    for key in range(1400):
        received_on = working_day(
            FIRST + timedelta(days=chance.randint(0, (NOW - FIRST).days)), 0
        )
        due_on = original = working_day(received_on, 20)
        extended_on = None
        if chance.random() < 0.06:
            extended_on = working_day(received_on, 15)
            due_on = working_day(due_on, 20)
        day, steps = received_on, []
        for state, (usual, spread) in office.items():
            steps.append((day, state))
            needed = usual * chance.lognormvariate(0, spread)
            if hurries and DAYS.between(day, due_on) < 6:
                needed *= 0.7
            day = working_day(day, round(needed))
        is_withdrawn = chance.random() < 0.03
        courses.append(
            Course(
                key=key,
                received_on=received_on,
                steps=[*steps, (day, "withdrawn" if is_withdrawn else "answered")],
                due_on=due_on,
                original_due_on=original if extended_on else None,
                extended_on=extended_on,
                answered_on=None if is_withdrawn else day,
                closed_on=day,
            )
        )
    return courses


def as_known(course, day):
    """Return a course with nothing that happened after a day; None if none had."""
    if course.received_on > day:
        return None
    is_extended = course.extended_on is not None and course.extended_on <= day
    return replace(
        course,
        steps=[(on, state) for on, state in course.steps if on <= day],
        due_on=course.due_then(day),
        original_due_on=course.original_due_on if is_extended else None,
        extended_on=course.extended_on if is_extended else None,
        answered_on=(
            course.answered_on
            if course.answered_on and course.answered_on <= day
            else None
        ),
        closed_on=(
            course.closed_on if course.closed_on and course.closed_on <= day else None
        ),
    )


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("hurries", [False, True])
@pytest.mark.parametrize("office", OFFICES)
def test_the_forecast_is_better_than_what_is_due_soon(office, hurries, seed):
    courses = history(OFFICES[office], seed, hurries=hurries)
    known = [one for each in courses if (one := as_known(each, NOW))]

    needed = learn(known, known_on=NOW, days=DAYS)

    # The same requests at the same instants, of which nothing was known.
    seen = list(
        looked_at(
            courses,
            mondays_between(NOW, NOW + timedelta(days=20)),
            known_on=LAST,
            days=DAYS,
        )
    )
    ours, peers = (
        score(seen, forecast) for forecast in (forecast_by(needed), is_due_soon)
    )
    assert ours.late == peers.late > 5
    assert ours.f1 > peers.f1, (ours, peers)


def test_nothing_that_happens_later_is_learned_from():
    courses = history(OFFICES["slow in clearance"], 1, hurries=True)
    known = [one for each in courses if (one := as_known(each, NOW))]

    assert learn(courses, known_on=NOW, days=DAYS) == learn(
        known, known_on=NOW, days=DAYS
    )


def test_too_few_requests_tell_nothing():
    courses = history(OFFICES["slow in clearance"], 1, hurries=True)

    assert learn(courses[: LEAST - 1], known_on=NOW, days=DAYS) == {}


def test_without_late_answers_a_stage_needs_its_median():
    office = {"answering": (4, 0.1)}
    courses = history(office, 1, hurries=False)

    needed = learn(courses, known_on=NOW, days=DAYS)

    assert needed["answering"].days == needed["answering"].median_days <= 4


def test_the_days_found_are_the_best_of_all():
    # In this history no stage would need the whole time.
    courses = history(OFFICES["slow in clearance"], 2, hurries=False)
    needed = learn(courses, known_on=NOW, days=DAYS)
    seen = list(
        looked_at(
            courses,
            mondays_between(NOW - timedelta(days=224), NOW - timedelta(days=42)),
            known_on=NOW,
            days=DAYS,
        )
    )
    best = score(seen, forecast_by(needed)).f1

    for state in needed:
        for days in range(40):
            other = needed | {state: replace(needed[state], days=days)}
            assert score(seen, forecast_by(other)).f1 <= best + 1e-9


@pytest.mark.parametrize(
    ("usual", "kept"),
    [
        pytest.param(18, "its median", id="the median tells something"),
        pytest.param(45, "nothing", id="the median is longer too"),
    ],
)
def test_a_stage_is_not_said_to_need_the_whole_time(usual, kept):
    # Whether a request is late is chance: the best would be to call each one late.
    courses = history({"received": (usual, 0.3)}, 3, hurries=False)

    needed = learn(courses, known_on=NOW, days=DAYS)

    fresh = Seen(0, "received", 20, False, None)
    assert not forecast_by(needed)(fresh)
    if kept == "nothing":
        assert needed == {}
    else:
        assert needed["received"].days == needed["received"].median_days < 20


def test_an_extension_counts_from_the_day_of_its_notice():
    course = Course(
        key=1,
        received_on=date(2025, 1, 6),
        steps=[(date(2025, 1, 6), "answering")],
        due_on=date(2025, 3, 3),
        original_due_on=date(2025, 2, 3),
        extended_on=date(2025, 1, 20),
        answered_on=date(2025, 2, 28),
    )

    (before, after) = looked_at(
        [course],
        [date(2025, 1, 13), date(2025, 1, 20)],
        known_on=LAST,
        days=DAYS,
    )

    assert before == Seen(1, "answering", 15, False, 34)
    assert after == Seen(1, "answering", 30, False, 29)
