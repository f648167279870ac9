"""Record clarification and fees, and recalculate the due date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import cast

from django.db import transaction

from accounts.models import Authority, User
from requests_app.actions.table import check_action
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.history import ClockHistory
from requests_app.history.steps import check_day, step
from requests_app.models import ClockEvent, FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import State
from statute.deadlines import ClockError, EventName, Task, date_for, due_date
from statute.deadlines.clock import fee_events
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date


class FeeTooLate(Refusal):
    """A fees notice or a payment came after the time allowed by law."""


class DateNotWorkedOut(Refusal):
    """No due date follows: the facts are contradictory, or the holidays unknown."""


@contextmanager
def working_out_dates() -> Iterator[None]:
    """Turn errors of the statute into a refusal; also usable as a decorator.

    Raises:
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events of
            a clock contradict each other.
    """
    try:
        yield
    except (CalendarExhausted, ClockError) as reason:
        raise DateNotWorkedOut(str(reason)) from reason


@working_out_dates()
def recalculate_due_date(foi_request: FOIRequest) -> date | None:
    """Recalculate `due_on` from the clock and set it; the caller saves.

    Call this in the transaction that changes the day of receipt, the regime, or the
    events of the clock.

    Returns:
        The last day for answering; None while no time runs.

    Raises:
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events
            contradict each other.
    """
    hold_calendars()
    # Read the authority again: its interpretations may have changed since it was
    # loaded.
    foi_request.authority = Authority.objects.get(pk=foi_request.authority_id)
    calendar = calendar_for(Regime(foi_request.regime))
    foi_request.due_on = due_date(foi_request.clock, calendar)
    return foi_request.due_on


@transaction.atomic
def seek_clarification(
    *, foi_request: FOIRequest, question: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that clarification was sought. No time runs until the requester replies.

    Args:
        foi_request: A request in the state "answering".
        question: The question to the requester, kept in the history.
        by: The officer recording it.
        on: The London day on which clarification was sought.
        today: The London day of recording.

    Returns:
        The request as saved; `due_on` is None.

    Raises:
        ActionNotPossible: The request is not being answered.
        DayNotPossible: `on` is in the future, or before the request.

    Source: FOIA 2000 s.1(3); EIR 2004 reg 9(2); FOISA 2002 s.1(3); EISR 2004 reg 9(2).
    """
    with step(
        foi_request,
        kind=ClockHistory.CLARIFICATION_SOUGHT,
        by=by,
        on=on,
        note=question,
    ) as locked:
        check_action(locked, "seek-clarification")
        locked.move_to(State.AWAITING_CLARIFICATION)
        happen(locked, EventName.CLARIFICATION_SENT, on=on, today=today)
    return locked


@transaction.atomic
def receive_clarification(
    *, foi_request: FOIRequest, clarification: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record the requester's clarification, and restart the clock.

    Args:
        foi_request: A request in the state "awaiting clarification".
        clarification: The requester's own words, kept in the history.
        by: The officer recording it.
        on: The London day on which it arrived.
        today: The London day of recording.

    Returns:
        The request as saved; `due_on` now counts from `on`.

    Raises:
        ActionNotPossible: The request is not awaiting clarification.
        DayNotPossible: `on` is in the future, or before clarification was sought.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 ss.1(3) and 10(6)(b).
    """
    with step(
        foi_request,
        kind=ClockHistory.CLARIFICATION_RECEIVED,
        by=by,
        on=on,
        note=clarification,
    ) as locked:
        check_action(locked, "receive-clarification")
        locked.move_to(State.ANSWERING)
        happen(locked, EventName.CLARIFICATION_RECEIVED, on=on, today=today)
    return locked


@transaction.atomic
def withdraw_clarification(
    *, foi_request: FOIRequest, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that clarification is no longer needed. The first time runs on.

    Args:
        foi_request: A request in the state "awaiting clarification".
        reason: Why the information can be found without it, kept in the history.
        by: The officer recording it.
        on: The London day on which this was found.
        today: The London day of recording.

    Returns:
        The request as saved; `due_on` is as if nothing had been asked, and may be past.

    Raises:
        ActionNotPossible: The request is not awaiting clarification.
        DayNotPossible: `on` is in the future, or before clarification was sought.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 s.1(3); EIR 2004 reg 9(2); FOISA 2002 s.1(3); EISR 2004 reg 9(2).
    """
    with step(
        foi_request,
        kind=ClockHistory.CLARIFICATION_WITHDRAWN,
        by=by,
        on=on,
        note=reason,
    ) as locked:
        check_action(locked, "withdraw-clarification")
        locked.move_to(State.ANSWERING)
        happen(locked, EventName.CLARIFICATION_WITHDRAWN, on=on, today=today)
    return locked


@transaction.atomic
def request_fee(
    *, foi_request: FOIRequest, amount_pence: int, by: User, on: date, today: date
) -> FOIRequest:
    """Record that a fees notice was given. The clock stops until the fee is paid.

    Args:
        foi_request: A request in the state "answering".
        amount_pence: The fee, in pence.
        by: The officer recording it.
        on: The London day on which notice was given.
        today: The London day of recording.

    Returns:
        The request as saved; `due_on` is None.

    Raises:
        ActionNotPossible: The request is not being answered.
        DayNotPossible: `on` is in the future, or before the request.
        FeeTooLate: The time for answering had ended, so the notice has no effect.

    Source: FOIA 2000 s.9(1) and (2); FOISA 2002 s.9; EIR and EISR 2004 reg 8.
    """
    with step(
        foi_request,
        kind=ClockHistory.FEE_REQUESTED,
        by=by,
        on=on,
        note=f"£{amount_pence / 100:.2f}",
    ) as locked:
        check_action(locked, "request-fee")
        locked.move_to(State.AWAITING_FEE)
        regime, last_day = Regime(locked.regime), locked.due_on
        if regime is Regime.EIR:  # extended time does not count: reg 8(4)
            calendar = calendar_for(regime)
            last_day = date_for(Task.EXTENSION_NOTICE_DUE, locked.clock, calendar)
        happen(locked, fee_events(regime).notice, on=on, today=today)
        if locked.due_on is not None:
            raise FeeTooLate(
                "The time for giving a fees notice ended on "
                f"{format_date(last_day or locked.due_on)}, so a notice given on "
                f"{format_date(on)} has no effect and the request must be answered "
                "without the fee."
            )
    return locked


@transaction.atomic
def receive_fee(
    *, foi_request: FOIRequest, by: User, on: date, today: date
) -> FOIRequest:
    """Record that the fee has been paid, and let the clock continue.

    Args:
        foi_request: A request in the state "awaiting fee".
        by: The officer recording it.
        on: The London day on which the payment was received.
        today: The London day of recording.

    Returns:
        The request as saved; the days of waiting do not count towards `due_on`.

    Raises:
        ActionNotPossible: The request is not awaiting a fee.
        DayNotPossible: `on` is in the future, or before the fees notice.
        FeeTooLate: The time to pay had ended, and with it the duty to answer.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 ss.9(2) and 10(2); FOISA 2002 ss.9(3) and 10(2); EIR and EISR
    2004 reg 8.
    """
    with step(foi_request, kind=ClockHistory.FEE_RECEIVED, by=by, on=on) as locked:
        check_action(locked, "receive-fee")
        last_day = last_day_to_pay(locked)
        locked.move_to(State.ANSWERING)
        happen(locked, fee_events(Regime(locked.regime)).payment, on=on, today=today)
        if locked.due_on is None:
            raise FeeTooLate(
                f"The fee had to be paid by {format_date(last_day)}. The fee was not "
                "paid, so there is no duty to answer: record that the request has "
                "lapsed. If the requester still wants an answer, record their "
                "message as a new request."
            )
    return locked


@working_out_dates()
def last_day_to_pay(foi_request: FOIRequest) -> date:
    """Return the last day to pay the fee.

    Raises:
        DateNotWorkedOut: No fee was requested.
    """
    # `date_for` returns None only while no time runs. The time to pay always runs.
    calendar = calendar_for(Regime(foi_request.regime))
    return cast("date", date_for(Task.FEE_PAYMENT_LATEST, foi_request.clock, calendar))


def happen(foi_request: FOIRequest, name: EventName, *, on: date, today: date) -> None:
    """Write an event of the clock, and the due date that follows from it.

    Raises:
        DayNotPossible: `on` is in the future, or before the last step.
        DateNotWorkedOut: The event contradicts the events before it.
    """
    check_day(foi_request, on, today=today)
    ClockEvent.objects.create(foi_request=foi_request, name=name, on=on)
    recalculate_due_date(foi_request)
