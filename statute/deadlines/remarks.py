"""Write remarks for the officer on events that were late or without effect."""

from dataclasses import replace

from statute.deadlines.answering import response
from statute.deadlines.clock import Clock, Event, EventName
from statute.deadlines.compliance import EFFECTS, in_order
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
        "The notice of {on} came after the time for giving it had ended on {due}."
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

NO_SUCH_EXTENSION = {
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
    if (
        event.name == EventName.CLARIFICATION_SENT
        and not before.interpretation.is_lateness_kept
    ):
        return None
    due_on = response(before, calendar).ends_on(calendar)
    if due_on is None or event.on <= due_on:
        return None
    return sentence.format(on=format_date(event.on), due=format_date(due_on))


def _on_no_effect(event: Event, clock: Clock) -> str | None:
    what = NO_SUCH_EXTENSION.get(event.name)
    if what is None:
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
    return event.name in EFFECTS[clock.regime]
