"""Find the periods of review and appeal: the requester's, authority's and regulator's.

Each function returns the period ending on one date to keep.
"""

from dataclasses import replace
from datetime import date, timedelta

from statute.deadlines.answering import response, working_days_of
from statute.deadlines.clock import Clock, ClockError, EventName
from statute.deadlines.interpretations import FOIAReviewWindow, FOISAReviewWindow
from statute.deadlines.months import corresponding_date
from statute.deadlines.period import AnyPeriod, CalendarPeriod, Period
from statute.deadlines.reckoning import day_of_receipt, deemed_receipt
from statute.deadlines.rules import RULES
from statute.regimes import INFORMATION_REGIMES, Regime
from statute.working_days import ONE_DAY, WorkingCalendar


def review_request(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to ask for a review.

    Source: s.45 Code part 5; EIR reg 11(2); FOISA s.20(5); EISR reg 16(2).
    """
    clock.must_be_under(*INFORMATION_REGIMES)
    rule = f"{clock.regime}.review_request"
    if clock.regime == Regime.FOIA:
        if clock.interpretation.foia_review_window == FOIAReviewWindow.FROM_RECEIPT:
            names = (EventName.RESPONSE_RECEIVED, EventName.RESPONSE_SENT)
        else:
            names = (EventName.RESPONSE_SENT, EventName.RESPONSE_RECEIVED)
        return working_days_of(clock, _first_known(clock, *names), rule)
    received_on = clock.last(EventName.RESPONSE_RECEIVED) or clock.last(
        EventName.RESPONSE_SENT
    )
    if clock.regime != Regime.FOISA:
        return working_days_of(clock, received_on or _expiry(clock, calendar), rule)
    given_on = clock.last(EventName.RESPONSE_SENT) or received_on
    window = clock.interpretation.foisa_review_window
    if received_on and window == FOISAReviewWindow.FROM_RESPONSE:
        return working_days_of(clock, received_on, f"{rule}_from_response")
    expiry = _expiry(clock, calendar)
    if received_on and given_on and given_on > expiry:
        return working_days_of(clock, received_on, rule)
    return working_days_of(clock, expiry, rule, "FOISA.response")


def review_response(clock: Clock, calendar: WorkingCalendar) -> Period:
    """Find the last day to complete a review.

    If a notice of an exceptional case promised a day, the time ends on that day, after
    forty working days at the latest. If the notice promised no day, the time is forty
    working days.

    Source: s.45 Code part 5; EIR reg 11(4); FOISA s.21; EISR reg 16(4).
    """
    if clock.regime != Regime.FOIA or not clock.has(EventName.IR_EXCEPTIONAL):
        return ordinary_review(clock, calendar)
    outer = _review(clock, calendar, "FOIA.review_response_exceptional")
    promised = [
        event.until
        for event in clock.events
        if event.name == EventName.IR_EXCEPTIONAL and event.until is not None
    ]
    if not promised:
        return outer
    ordinary = ordinary_review(clock, calendar)
    return replace(
        ordinary,
        rules=(*ordinary.rules, *outer.rules),
        extended_to=min(max(promised), outer.ordinary_end(calendar)),
    )


def ordinary_review(clock: Clock, calendar: WorkingCalendar) -> Period:
    """Find the ordinary time for completing a review, without an exceptional case."""
    rule = f"{clock.regime}.review_response"
    if clock.regime == Regime.FOISA and clock.has(EventName.KEEPER_NOT_OPEN):
        rule = "FOISA.review_response_keeper"
    return _review(clock, calendar, rule)


def exceptional_review(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the outer limit of a review in an exceptional case: s.45 Code part 5."""
    if clock.regime == Regime.EIR:
        return _review(clock, calendar, "EIR.review_response")
    clock.must_be_under(Regime.FOIA)
    return _review(clock, calendar, "FOIA.review_response_exceptional")


def regulator_complaint(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day of the six weeks that the regulator for FOIA asks for."""
    clock.must_be_under(Regime.FOIA, Regime.EIR)
    rule = RULES[f"{clock.regime}.regulator_complaint"]
    final_on = _first_known(
        clock,
        EventName.IR_RESPONSE_SENT,
        EventName.RESPONSE_SENT,
        EventName.RESPONSE_RECEIVED,
    )
    return CalendarPeriod(
        begins_on=final_on + ONE_DAY,
        last_on=final_on + timedelta(days=rule.calendar_days),
        rules=(rule.key,),
    )


def commissioner_application(clock: Clock, calendar: WorkingCalendar) -> AnyPeriod:
    """Find the last day to apply to the Scottish Information Commissioner: s.47(4)."""
    clock.must_be_under(Regime.FOISA, Regime.EISR)
    rule = RULES[f"{clock.regime}.commissioner_application"]
    since = clock.last(EventName.REVIEW_NOTICE_RECEIVED, EventName.IR_RESPONSE_SENT)
    if since is None:
        since = review_response(clock, calendar).ordinary_end(calendar)
    return CalendarPeriod(
        begins_on=since + ONE_DAY,
        last_on=corresponding_date(since, rule.months),
        rules=(rule.key,),
    )


def _expiry(clock: Clock, calendar: WorkingCalendar) -> date:
    """Return the end of the time for answering."""
    end = response(clock, calendar).ends_on(calendar)
    if end is None:
        raise ClockError("No time for answering is running, so it has not expired.")
    return end


def _review(clock: Clock, calendar: WorkingCalendar, rule: str) -> Period:
    clock.must_be_under(*INFORMATION_REGIMES)
    if clock.is_review:
        return working_days_of(clock, day_of_receipt(clock, calendar), rule)
    asked_on = clock.day_of(EventName.IR_REQUESTED, EventName.REVIEW_REQUIRED)
    return working_days_of(clock, deemed_receipt(asked_on, clock, calendar), rule)


def _first_known(clock: Clock, *names: EventName) -> date:
    """Return the day of the first of these events to have happened."""
    for name in names:
        if day := clock.last(name):
            return day
    return clock.day_of(*names)
