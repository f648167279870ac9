"""Answer requests: a request is answered on the day its answer is given."""

from contextlib import suppress
from datetime import date

from requests_app.clock.answered import in_time, keep_days_taken
from requests_app.clock.events import DateNotWorkedOut, recalculate_due_date
from requests_app.models import FOIRequest
from requests_app.workflow import State


def mark_answered(foi_request: FOIRequest, *, on: date, first_on: date) -> None:
    """Close a locked request whose answer was given; the caller saves.

    Args:
        foi_request: A request that is issued, or answered already.
        on: The London day on which the latest answer was given.
        first_on: The London day on which the whole request was first answered.

    Raises:
        TransitionNotAllowed: The request is neither issued nor answered.
    """
    if foi_request.state != State.ANSWERED:
        foi_request.move_to(State.ANSWERED)
    foi_request.closed_on = on
    fix_first_answer(foi_request, first_on)


def mark_not_answered(foi_request: FOIRequest, *, first_on: date | None) -> None:
    """Open an answered request whose answer was not given; the caller saves.

    Args:
        foi_request: A request that is answered.
        first_on: The London day on which the whole request was first answered, by
            another letter; None if no answer was given.
    """
    foi_request.move_to(State.ISSUED)
    foi_request.closed_on = None
    fix_first_answer(foi_request, first_on)
    # The holidays may have changed while the request was closed. Where the date cannot
    # be worked out, the date as it stands is the best known.
    with suppress(DateNotWorkedOut):
        recalculate_due_date(foi_request)


def fix_first_answer(foi_request: FOIRequest, on: date | None) -> None:
    """Set the day of the first answer, and whether it was in time; the caller saves.

    A day that stays the same stays judged as it was: the due date of a request that was
    opened again may have moved since.
    """
    if foi_request.answered_on == on:
        return
    foi_request.answered_on = on
    foi_request.was_in_time = None if on is None else in_time(foi_request, on)
    keep_days_taken(foi_request)
