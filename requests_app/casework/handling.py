"""Restrict access to a request, and add notes."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.record import record
from requests_app.history.steps import lock, step
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.refusals import Refusal


class RestrictionNotPossible(Refusal):
    """The restriction would leave the request without a manager or its officer."""


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
