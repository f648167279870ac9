"""The working: how a date came about, in a form a requester could be sent."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from statute.deadlines.clock import Clock
from statute.deadlines.compliance import time_for_compliance
from statute.deadlines.period import CountedDay, Period
from statute.deadlines.remarks import remarks_on
from statute.deadlines.rules import RULES, Rule
from statute.deadlines.tasks import (
    AnyPeriod,
    Task,
    ordinary_response,
    period_for,
)
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, say


@dataclass(frozen=True, slots=True)
class Working:
    """A date and everything that leads to it.

    Attributes:
        task: Which date it is.
        due_on: The last day; None while there is no duty to answer.
        first_counted_on: Day one, or the day on which a period of months begins.
        original_due_on: The last day as it was before the authority extended it.
        days: Every day from the one after receipt to the last, counted or not.
        sections: The rules relied on, each with what it says.
        summary: The whole of it in a sentence or two.
        remarks: What an officer should know besides: a notice given late, a step that
            moves nothing.
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
        The day; None while there is no duty to answer, as when the requester has yet
        to clarify the request or to pay.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The events contradict one another.

    Source: FOIA 2000 s.10(1), (2) and (6),
    https://www.legislation.gov.uk/ukpga/2000/36/section/10; EIR 2004 reg 5(2);
    FOISA 2002 s.10; EISR 2004 reg 5(2); UK GDPR Art 12A.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    if clock.regime is not Regime.SAR:
        return time_for_compliance(clock, calendar).ends_on(calendar)
    return period_for(Task.SAR_RESPONSE_DUE, clock, calendar).ends_on(calendar)


def date_for(
    task: str, clock: Clock, calendar: WorkingCalendar | None = None
) -> date | None:
    """Return the date of any task; None while the time for it is not running.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The regime knows no such date, or an event it rests on is missing.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    return period_for(task, clock, calendar).ends_on(calendar)


def working(clock: Clock, calendar: WorkingCalendar | None = None) -> Working:
    """Return the due date of a request with its working, day by day."""
    return working_for(Task.RESPONSE_DUE, clock, calendar)


def working_for(
    task: str, clock: Clock, calendar: WorkingCalendar | None = None
) -> Working:
    """Return the date of any task with its working, day by day.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The regime knows no such date, or an event it rests on is missing.
    """
    if calendar is None:
        calendar = clock.packaged_calendar()
    period = period_for(task, clock, calendar)
    due_on = period.ends_on(calendar)
    days = tuple(period.days(calendar))
    original = due_on
    if Task(task) in {Task.RESPONSE_DUE, Task.SAR_RESPONSE_DUE}:
        original = ordinary_response(clock, calendar).ends_on(calendar)
    return Working(
        task=Task(task),
        due_on=due_on,
        first_counted_on=period.first_counted_on(calendar),
        original_due_on=original,
        days=days,
        sections=sections_of(period.rules),
        summary=summarise(period, due_on, days, calendar),
        remarks=remarks_on(clock, calendar),
    )


@lru_cache(maxsize=1024)
def sections_of(rules: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of these keys, each once, in their order."""
    return tuple(RULES[key] for key in dict.fromkeys(rules))


def summarise(
    period: AnyPeriod,
    due_on: date | None,
    days: tuple[CountedDay, ...],
    calendar: WorkingCalendar,
) -> str:
    """Say in plain English how the date came about."""
    if due_on is None:
        stopped = period.standstill
        if stopped is None:
            return "No time is running."
        return f"No time is running: {stopped.reason[0].lower()}{stopped.reason[1:]}."
    if not isinstance(period, Period):
        return f"The period runs from {say(period.begins_on)} to {say(due_on)}."
    left_out = sum(1 for day in days if not day.is_counted)
    start = f"The day after {say(period.day_zero)} is the first that can count."
    ordinary = period.ordinary_end(calendar)
    if due_on != ordinary:
        return (
            f"{start} The {period.working_days} working days ended on "
            f"{say(ordinary)}; notice was given that more time was needed, until "
            f"{say(due_on)}."
        )
    if period.closures and period.at_most and not _is_by_school_days(period, calendar):
        return (
            f"{start} The {period.at_most}th working day is {say(due_on)}, and comes "
            f"before the {period.working_days}th school day."
        )
    counted = "school day" if period.at_most else "working day"
    return (
        f"{start} Day {period.working_days}, not counting {left_out} "
        f"days that are not a {counted} or are disregarded, is {say(due_on)}."
    )


def _is_by_school_days(period: Period, calendar: WorkingCalendar) -> bool:
    unlimited = Period(
        day_zero=period.day_zero,
        working_days=period.working_days,
        disregarded=(*period.disregarded, *period.closures),
    )
    return unlimited.ordinary_end(calendar) == period.ordinary_end(calendar)
