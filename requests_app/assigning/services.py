"""Assign a request to a team, an officer or both."""

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from requests_app.actions.table import check_action
from requests_app.assigning.history import AssigningHistory
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part


class AssignmentNotPossible(Refusal):
    """The request cannot be assigned to this team or officer."""


@transaction.atomic
def assign_request(
    *,
    foi_request: FOIRequest,
    team: Team | None,
    officer: User | None,
    by: User,
    on: date,
) -> FOIRequest:
    """Assign a request to a team, an officer or both, or to neither.

    Args:
        foi_request: A request that is still open.
        team: The team; the officer's own team if None.
        officer: The officer who will handle the request.
        by: The person who decides.
        on: The London day of the decision.

    Raises:
        ActionNotPossible: The request is closed.
        AssignmentNotPossible: The team or the officer cannot take it.
    """
    with step(
        foi_request, kind=AssigningHistory.REQUEST_ASSIGNED, by=by, on=on
    ) as locked:
        check_action(locked, "assign-request")
        if officer is not None:
            check_can_handle(officer, locked)
            team = team or officer.team
        if team is not None and team.authority_id != locked.authority_id:
            raise AssignmentNotPossible(f"{team} belongs to another authority.")
        if (locked.team, locked.officer) == (team, officer):
            raise AssignmentNotPossible(
                "The request is already assigned to this officer and team. "
                "Nothing was changed."
            )
        locked.team, locked.officer = team, officer
    return locked


def check_can_handle(officer: User, foi_request: FOIRequest) -> None:
    """Refuse an officer who may not handle a request.

    Raises:
        AssignmentNotPossible: The officer has left, has no role for it, took part in
            the decision under review, or may not see the request.
    """
    if officer.authority_id != foi_request.authority_id or not officer.is_active:
        raise AssignmentNotPossible(f"{officer} does not work for this authority.")
    if policy.DRAFT_RESPONSE not in officer.role_permissions:
        raise AssignmentNotPossible(
            f"{officer} has no role that allows answering requests."
        )
    if refusal := took_part(officer, foi_request):
        raise AssignmentNotPossible(refusal)
    if foi_request.is_restricted and officer not in foi_request.named_people.all():
        raise AssignmentNotPossible(
            f"This request is restricted, and {officer} may not see it. Give "
            f"{officer} access first, then assign the request."
        )
