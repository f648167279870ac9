"""Calculate the month for a subject access request.

Source: UK GDPR Article 12A (in force 5 February 2026) and DPA 2018 s.54,
https://www.legislation.gov.uk/ukpga/2018/12/section/54. The corresponding date, and the
roll to a working day, are the ICO's guidance on right of access.
"""

from datetime import date, timedelta

from statute.deadlines.clock import Clock, ClockError, EventName
from statute.deadlines.compliance import day_of, in_order
from statute.deadlines.interpretations import MonthRule, StopClock
from statute.deadlines.months import corresponding_date, end_of_months_beginning_with
from statute.deadlines.period import CalendarPeriod, Disregarded, Standstill
from statute.deadlines.reckoning import (
    WAITING_FOR_INFORMATION,
    WAITING_FOR_PAYMENT,
    day_of_receipt,
)
from statute.deadlines.rules import RULES
from statute.working_days import ONE_DAY, WorkingCalendar

WAITING_FOR_IDENTITY = "Waiting for proof of identity"


def time_for_subject_access(
    clock: Clock, calendar: WorkingCalendar, *, is_extended: bool = True
) -> CalendarPeriod:
    """Return the period within which a subject access request must be answered.

    Args:
        clock: A request under the regime SAR.
        calendar: The working days, and so the public holidays, of the controller.
        is_extended: Whether to include the two further months, if notice was given
            before the first month ended.

    Raises:
        ClockError: The events contradict each other, or there was no receipt.
    """
    begins_on, standstill = _relevant_time(clock, day_of_receipt(clock, calendar))
    stops, waiting = _stops(clock)
    standstill = standstill or waiting
    is_extended = is_extended and _is_extended_in_time(clock, calendar)
    months = RULES["SAR.response"].months
    rules = ["SAR.response", _month_rule(clock.interpretation.sar_month)]
    if is_extended:
        months += RULES["SAR.extension"].months
        rules.append("SAR.extension")
    if stops or waiting:
        rules.append("SAR.stop_clock")
    if clock.interpretation.sar_month == MonthRule.DAY_AFTER_RECEIPT:
        begins_on += ONE_DAY
    last_on = _end_of_months(begins_on, months, clock, is_extended=is_extended)
    return CalendarPeriod(
        begins_on=begins_on,
        last_on=last_on + timedelta(days=_days_stopped(stops, clock)),
        rules=tuple(rules),
        disregarded=tuple(stops),
        is_rolled=True,
        standstill=standstill,
    )


def _is_extended_in_time(clock: Clock, calendar: WorkingCalendar) -> bool:
    """Return whether notice of two further months came in the first: Art 12A(4)."""
    if not clock.has(EventName.SAR_EXTENDED):
        return False
    notified_on = clock.last(EventName.SAR_EXTENDED)
    first_month = time_for_subject_access(clock, calendar, is_extended=False)
    end = first_month.ends_on(calendar)
    return notified_on is None or end is None or notified_on <= end


def _relevant_time(clock: Clock, received_on: date) -> tuple[date, Standstill | None]:
    """Return the latest of receipt, proof of identity and payment: Art 12A(2)."""
    begins_on = received_on
    awaited: dict[str, date] = {}
    for event in in_order(clock.events):
        match event.name:
            case EventName.ID_REQUESTED:
                awaited.setdefault(WAITING_FOR_IDENTITY, day_of(event))
            case EventName.FEES_NOTICE:
                awaited.setdefault(WAITING_FOR_PAYMENT, day_of(event))
            case EventName.ID_RECEIVED:
                awaited.pop(WAITING_FOR_IDENTITY, None)
                begins_on = max(begins_on, day_of(event))
            case EventName.FEE_PAID | EventName.FEE_RECEIVED:
                awaited.pop(WAITING_FOR_PAYMENT, None)
                begins_on = max(begins_on, day_of(event))
    for reason, since in awaited.items():
        return begins_on, Standstill(since, reason)
    return begins_on, None


def _stops(clock: Clock) -> tuple[list[Disregarded], Standstill | None]:
    """Return the finished waits for information, and any wait still open."""
    stops: list[Disregarded] = []
    asked_on: date | None = None
    for event in in_order(clock.events):
        if event.name == EventName.SAR_CLARIFICATION_SENT:
            asked_on = asked_on or day_of(event)
        elif event.name == EventName.SAR_CLARIFICATION_RECEIVED:
            if asked_on is None:
                raise ClockError("Information came that had not been asked for.")
            stops.append(Disregarded(asked_on, day_of(event), WAITING_FOR_INFORMATION))
            asked_on = None
    if asked_on is None:
        return stops, None
    return stops, Standstill(asked_on, WAITING_FOR_INFORMATION)


def _days_stopped(stops: list[Disregarded], clock: Clock) -> int:
    """Count the days of waiting, each once: Art 12A(5) includes both ends."""
    days = {
        ordinal
        for stop in stops
        for ordinal in range(stop.first.toordinal(), stop.last.toordinal() + 1)
    }
    if clock.interpretation.sar_stop_clock == StopClock.BETWEEN:
        return len(days) - len(stops)
    return len(days)


def _end_of_months(
    begins_on: date, months: int, clock: Clock, *, is_extended: bool
) -> date:
    match clock.interpretation.sar_month:
        case MonthRule.BEGINNING_WITH_STRICT:
            return end_of_months_beginning_with(
                begins_on, months, clock.interpretation.short_month_end
            )
        case MonthRule.FIXED_28_DAYS if not is_extended:
            return begins_on + timedelta(days=RULES["SAR.fixed_28_days"].calendar_days)
    return corresponding_date(begins_on, months)


def _month_rule(reading: MonthRule) -> str:
    if reading == MonthRule.CORRESPONDING_DATE:
        return "SAR.corresponding_date"
    return f"SAR.{reading.value}"
