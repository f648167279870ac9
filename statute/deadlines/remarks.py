"""Write remarks for the officer on events that were late or without effect."""

from dataclasses import replace
from datetime import date

from statute.deadlines.answering import ordinary_response, response
from statute.deadlines.clock import Clock, Event, EventName
from statute.deadlines.compliance import EFFECTS, in_order
from statute.deadlines.interpretations import LatePublicInterestNotice
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, format_date


def remarks_on(clock: Clock, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Return a sentence for each event that was late or had no effect."""
    if clock.received_on is None:
        return ()
    events = tuple(in_order(clock.events))
    remarks = []
    for index, event in enumerate(events):
        before = replace(clock, events=events[:index])
        remark = _on_lateness(event, before, calendar) or _on_no_effect(event, clock)
        if remark:
            remarks.append(remark)
    return tuple(remarks)


LATE = {
    EventName.CLARIFICATION_SENT: (
        "The request was already late when clarification was asked for on {on}: an "
        "answer had been due on {due}. The clock starts afresh, but not the record."
    ),
    EventName.FEES_NOTICE: (
        "The fees notice of {on} came after the time for answering had ended on {due}, "
        "so it does not stop the clock."
    ),
    EventName.ADVANCE_PAYMENT_NOTICE: (
        "Payment was asked for on {on}, after the time for answering had ended on "
        "{due}, so it does not stop the clock."
    ),
    EventName.PIT_EXTENSION_NOTICE: (
        "The notice of {on} came after the time for giving it had ended on {due}, so "
        "it extends nothing: an answer after that day is late."
    ),
    EventName.EIR_EXTENSION_NOTICE: (
        "Notice was given on {on}, after the last day for it, {due}, so it extends "
        "nothing."
    ),
    EventName.SAR_EXTENDED: (
        "Notice of two further months was given on {on}, after the first month had "
        "ended on {due}, so it extends nothing."
    ),
    EventName.EISR_EXTENSION_DAYS: (
        "Notice was given on {on}, after the last day for it, {due}, so it extends "
        "nothing."
    ),
}

# What a late notice means where the authority lets it extend the time.
_STILL_EXTENDS = (
    "The notice of {on} came after the time for giving it had ended on {due}."
)

WITHOUT_EFFECT = {
    EventName.BECAME_VALID: "the day on which a request became valid",
    EventName.POSTED: "the day of posting",
    EventName.KEEPER_NOT_OPEN: "a record transferred to the Keeper",
    EventName.TRANSFERRED_PUBLIC_RECORD: "a transferred public record",
    EventName.IR_EXCEPTIONAL: "an exceptional case",
    EventName.PIT_EXTENSION_NOTICE: "a public interest extension",
    EventName.EIR_EXTENSION_NOTICE: (
        "an extension for complexity under reg 7 of the EIR"
    ),
    EventName.EISR_EXTENSION_DAYS: (
        "an extension for complexity under reg 7 of the EISR"
    ),
    EventName.COMMISSIONER_EXTENSION_TO_WORKING_DAY: (
        "a day specified by the regulator"
    ),
    EventName.SCHOOL_CLOSED: "time counted in school days",
    EventName.NON_PUPIL_DAY: "time counted in school days",
}


def _on_lateness(event: Event, before: Clock, calendar: WorkingCalendar) -> str | None:
    sentence = LATE.get(event.name)
    if sentence is None or event.on is None or not _is_known(event, before):
        return None
    interpretation = before.interpretation
    if (
        event.name == EventName.CLARIFICATION_SENT
        and not interpretation.is_lateness_kept
    ):
        return None
    due_on = _last_day_for(event, before, calendar)
    if due_on is None or event.on <= due_on:
        return None
    if (
        event.name == EventName.PIT_EXTENSION_NOTICE
        and interpretation.late_public_interest_notice
        == LatePublicInterestNotice.EXTENDS
    ):
        sentence = _STILL_EXTENDS
    remark = sentence.format(on=format_date(event.on), due=format_date(due_on))
    if event.name == EventName.PIT_EXTENSION_NOTICE and event.until:
        remark += f" It promised an answer by {format_date(event.until)}."
    return remark


def _last_day_for(
    event: Event, before: Clock, calendar: WorkingCalendar
) -> date | None:
    """Return the last day on which the event would have been in time.

    The particulars of a request, and a charge under the EIR, must be asked for within
    the ordinary time, also where it was extended: EIR regs 8(4) and 9(2), EISR reg
    9(2).
    """
    is_of_ordinary_time = event.name == EventName.CLARIFICATION_SENT or (
        event.name == EventName.ADVANCE_PAYMENT_NOTICE and before.regime == Regime.EIR
    )
    find = ordinary_response if is_of_ordinary_time else response
    return find(before, calendar).ends_on(calendar)


def _on_no_effect(event: Event, clock: Clock) -> str | None:
    what = WITHOUT_EFFECT.get(event.name)
    if what is None or event.value in {"no", "open"}:
        return None
    is_school_event = event.name in {EventName.SCHOOL_CLOSED, EventName.NON_PUPIL_DAY}
    if _is_known(event, clock) and (clock.is_school or not is_school_event):
        return None
    return (
        f"The due date does not change: under the {clock.regime.title}, {what} has "
        "no effect here."
    )


def _is_known(event: Event, clock: Clock) -> bool:
    """Return whether an event can affect the date under a clock's regime."""
    if clock.regime == Regime.SAR:
        return event.name == EventName.SAR_EXTENDED
    if event.name == EventName.IR_EXCEPTIONAL:
        return clock.regime in {Regime.FOIA, Regime.EIR}
    return event.name in EFFECTS[clock.regime]
