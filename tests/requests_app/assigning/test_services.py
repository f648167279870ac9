"""The services that assign a request."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.assigning.services import AssignmentNotPossible, assign_request
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

TODAY = date(2026, 3, 16)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


def assign(foi_request, by, officer=None, team=None):
    return assign_request(
        foi_request=foi_request, officer=officer, team=team, by=by, on=TODAY
    )


def test_a_request_is_given_to_an_officer_and_their_team(foi_request, manager):
    team = TeamFactory(authority=manager.authority)
    someone = UserFactory(roles=["officer"], authority=manager.authority, team=team)

    given = assign(foi_request, manager, officer=someone)

    given.refresh_from_db()
    assert (given.officer, given.team) == (someone, team)
    assert given.history.get().changes == {
        "team": [None, str(team)],
        "officer": [None, str(someone)],
    }


def test_a_request_may_be_taken_from_everybody(foi_request, officer, manager):
    assign(foi_request, manager, officer=officer)

    taken = assign(foi_request, manager)

    assert (taken.officer, taken.team) == (None, None)


def test_giving_a_request_to_whom_it_is_given_changes_nothing(
    foi_request, officer, manager
):
    assign(foi_request, manager, officer=officer)

    with pytest.raises(AssignmentNotPossible, match="Nothing was changed"):
        assign(foi_request, manager, officer=officer)

    assert foi_request.history.count() == 1


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param({"roles": ["approver"]}, "no role", id="cannot answer requests"),
        pytest.param(
            {"roles": ["officer"], "is_active": False}, "does not work", id="has left"
        ),
    ],
)
def test_a_request_is_not_given_to_somebody_who(foi_request, manager, who, why):
    someone = UserFactory(authority=manager.authority, **who)

    with pytest.raises(AssignmentNotPossible, match=why):
        assign(foi_request, manager, officer=someone)


def test_a_request_is_not_given_to_another_authority(foi_request, manager):
    with pytest.raises(AssignmentNotPossible, match="does not work for"):
        assign(foi_request, manager, officer=UserFactory(roles=["officer"]))
    with pytest.raises(AssignmentNotPossible, match="another authority"):
        assign(foi_request, manager, team=TeamFactory())


def test_a_closed_request_is_not_given_to_anybody(officer, manager):
    closed = FOIRequestFactory(authority=officer.authority, state="answered")

    with pytest.raises(ActionNotPossible, match="Reopen the request"):
        assign(closed, manager, officer=officer)
