"""Flag a request, note the kind of its requester, and say why an answer was late."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Team, User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.steps import step
from requests_app.models import FOIRequest, RequesterType
from requests_app.refusals import Refusal


class ClassificationNotPossible(Refusal):
    """The flags or the kind of requester cannot be set like this."""


@transaction.atomic
def classify_request(
    *,
    foi_request: FOIRequest,
    flags: Collection[str],
    requester_type: RequesterType | None,
    is_routine: bool | None = None,
    by: User,
    on: date,
) -> FOIRequest:
    """Set the flags of a request and the kind of its requester.

    Neither changes how the request is answered. Both may decide who clears the answer.

    Args:
        foi_request: A request that is still open.
        flags: Every flag the request has from now on, as values of `FOIRequest.Flag`.
        requester_type: The kind of requester; None where not stated.
        is_routine: Whether the request is answered in the ordinary course of business;
            None to leave this as it is.
        by: The officer.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed.
        ClassificationNotPossible: The kind belongs to another authority, or nothing
            would change.
    """
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_CLASSIFIED,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        check_action(locked, "classify-request")
        if requester_type and requester_type.authority_id != locked.authority_id:
            raise ClassificationNotPossible(
                f"“{requester_type}” is a kind of requester of another authority."
            )
        wanted = [flag.value for flag in FOIRequest.Flag if flag.value in flags]
        routine = locked.is_routine if is_routine is None else is_routine
        if (wanted, requester_type, routine) == (
            locked.flags,
            locked.requester_type,
            locked.is_routine,
        ):
            raise ClassificationNotPossible(
                "The request has these flags and this kind of requester already. "
                "Nothing was changed."
            )
        if wanted != locked.flags:
            changes["flags"] = [_labels(locked.flags), _labels(wanted)]
        if requester_type != locked.requester_type:
            before = locked.requester_type
            changes["requester_type"] = [
                str(before or ""),
                str(requester_type or ""),
            ]
        if routine != locked.is_routine:
            changes["is_routine"] = [locked.is_routine, routine]
        locked.flags, locked.requester_type = wanted, requester_type
        locked.is_routine = routine
        locked.save(update_fields=["flags", "requester_type", "is_routine"])
    return locked


@transaction.atomic
def explain_lateness(
    *,
    foi_request: FOIRequest,
    reason: str,
    team: Team | None,
    by: User,
    on: date,
) -> FOIRequest:
    """Keep why an answer was late, and the team to which the lateness is put down.

    Args:
        foi_request: A request that was answered late.
        reason: A value of `FOIRequest.LateReason`.
        team: The team; None for none.
        by: The person who says so.
        on: The London day.

    Raises:
        ActionNotPossible: The request was not answered late.
        ClassificationNotPossible: The reason is unknown, the team belongs to another
            authority, or nothing would change.
    """
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=CaseworkHistory.LATENESS_EXPLAINED,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        check_action(locked, "explain-lateness")
        if reason not in FOIRequest.LateReason.values:
            raise ClassificationNotPossible("Choose a reason for the lateness.")
        if team and team.authority_id != locked.authority_id:
            raise ClassificationNotPossible(f"“{team}” is a team of another authority.")
        if (reason, team) == (locked.late_reason, locked.late_team):
            raise ClassificationNotPossible(
                "This reason and team are on record already. Nothing was changed."
            )
        label = FOIRequest.LateReason(reason).label
        changes["late_reason"] = [locked.get_late_reason_display(), str(label)]
        if team != locked.late_team:
            changes["late_team"] = [str(locked.late_team or ""), str(team or "")]
        locked.late_reason, locked.late_team = reason, team
        locked.save(update_fields=["late_reason", "late_team"])
    return locked


def _labels(flags: Collection[str]) -> list[str]:
    return [str(flag.label) for flag in FOIRequest.Flag if flag.value in flags]
