"""Show how a date was calculated, in a form fit to send to a requester."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.deadlines.answering import ordinary_response
from statute.deadlines.clock import Clock
from statute.deadlines.compliance import time_for_compliance
from statute.deadlines.period import AnyPeriod, CalendarPeriod, CountedDay
from statute.deadlines.reckoning import TIME_FOR_COMPLIANCE, day_of_receipt
from statute.deadlines.remarks import remarks_on
from statute.deadlines.reviews import ordinary_review, review_response
from statute.deadlines.rules import RULES, Rule
from statute.deadlines.subject_access import time_for_subject_access
from statute.deadlines.summary import summarise
from statute.deadlines.tasks import Task, period_for
from statute.regimes import Regime
from statute.working_days import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Working:
    """A date with its full calculation.

    Attributes:
        task: Which date it is.
        due_on: The last day; None while there is no duty to answer.
        first_counted_on: Day one, or the day on which a period of months begins.
        original_due_on: The last day before any extension by the authority.
        days: Every day from the one after receipt to the last, counted or not.
        sections: The rules relied on, each with its words.
        summary: The whole calculation in a sentence or two.
        remarks: Further points for an officer: a late notice, a step without effect.
    """

    task: Task
    due_on: date | None
    first_counted_on: date | None
    original_due_on: date | None
    days: tuple[CountedDay, ...]
    sections: tuple[Rule, ...]
    summary: str
    remarks: tuple[str, ...]


def due_date(clock: Clock, calendar: WorkingCalendar | None = None) -> date | None:
    """Return the last day on which answering would still be in time.

    The day of receipt is never counted: the first working day after it is day one.

    Args:
        clock: The facts of one request.
        calendar: The working days to count by; this release's own if not given.

    Returns:
        The day; None while there is no duty to answer, for example while the requester
        has yet to clarify the request or to pay.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The events contradict each other.

    Source: FOIA 2000 s.10(1), (2) and (6),
    https://www.legislation.gov.uk/ukpga/2000/36/section/10; EIR 2004 reg 5(2); FOISA
    2002 s.10; EISR 2004 reg 5(2); UK GDPR Art 12A. For a review: s.45 Code part 5; EIR
    2004 reg 11(4); FOISA 2002 s.21(1); EISR 2004 reg 16(4).
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    if clock.regime == Regime.SAR:
        return time_for_subject_access(clock, calendar).ends_on(calendar)
    if clock.is_review:
        return review_response(clock, calendar).ends_on(calendar)
    if not clock.events:  # the common case: every working day counts
        received_on = day_of_receipt(clock, calendar)
        return calendar.add(received_on, TIME_FOR_COMPLIANCE[clock.regime])
    return time_for_compliance(clock, calendar).ends_on(calendar)


def original_due_date(
    clock: Clock, calendar: WorkingCalendar | None = None
) -> date | None:
    """Return the due date without any extension by the authority.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The events contradict each other.

    Source: as for `due_date`; extensions are FOIA 2000 s.10(3), EIR and EISR 2004
    reg 7(1), and the s.45 Code part 5 for a review.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    return _ordinary(clock, calendar).ends_on(calendar)


def days_taken(
    clock: Clock, answered_on: date, calendar: WorkingCalendar | None = None
) -> int:
    """Return how many working days an answer took.

    These are the working days after the day of receipt, or after the day on which the
    time began again, up to and including the answer. Days of waiting do not count. The
    twentieth is in time where the limit is twenty.

    Args:
        clock: The facts of one request.
        answered_on: The day on which the answer was given.
        calendar: The working days to count by; this release's own if not given.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The events contradict each other.

    Source: FOIA 2000 s.10(1), (2) and (6).
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    period = _ordinary(clock, calendar)
    start = period.begins_on if isinstance(period, CalendarPeriod) else period.day_zero
    if answered_on <= start:
        return 0
    taken = calendar.working_days_between(start, answered_on)
    waited = getattr(period, "disregarded", ())
    for span in waited:
        first, last = max(span.first, start + ONE_DAY), min(span.last, answered_on)
        if first <= last:
            taken -= calendar.working_days_between(first - ONE_DAY, last)
    return taken


def _ordinary(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    if clock.is_review and clock.regime != Regime.SAR:
        return ordinary_review(clock, calendar)
    return ordinary_response(clock, calendar)


def date_for(
    task: str, clock: Clock, calendar: WorkingCalendar | None = None
) -> date | None:
    """Return the date of any task; None while its time is not running.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The regime has no such date, or an event it depends on is missing.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    return period_for(task, clock, calendar).ends_on(calendar)


def working(clock: Clock, calendar: WorkingCalendar | None = None) -> Working:
    """Return the due date of a request with its working, day by day."""
    task = Task.REVIEW_RESPONSE_DUE if clock.is_review else Task.RESPONSE_DUE
    return working_for(task, clock, calendar)


def working_for(
    task: str, clock: Clock, calendar: WorkingCalendar | None = None
) -> Working:
    """Return the date of any task with its working, day by day.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The regime has no such date, or an event it depends on is missing.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    period = period_for(task, clock, calendar)
    due_on = period.ends_on(calendar)
    days = tuple(period.days(calendar))
    original = due_on
    if Task(task) in {Task.RESPONSE_DUE, Task.SAR_RESPONSE_DUE}:
        original = ordinary_response(clock, calendar).ends_on(calendar)
    elif clock.is_review and Task(task) is Task.REVIEW_RESPONSE_DUE:
        original = ordinary_review(clock, calendar).ends_on(calendar)
    return Working(
        task=Task(task),
        due_on=due_on,
        first_counted_on=period.first_counted_on(calendar),
        original_due_on=original,
        days=days,
        sections=sections_of(period.rules),
        summary=summarise(period, calendar),
        remarks=remarks_on(clock, calendar),
    )


@lru_cache(maxsize=1024)
def sections_of(rules: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules with these keys, without duplicates, in the same order."""
    return tuple(RULES[key] for key in dict.fromkeys(rules))
