"""The requests visible to a user, and the filters and search of lists."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.querysets import DueBand
from requests_app.workflow import OPEN_STATES, State
from tests.factories import (
    FOIRequestFactory,
    LeaveFactory,
    UserFactory,
)

# A Wednesday.
TODAY = date(2026, 3, 11)


def test_people_see_requests_of_their_own_authority(officer):
    mine = FOIRequestFactory(authority=officer.authority)
    FOIRequestFactory()

    assert list(FOIRequest.objects.visible_to(officer)) == [mine]


@pytest.mark.parametrize("roles", [[], ["contributor"], ["administrator"]])
def test_people_without_a_role_for_requests_see_none(officer, roles):
    FOIRequestFactory(authority=officer.authority)
    stranger = UserFactory(roles=roles, authority=officer.authority)

    assert not FOIRequest.objects.visible_to(stranger).exists()


def test_being_named_elsewhere_opens_no_other_authority(officer):
    theirs = FOIRequestFactory(is_restricted=True)
    theirs.named_people.add(officer)

    assert not FOIRequest.objects.visible_to(officer).exists()


@pytest.fixture
def deputy(officer):
    """Return a deputy; the person is named on the only restricted request."""
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    restricted.named_people.add(officer)
    return UserFactory(roles=["officer"], authority=officer.authority)


def test_a_deputy_sees_restricted_requests_while_the_leave_lasts(officer, deputy):
    assert not FOIRequest.objects.visible_to(deputy).exists()

    leave = LeaveFactory(person=officer, deputy=deputy)
    assert FOIRequest.objects.visible_to(deputy).count() == 1
    assert not FOIRequest.objects.hidden_from(deputy).exists()

    leave.last_on = date(2020, 1, 31)
    leave.save()
    assert not FOIRequest.objects.visible_to(deputy).exists()


def test_a_deputy_of_another_authority_sees_nothing_of_this_one(officer, deputy):
    LeaveFactory(person=officer, deputy=UserFactory(roles=["officer"]))

    for stranger in User.objects.exclude(pk=officer.pk):
        assert not FOIRequest.objects.visible_to(stranger).exists()


def test_what_a_deputy_sees_takes_one_query(officer, deputy, django_assert_num_queries):
    LeaveFactory(person=officer, deputy=deputy)

    with django_assert_num_queries(1):
        assert len(FOIRequest.objects.visible_to(deputy)) == 1


@pytest.mark.parametrize(
    ("due_on", "band"),
    [
        (date(2026, 3, 10), DueBand.OVERDUE),
        (date(2026, 3, 11), DueBand.TODAY),
        (date(2026, 3, 12), DueBand.THIS_WEEK),
        (date(2026, 3, 15), DueBand.THIS_WEEK),
        (date(2026, 3, 16), DueBand.NEXT_WEEK),
        (date(2026, 3, 22), DueBand.NEXT_WEEK),
        (date(2026, 3, 23), DueBand.LATER),
        (None, DueBand.LATER),
    ],
)
def test_a_running_request_is_in_the_band_of_its_due_date(db, due_on, band):
    FOIRequestFactory(due_on=due_on)

    found = [
        each for each in DueBand if FOIRequest.objects.in_band(each, on=TODAY).exists()
    ]

    assert found == [band]


@pytest.mark.parametrize("state", State)
def test_every_open_request_is_in_exactly_one_band_on_any_day(db, state):
    made = FOIRequest.objects.filter(pk=FOIRequestFactory(state=state).pk)

    for day in range(30):
        on = date(2026, 3, 20) + timedelta(days=day)
        bands = sum(made.in_band(band, on=on).count() for band in DueBand)
        assert bands == (1 if state in OPEN_STATES else 0)
