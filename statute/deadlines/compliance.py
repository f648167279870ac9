"""Calculate the time for answering under FOIA, EIR, FOISA and EISR.

For each regime, a table lists the events that affect its clock, and a short function
gives the effect of each. An event in no table leaves the date unchanged.

Sources: FOIA 2000 ss.1(3), 9, 10, 17, https://www.legislation.gov.uk/ukpga/2000/36; SI
2004/3364; EIR 2004 regs 5 to 9; FOISA 2002 ss.1(3), 9, 10; EISR 2004 regs 5 to 9.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from statute.deadlines.clock import Clock, ClockError, Event, EventName
from statute.deadlines.interpretations import (
    ClarificationEffect,
    NonPupilDays,
    VoluntaryNarrowing,
)
from statute.deadlines.period import Disregarded, Period
from statute.deadlines.reckoning import (
    WAITING_FOR_INFORMATION,
    WAITING_FOR_PAYMENT,
    Reckoning,
    deemed_receipt,
    last_day_to_pay,
)
from statute.deadlines.rules import RULES
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, format_date

SCHOOL_CLOSED: Final = "School closed"
NO_PUPILS: Final = "No pupils in school"


def time_for_compliance(
    clock: Clock, calendar: WorkingCalendar, *, is_extended: bool = True
) -> Period:
    """Return the period within which the request must be answered.

    Args:
        clock: A request under any regime but subject access.
        calendar: The working days to count by.
        is_extended: Whether to include the authority's extensions. Without them the
            period is the time for giving notice of an extension.

    Raises:
        ClockError: The events contradict each other, or there was no receipt.
        CalendarExhausted: Bank holidays are not known far enough ahead.
    """
    reckoning = Reckoning(clock, calendar)
    effects = EFFECTS[clock.regime]
    for event in in_order(clock.events):
        effect = effects.get(event.name)
        if effect is not None:
            effect(reckoning, event)
    return reckoning.period(is_extended=is_extended)


def in_order(events: tuple[Event, ...]) -> tuple[Event, ...] | list[Event]:
    """Sort events by day: events without a day first, events of one day as given."""
    if len(events) < 2:
        return events
    return sorted(events, key=lambda event: event.on or date.min)


def day_of(event: Event) -> date:
    """Return the day of an event, or raise `ClockError` if there is none."""
    if event.on is None:
        raise ClockError(f"The event {event.name.value!r} needs the day it happened.")
    return event.on


def number_of(event: Event, at_most: int) -> int:
    """Return an event's number of working days, from 1 to `at_most`."""
    try:
        number = int(event.value or 0)
    except ValueError:
        number = 0
    if not 1 <= number <= at_most:
        raise ClockError(
            f"The event {event.name.value!r} needs a number of working days from 1 to "
            f"{at_most}, and {event.value!r} is not one."
        )
    return number


def ask(reckoning: Reckoning, event: Event) -> None:
    """Stop requiring an answer: FOIA s.1(3), EIR reg 9(2), FOISA s.1(3)."""
    reckoning.asked_on = reckoning.asked_on or day_of(event)


def clarify(reckoning: Reckoning, event: Event) -> None:
    """Make the arrival of further information the day of receipt: s.10(6)(b)."""
    asked_on = reckoning.asked_on
    if asked_on is None and reckoning.is_other_asked:
        return
    if asked_on is None:
        raise ClockError(
            "Further information is recorded as received on "
            f"{format_date(day_of(event))}, but none had been asked for."
        )
    reckoning.asked_on = None
    reckoning.disregarded.append(
        Disregarded(asked_on, day_of(event), WAITING_FOR_INFORMATION)
    )
    regime = reckoning.clock.regime
    if reckoning.clock.interpretation.clarification == ClarificationEffect.PAUSE:
        reckoning.rules.append("FOIA.clarification_pause")
        return
    received_on = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
    reckoning.rules.append(f"{regime}.clarification")
    reckoning.overtake_receipt(received_on, "The further information arrived")


def withdraw_question(reckoning: Reckoning, event: Event) -> None:
    """Let the first time run on as if nothing had been asked.

    Further information that was not needed for finding what is wanted stops nothing:
    FOIA s.1(3)(a), EIR reg 9(2), FOISA s.1(3).
    """
    if reckoning.asked_on is None and reckoning.is_other_asked:
        return
    if reckoning.asked_on is None:
        raise ClockError(
            "A request for clarification is recorded as withdrawn on "
            f"{format_date(day_of(event))}, but none was waiting for an answer."
        )
    reckoning.asked_on = None


def become_valid(reckoning: Reckoning, event: Event) -> None:
    """Count from the day on which a request under s.8 was complete: s.10(1)."""
    day = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
    reckoning.become_valid(day)
    reckoning.rules.append(f"{reckoning.clock.regime}.valid_request")


def ask_later(reckoning: Reckoning, event: Event) -> None:
    """Count a question from the letter that first asked it: s.10(1), EIR reg 5(2).

    That the question is a request of its own is how the sections are read here; no
    decision of a regulator on the point was read.
    """
    day = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
    letter = format_date(day_of(event))
    reckoning.ask_first(day, f"Asked in the requester’s letter of {letter}")
    reckoning.rules.append(f"{reckoning.clock.regime}.asked_later")


def charge(reckoning: Reckoning, event: Event) -> None:
    """Stop the clock until a fee or charge is paid: s.9(2), EIR reg 8(5)."""
    reckoning.charged_on = reckoning.charged_on or day_of(event)


def pay(reckoning: Reckoning, event: Event) -> None:
    """Disregard the days from the notice to its payment: s.10(2), EIR reg 8(6)."""
    charged_on, paid_on = reckoning.charged_on, day_of(event)
    if charged_on is None and reckoning.is_other_charged:
        return
    if charged_on is None:
        raise ClockError(
            f"A payment is recorded on {format_date(paid_on)}, but none had been asked "
            "for."
        )
    reckoning.charged_on = None
    clock = reckoning.clock
    reckoning.rules.append(f"{clock.regime}.fees_notice")
    last_day = last_day_to_pay(clock, charged_on, reckoning.calendar)
    reckoning.paid.append(Disregarded(charged_on, paid_on, WAITING_FOR_PAYMENT))
    if paid_on > last_day:
        reckoning.lapsed_on = last_day
        reckoning.rules.append(f"{clock.regime}.fee_payment")


def transfer(reckoning: Reckoning, event: Event) -> None:
    """Count from the day this authority received the transferred request."""
    day = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
    reckoning.start_afresh(day, "A transferred request was received")
    reckoning.rules.append(f"{reckoning.clock.regime}.transfer")


def post(reckoning: Reckoning, event: Event) -> None:
    """Presume receipt on the third day after posting: FOISA s.74(2)(a)."""
    rule = RULES["FOISA.posted"]
    presumed_on = day_of(event) + timedelta(days=rule.calendar_days)
    reckoning.rules.append(rule.key)
    reckoning.overtake_receipt(presumed_on, "Presumed received by post")


def refine(reckoning: Reckoning, event: Event) -> None:
    """Restart for the request made after a refusal on cost: ICO LTT137."""
    day = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
    reckoning.start_afresh(day, "A refined request was received")
    reckoning.rules.append("FOIA.refined_request")


def narrow(reckoning: Reckoning, event: Event) -> None:
    """Leave the date unchanged, unless the authority counts a new request."""
    if (
        reckoning.clock.interpretation.voluntary_narrowing
        == VoluntaryNarrowing.NEW_REQUEST
    ):
        day = deemed_receipt(day_of(event), reckoning.clock, reckoning.calendar)
        reckoning.start_afresh(day, "The request was narrowed and counts as new")
        reckoning.rules.append("FOIA.narrowing")


def weigh_public_interest(reckoning: Reckoning, event: Event) -> None:
    """Take further reasonable time: FOIA s.10(3)."""
    reckoning.promised.append(event)


def extend_to_forty(reckoning: Reckoning, event: Event) -> None:
    """Extend the time to forty working days in all: EIR reg 7(1)."""
    if event.value != "no":
        extended = RULES["EIR.extension"].working_days
        reckoning.extensions.append((extended, event.on))


def extend_by(reckoning: Reckoning, event: Event) -> None:
    """Extend the time by up to twenty working days: EISR reg 7(1)."""
    further = number_of(event, RULES["EISR.extension"].working_days_at_most)
    extended = RULES["EISR.response"].working_days + further
    reckoning.extensions.append((extended, event.on))


def close_school(reckoning: Reckoning, event: Event) -> None:
    """Leave out the days without a session: SI 2004/3364 reg 3."""
    leave_out_of_term(reckoning, event, SCHOOL_CLOSED)


def train_staff(reckoning: Reckoning, event: Event) -> None:
    """Leave out a day with no pupils, unless the school counts it as a school day."""
    if reckoning.clock.interpretation.non_pupil_days == NonPupilDays.NOT_SCHOOL_DAYS:
        leave_out_of_term(reckoning, event, NO_PUPILS)


def leave_out_of_term(reckoning: Reckoning, event: Event, reason: str) -> None:
    """Leave days out of a school's time; other authorities are not affected."""
    if reckoning.clock.is_school:
        first = day_of(event)
        reckoning.closures.append(Disregarded(first, event.until or first, reason))


def allow_archives(reckoning: Reckoning, event: Event) -> None:
    """Allow thirty working days for closed transferred records: SI 2004/3364 reg 4."""
    if event.value == "not_open":
        lengthen(reckoning, "FOIA.archives", RULES["FOIA.archives"].working_days)


def allow_keeper(reckoning: Reckoning, event: Event) -> None:
    """Allow the Keeper thirty working days for closed records: FOISA s.10(2)."""
    if event.value != "no":
        lengthen(reckoning, "FOISA.keeper", RULES["FOISA.keeper"].working_days)


def allow_commissioner(reckoning: Reckoning, event: Event) -> None:
    """Allow the working days the regulator specified: SI 2004/3364 regs 5, 6."""
    is_military = reckoning.clock.authority_type == "armed_forces"
    key = "FOIA.armed_forces" if is_military else "FOIA.outside_uk"
    lengthen(reckoning, key, number_of(event, RULES[key].working_days_at_most))


def allow_pandemic(reckoning: Reckoning, event: Event) -> None:
    """Allow sixty working days for answers given while the 2020 Act was in force."""
    rule = RULES["FOISA.covid"]
    if (rule.in_force or date.max) <= day_of(event) < (rule.repealed or date.max):
        lengthen(reckoning, rule.key, rule.working_days)


def lengthen(reckoning: Reckoning, rule: str, working_days: int) -> None:
    """Allow more working days, and record the rule."""
    reckoning.working_days = max(reckoning.working_days, working_days)
    reckoning.rules.append(rule)


Effect = Callable[[Reckoning, Event], None]

CLARIFICATION: Final[Mapping[EventName, Effect]] = {
    EventName.CLARIFICATION_SENT: ask,
    EventName.CLARIFICATION_RECEIVED: clarify,
    EventName.CLARIFICATION_WITHDRAWN: withdraw_question,
    EventName.NARROWED_VOLUNTARILY: narrow,
    EventName.REFINED_REQUEST_RECEIVED: refine,
    EventName.TRANSFERRED_IN: transfer,
    EventName.ASKED_LATER: ask_later,
}
PAYMENT: Final[Mapping[EventName, Effect]] = {
    EventName.FEES_NOTICE: charge,
    EventName.FEE_RECEIVED: pay,
    EventName.ADVANCE_PAYMENT_NOTICE: charge,
    EventName.PAYMENT_RECEIVED: pay,
}
EFFECTS: Final[Mapping[Regime, Mapping[EventName, Effect]]] = {
    Regime.FOIA: {
        **CLARIFICATION,
        **PAYMENT,
        EventName.BECAME_VALID: become_valid,
        EventName.PIT_EXTENSION_NOTICE: weigh_public_interest,
        EventName.SCHOOL_CLOSED: close_school,
        EventName.NON_PUPIL_DAY: train_staff,
        EventName.TRANSFERRED_PUBLIC_RECORD: allow_archives,
        EventName.COMMISSIONER_EXTENSION_TO_WORKING_DAY: allow_commissioner,
    },
    Regime.EIR: {
        **CLARIFICATION,
        **PAYMENT,
        EventName.EIR_EXTENSION_NOTICE: extend_to_forty,
    },
    Regime.FOISA: {
        **CLARIFICATION,
        **PAYMENT,
        EventName.BECAME_VALID: become_valid,
        EventName.POSTED: post,
        EventName.KEEPER_NOT_OPEN: allow_keeper,
        EventName.RESPONSE_SENT: allow_pandemic,
    },
    Regime.EISR: {
        **CLARIFICATION,
        **PAYMENT,
        EventName.EISR_EXTENSION_DAYS: extend_by,
    },
}
