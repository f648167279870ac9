"""What each stage needs is worked out from requests and their history, and kept."""

from datetime import date, timedelta

import pytest

from requests_app.dashboard import services
from requests_app.dashboard.learning import LEAST
from requests_app.dashboard.services import (
    courses_of,
    last_full_quarter,
    work_out_stages,
)
from requests_app.dashboard.tasks import work_out_figures
from requests_app.models import ForecastCheck, HistoryEntry, StageTime
from tests.factories import AuthorityFactory, FOIRequestFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 16)


def went(authority, received_on, *, clearance_days, total_days):
    """Make a request answered after a stay in clearance, with its history."""
    answered_on = received_on + timedelta(days=total_days)
    foi_request = FOIRequestFactory(
        authority=authority,
        state="answered",
        received_on=received_on,
        due_on=received_on + timedelta(days=28),
        closed_on=answered_on,
    )
    steps = [
        (received_on, "received", "answering"),
        (answered_on - timedelta(days=clearance_days), "answering", "clearance"),
        (answered_on, "clearance", "answered"),
    ]
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            foi_request=foi_request,
            kind="registered",
            on=on,
            changes={"state": [before, after]},
        )
        for on, before, after in steps
    )
    return foi_request


@pytest.fixture
def authority():
    authority = AuthorityFactory()
    for number in range(2 * LEAST):
        went(
            authority,
            date(2025, 3, 3) + timedelta(days=5 * number),
            clearance_days=7,
            total_days=35 if number % 3 else 20,
        )
    return authority


def test_the_days_of_each_stage_and_the_last_quarter_are_kept(authority):
    work_out_stages(authority=authority, on=ON)

    needed = {one.state: one for one in authority.stage_times.all()}
    assert set(needed) == {"answering", "clearance"}
    assert needed["answering"].days > needed["clearance"].days
    check = authority.forecast_check
    assert (check.first_on, check.last_on) == (date(2025, 10, 1), date(2025, 12, 31))
    assert 0 < check.both <= min(check.forecast, check.late)
    # Five days before, each request answered after five weeks was in clearance.
    assert 0 <= check.soon_both <= min(check.soon, check.late)


def test_working_out_again_replaces_what_was_kept(authority):
    for on in (ON, ON, ON + timedelta(days=1)):
        work_out_stages(authority=authority, on=on)

    assert authority.stage_times.count() == 2
    (check,) = ForecastCheck.objects.all()
    assert check.learned_on == ON + timedelta(days=1)


def test_an_authority_with_too_few_requests_keeps_no_days(authority):
    work_out_stages(authority=authority, on=ON)
    StageTime.objects.create(
        authority=AuthorityFactory(), state="issued", days=1, median_days=1, requests=1
    )

    for each in (authority.stage_times.model.objects.get(state="issued").authority,):
        went(each, date(2025, 9, 1), clearance_days=7, total_days=20)
        work_out_stages(authority=each, on=ON)

        assert not each.stage_times.exists()
        check = ForecastCheck.objects.get(authority=each)
        assert (check.forecast, check.both, check.soon_both) == (None, None, 0)


def test_reviews_and_other_authorities_are_left_out(authority):
    foi_request = authority.foi_requests.first()
    FOIRequestFactory(authority=authority, review_of=foi_request)
    FOIRequestFactory()

    found = courses_of(authority, since=date(2025, 1, 1))

    assert len(found) == 2 * LEAST


def test_of_very_many_requests_some_are_drawn_evenly(authority, monkeypatch):
    monkeypatch.setattr(services, "MOST_COURSES", LEAST)

    assert len(courses_of(authority, since=date(2025, 1, 1))) == LEAST


def test_the_course_of_a_request_is_read_from_its_history(authority):
    foi_request = went(authority, date(2025, 11, 3), clearance_days=4, total_days=18)

    course = next(
        one
        for one in courses_of(authority, since=date(2025, 11, 1))
        if one.key == foi_request.pk
    )

    assert course.steps == [
        (date(2025, 11, 3), "received"),
        (date(2025, 11, 3), "answering"),
        (date(2025, 11, 17), "clearance"),
        (date(2025, 11, 21), "answered"),
    ]
    assert course.answered_on == date(2025, 11, 21)


@pytest.mark.parametrize(
    ("on", "quarter"),
    [
        (date(2026, 1, 1), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 3, 31), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 11, 30), (date(2026, 7, 1), date(2026, 9, 30))),
    ],
)
def test_the_last_full_quarter_is_over(on, quarter):
    assert last_full_quarter(on) == quarter


def test_the_nightly_task_works_out_every_authority(authority):
    work_out_figures()

    assert ForecastCheck.objects.filter(authority=authority).exists()
