"""The periods of answering: the reply itself, its notices, its fee.

Each function returns the period that ends on one date an officer must keep.
"""

from dataclasses import replace
from datetime import date

from statute.deadlines.clock import Clock
from statute.deadlines.compliance import time_for_compliance
from statute.deadlines.months import corresponding_date
from statute.deadlines.period import AnyPeriod, CalendarPeriod, Period
from statute.deadlines.reckoning import last_day_to_pay
from statute.deadlines.rules import RULES
from statute.deadlines.subject_access import time_for_subject_access
from statute.regimes import Regime
from statute.working_days import ONE_DAY, WorkingCalendar


def response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering: FOIA s.10, EIR reg 5(2), FOISA s.10, Art 12A."""
    if clock.regime == Regime.SAR:
        return time_for_subject_access(clock, calendar)
    return time_for_compliance(clock, calendar)


def ordinary_response(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for answering as it was before the authority extended it."""
    if clock.regime == Regime.SAR:
        return time_for_subject_access(clock, calendar, is_extended=False)
    return time_for_compliance(clock, calendar, is_extended=False)


def s17_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the time for saying that the public interest needs weighing: FOIA s.17."""
    clock.must_be_under(Regime.FOIA)
    return _with_rule(ordinary_response(clock, calendar), "FOIA.pit_notice")


def pit_decision(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the date by which the Commissioner expects the public interest decided."""
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
    """Find the last day to say that more time is needed: EIR reg 7(3), EISR 7(2)."""
    if clock.regime == Regime.SAR:
        return sar_extension_notice(clock, calendar)
    if clock.regime == Regime.FOIA:
        return s17_notice(clock, calendar)
    clock.must_be_under(Regime.EIR, Regime.EISR)
    rule = f"{clock.regime}.extension_notice"
    return _with_rule(ordinary_response(clock, calendar), rule)


def sar_extension_notice(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the end of the first month, by which reasons are due: Art 12A(4)."""
    clock.must_be_under(Regime.SAR)
    return _with_rule(ordinary_response(clock, calendar), "SAR.extension_notice")


def clarification_ask(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day on which asking for clarification is not itself late."""
    clock.must_be_under(Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    rule = f"{clock.regime}.clarification_ask"
    return _with_rule(ordinary_response(clock, calendar), rule)


def clarification_close(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the day a request left unclarified is closed, by the office's practice."""
    asked_on = clock.day_of("clarification_sent")
    return CalendarPeriod(
        begins_on=asked_on + ONE_DAY,
        last_on=corresponding_date(
            asked_on, clock.interpretation.clarification_close_after_months
        ),
        rules=("FOIA.clarification_close",),
    )


def payment(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to pay a fee or charge: s.9(2), EIR reg 8(5), FOISA s.9(3)."""
    clock.must_be_under(Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)
    notified_on = clock.day_of("fees_notice", "advance_payment_notice")
    rule = RULES[f"{clock.regime}.fee_payment"]
    if rule.months:
        return CalendarPeriod(
            begins_on=notified_on,
            last_on=last_day_to_pay(clock, notified_on, calendar),
            rules=(rule.key,),
        )
    return working_days_of(clock, notified_on, rule.key)


def internal_targets(clock: Clock, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Return the office's own milestones, such as day 10 for a draft: never law.

    Nothing while no time is running, and nothing for months, which have no such days.
    """
    period = response(clock, calendar)
    if isinstance(period, CalendarPeriod) or period.standstill is not None:
        return ()
    return tuple(
        period.nth(calendar, number)
        for number in clock.interpretation.internal_target_days
    )


def working_days_of(clock: Clock, day_zero: date, *rules: str) -> Period:
    """Return the working days of the first rule, counted from the day after."""
    return Period(
        day_zero=day_zero,
        working_days=RULES[rules[0]].working_days,
        rules=(*rules, f"{clock.regime}.working_day"),
    )


def _with_rule(period: AnyPeriod, rule: str) -> AnyPeriod:
    """Return the same period, relying first on one rule more."""
    return replace(period, rules=(rule, *period.rules))
