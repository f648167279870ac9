"""The dates an office asks for, and the period that each of them ends.

Every date here is the end of a period, so each can show its working. A task is named
as in the worked cases: `response_due`, `fee_payment_latest`, `review_request_latest` …
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from statute.deadlines.clock import Clock, ClockError
from statute.deadlines.compliance import time_for_compliance
from statute.deadlines.months import corresponding_date
from statute.deadlines.period import CalendarPeriod, Period
from statute.deadlines.readings import FOIAReviewWindow, FOISAReviewWindow
from statute.deadlines.reckoning import deemed_receipt, last_day_to_pay
from statute.deadlines.rules import RULES
from statute.deadlines.subject_access import time_for_subject_access
from statute.regimes import Regime
from statute.working_days import ONE_DAY, WorkingCalendar

AnyPeriod = Period | CalendarPeriod
FindPeriod = Callable[[Clock, WorkingCalendar], AnyPeriod]


class Task(StrEnum):
    """A date that somebody needs to know."""

    RESPONSE_DUE = "response_due"
    S17_NOTICE_DUE = "s17_notice_due"
    PIT_DECISION_TARGET = "pit_decision_target_40wd"
    EXTENSION_NOTICE_DUE = "extension_notice_due"
    CLARIFICATION_ASK_LATEST = "clarification_ask_latest"
    CLARIFICATION_CLOSE_ON = "clarification_close_on"
    FEE_PAYMENT_LATEST = "fee_payment_latest"
    ADVANCE_PAYMENT_LATEST = "advance_payment_latest"
    IR_REQUEST_LATEST = "ir_request_latest"
    IR_RESPONSE_DUE = "ir_response_due"
    IR_RESPONSE_DUE_EXCEPTIONAL = "ir_response_due_exceptional"
    REVIEW_REQUEST_LATEST = "review_request_latest"
    REVIEW_RESPONSE_DUE = "review_response_due"
    REGULATOR_COMPLAINT_TARGET = "regulator_complaint_target"
    COMMISSIONER_APPLICATION_LATEST = "commissioner_application_latest"
    PLANNED_PUBLICATION_LATEST = "planned_publication_latest"
    S12_AGGREGATION_WINDOW_START = "s12_aggregation_window_start"
    S12_AGGREGATION_WINDOW_END = "s12_aggregation_window_end"
    SAR_RESPONSE_DUE = "sar_response_due"
    SAR_EXTENSION_NOTICE_DUE = "sar_extension_notice_due"

    @classmethod
    def _missing_(cls, value: object) -> "Task | None":
        """Know a date by any ending offices give it: "latest", "due" or "by"."""
        stem = _stem(str(value).replace("internal_review", "ir"))
        return next((task for task in cls if _stem(task) == stem), None)

    @property
    def is_binding(self) -> bool:
        """Whether some law fixes the date; otherwise guidance or practice does."""
        return self not in {
            Task.PIT_DECISION_TARGET,
            Task.CLARIFICATION_CLOSE_ON,
            Task.REGULATOR_COMPLAINT_TARGET,
        }


def _stem(name: str) -> str:
    for ending in ("_latest", "_due", "_by", "_deadline"):
        name = name.removesuffix(ending)
    return name


def period_for(task: str, clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Return the period that ends on the date of a task.

    Raises:
        ClockError: There is no such task, the regime does not know it, or the event it
            runs from is missing.
        CalendarExhausted: Bank holidays are not known far enough ahead.
    """
    try:
        find = PERIODS[Task(task)]
    except ValueError:
        known = ", ".join(Task)
        raise ClockError(
            f"There is no task called {task!r}. The tasks are: {known}."
        ) from None
    return find(clock, calendar)


def response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering: FOIA s.10, EIR reg 5(2), FOISA s.10, Art 12A."""
    if clock.regime is Regime.SAR:
        return time_for_subject_access(clock, calendar)
    return time_for_compliance(clock, calendar)


def ordinary_response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering as it was before the authority extended it."""
    if clock.regime is Regime.SAR:
        return time_for_subject_access(clock, calendar, is_extended=False)
    return time_for_compliance(clock, calendar, is_extended=False)


def s17_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for saying that the public interest needs weighing: FOIA s.17."""
    _only_for(clock, Regime.FOIA)
    return _with_rule(ordinary_response(clock, calendar), "FOIA.pit_notice")


def pit_decision(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the date by which the Commissioner expects the public interest decided."""
    _only_for(clock, Regime.FOIA)
    ordinary = time_for_compliance(clock, calendar, is_extended=False)
    return replace(
        ordinary,
        working_days=clock.readings.pit_target_working_days,
        rules=("FOIA.pit_target", *ordinary.rules),
        closures=(),
        at_most=None,
    )


def extension_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to say that more time is needed: EIR reg 7(3), EISR 7(2)."""
    if clock.regime is Regime.SAR:
        return sar_extension_notice(clock, calendar)
    if clock.regime is Regime.FOIA:
        return s17_notice(clock, calendar)
    _only_for(clock, Regime.EIR, Regime.EISR)
    rule = f"{clock.regime}.extension_notice"
    return _with_rule(ordinary_response(clock, calendar), rule)


def sar_extension_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the end of the first month, by which reasons are due: Art 12A(4)."""
    _only_for(clock, Regime.SAR)
    return _with_rule(ordinary_response(clock, calendar), "SAR.extension_notice")


def clarification_ask(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day on which asking for clarification is not itself late."""
    _only_for(clock, Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    rule = f"{clock.regime}.clarification_ask"
    return _with_rule(ordinary_response(clock, calendar), rule)


def clarification_close(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the day a request left unclarified is closed, by the office's practice."""
    asked_on = _day_of(clock, "clarification_sent")
    return CalendarPeriod(
        begins_on=asked_on + ONE_DAY,
        last_on=corresponding_date(
            asked_on, clock.readings.clarification_close_after_months
        ),
        rules=("FOIA.clarification_close",),
    )


def payment(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to pay a fee or charge: s.9(2), EIR reg 8(5), FOISA s.9(3)."""
    _only_for(clock, Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    notified_on = _day_of(clock, "fees_notice", "advance_payment_notice")
    rule = RULES[f"{clock.regime}.fee_payment"]
    if rule.months:
        return CalendarPeriod(
            begins_on=notified_on,
            last_on=last_day_to_pay(clock, notified_on, calendar),
            rules=(rule.key,),
        )
    return _working_days(clock, notified_on, rule.key)


def review_request(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to ask for a review.

    Source: s.45 Code part 5; EIR reg 11(2); FOISA s.20(5); EISR reg 16(2).
    """
    _only_for(clock, Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    rule = f"{clock.regime}.review_request"
    if clock.regime is Regime.FOIA:
        if clock.readings.foia_review_window is FOIAReviewWindow.FROM_RECEIPT:
            names = ("response_received", "response_sent")
        else:
            names = ("response_sent", "response_received")
        return _working_days(clock, _first_known(clock, *names), rule)
    received_on = clock.last("response_received") or clock.last("response_sent")
    if clock.regime is not Regime.FOISA:
        return _working_days(clock, received_on or _expiry(clock, calendar), rule)
    given_on = clock.last("response_sent") or received_on
    if received_on and clock.readings.foisa_review_window is (
        FOISAReviewWindow.FROM_RESPONSE
    ):
        return _working_days(clock, received_on, f"{rule}_from_response")
    expiry = _expiry(clock, calendar)
    if received_on and given_on and given_on > expiry:
        return _working_days(clock, received_on, rule)
    return _working_days(clock, expiry, rule, "FOISA.response")


def review_response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to complete a review.

    Source: s.45 Code part 5; EIR reg 11(4); FOISA s.21; EISR reg 16(4).
    """
    rule = f"{clock.regime}.review_response"
    if clock.regime is Regime.FOIA and clock.has("ir_exceptional"):
        rule = "FOIA.review_response_exceptional"
    elif clock.regime is Regime.FOISA and clock.has("keeper_not_open"):
        rule = "FOISA.review_response_keeper"
    return _review(clock, calendar, rule)


def exceptional_review(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the outer limit of a review in an exceptional case: s.45 Code part 5."""
    if clock.regime is Regime.EIR:
        return _review(clock, calendar, "EIR.review_response")
    _only_for(clock, Regime.FOIA)
    return _review(clock, calendar, "FOIA.review_response_exceptional")


def regulator_complaint(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day of the six weeks the Information Commissioner asks for."""
    _only_for(clock, Regime.FOIA, Regime.EIR)
    rule = RULES[f"{clock.regime}.regulator_complaint"]
    final_on = _first_known(
        clock, "ir_response_sent", "response_sent", "response_received"
    )
    return CalendarPeriod(
        begins_on=final_on + ONE_DAY,
        last_on=final_on + timedelta(days=rule.calendar_days),
        rules=(rule.key,),
    )


def commissioner_application(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to apply to the Scottish Information Commissioner: s.47(4)."""
    _only_for(clock, Regime.FOISA, Regime.EISR)
    rule = RULES[f"{clock.regime}.commissioner_application"]
    since = clock.last("review_notice_received", "ir_response_sent")
    if since is None:
        since = review_response(clock, calendar).ends_on(calendar)
    if since is None:
        raise ClockError("The time for the review has not begun.")
    return CalendarPeriod(
        begins_on=since + ONE_DAY,
        last_on=corresponding_date(since, rule.months),
        rules=(rule.key,),
    )


def planned_publication(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day for a publication to excuse withholding: FOISA s.27(1)(a)."""
    _only_for(clock, Regime.FOISA)
    made_on = _received_on(clock)
    rule = RULES["FOISA.future_publication"]
    return CalendarPeriod(
        begins_on=made_on + ONE_DAY,
        last_on=made_on + timedelta(days=rule.calendar_days),
        rules=(rule.key,),
    )


def aggregation_window_end(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last of sixty working days of which the day of receipt is the first."""
    _only_for(clock, Regime.FOIA)
    rule = RULES["FOIA.aggregation"]
    return Period(
        day_zero=_received_on(clock) - ONE_DAY,
        working_days=rule.working_days,
        rules=(rule.key, "FOIA.working_day"),
    )


def aggregation_window_start(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the first of sixty working days of which the day of receipt is the last.

    This is the window as it rolls backwards from each new request.
    """
    _only_for(clock, Regime.FOIA)
    rule = RULES["FOIA.aggregation"]
    first = calendar.add(_received_on(clock) + ONE_DAY, -rule.working_days)
    return CalendarPeriod(begins_on=first, last_on=first, rules=(rule.key,))


def internal_targets(clock: Clock, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Return the office's own milestones, such as day 10 for a draft: never law.

    Nothing while no time is running, and nothing for months, which have no such days.
    """
    period = response(clock, calendar)
    if isinstance(period, CalendarPeriod) or period.standstill is not None:
        return ()
    return tuple(
        period.nth(calendar, number) for number in clock.readings.internal_target_days
    )


PERIODS: Final[Mapping[Task, FindPeriod]] = {
    Task.RESPONSE_DUE: response,
    Task.S17_NOTICE_DUE: s17_notice,
    Task.PIT_DECISION_TARGET: pit_decision,
    Task.EXTENSION_NOTICE_DUE: extension_notice,
    Task.CLARIFICATION_ASK_LATEST: clarification_ask,
    Task.CLARIFICATION_CLOSE_ON: clarification_close,
    Task.FEE_PAYMENT_LATEST: payment,
    Task.ADVANCE_PAYMENT_LATEST: payment,
    Task.IR_REQUEST_LATEST: review_request,
    Task.IR_RESPONSE_DUE: review_response,
    Task.IR_RESPONSE_DUE_EXCEPTIONAL: exceptional_review,
    Task.REVIEW_REQUEST_LATEST: review_request,
    Task.REVIEW_RESPONSE_DUE: review_response,
    Task.REGULATOR_COMPLAINT_TARGET: regulator_complaint,
    Task.COMMISSIONER_APPLICATION_LATEST: commissioner_application,
    Task.PLANNED_PUBLICATION_LATEST: planned_publication,
    Task.S12_AGGREGATION_WINDOW_START: aggregation_window_start,
    Task.S12_AGGREGATION_WINDOW_END: aggregation_window_end,
    Task.SAR_RESPONSE_DUE: response,
    Task.SAR_EXTENSION_NOTICE_DUE: sar_extension_notice,
}


def _only_for(clock: Clock, *regimes: Regime) -> None:
    if clock.regime not in regimes:
        raise ClockError(f"There is no such date under the {clock.regime.title}.")


def _day_of(clock: Clock, *names: str) -> date:
    day = clock.last(*names)
    if day is None:
        raise ClockError(f"This date needs the event {' or '.join(names)}.")
    return day


def _first_known(clock: Clock, *names: str) -> date:
    """Return the day of the first of these events that happened at all."""
    for name in names:
        if day := clock.last(name):
            return day
    raise ClockError(f"This date needs the event {' or '.join(names)}.")


def _received_on(clock: Clock) -> date:
    if clock.received_on is None:
        raise ClockError("The day the request was received is not recorded.")
    return clock.received_on


def _expiry(clock: Clock, calendar: WorkingCalendar) -> date:
    """Return the end of the time for answering."""
    end = response(clock, calendar).ends_on(calendar)
    if end is None:
        raise ClockError("No time for answering is running, so it has not expired.")
    return end


def _working_days(clock: Clock, day_zero: date, *rules: str) -> Period:
    """Return the working days of the first rule, counted from the day after."""
    return Period(
        day_zero=day_zero,
        working_days=RULES[rules[0]].working_days,
        rules=(*rules, f"{clock.regime}.working_day"),
    )


def _review(clock: Clock, calendar: WorkingCalendar, rule: str) -> Period:
    _only_for(clock, Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    asked_on = _day_of(clock, "ir_requested", "review_required")
    return _working_days(clock, deemed_receipt(asked_on, clock, calendar), rule)


def _with_rule(period: AnyPeriod, rule: str) -> AnyPeriod:
    """Return the same period, relying first on one rule more."""
    return replace(period, rules=(rule, *period.rules))
