"""Assign a request, restrict access, and add notes."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.record import record
from requests_app.history.steps import lock, step
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part


class AssignmentNotPossible(Refusal):
    """The request cannot be assigned to this team or officer."""


class RestrictionNotPossible(Refusal):
    """The restriction would leave the request without a manager or its officer."""


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
        foi_request, kind=CaseworkHistory.REQUEST_ASSIGNED, by=by, on=on
    ) as locked:
        check_action(locked, "assign-request")
        if officer is not None:
            _check_can_handle(officer, locked)
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


@transaction.atomic
def restrict_request(
    *, foi_request: FOIRequest, people: Collection[User], by: User, on: date
) -> FOIRequest:
    """Restrict a request to the people named. Other users see no trace of it.

    Restricting a restricted request again changes the people named.

    Args:
        foi_request: Any request.
        people: The people who may see the request from now on.
        by: The person who decides.
        on: The London day of the decision.

    Raises:
        RestrictionNotPossible: No person named could lift the restriction, the officer
            handling the request is not named, or a person named may see no requests.
    """
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_RESTRICTED,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        check_action(locked, "restrict-request")
        _check_can_be_named(people, locked)
        named = set(locked.named_people.all())
        if locked.is_restricted and named == set(people):
            raise RestrictionNotPossible(
                "The request is already restricted to these people. Nothing was "
                "changed."
            )
        locked.is_restricted = True
        locked.named_people.set(people)
        changes["named_people"] = [_names(named), _names(people)]
    return locked


@transaction.atomic
def unrestrict_request(
    *, foi_request: FOIRequest, reason: str, by: User, on: date
) -> FOIRequest:
    """Let all users who see requests of the authority see this request again.

    Raises:
        ActionNotPossible: The request is not restricted.
    """
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_UNRESTRICTED,
        by=by,
        on=on,
        note=reason,
        changes=changes,
    ) as locked:
        check_action(locked, "unrestrict-request")
        changes["named_people"] = [_names(locked.named_people.all()), []]
        locked.is_restricted = False
        locked.named_people.clear()
    return locked


@transaction.atomic
def add_note(*, foi_request: FOIRequest, note: str, by: User, on: date) -> HistoryEntry:
    """Add a note to the history of a request, open or closed.

    A repeat of the newest note, such as by a double click, is not added again.
    """
    locked = lock(foi_request)
    check_action(locked, "add-note")
    kind = CaseworkHistory.NOTE_ADDED
    newest = locked.history.first()
    if newest and (newest.kind, newest.by, newest.on, newest.note) == (
        kind,
        by,
        on,
        note,
    ):
        return newest
    return record(foi_request=locked, kind=kind, by=by, on=on, note=note)


def _names(people: Iterable[User]) -> list[str]:
    return sorted(str(person) for person in people)


def _check_can_handle(officer: User, foi_request: FOIRequest) -> None:
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


def _check_can_be_named(people: Iterable[User], foi_request: FOIRequest) -> None:
    for person in people:
        if person.authority_id != foi_request.authority_id or not person.sees_requests:
            raise RestrictionNotPossible(
                f"{person} has no role that allows seeing this request."
            )
    if not any(policy.RESTRICT_REQUEST in each.role_permissions for each in people):
        raise RestrictionNotPossible(
            "Include at least one manager, such as yourself. Only a manager can "
            "lift the restriction."
        )
    officer = foi_request.officer
    if officer is not None and officer not in people:
        raise RestrictionNotPossible(
            f"{officer} handles this request. Include {officer}, or assign the "
            "request to another officer first."
        )
