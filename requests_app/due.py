"""The due status of a request in words, such as "3 working days left"."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from requests_app.calendars.working_days import calendar_for, calendar_in
from requests_app.left import Left
from requests_app.models import FOIRequest
from requests_app.workflow import WAITING_STATES, State
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, Division, format_date

# In working days: a week before the due date, a request counts as due soon.
SOON = 5


class Tone(StrEnum):
    """How urgent a due date is, shown by colour as well as in words."""

    LATE = "late"
    SOON = "soon"
    CALM = "calm"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Due:
    """The due status of a request on a given day.

    Attributes:
        on: The due date; None while no time runs.
        words: The time left or overdue: "3 working days left", "Due today".
        tone: How urgent the due date is.
        left: What is left, where the questions have different dates; "" otherwise.
    """

    on: date | None
    words: str
    tone: Tone
    left: str = ""


def due_status(foi_request: FOIRequest, *, on: date, left: Left | None = None) -> Due:
    """Return the due status of a request on the day `on`, and what is left of it.

    Args:
        foi_request: The request.
        on: The London day.
        left: What is left, where the caller has read it; None to leave it out.
    """
    due = _due_status(foi_request, on)
    return replace(due, left=left.words) if left else due


def wanted_status(wanted_by: date, *, on: date) -> Due:
    """Return the status of a reply wanted by a day, for a person of the authority."""
    if wanted_by == on:
        return Due(wanted_by, "Wanted today", Tone.SOON)
    is_late = wanted_by < on
    try:
        days = abs(
            calendar_in(Division.ENGLAND_AND_WALES).working_days_between(on, wanted_by)
        )
    except CalendarExhausted:
        days = None
    return Due(wanted_by, _words(days, is_late=is_late), _tone(days, is_late=is_late))


def _due_status(foi_request: FOIRequest, on: date) -> Due:
    due_on = foi_request.due_on
    if foi_request.closed_on is not None:
        return _closed(foi_request, foi_request.closed_on)
    if foi_request.answered_on is not None:
        return Due(None, f"{_answered(foi_request)}; open again", Tone.WAITING)
    if foi_request.state in WAITING_STATES:
        return Due(due_on, "Waiting for the requester", Tone.WAITING)
    if due_on is None:
        return Due(None, "No due date calculated", Tone.WAITING)
    return running_status(due_on, Regime(foi_request.regime), on=on)


def running_status(due_on: date, regime: Regime, *, on: date) -> Due:
    """Return the status on the day `on` of a due date for which the time runs."""
    if due_on == on:
        return Due(due_on, "Due today", Tone.SOON)
    is_late = due_on < on
    try:
        days = abs(calendar_for(regime).working_days_between(on, due_on))
    except CalendarExhausted:
        days = None
    return Due(due_on, _words(days, is_late=is_late), _tone(days, is_late=is_late))


def _words(days: int | None, *, is_late: bool) -> str:
    if days is None:
        return "Overdue" if is_late else "Not due yet"
    if days == 0:
        return "Overdue" if is_late else "Due before the next working day"
    number = f"{days} working day{'s' if days > 1 else ''}"
    return f"{number} overdue" if is_late else f"{number} left"


def _tone(days: int | None, *, is_late: bool) -> Tone:
    if is_late:
        return Tone.LATE
    return Tone.SOON if days is not None and days <= SOON else Tone.CALM


def _closed(foi_request: FOIRequest, closed_on: date) -> Due:
    words = f"{foi_request.get_state_display()} on {format_date(closed_on)}"
    if foi_request.state == State.ANSWERED:
        words = _answered(foi_request)
        if closed_on != foi_request.answered_on:
            words += f"; corrected on {format_date(closed_on)}"
    return Due(foi_request.due_on, words, Tone.CLOSED)


def _answered(foi_request: FOIRequest) -> str:
    """Say when a request was first answered, and whether in time, where known."""
    assert foi_request.answered_on is not None  # noqa: S101 - asked of answered requests
    words = f"Answered on {format_date(foi_request.answered_on)}"
    if foi_request.was_in_time is None:
        return words
    return f"{words}, {'in time' if foi_request.was_in_time else 'late'}"
