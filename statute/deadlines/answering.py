"""Find the periods for answering: the response, its notices, its fee.

Each function returns the period ending on one date an officer must keep.
"""

from dataclasses import replace
from datetime import date

from statute.deadlines.clock import Clock, EventName
from statute.deadlines.compliance import time_for_compliance
from statute.deadlines.months import corresponding_date
from statute.deadlines.period import AnyPeriod, CalendarPeriod, Period
from statute.deadlines.reckoning import day_zero_of, last_day_to_pay
from statute.deadlines.rules import RULES
from statute.deadlines.subject_access import time_for_subject_access
from statute.regimes import INFORMATION_REGIMES, Regime
from statute.working_days import ONE_DAY, WorkingCalendar


def response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering: FOIA s.10, EIR reg 5(2), FOISA s.10, Art 12A."""
    if clock.regime == Regime.SAR:
        return time_for_subject_access(clock, calendar)
    return time_for_compliance(clock, calendar)


def ordinary_response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering before any extension by the authority."""
    if clock.regime == Regime.SAR:
        return time_for_subject_access(clock, calendar, is_extended=False)
    return time_for_compliance(clock, calendar, is_extended=False)


def s17_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time to give notice of a public interest extension: FOIA s.17."""
    clock.must_be_under(Regime.FOIA)
    return _with_rule(ordinary_response(clock, calendar), "FOIA.pit_notice")


def pit_decision(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the regulator's target date for deciding the public interest."""
    clock.must_be_under(Regime.FOIA)
    ordinary = time_for_compliance(clock, calendar, is_extended=False)
    return replace(
        ordinary,
        working_days=clock.interpretation.pit_target_working_days,
        rules=("FOIA.pit_target", *ordinary.rules),
        closures=(),
        at_most=None,
    )


def extension_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day for notice of an extension: EIR reg 7(3), EISR 7(2)."""
    if clock.regime == Regime.SAR:
        return sar_extension_notice(clock, calendar)
    if clock.regime == Regime.FOIA:
        return s17_notice(clock, calendar)
    clock.must_be_under(Regime.EIR, Regime.EISR)
    rule = f"{clock.regime}.extension_notice"
    return _with_rule(ordinary_response(clock, calendar), rule)


def sar_extension_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the end of the first month, the last day to give reasons: Art 12A(4)."""
    clock.must_be_under(Regime.SAR)
    return _with_rule(ordinary_response(clock, calendar), "SAR.extension_notice")


def clarification_ask(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to ask for clarification without being late."""
    clock.must_be_under(*INFORMATION_REGIMES)
    rule = f"{clock.regime}.clarification_ask"
    return _with_rule(ordinary_response(clock, calendar), rule)


def clarification_close(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the day to close an unclarified request, by the authority's practice."""
    asked_on = clock.day_of(EventName.CLARIFICATION_SENT)
    return CalendarPeriod(
        begins_on=asked_on + ONE_DAY,
        last_on=corresponding_date(
            asked_on, clock.interpretation.clarification_close_after_months
        ),
        rules=("FOIA.clarification_close",),
    )


def payment(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to pay a fee or charge: s.9(2), EIR reg 8(5), EISR reg 8(6)."""
    clock.must_be_under(*INFORMATION_REGIMES)
    notified_on = clock.day_of(EventName.FEES_NOTICE, EventName.ADVANCE_PAYMENT_NOTICE)
    rule = RULES[f"{clock.regime}.fee_payment"]
    if rule.months:
        return CalendarPeriod(
            begins_on=notified_on,
            last_on=last_day_to_pay(clock, notified_on, calendar),
            rules=(rule.key,),
        )
    return working_days_of(clock, notified_on, rule.key)


def internal_targets(clock: Clock, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Return the authority's own milestones, such as day 10 for a draft: never law.

    Return nothing while no time is running, and nothing for periods in months, which
    have no such days.
    """
    period = response(clock, calendar)
    if isinstance(period, CalendarPeriod) or period.standstill is not None:
        return ()
    return tuple(
        period.nth(calendar, number)
        for number in clock.interpretation.internal_target_days
    )


def working_days_of(clock: Clock, on: date, *rules: str) -> Period:
    """Return the working days of the first rule, counted as it says from an event."""
    return Period(
        day_zero=day_zero_of(RULES[rules[0]], on),
        working_days=RULES[rules[0]].working_days,
        rules=(*rules, f"{clock.regime}.working_day"),
    )


def _with_rule(period: AnyPeriod, rule: str) -> AnyPeriod:
    """Return the same period with one more rule, named first."""
    return replace(period, rules=(rule, *period.rules))
