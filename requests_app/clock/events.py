"""What moves the due date: clarification, fees, and the working out of the date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import cast

from django.db import transaction

from accounts.models import Authority, User
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.working_days import calendar_for
from requests_app.history.steps import check_day, check_no_review, step
from requests_app.models import ClockEvent, FOIRequest, HistoryEntry
from requests_app.refusals import Refusal
from requests_app.workflow import State, TransitionNotAllowed
from statute.deadlines import ClockError, Task, date_for, due_date
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, format_date


class FeeTooLate(Refusal):
    """A fees notice, or a payment, came after the time the law gives for it."""


class DateNotWorkedOut(Refusal):
    """The facts of a clock give no date, or one beyond the known bank holidays."""


@contextmanager
def working_out_dates() -> Iterator[None]:
    """Refuse in a sentence what the statute cannot work out; also a decorator.

    Raises:
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events
            of a clock contradict one another.
    """
    try:
        yield
    except (CalendarExhausted, ClockError) as reason:
        raise DateNotWorkedOut(str(reason)) from reason


@working_out_dates()
def recalculate_due_date(foi_request: FOIRequest) -> date | None:
    """Work out `due_on` afresh from the clock and set it; the caller saves.

    Call it in the transaction that changed what the date rests on: the day of receipt,
    the regime, or the events of the clock.

    Returns:
        The last day for answering; None while no time runs.

    Raises:
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events
            contradict one another.
    """
    hold_calendars()
    # Its reading of the law may be another since somebody looked.
    foi_request.authority = Authority.objects.get(pk=foi_request.authority_id)
    calendar = calendar_for(Regime(foi_request.regime))
    foi_request.due_on = due_date(foi_request.clock, calendar)
    return foi_request.due_on


@transaction.atomic
def seek_clarification(
    *, foi_request: FOIRequest, question: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that the requester was asked what they mean; no time runs until they say.

    Args:
        foi_request: A request in the state "answering".
        question: What the requester was asked, kept in the history.
        by: The officer recording it.
        on: The London day on which it was asked.
        today: The London day of recording it.

    Returns:
        The request as saved; `due_on` is None.

    Raises:
        TransitionNotAllowed: The request is not being answered.
        DayNotPossible: `on` is in the future, or before the request.

    Source: FOIA 2000 s.1(3); EIR 2004 reg 9(2); FOISA 2002 s.1(3); EISR 2004 reg 9(2).
    """
    with step(
        foi_request,
        kind=HistoryEntry.Kind.CLARIFICATION_SOUGHT,
        by=by,
        on=on,
        note=question,
    ) as locked:
        check_no_review(locked)
        locked.move_to(State.AWAITING_CLARIFICATION)
        _happen(locked, "clarification_sent", on=on, today=today)
    return locked


@transaction.atomic
def receive_clarification(
    *, foi_request: FOIRequest, clarification: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record the clarification a requester has sent, and start the clock afresh.

    Args:
        foi_request: A request in the state "awaiting clarification".
        clarification: The requester's own words, kept in the history.
        by: The officer recording it.
        on: The London day on which it arrived.
        today: The London day of recording it.

    Returns:
        The request as saved; `due_on` now counts from `on`.

    Raises:
        TransitionNotAllowed: The request is not awaiting clarification.
        DayNotPossible: `on` is in the future, or before it was asked for.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 ss.1(3) and 10(6)(b).
    """
    with step(
        foi_request,
        kind=HistoryEntry.Kind.CLARIFICATION_RECEIVED,
        by=by,
        on=on,
        note=clarification,
    ) as locked:
        _check_awaits(locked, State.AWAITING_CLARIFICATION)
        locked.move_to(State.ANSWERING)
        _happen(locked, "clarification_received", on=on, today=today)
    return locked


@transaction.atomic
def request_fee(
    *, foi_request: FOIRequest, amount_pence: int, by: User, on: date, today: date
) -> FOIRequest:
    """Record that a fees notice was given; the clock stands until the fee is paid.

    Args:
        foi_request: A request in the state "answering".
        amount_pence: What is charged.
        by: The officer recording it.
        on: The London day on which notice was given.
        today: The London day of recording it.

    Returns:
        The request as saved; `due_on` is None.

    Raises:
        TransitionNotAllowed: The request is not being answered.
        DayNotPossible: `on` is in the future, or before the request.
        FeeTooLate: The time for answering had ended, so notice moves nothing.

    Source: FOIA 2000 s.9(1) and (2); FOISA 2002 s.9; EIR and EISR 2004 reg 8.
    """
    with step(
        foi_request,
        kind=HistoryEntry.Kind.FEE_REQUESTED,
        by=by,
        on=on,
        note=f"£{amount_pence / 100:.2f}",
    ) as locked:
        check_no_review(locked)
        locked.move_to(State.AWAITING_FEE)
        due_on = locked.due_on
        _happen(locked, _fee_event(locked, "notice"), on=on, today=today)
        if locked.due_on is not None:
            raise FeeTooLate(
                "The time for answering ended on "
                f"{format_date(due_on or locked.due_on)}. A fees notice must be given "
                f"within it, so one given on {format_date(on)} has no effect and the "
                "request must be answered without the fee."
            )
    return locked


@transaction.atomic
def receive_fee(
    *, foi_request: FOIRequest, by: User, on: date, today: date
) -> FOIRequest:
    """Record that the fee has been paid, and let the clock run on.

    Args:
        foi_request: A request in the state "awaiting fee".
        by: The officer recording it.
        on: The London day on which the payment was received.
        today: The London day of recording it.

    Returns:
        The request as saved; the days of waiting do not count towards `due_on`.

    Raises:
        TransitionNotAllowed: The request is not awaiting a fee.
        DayNotPossible: `on` is in the future, or before the fee was asked for.
        FeeTooLate: The time to pay had ended, and the duty to answer with it.
        DateNotWorkedOut: Bank holidays are not known far enough ahead.

    Source: FOIA 2000 ss.9(2) and 10(2); FOISA 2002 ss.9(3) and 10(2); EIR and EISR
    2004 reg 8.
    """
    with step(foi_request, kind=HistoryEntry.Kind.FEE_RECEIVED, by=by, on=on) as locked:
        _check_awaits(locked, State.AWAITING_FEE)
        last_day = last_day_to_pay(locked)
        locked.move_to(State.ANSWERING)
        _happen(locked, _fee_event(locked, "payment"), on=on, today=today)
        if locked.due_on is None:
            raise FeeTooLate(
                f"The fee had to be paid by {format_date(last_day)}. It was not, so "
                "there is no duty to answer: record that the request has lapsed. If "
                "the requester still wants an answer, record their message as a new "
                "request."
            )
    return locked


@working_out_dates()
def last_day_to_pay(foi_request: FOIRequest) -> date:
    """Return the last day on which the fee asked for may be paid.

    Raises:
        DateNotWorkedOut: No fee was asked for.
    """
    # None only while no time runs, and the time to pay always does.
    calendar = calendar_for(Regime(foi_request.regime))
    return cast("date", date_for(Task.FEE_PAYMENT_LATEST, foi_request.clock, calendar))


def _fee_event(foi_request: FOIRequest, what: str) -> str:
    """Return the statute's name for asking for payment, or for the payment."""
    if Regime(foi_request.regime).is_environmental:
        return {"notice": "advance_payment_notice", "payment": "payment_received"}[what]
    return {"notice": "fees_notice", "payment": "fee_received"}[what]


def _check_awaits(foi_request: FOIRequest, state: State) -> None:
    if foi_request.state != state:
        raise TransitionNotAllowed(
            f"This request is “{State(foi_request.state).label}”, not "
            f"“{state.label}”, so there is nothing of the kind to receive."
        )


def _happen(foi_request: FOIRequest, name: str, *, on: date, today: date) -> None:
    """Write an event of the clock, and the due date that follows from it."""
    check_day(foi_request, on, today=today)
    ClockEvent.objects.create(foi_request=foi_request, name=name, on=on)
    recalculate_due_date(foi_request)
