"""Leave and deputies."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accounts.acting import (
    able_to_draft,
    can_act,
    deputies_of,
    deputising_for,
    people_on_leave,
)
from tests.factories import LeaveFactory, UserFactory

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)
BEFORE, AFTER = date(2026, 3, 8), date(2026, 3, 14)


@pytest.fixture
def deputy(officer):
    return UserFactory(roles=["officer"], authority=officer.authority)


@pytest.fixture
def leave(officer, deputy):
    return LeaveFactory(person=officer, deputy=deputy, first_on=FIRST, last_on=LAST)


@pytest.mark.parametrize("on", [FIRST, LAST])
def test_a_deputy_acts_from_the_first_day_to_the_last(leave, officer, deputy, on):
    assert deputies_of(officer, on) == [deputy]
    assert deputising_for(deputy, on) == [officer]
    assert can_act(officer, on)


@pytest.mark.parametrize("on", [BEFORE, AFTER])
def test_outside_the_leave_nobody_acts_for_the_person(leave, officer, deputy, on):
    assert deputies_of(officer, on) == deputising_for(deputy, on) == []
    assert can_act(officer, on)
    assert people_on_leave([officer.pk], on) == {}


def test_leave_is_told_by_person(leave, officer, deputy):
    assert people_on_leave([officer.pk, deputy.pk], FIRST) == {officer.pk: leave}


def gone(deputy):
    deputy.is_active = False
    deputy.save()


def moved(deputy):
    deputy.authority = UserFactory().authority
    deputy.save()


def away(deputy):
    LeaveFactory(person=deputy, first_on=LAST, last_on=LAST + timedelta(days=9))


@pytest.mark.parametrize("happens", [gone, moved, away])
def test_a_deputy_who_cannot_act_does_not(leave, officer, deputy, happens):
    happens(deputy)

    assert deputies_of(officer, LAST) == deputising_for(deputy, LAST) == []
    assert not can_act(officer, LAST)
    assert not able_to_draft(LAST).filter(pk=officer.pk).exists()


def test_leave_that_is_withdrawn_counts_for_nothing(leave, officer, deputy):
    leave.withdrawn_on, leave.withdrawn_by = FIRST, officer
    leave.deputy = None
    leave.save()

    assert can_act(officer, FIRST)
    assert deputies_of(officer, FIRST) == []


@pytest.mark.parametrize(
    ("change", "is_able"),
    [
        ({}, True),
        ({"is_active": False}, False),
        ({"roles": ["approver"]}, False),
        ({"roles": ["approver", "manager"]}, True),
        ({"email": ""}, False),
    ],
)
def test_requests_go_on_with_a_person_who(officer, change, is_able):
    for name, value in change.items():
        setattr(officer, name, value)
    officer.save()

    assert able_to_draft(FIRST).filter(pk=officer.pk).exists() == is_able


def test_a_person_on_leave_without_a_deputy_cannot_act(officer):
    LeaveFactory(person=officer, first_on=FIRST, last_on=LAST)

    assert not can_act(officer, FIRST)
    assert can_act(officer, AFTER)


def test_a_person_is_not_their_own_deputy(officer):
    with pytest.raises(IntegrityError, match="another_person"):
        LeaveFactory(person=officer, deputy=officer)


def test_requests_stop_with_a_deputy_who_lost_the_role(leave, officer, deputy):
    assert able_to_draft(LAST).filter(pk=officer.pk).exists()
    deputy.roles = ["approver"]
    deputy.save()

    assert not able_to_draft(LAST).filter(pk=officer.pk).exists()
