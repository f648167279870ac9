"""The whole number of a list is what looking at its requests gives."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from requests_app.dashboard.tallies import join_tallies
from requests_app.lists.counting import count_whole
from requests_app.lists.forms import FindRequestsForm
from requests_app.lists.queries import narrow
from requests_app.models import FOIRequest
from tests.requests_app.dashboard.offices import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return date(2026, 3, 16)


@pytest.fixture
def user(manager, today):
    """Make an office, and let the user see some of what is restricted."""
    make_office(manager.authority, today)
    manager.named_on.set(FOIRequest.objects.filter(is_restricted=True)[:9])
    return manager


@pytest.mark.parametrize(
    "address",
    [
        "state=all",
        "state=all&sort=due",
        "state=all&kind=reviews",
        "state=all&kind=requests&team={team}",
        "state=all&team=none,{team}",
        "state=all&team=none",
        "state=all&received_from={day}",
        "state=all&received_from={day}&received_to={later}&kind=requests",
        "state=closed",
        "state=closed&kind=reviews,requests",
        "state=closed&closed_to={day}&team={team}",
        "answered=late",
        "answered=in_time,late&answered_from={day}",
        "answered=in_time&answered_to={later}&kind=requests",
        # None of these can be added up.
        "state=closed&answered=late",
        "state=closed&received_from={day}",
        "state=all&closed_from={day}",
        "state=all&regime=EIR",
        "state=open,closed",
        "state=open",
        "state=all&restricted=yes",
        "state=all&officer=me&team={team}",
    ],
)
@pytest.mark.parametrize("is_joined", [False, True])
def test_a_list_is_counted_whole(user, today, address, is_joined):
    if is_joined:
        join_tallies()
    team = FOIRequest.objects.exclude(team=None).order_by("pk")[0].team_id
    day = today - timedelta(days=125)
    query = address.format(team=team, day=day, later=day + timedelta(days=40))
    wanted = FindRequestsForm(QueryDict(query), user=user).wanted
    found = narrow(FOIRequest.objects.visible_to(user), wanted, on=today)

    counted = count_whole(found, wanted, user=user)

    listed = list(found)
    assert counted == (len(listed), sum(each.is_review for each in listed))


def test_most_of_these_lists_have_requests_of_each_sort(user, today):
    every = FOIRequest.objects.visible_to(user)

    assert every.filter(is_restricted=True).exists()
    assert every.filter(answered_on__isnull=False, was_in_time=False).exists()
    assert every.exclude(team=None).reviews().exists()
