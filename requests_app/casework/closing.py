"""Close requests without an answer, and reopen closed requests."""

from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.casework.history import CaseworkHistory
from requests_app.clock.events import (
    last_day_to_pay,
    recalculate_due_date,
    record_event,
    wait_if_nothing_runs,
)
from requests_app.clock.facts import waiting_state
from requests_app.history.steps import check_day, step
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.regimes import Regime
from statute.working_days import format_date


class TimeToPayRunning(Refusal):
    """The request cannot lapse yet: its fee may still be paid."""


class ValidityNotPossible(Refusal):
    """The day of a valid request does not matter to this request."""


@transaction.atomic
def transfer_request(
    *, foi_request: FOIRequest, to: str, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that a request was passed to the authority holding the information.

    Args:
        foi_request: A request in the state "answering".
        to: The other authority's name.
        reason: The reason, kept in the history.
        by: The officer recording it.
        on: The London day of the transfer.
        today: The London day of recording.

    Returns:
        The request as saved, closed on `on`.

    Raises:
        ActionNotPossible: The request is not being answered.
        DayNotPossible: `on` is in the future, or before the request.

    Source: FOIA 2000 s.16 and the s.45 Code, part 2; EIR 2004 reg 10; FOISA 2002 s.15;
    EISR 2004 reg 14.
    """
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_TRANSFERRED,
        by=by,
        on=on,
        note=f"To {to}. {reason}".strip(),
    ) as locked:
        check_action(locked, "transfer-request")
        _close(locked, State.TRANSFERRED, on=on, today=today)
    return locked


@transaction.atomic
def withdraw_request(
    *, foi_request: FOIRequest, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that the requester no longer wants an answer.

    Args:
        foi_request: A registered request that is still open.
        reason: What the requester said.
        by: The officer recording it.
        on: The London day on which the requester withdrew the request.
        today: The London day of recording.

    Returns:
        The request as saved, closed on `on`.

    Raises:
        ActionNotPossible: The request is closed, or not yet registered.
        DayNotPossible: `on` is in the future, or before the last step.
    """
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_WITHDRAWN,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "withdraw-request")
        _close(locked, State.WITHDRAWN, on=on, today=today)
    return locked


@transaction.atomic
def lapse_request(
    *, foi_request: FOIRequest, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Close a request after the requester sent no clarification or fee.

    Args:
        foi_request: A request that awaits clarification or a fee.
        reason: What was tried, kept in the history.
        by: The officer recording it.
        on: The London day on which the request is closed.
        today: The London day of recording.

    Returns:
        The request as saved, closed on `on`.

    Raises:
        ActionNotPossible: Nothing is awaited from the requester.
        TimeToPayRunning: The fee may still be paid.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.
        DayNotPossible: `on` is in the future, or before the requester was asked.

    Source: FOIA 2000 ss.1(3) and 9(2); FOISA 2002 ss.1(3) and 9(3); EIR and EISR 2004
    reg 8.
    """
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_LAPSED,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "lapse-request")
        is_unpaid = locked.state == State.AWAITING_FEE
        _close(locked, State.LAPSED, on=on, today=today)
        if is_unpaid and on <= (last_day := last_day_to_pay(locked)):
            raise TimeToPayRunning(
                f"The fee may be paid until {format_date(last_day)}. The request can "
                "lapse on the day after that at the earliest."
            )
    return locked


@transaction.atomic
def reopen_request(
    *,
    foi_request: FOIRequest,
    reason: str,
    by: User,
    on: date,
    became_valid_on: date | None = None,
) -> FOIRequest:
    """Reopen a closed request, and recalculate its due date.

    The reason for which it was closed decides what its clock does. A request found not
    valid counts from the day on which a valid request arrived, if that was later. A
    request that was waiting for the requester waits again. A request answered or
    withdrawn counts as though it had never been closed.

    A request without a reference becomes "received" again, and any other that does not
    wait becomes "answering".

    Args:
        foi_request: A closed request.
        reason: Why the request is reopened.
        by: The officer who reopens it.
        on: The London day of reopening.
        became_valid_on: The London day on which what was missing arrived; None if the
            request was valid from the start.

    Returns:
        The request as saved, with the due date from its clock.

    Raises:
        ActionNotPossible: The request is open, or was transferred.
        ValidityNotPossible: The request was not closed as not valid, or its law does
            not make time depend on what a request states.
        DayNotPossible: `became_valid_on` is in the future, or before the request.
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events of
            its clock contradict each other.

    Source: FOIA 2000 ss.8(1) and 10(1); FOISA 2002 ss.8(1) and 10(1).
    """
    with step(
        foi_request,
        kind=CaseworkHistory.REQUEST_REOPENED,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "reopen-request")
        if became_valid_on is not None and not may_become_valid(locked):
            raise ValidityNotPossible(
                "Only a request closed as not valid under an Act becomes valid later."
            )
        locked.move_to(_state_it_stood_in(locked))
        locked.closed_on = None
        if became_valid_on is None:
            recalculate_due_date(locked)
        else:
            check_day(locked, became_valid_on, today=on)
            record_event(locked, EventName.BECAME_VALID, on=became_valid_on)
        wait_if_nothing_runs(locked)
    return locked


def may_become_valid(foi_request: FOIRequest) -> bool:
    """Whether the time of a closed request may run from a later, valid request.

    The Regulations ask neither for writing nor for a name, so time under them runs
    from the first day.
    """
    is_of_an_act = Regime(foi_request.regime) in {Regime.FOIA, Regime.FOISA}
    return foi_request.state == State.NOT_VALID and is_of_an_act


def _close(foi_request: FOIRequest, state: State, *, on: date, today: date) -> None:
    foi_request.move_to(state)
    check_day(foi_request, on, today=today)
    foi_request.closed_on = on


def _state_it_stood_in(foi_request: FOIRequest) -> State:
    if foi_request.reference is None:
        return State.RECEIVED
    if foi_request.state in {State.ANSWERED, State.NOT_VALID}:
        return State.ANSWERING
    return waiting_state(foi_request) or State.ANSWERING
