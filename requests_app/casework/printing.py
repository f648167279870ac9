"""Choose how large the letters of a request are printed."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.history.steps import step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal


class PrintSizeNotPossible(Refusal):
    """The size is unknown, or chosen already."""

    field = "print_size"


@transaction.atomic
def choose_print_size(
    *, foi_request: FOIRequest, print_size: str, by: User, on: date
) -> FOIRequest:
    """Choose the print of the letters of a request that are issued from now on.

    Args:
        foi_request: A request that is still open.
        print_size: One of `FOIRequest.PrintSize`.
        by: The officer.
        on: The London day.

    Raises:
        ActionNotPossible: The request is closed.
        PrintSizeNotPossible: There is no such size, or nothing would change.

    Source: Equality Act 2010 s.20(6); FOIA 2000 s.11(1).
    """
    changes: dict[str, list[Any]] = {}
    with step(
        foi_request,
        kind=CaseworkHistory.PRINT_SIZE_CHOSEN,
        by=by,
        on=on,
        changes=changes,
    ) as locked:
        check_action(locked, "choose-print-size")
        if print_size not in FOIRequest.PrintSize.values:
            raise PrintSizeNotPossible("Choose the size of the print.")
        if print_size == locked.print_size:
            raise PrintSizeNotPossible("Letters have this print already.")
        changes["print_size"] = [locked.print_size, print_size]
        locked.print_size = print_size
        locked.save(update_fields=["print_size"])
    return locked
