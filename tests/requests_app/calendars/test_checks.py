"""The system check for known bank holidays that end soon."""

from datetime import date

import pytest
from django.core import checks
from django.db import OperationalError
from django.utils import timezone

from requests_app.calendars import working_days
from requests_app.calendars.checks import bank_holidays_reach_far_enough
from requests_app.models import HolidayOverride
from tests.factories import UserFactory


@pytest.fixture
def start_on(monkeypatch):
    """Run the check on a day; the last known day is 31 December 2028."""

    def start_on(day):
        monkeypatch.setattr(timezone, "localdate", lambda: day)
        return bank_holidays_reach_far_enough()

    return start_on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "level"),
    [
        pytest.param(date(2028, 6, 13), None, id="201 days before the end"),
        pytest.param(date(2028, 6, 14), checks.WARNING, id="200 days before"),
        pytest.param(date(2028, 12, 30), checks.WARNING, id="the last day but one"),
        pytest.param(date(2028, 12, 31), checks.ERROR, id="the last day"),
        pytest.param(date(2029, 3, 1), checks.ERROR, id="after the end"),
    ],
)
def test_a_start_warns_when_known_holidays_end_within_200_days(start_on, day, level):
    levels = [message.level for message in start_on(day)]

    assert levels == ([] if level is None else [level])


@pytest.mark.django_db
def test_a_year_declared_complete_here_ends_the_warning(start_on):
    HolidayOverride.objects.create(
        effect=HolidayOverride.Effect.COMPLETED,
        on=date(2029, 12, 31),
        name="Bank holidays of 2029",
        divisions=["E&W", "Scotland", "NI"],
        reason="GOV.UK.",
        by=UserFactory(),
    )

    assert start_on(date(2029, 3, 1)) == []


def test_a_start_without_its_database_has_other_troubles(start_on, monkeypatch):
    def unreachable():
        raise OperationalError("connection refused")

    monkeypatch.setattr(working_days, "changes", unreachable)

    assert start_on(date(2028, 12, 1)) == []


@pytest.mark.django_db
def test_the_check_is_made_at_every_start():
    assert bank_holidays_reach_far_enough in checks.registry.registry.get_checks()
