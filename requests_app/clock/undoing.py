"""Undo a dated fact of the clock that was recorded in error."""

from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.actions.table import check_action
from requests_app.clock.answered import in_time
from requests_app.clock.events import DateNotWorkedOut, recalculate_due_date
from requests_app.clock.facts import fact_of, waiting_state
from requests_app.clock.history import ClockHistory
from requests_app.history.steps import step
from requests_app.models import ClockEvent, FOIRequest
from requests_app.refusals import Refusal
from requests_app.workflow import WAITING_STATES, State


class FactNotUndone(Refusal):
    """The fact cannot be undone: a later fact or the state depends on it."""


@transaction.atomic
def undo_clock_fact(
    *, foi_request: FOIRequest, fact: int, reason: str, by: User, on: date
) -> FOIRequest:
    """Undo a fact recorded in error: a notice never given extends nothing.

    The fact stays on record with the reason. The due date is worked out as if the fact
    had never been recorded; the request waits for its requester, or no longer waits, as
    its other facts say. An answer given already is judged by the new date.

    Args:
        foi_request: A registered request, open or closed.
        fact: The key of a fact of the request that stands.
        reason: What is wrong with it, kept with the fact and in the history.
        by: The officer who undoes it.
        on: The London day.

    Returns:
        The request as saved, with the due date from its other facts.

    Raises:
        ActionNotPossible: The request is not registered, or has no fact that stands.
        FactNotUndone: The fact is undone already; a later fact rests on it; or the
            request would wait for its requester while it is in clearance or closed.
    """
    told = _standing(foi_request, fact)
    with step(
        foi_request,
        kind=ClockHistory.CLOCK_FACT_UNDONE,
        by=by,
        on=on,
        note=f"{fact_of(told).sentence}. {reason}",
    ) as locked:
        check_action(locked, "undo-clock-fact")
        waited = waiting_state(locked)
        event = _standing(locked, fact)
        event.undone_by, event.undone_on, event.undone_reason = by, on, reason
        event.save(update_fields=["undone_by", "undone_on", "undone_reason"])
        try:
            recalculate_due_date(locked)
        except DateNotWorkedOut as why:
            raise FactNotUndone(
                f"A later event rests on this one. Undo the later event first. {why}"
            ) from why
        if locked.answered_on is not None:
            locked.was_in_time = in_time(locked, locked.answered_on)
        if waiting_state(locked) != waited:
            _wait_or_answer(locked)
    return locked


def _standing(foi_request: FOIRequest, fact: int) -> ClockEvent:
    """Return a fact of the request that stands.

    Raises:
        FactNotUndone: Another user has undone the fact.
    """
    event = foi_request.clock_events.filter(pk=fact).first()
    if event is None:
        raise FactNotUndone("This event has been undone already.")
    return event


def _wait_or_answer(foi_request: FOIRequest) -> None:
    """Let the request wait for its requester, or be answered, as its facts now say.

    Raises:
        FactNotUndone: The request is in clearance or closed.
    """
    state = State(foi_request.state)
    if state not in WAITING_STATES | {State.ANSWERING}:
        raise FactNotUndone(
            "Undoing this event changes whether the request waits for its requester, "
            f"and the request is “{state.label}”. Recall the response or reopen the "
            "request first."
        )
    if state in WAITING_STATES:
        foi_request.move_to(State.ANSWERING)
    if waiting := waiting_state(foi_request):
        foi_request.move_to(waiting)
