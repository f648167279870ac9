"""Correct the details of a request: requester, date, channel and regime."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.clock.events import DateNotWorkedOut, recalculate_due_date
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest
from requests_app.models.requests import FIRST_DAY_OF_THE_ACT
from requests_app.refusals import Refusal
from requests_app.search.indexing import index_request
from statute.deadlines import EventName
from statute.regimes import Regime
from statute.working_days import format_date

# The details an officer may correct: all but the received text, which never changes.
DETAILS = (
    "requester_name",
    "requester_organisation",
    "requester_email",
    "requester_address",
    "requester_type",
    "subject",
    "received_on",
    "received_at",
    "regime",
    "channel",
    "language",
)


class DetailsNotPossible(Refusal):
    """A detail of a request is not possible.

    Attributes:
        field: The name of the detail.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class DetailsChanged(Refusal):
    """Another user changed the same details after this change was begun.

    Attributes:
        fields: The current value of each such detail.
    """

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(
            "Another user changed the same details after you opened this page. "
            "Nothing was overwritten: each field shows its present value. Save "
            "again to keep your changes."
        )
        self.fields = fields


@transaction.atomic
def change_details(
    *,
    foi_request: FOIRequest,
    seen: Mapping[str, Any],
    by: User,
    on: date,
    **details: Any,
) -> FOIRequest:
    """Correct the details of a request, and recalculate its due date.

    Two officers may correct different details at once. If both correct the same detail,
    the second correction is refused.

    Args:
        foi_request: Any request.
        seen: The details as shown to the officer.
        by: The officer who corrects them.
        on: The London day.
        **details: The corrected details, each named in `DETAILS`.

    Returns:
        The request as saved.

    Raises:
        DetailsChanged: Another user changed the same details since `seen`.
        DetailsNotPossible: A detail is not possible; names it.

    Source: the due date, as in `statute.deadlines.due_date`.
    """
    locked = lock(foi_request)
    check_action(locked, "change-details")
    wanted = {name: value for name, value in details.items() if value != seen.get(name)}
    before = {name: getattr(locked, name) for name in wanted}
    contested = {
        name: value
        for name, value in before.items()
        if value not in (seen.get(name), wanted[name])
    }
    if contested:
        raise DetailsChanged(contested)
    due_before = locked.due_on
    for name, value in wanted.items():
        setattr(locked, name, value)
    check_details(locked, on=on)
    if {"received_on", "received_at", "regime"} & wanted.keys():
        work_out_due_date(locked)
    changes = {
        name: [_kept(before[name]), _kept(value)]
        for name, value in wanted.items()
        if before[name] != value
    }
    if not changes:
        return locked
    if locked.due_on != due_before:
        changes["due_on"] = [_kept(due_before), _kept(locked.due_on)]
    locked.save(update_fields=[*changes])
    record(
        foi_request=locked,
        kind=IntakeHistory.DETAILS_CHANGED,
        by=by,
        on=on,
        changes=changes,
    )
    index_request(locked)
    return locked


def check_details(foi_request: FOIRequest, *, on: date) -> None:
    """Refuse details that are not possible on the day `on`.

    Raises:
        DetailsNotPossible: Names the detail.
    """
    received_on = foi_request.received_on
    if not foi_request.requester_name.strip():
        raise DetailsNotPossible(
            "requester_name", "Enter the name of the person who asked."
        )
    kind = foi_request.requester_type
    if kind and kind.authority_id != foi_request.authority_id:
        raise DetailsNotPossible(
            "requester_type",
            f"“{kind}” is a kind of requester of another authority.",
        )
    if received_on > on:
        raise DetailsNotPossible(
            "received_on",
            f"{format_date(received_on)} is in the future. Enter the day the request "
            f"was received: today, {format_date(on)}, or earlier.",
        )
    if received_on < FIRST_DAY_OF_THE_ACT:
        raise DetailsNotPossible(
            "received_on",
            "These laws gave no right to information before "
            f"{format_date(FIRST_DAY_OF_THE_ACT)}. Check the date.",
        )
    if foi_request.review_of and foi_request.regime != foi_request.review_of.regime:
        raise DetailsNotPossible(
            "regime", "A review is under the law of the request that it reviews."
        )
    if (
        foi_request.channel == FOIRequest.Channel.SPOKEN
        and not Regime(foi_request.regime).is_environmental
    ):
        raise DetailsNotPossible(
            "channel",
            "Only environmental information can be asked for by word of mouth; under "
            "this law a request must be in writing.",
        )
    if foi_request.pk and (
        event := foi_request.clock_events.filter(on__lt=received_on)
        .exclude(name=EventName.POSTED)  # as it must have been before it came
        .first()
    ):
        raise DetailsNotPossible(
            "received_on",
            f"The history has an event on {format_date(event.on)}, so the request "
            "was received by then. Enter that day or an earlier day.",
        )


def work_out_due_date(foi_request: FOIRequest) -> None:
    """Set the due date from the clock; the caller saves.

    Raises:
        DetailsNotPossible: No due date follows from the day of receipt.
    """
    try:
        recalculate_due_date(foi_request)
    except DateNotWorkedOut as refusal:
        raise DetailsNotPossible("received_on", str(refusal)) from refusal


def _kept(value: Any) -> str:
    """Return a detail in the form kept in history."""
    return "" if value is None else str(value)
