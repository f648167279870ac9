"""Requests without an officer able to act."""

from datetime import date

import pytest

from requests_app.assigning.queries import held_by_nobody
from requests_app.models import FOIRequest
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LeaveFactory,
    UserFactory,
)

TODAY = date(2026, 3, 16)


def is_held(foi_request):
    found = FOIRequest.objects.filter(held_by_nobody(TODAY))
    of_one = held_by_nobody(TODAY, authority=foi_request.authority_id)
    assert set(found) == set(FOIRequest.objects.filter(of_one))
    return foi_request not in found


def test_an_officer_at_work_holds_their_requests(officer):
    assert is_held(FOIRequestFactory(authority=officer.authority, officer=officer))


def left(officer):
    officer.is_active = False


def role_gone(officer):
    officer.roles = ["approver"]


def moved(officer):
    officer.authority = AuthorityFactory()


def no_address(officer):
    officer.email = ""


def on_leave(officer):
    LeaveFactory(person=officer)


@pytest.mark.parametrize("happens", [left, role_gone, moved, no_address, on_leave])
def test_a_request_is_held_by_nobody_when_its_officer_is(officer, happens):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)

    happens(officer)
    officer.save()

    assert not is_held(foi_request)


def test_a_request_without_an_officer_is_held_by_nobody(officer):
    assert not is_held(FOIRequestFactory(authority=officer.authority))


def test_a_deputy_keeps_the_requests_of_a_person_on_leave_held(officer):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    LeaveFactory(person=officer, deputy=deputy)

    assert is_held(FOIRequestFactory(authority=officer.authority, officer=officer))


def test_a_request_not_registered_is_held_by_nobody_when_its_officer_is(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, officer=officer, state="received"
    )
    assert is_held(foi_request)

    left(officer)
    officer.save()

    assert not is_held(foi_request)


@pytest.mark.parametrize("state", ["received", "answered"])
def test_nobody_need_hold_a_request_that_is(db, state):
    assert is_held(FOIRequestFactory(state=state))
