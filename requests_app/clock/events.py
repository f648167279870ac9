"""Record clarification and fees, and recalculate the due date."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

from django.db import transaction

from accounts.models import User
from requests_app.actions.clarifications import awaiting_clarification
from requests_app.actions.table import check_action
from requests_app.calendars.saving_dates import set_due_dates
from requests_app.calendars.working_days import calendar_for
from requests_app.clock.history import ClockHistory
from requests_app.clock.parts import PartNotPossible, about, chosen_part
from requests_app.history.steps import check_day, step
from requests_app.models import Clarification, ClockEvent, FOIRequest, Question
from requests_app.refusals import Refusal
from requests_app.workflow import State
from statute.deadlines import ClockError, EventName, Task, date_for
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
    """Recalculate the due dates of the questions and of the request.

    The dates of the questions are saved; the caller saves the request. Call this in the
    transaction that changes the day of receipt, the regime, the events of the clock, or
    which questions are answered.

    Returns:
        The earliest date still owed; None while no time runs.

    Raises:
        DateNotWorkedOut: Bank holidays are not known far enough ahead, or the events
            contradict each other.
    """
    set_due_dates(foi_request)
    return foi_request.due_on


@transaction.atomic
def seek_clarification(
    *,
    foi_request: FOIRequest,
    question: str,
    by: User,
    on: date,
    today: date,
    questions: Collection[Question] = (),
) -> FOIRequest:
    """Record that clarification was sought. No time runs until the requester replies.

    Where only some questions are unclear, the time of the others runs on, and the
    request is still being answered.

    Args:
        foi_request: A request in the state "answering".
        question: The question to the requester, kept in the history.
        questions: The questions that are unclear; none for the whole request.
        by: The officer recording it.
        on: The London day on which clarification was sought.
        today: The London day of recording.

    Returns:
        The request as saved; `due_on` is None once nothing owed has a running time.

    Raises:
        ActionNotPossible: The request is not being answered.
        PartNotPossible: One of `questions` is answered, or not of this request.
        DayNotPossible: `on` is in the future, or before the request.

    Source: FOIA 2000 s.1(3); EIR 2004 reg 9(2); FOISA 2002 s.1(3); EISR 2004 reg 9(2).
    The sections free the authority from answering what it cannot identify; they give
    no time for questions that are clear, each of which is a request of its own (ICO on
    several requests in one letter; unverified).
    """
    part = chosen_part(foi_request, questions)
    with step(
        foi_request,
        kind=ClockHistory.CLARIFICATION_SOUGHT,
        by=by,
        on=on,
        note=about(foi_request, part) + question,
    ) as locked:
        check_action(locked, "seek-clarification")
        check_day(locked, on, today=today)
        record_event(locked, EventName.CLARIFICATION_SENT, part, on=on)
        wait_if_nothing_runs(locked)
    return locked


@transaction.atomic
def receive_clarification(
    *,
    foi_request: FOIRequest,
    clarification: str,
    by: User,
    on: date,
    today: date,
    questions: Collection[Question] = (),
) -> FOIRequest:
    """Record the requester's clarification, and restart the clock.

    The words wait to be read into the questions: see `Clarification`.

    Args:
        foi_request: A request, or questions of it, that awaits clarification.
        clarification: The requester's own words, kept with the request.
        questions: The questions it clarifies; none for all that wait.
        by: The officer recording it.
        on: The London day on which it arrived.
        today: The London day of recording.

    Returns:
        The request as saved; the due date of what was clarified counts from `on`.

    Raises:
        ActionNotPossible: Nothing of the request awaits clarification.
        PartNotPossible: One of `questions` does not await clarification.
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
        part = _clarified(locked, questions)
        check_day(locked, on, today=today)
        if locked.state == State.AWAITING_CLARIFICATION:
            locked.move_to(State.ANSWERING)
        event = record_event(locked, EventName.CLARIFICATION_RECEIVED, part, on=on)
        Clarification.objects.create(
            foi_request=locked,
            event=event,
            received_on=on,
            words=clarification,
            questions_version=locked.questions_version,
        )
    return locked


@transaction.atomic
def withdraw_clarification(
    *, foi_request: FOIRequest, reason: str, by: User, on: date, today: date
) -> FOIRequest:
    """Record that clarification is no longer needed. The first time runs on.

    Args:
        foi_request: A request of which a question, or the whole, awaits clarification.
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
        part = _clarified(locked, ())
        check_day(locked, on, today=today)
        if locked.state == State.AWAITING_CLARIFICATION:
            locked.move_to(State.ANSWERING)
        record_event(locked, EventName.CLARIFICATION_WITHDRAWN, part, on=on)
    return locked


def _clarified(
    foi_request: FOIRequest, questions: Collection[Question]
) -> list[Question]:
    """Return the questions that a clarification is to name; none for the whole.

    Raises:
        PartNotPossible: One of `questions` does not await clarification.
    """
    waiting = awaiting_clarification(foi_request)
    chosen = {question.pk for question in questions}
    if not chosen <= {question.pk for question in waiting}:
        raise PartNotPossible("Choose questions that await clarification.")
    part = [each for each in waiting if each.pk in chosen] if chosen else waiting
    asked = foi_request.clock_events.filter(name=EventName.CLARIFICATION_SENT)
    is_whole = part == waiting and not asked.filter(is_partial=True).exists()
    return [] if is_whole else part


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
        check_day(locked, on, today=today)
        _check_nothing_asked_since(locked, on)
        locked.move_to(State.AWAITING_FEE)
        regime, last_day = Regime(locked.regime), locked.due_on
        if regime is Regime.EIR:  # extended time does not count: reg 8(4)
            calendar = calendar_for(regime)
            last_day = date_for(Task.EXTENSION_NOTICE_DUE, locked.clock, calendar)
        record_event(
            locked, fee_events(regime).notice, on=on, amount_pence=amount_pence
        )
        if locked.due_on is not None:
            raise FeeTooLate(
                "The time for giving a fees notice ended on "
                f"{format_date(last_day or locked.due_on)}, so a notice given on "
                f"{format_date(on)} has no effect and the request must be answered "
                "without the fee."
            )
    return locked


def _check_nothing_asked_since(foi_request: FOIRequest, on: date) -> None:
    """Refuse a fees notice older than a letter that asked for more.

    Raises:
        FeeTooLate: What the letter asked owes no fee by the notice, and its time runs.
    """
    letter = foi_request.clock_events.filter(
        name=EventName.ASKED_LATER,
        on__gt=on,
        questions__isnull=False,
        questions__answered_on__isnull=True,
    ).first()
    if letter is not None:
        raise FeeTooLate(
            f"The requester first asked some questions on {format_date(letter.on)}, "
            "after this notice, so they owe no fee by it and their time runs. Record "
            "that letter as a new request, and delete its questions here."
        )


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
        check_day(locked, on, today=today)
        locked.move_to(State.ANSWERING)
        record_event(locked, fee_events(Regime(locked.regime)).payment, on=on)
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


def record_event(
    foi_request: FOIRequest,
    name: EventName,
    part: Collection[Question] = (),
    **values: Any,
) -> ClockEvent:
    """Write an event of the clock, and the due dates that follow from it.

    Args:
        foi_request: The request, locked; the caller saves it.
        name: The event.
        part: The questions concerned; none for the whole request.
        values: The day of the event, and its further fields.
    """
    event = ClockEvent.objects.create(
        foi_request=foi_request, name=name, is_partial=bool(part), **values
    )
    if part:
        event.questions.set(part)
    recalculate_due_date(foi_request)
    return event


def wait_if_nothing_runs(foi_request: FOIRequest) -> None:
    """Let a request wait for clarification once no owed question has a running time.

    While the time of any question runs, the request is still being answered.
    """
    if foi_request.due_on is None and foi_request.state == State.ANSWERING:
        foi_request.move_to(State.AWAITING_CLARIFICATION)
