"""List the dates an authority asks for, with the period behind each.

Every date is the end of a period, so each can show its working. Tasks are named as in
the worked cases: `response_due`, `fee_payment_latest`, `review_request_latest` …
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from statute.deadlines import answering, reviews
from statute.deadlines.clock import Clock, ClockError
from statute.deadlines.period import AnyPeriod, CalendarPeriod, Period
from statute.deadlines.rules import RULES
from statute.regimes import Regime
from statute.working_days import ONE_DAY, WorkingCalendar

FindPeriod = Callable[[Clock, WorkingCalendar], AnyPeriod]


class Task(StrEnum):
    """A date in the handling of a request."""

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
        """Recognise a task by any usual ending: "latest", "due", "by", "deadline"."""
        stem = _stem(str(value).replace("internal_review", "ir"))
        return next((task for task in cls if _stem(task) == stem), None)

    @property
    def is_binding(self) -> bool:
        """Whether the law fixes the date; otherwise guidance or practice does."""
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
    """Return the period ending on the date of a task.

    Raises:
        ClockError: There is no such task, the regime does not have it, or the event it
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


def planned_publication(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day for a publication to excuse withholding: FOISA s.27(1)(a)."""
    clock.must_be_under(Regime.FOISA)
    made_on = clock.day_received
    rule = RULES["FOISA.future_publication"]
    return CalendarPeriod(
        begins_on=made_on + ONE_DAY,
        last_on=made_on + timedelta(days=rule.calendar_days),
        rules=(rule.key,),
    )


def aggregation_window_end(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last of sixty working days, the day of receipt being the first."""
    clock.must_be_under(Regime.FOIA)
    rule = RULES["FOIA.aggregation"]
    return Period(
        day_zero=clock.day_received - ONE_DAY,
        working_days=rule.working_days,
        rules=(rule.key, "FOIA.working_day"),
    )


def aggregation_window_start(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the first of sixty working days, the day of receipt being the last.

    This is the window as it rolls backwards from each new request.
    """
    clock.must_be_under(Regime.FOIA)
    rule = RULES["FOIA.aggregation"]
    first = calendar.add(clock.day_received + ONE_DAY, -rule.working_days)
    return CalendarPeriod(begins_on=first, last_on=first, rules=(rule.key,))


PERIODS: Final[Mapping[Task, FindPeriod]] = {
    Task.RESPONSE_DUE: answering.response,
    Task.S17_NOTICE_DUE: answering.s17_notice,
    Task.PIT_DECISION_TARGET: answering.pit_decision,
    Task.EXTENSION_NOTICE_DUE: answering.extension_notice,
    Task.CLARIFICATION_ASK_LATEST: answering.clarification_ask,
    Task.CLARIFICATION_CLOSE_ON: answering.clarification_close,
    Task.FEE_PAYMENT_LATEST: answering.payment,
    Task.ADVANCE_PAYMENT_LATEST: answering.payment,
    Task.IR_REQUEST_LATEST: reviews.review_request,
    Task.IR_RESPONSE_DUE: reviews.review_response,
    Task.IR_RESPONSE_DUE_EXCEPTIONAL: reviews.exceptional_review,
    Task.REVIEW_REQUEST_LATEST: reviews.review_request,
    Task.REVIEW_RESPONSE_DUE: reviews.review_response,
    Task.REGULATOR_COMPLAINT_TARGET: reviews.regulator_complaint,
    Task.COMMISSIONER_APPLICATION_LATEST: reviews.commissioner_application,
    Task.PLANNED_PUBLICATION_LATEST: planned_publication,
    Task.S12_AGGREGATION_WINDOW_START: aggregation_window_start,
    Task.S12_AGGREGATION_WINDOW_END: aggregation_window_end,
    Task.SAR_RESPONSE_DUE: answering.response,
    Task.SAR_EXTENSION_NOTICE_DUE: answering.sar_extension_notice,
}
