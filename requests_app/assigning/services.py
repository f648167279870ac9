"""Assign a request, take one from the queue, pass one on, and give one back."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.acting import deputies_of
from accounts.models import Team, User
from requests_app.actions.table import check_action
from requests_app.assigning.history import AssigningHistory
from requests_app.assigning.notices import (
    tell_assigned,
    tell_given_back,
    tell_passed_on,
    tell_taken,
)
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part


class AssignmentNotPossible(Refusal):
    """The request cannot be assigned to this team or officer."""


class TakenAlready(Refusal):
    """The person has the request already: a second click shows it."""

    def __init__(self, foi_request: FOIRequest) -> None:
        super().__init__(f"You have {foi_request}.")
        self.go_to = foi_request


class NotYours(Refusal):
    """The request is with another officer."""


@transaction.atomic
def assign_request(
    *,
    foi_request: FOIRequest,
    team: Team | None,
    officer: User | None,
    by: User,
    on: date,
    note: str = "",
) -> FOIRequest:
    """Assign a request to a team, an officer or both, or to neither.

    Args:
        foi_request: A request that is still open.
        team: The team; the officer's own team if None.
        officer: The officer who will handle the request.
        by: The person who decides.
        on: The London day of the decision.
        note: Words for the officer and the history; "" for none.

    Raises:
        ActionNotPossible: The request is closed.
        AssignmentNotPossible: The team or the officer cannot take it.
    """
    team = _lock_team(team, officer)
    with step(
        foi_request, kind=AssigningHistory.REQUEST_ASSIGNED, by=by, on=on, note=note
    ) as locked:
        check_action(locked, "assign-request")
        before = locked.officer
        if officer is not None:
            check_can_handle(officer, locked)
        _check_team(team, locked)
        if (locked.team, locked.officer) == (team, officer):
            raise AssignmentNotPossible(
                "The request is already assigned to this officer and team. "
                "Nothing was changed."
            )
        locked.team, locked.officer = team, officer
    tell_assigned(foi_request=locked, before=before, by=by, on=on)
    return locked


@transaction.atomic
def take_request(*, foi_request: FOIRequest, by: User, on: date) -> FOIRequest:
    """Take an unassigned request from the queue.

    Where two people take a request at the same time, one of them gets it.

    Args:
        foi_request: An open request without an officer.
        by: The officer who takes it.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed, or has an officer: the message says
            who.
        TakenAlready: The person has the request.
        AssignmentNotPossible: The person may not handle the request, or it is in the
            queue of another team.
    """
    with step(foi_request, kind=AssigningHistory.REQUEST_TAKEN, by=by, on=on) as locked:
        if locked.officer == by and locked.is_open:
            raise TakenAlready(locked)
        check_action(locked, "take-request")
        check_can_handle(by, locked)
        if (
            locked.team is not None
            and locked.team_id != by.team_id
            and policy.ASSIGN_REQUEST not in by.role_permissions
        ):
            raise AssignmentNotPossible(
                f"This request is in the queue of {locked.team}, and you work in "
                f"{by.team or 'no team'}. Ask a manager to assign it to you."
            )
        locked.officer, locked.team = by, locked.team or by.team
    tell_taken(foi_request=locked, by=by, on=on)
    return locked


@transaction.atomic
def pass_on_request(
    *,
    foi_request: FOIRequest,
    officer: User | None,
    team: Team | None,
    reason: str,
    by: User,
    on: date,
) -> FOIRequest:
    """Pass a request on to a colleague, or to the queue of a team.

    Args:
        foi_request: An open request of the person, or of a person on leave whose
            deputy they are.
        officer: The colleague; None for the queue of `team`.
        team: The team; the colleague's own team if None.
        reason: Why, for the colleague and the history.
        by: The person who passes it on.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed, or has no officer.
        NotYours: The request is with another officer.
        AssignmentNotPossible: No colleague and no team is given, or they cannot take
            the request.
    """
    if officer is None and team is None:
        raise AssignmentNotPossible("Choose a colleague or a team.")
    team = _lock_team(team, officer)
    with step(
        foi_request, kind=AssigningHistory.REQUEST_PASSED_ON, by=by, on=on, note=reason
    ) as locked:
        check_action(locked, "pass-on-request")
        _check_holds(by, locked, on)
        before = locked.officer
        if officer == before:
            raise AssignmentNotPossible(
                f"{before} has this request now. Choose another colleague, or a team."
            )
        if officer is not None:
            check_can_handle(officer, locked)
        _check_team(team, locked)
        locked.team, locked.officer = team, officer
    tell_passed_on(foi_request=locked, before=before, by=by, on=on)
    return locked


@transaction.atomic
def give_back_request(
    *, foi_request: FOIRequest, reason: str, by: User, on: date
) -> FOIRequest:
    """Give a request back: to the colleague who passed it on, else to the queue.

    Args:
        foi_request: An open request of the person, or of a person on leave whose
            deputy they are.
        reason: Why, for the history and for the people told.
        by: The person who gives it back.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed, or has no officer.
        NotYours: The request is with another officer.
    """
    with step(
        foi_request, kind=AssigningHistory.REQUEST_GIVEN_BACK, by=by, on=on, note=reason
    ) as locked:
        check_action(locked, "give-back-request")
        _check_holds(by, locked, on)
        giver = giver_of(locked)
        back_to = colleague_to_return_to(locked)
        locked.officer = back_to
        if back_to is not None and back_to.team is not None:
            locked.team = back_to.team
    tell_given_back(foi_request=locked, giver=giver, by=by, on=on)
    return locked


def giver_of(foi_request: FOIRequest) -> User | None:
    """Return the person who gave the request to its officer, if a person did."""
    newest = (
        foi_request.history.filter(
            kind__in=[
                AssigningHistory.REQUEST_ASSIGNED,
                AssigningHistory.REQUEST_PASSED_ON,
                AssigningHistory.REQUEST_TAKEN,
                AssigningHistory.REQUEST_GIVEN_BACK,
            ]
        )
        .select_related("by")
        .first()
    )
    if newest is None or newest.kind == AssigningHistory.REQUEST_TAKEN:
        return None
    return newest.by


def colleague_to_return_to(foi_request: FOIRequest) -> User | None:
    """Return the colleague who passed the request on, if they can have it back.

    None means the queue: a manager assigned the request, or the officer took it.
    """
    newest = (
        foi_request.history.filter(kind__in=list(AssigningHistory))
        .select_related("by")
        .first()
    )
    if newest is None or newest.kind != AssigningHistory.REQUEST_PASSED_ON:
        return None
    giver = newest.by
    if giver is None or giver == foi_request.officer:
        return None
    try:
        check_can_handle(giver, foi_request)
    except AssignmentNotPossible:
        return None
    return giver


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


def _lock_team(team: Team | None, officer: User | None) -> Team | None:
    """Return the team, else the officer's own, kept from being closed meanwhile.

    A team is locked before its requests, as when it is closed.

    Raises:
        AssignmentNotPossible: The team has been closed.
    """
    if team is None and officer is None:
        return None
    which = Q(people=officer) if team is None else Q(pk=team.pk)
    locked = Team.objects.select_for_update(of=("self",), no_key=True)
    found: Team | None = locked.filter(which).first()
    if team is not None and found is None:
        raise AssignmentNotPossible(
            f"{team} has been closed. Choose another team.", "team"
        )
    return found


def _check_team(team: Team | None, foi_request: FOIRequest) -> None:
    if team is not None and team.authority_id != foi_request.authority_id:
        raise AssignmentNotPossible(f"{team} belongs to another authority.")


def _check_holds(person: User, foi_request: FOIRequest, on: date) -> None:
    """Refuse a person who neither has the request nor acts for its officer."""
    officer = foi_request.officer
    if officer is None or officer == person:
        return
    if policy.ASSIGN_REQUEST in person.role_permissions:
        return
    if person in deputies_of(officer, on):
        return
    raise NotYours(
        f"{officer} has this request. Only {officer}, a deputy during leave, or a "
        "manager can pass it on or give it back."
    )
