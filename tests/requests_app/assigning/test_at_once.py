"""Two people assign, pass on, hand over or close at the same moment."""

from datetime import date

import pytest

from requests_app.administration.parts import close_team
from requests_app.assigning.handing_over import hand_over
from requests_app.assigning.services import (
    AssignmentNotPossible,
    assign_request,
    give_back_request,
    pass_on_request,
)
from requests_app.models import HandedOver, HistoryEntry, Notice
from tests.at_once import at_once
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 3, 16)
ONE_ALONE = ["done", "refused"]


@pytest.fixture
def colleagues(officer):
    return [
        UserFactory(roles=["officer"], authority=officer.authority) for _ in range(2)
    ]


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


def test_one_manager_assigns(officer, manager, colleagues, foi_request):
    def assign(by):
        assign_request(
            foi_request=foi_request, team=None, officer=colleagues[0], by=by, on=TODAY
        )

    other = UserFactory(roles=["manager"], authority=officer.authority)
    assert at_once(assign, [manager, other]) == ONE_ALONE
    assert foi_request.history.count() == 1
    assert sorted(Notice.objects.values_list("person", flat=True)) == sorted(
        [officer.pk, colleagues[0].pk]
    )


def test_a_request_passed_on_to_two_people_reaches_one(
    officer, colleagues, foi_request
):
    def pass_on(to):
        pass_on_request(
            foi_request=foi_request,
            officer=to,
            team=None,
            reason="I am full.",
            by=officer,
            on=TODAY,
        )

    assert at_once(pass_on, colleagues) == ONE_ALONE
    foi_request.refresh_from_db()
    reached = foi_request.officer

    def give_back(by):
        give_back_request(foi_request=foi_request, reason="Not mine.", by=by, on=TODAY)

    assert at_once(give_back, [reached, reached]) == ONE_ALONE
    foi_request.refresh_from_db()
    assert foi_request.officer == officer


def test_requests_handed_over_twice_go_once(officer, manager, colleagues):
    FOIRequestFactory.create_batch(5, authority=officer.authority, officer=officer)

    def give(to):
        hand_over(
            giver=officer,
            receivers=[to],
            foi_requests=None,
            reason="Left.",
            by=manager,
            on=TODAY,
        )

    assert at_once(give, colleagues) == ONE_ALONE
    assert HandedOver.objects.count() == HistoryEntry.objects.count() == 5
    assert Notice.objects.count() == 2  # to the colleague, and to the officer before


def test_no_open_request_stays_in_a_team_closed_meanwhile(officer, manager):
    team, other = (TeamFactory(authority=officer.authority) for _ in range(2))
    chief = UserFactory(roles=["administrator"], authority=officer.authority)
    foi_request = FOIRequestFactory(authority=officer.authority)

    def act(by):
        if by == chief:
            close_team(team=team, successor=other, by=chief, on=TODAY)
        else:
            assign_request(
                foi_request=foi_request, team=team, officer=None, by=by, on=TODAY
            )

    assert at_once(act, [chief, manager]) in (["done", "done"], ONE_ALONE)
    foi_request.refresh_from_db()
    assert foi_request.team in {None, other}
    with pytest.raises(AssignmentNotPossible, match="has been closed"):
        assign_request(
            foi_request=foi_request, team=team, officer=None, by=manager, on=TODAY
        )
