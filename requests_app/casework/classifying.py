"""Flag a request, and note the kind of its requester."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
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
    by: User,
    on: date,
) -> FOIRequest:
    """Set the flags of a request and the kind of its requester.

    Neither changes how the request is answered. Both may decide who clears the answer.

    Args:
        foi_request: A request that is still open.
        flags: Every flag the request has from now on, as values of `FOIRequest.Flag`.
        requester_type: The kind of requester; None if not known.
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
        if wanted == locked.flags and requester_type == locked.requester_type:
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
        locked.flags, locked.requester_type = wanted, requester_type
        locked.save(update_fields=["flags", "requester_type"])
    return locked


def _labels(flags: Collection[str]) -> list[str]:
    return [str(flag.label) for flag in FOIRequest.Flag if flag.value in flags]
