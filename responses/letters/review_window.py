"""The time in which a requester may ask for a review of a letter."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from statute.deadlines import Clock, ClockError, Event, EventName, Task, date_for
from statute.deadlines.interpretations import FOIAReviewWindow, FOISAReviewWindow
from statute.deadlines.rules import RULES
from statute.regimes import Regime
from statute.working_days import CalendarExhausted, WorkingCalendar

_SENT = EventName.RESPONSE_SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWindow:
    """How long a requester may ask for a review, and the authority takes for it.

    Attributes:
        by: The last day to ask; None where it depends on the day of receipt.
        days: The working days to ask in, for a letter that gives no day.
        is_from_receipt: Whether these run from receipt, not from the letter's date.
        answered_days: The working days that the review takes.
    """

    by: date | None
    days: int
    is_from_receipt: bool
    answered_days: int

    def without_day(self) -> "ReviewWindow":
        """Return the window of a letter without a date."""
        return replace(self, by=None)


def review_window(
    clock: Clock, calendar: WorkingCalendar, *, on: date, is_notice: bool = False
) -> ReviewWindow:
    """Return the window for a letter of the day `on`.

    Args:
        clock: The clock of the request.
        calendar: The working days of its law.
        on: The day of the letter.
        is_notice: Whether the letter neither answers nor refuses, such as a notice of
            delay.

    Source: s.45 Code part 5; EIR reg 11(2); FOISA s.20(5); EISR reg 16(2).
    """
    regime = clock.regime
    law = f"{regime}.review_request"
    answered = f"{regime}.review_response"
    if regime is Regime.FOISA and clock.has(EventName.KEEPER_NOT_OPEN):
        answered = "FOISA.review_response_keeper"
    from_receipt = _is_from_receipt(clock, calendar, on=on, is_notice=is_notice)
    # A notice answers nothing: but under FOIA, time runs from the day an answer is due.
    is_undecided = is_notice and regime is not Regime.FOIA
    told = clock if is_undecided else _answered(clock, on)
    by = None
    if not from_receipt:
        with suppress(ClockError, CalendarExhausted):
            by = date_for(Task.REVIEW_REQUEST_LATEST, told, calendar)
    return ReviewWindow(
        by=by,
        days=RULES[law].working_days,
        is_from_receipt=regime.is_scottish or from_receipt,
        answered_days=RULES[answered].working_days,
    )


def _is_from_receipt(
    clock: Clock, calendar: WorkingCalendar, *, on: date, is_notice: bool
) -> bool:
    """Whether the time runs from receipt of the letter, a day not known yet."""
    chosen = clock.interpretation
    match clock.regime:
        case Regime.FOIA:
            return chosen.foia_review_window == FOIAReviewWindow.FROM_RECEIPT
        case Regime.EIR:
            return False
        case Regime.EISR:
            return not is_notice
    if chosen.foisa_review_window == FOISAReviewWindow.FROM_RESPONSE:
        return True
    if is_notice:
        return False
    with suppress(ClockError, CalendarExhausted):
        due = date_for(Task.RESPONSE_DUE, clock, calendar)
        return due is None or on > due
    return True


def _answered(clock: Clock, on: date) -> Clock:
    return replace(clock, events=(*clock.events, Event(_SENT, on)))
