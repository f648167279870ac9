"""Build a request's period event by event: its start, exclusions and stops."""

from dataclasses import replace
from datetime import date
from typing import Final

from statute.deadlines.clock import SCHOOLS, Clock, Event
from statute.deadlines.interpretations import (
    AfterHoursReceipt,
    ClarificationEffect,
    LatePublicInterestNotice,
    WeekendReceipt,
)
from statute.deadlines.months import end_of_months_beginning_with
from statute.deadlines.period import Disregarded, Period, Standstill
from statute.deadlines.rules import RULES, Rule
from statute.regimes import Regime
from statute.working_days import ONE_DAY, WorkingCalendar, format_date

WAITING_FOR_INFORMATION: Final = "Waiting for further information"
WAITING_FOR_PAYMENT: Final = "Waiting for payment"

TIME_FOR_COMPLIANCE: Final = {
    regime: RULES[f"{regime}.response"].working_days for regime in Regime
}


def day_of_receipt(clock: Clock, calendar: WorkingCalendar) -> date:
    """Return the day that counts as the day of receipt.

    This is the actual day, at any hour, working day or not (FOIA s.10(1); Berend v ICO,
    EA/2006/0049), unless the authority interprets the point otherwise.
    """
    received_on, interpretation = clock.day_received, clock.interpretation
    if (
        interpretation.after_hours_receipt == AfterHoursReceipt.NEXT_WORKING_DAY
        and clock.received_at is not None
        and (
            clock.received_at >= interpretation.office_closes_at
            or not calendar.is_working_day(received_on)
        )
    ):
        return calendar.add(received_on, 1)
    return deemed_receipt(received_on, clock, calendar)


def deemed_receipt(day: date, clock: Clock, calendar: WorkingCalendar) -> date:
    """Return the day, or the next working day if the authority so interprets it."""
    if (
        clock.interpretation.weekend_receipt == WeekendReceipt.DEEMED
        and not calendar.is_working_day(day)
    ):
        return calendar.add(day, 1)
    return day


def last_day_to_pay(clock: Clock, notified_on: date, calendar: WorkingCalendar) -> date:
    """Return the last day to pay a fee or charge in time.

    This is three months beginning with the day of the notice under the Acts, sixty
    working days after it under the EIR, and sixty beginning with it under the EISR.

    Source: FOIA s.9(2); FOISA s.9(3); EIR reg 8(5); EISR reg 8(6).
    """
    rule = RULES[f"{clock.regime}.fee_payment"]
    if rule.months:
        return end_of_months_beginning_with(
            notified_on, rule.months, clock.interpretation.short_month_end
        )
    return calendar.add(day_zero_of(rule, notified_on), rule.working_days)


def day_zero_of(rule: Rule, day: date) -> date:
    """Return the day after which a rule's working days are counted from an event."""
    return day - ONE_DAY if rule.begins_with else day


class Reckoning:
    """The clock of one request, updated event by event."""

    __slots__ = (
        "asked_on",
        "calendar",
        "charged_on",
        "clock",
        "closures",
        "day_zero",
        "disregarded",
        "extensions",
        "is_other_asked",
        "is_other_charged",
        "lapsed_on",
        "paid",
        "promised",
        "rules",
        "shown_from",
        "why_before",
        "why_day_zero",
        "working_days",
    )

    def __init__(self, clock: Clock, calendar: WorkingCalendar) -> None:
        """Start the clock on the day of receipt."""
        self.clock = clock
        self.calendar = calendar
        self.closures: list[Disregarded] = []
        self.shown_from: date | None = None
        self.start_afresh(day_of_receipt(clock, calendar))
        if self.day_zero != clock.received_on:
            self.shown_from = clock.received_on
            self.why_day_zero = "Treated as the day of receipt"

    def start_afresh(self, day: date, why: str = "") -> None:
        """Restart from a request that counts as new, forgetting everything earlier."""
        self.day_zero = day
        self.shown_from = None
        self.why_day_zero = why
        self.why_before = "Before the time started again"
        regime = self.clock.regime
        self.working_days = TIME_FOR_COMPLIANCE[regime]
        self.rules = [f"{regime}.response"]
        self.disregarded: list[Disregarded] = []
        self.asked_on: date | None = None  # for further information, still awaited
        self.charged_on: date | None = None  # a fee or charge, still unpaid
        self.lapsed_on: date | None = None  # the day the time to pay ran out
        # Notices of an extension: the working days in all, and the day of each.
        self.extensions: list[tuple[int, date | None]] = []
        self.promised: list[Event] = []  # notices that the public interest needs time
        self.paid: list[Disregarded] = []  # from each notice to its payment
        # Whether an earlier question still awaited information, or a payment, when
        # this question was first asked.
        self.is_other_asked = self.is_other_charged = False

    def become_valid(self, day: date) -> None:
        """Start from the day on which a request that the law recognises arrived."""
        shown_from = self.shown_from or self.clock.received_on
        self.start_afresh(day, "A valid request was received")
        self.shown_from = shown_from
        self.why_before = "Before the request was valid"

    def ask_first(self, day: date, why: str) -> None:
        """Start from the day on which a later letter first asked the question.

        What the requester was asked for before that day concerns other questions.
        """
        is_asked, is_charged = self.asked_on is not None, self.charged_on is not None
        self.start_afresh(day, why)
        self.why_before = "Before the question was asked"
        self.is_other_asked, self.is_other_charged = is_asked, is_charged

    def overtake_receipt(self, day: date, why: str) -> None:
        """Make a later day the day of receipt."""
        if day > self.day_zero:
            self.shown_from = self.shown_from or self.clock.received_on
            self.day_zero = day
            self.why_day_zero = why

    def period(self, *, is_extended: bool) -> Period:
        """Return the period resulting from the facts."""
        regime, authority_type = self.clock.regime, self.clock.authority_type
        rules, at_most = self.rules, None
        if self.clock.is_school:
            school = RULES[SCHOOLS[authority_type]]
            rules, at_most = [*rules, school.key], school.working_days_at_most
        ordinary = Period(
            day_zero=self.day_zero,
            working_days=self.working_days,
            rules=(*rules, f"{regime}.working_day"),
            disregarded=(*self.disregarded, *self.paid),
            closures=tuple(self.closures),
            at_most=at_most,
            shown_from=self.shown_from,
            why_day_zero=self.why_day_zero,
            why_before=self.why_before,
        )
        if not (
            self.asked_on
            or self.charged_on
            or self.lapsed_on
            or (is_extended and (self.extensions or self.promised))
        ):
            return ordinary
        return self._beyond(ordinary, is_extended=is_extended)

    def _beyond(self, ordinary: Period, *, is_extended: bool) -> Period:
        """Extend or stop the ordinary period, by notices given in time."""
        regime = self.clock.regime
        rules, working_days = ordinary.rules, ordinary.working_days
        extended_to = None
        end = ordinary.ordinary_end(self.calendar)
        last_for_notice = end
        extension = self._extension(end) if is_extended else 0
        if extension:
            working_days = max(working_days, extension)
            rules = (*rules, f"{regime}.extension")
            ordinary = replace(ordinary, disregarded=self._disregarded_by(end))
            end = replace(ordinary, working_days=working_days).ordinary_end(
                self.calendar
            )
            if regime == Regime.EISR:  # reg 8(5) sets no day for the notice of a fee
                last_for_notice = end
        if is_extended and self.promised:
            extended_to = self._promised_date(ordinary, end)
            if extended_to is not None:
                rules = (*rules, "FOIA.pit_extension")
        standstill = self._standstill(last_for_notice)
        if standstill is not None:
            rules = (*rules, self._rule_of_standstill())
        return replace(
            ordinary,
            working_days=working_days,
            rules=rules,
            extended_to=extended_to,
            standstill=standstill,
        )

    def _extension(self, end: date) -> int:
        """Return the working days in all by notices given in time; 0 without any.

        A notice is in time within the period that it extends. A notice without a day
        is taken as given in time. A notice from before time began afresh extended an
        earlier period, so it does not count.
        """
        return max(
            (
                working_days
                for working_days, notified_on in self.extensions
                if notified_on is None or self.day_zero <= notified_on <= end
            ),
            default=0,
        )

    def _disregarded_by(self, end: date) -> tuple[Disregarded, ...]:
        """Return the days left out of extended time.

        Under the EIR a charge asked for after the ordinary time stops nothing (8(4)).
        """
        is_strict = self.clock.regime == Regime.EIR
        paid = (one for one in self.paid if one.first <= end or not is_strict)
        return (*self.disregarded, *paid)

    def _promised_date(self, ordinary: Period, end: date) -> date | None:
        """Return the latest day promised in time, or the regulator's target.

        A notice is in time within the ordinary time, and a further notice until the day
        promised before: FOIA s.17(1) and (2). A late notice promises but extends
        nothing, unless the authority interprets the point otherwise.
        """
        target = Period(
            day_zero=ordinary.day_zero,
            working_days=self.clock.interpretation.pit_target_working_days,
            disregarded=ordinary.disregarded,
        )
        interpretation = self.clock.interpretation.late_public_interest_notice
        extends_late = interpretation == LatePublicInterestNotice.EXTENDS
        promised = None
        for event in self.promised:
            last_day = max(promised or end, end)
            if extends_late or event.on is None or event.on <= last_day:
                until = event.until or target.ordinary_end(self.calendar)
                promised = max(promised or until, until)
        return promised

    def _rule_of_standstill(self) -> str:
        regime = self.clock.regime
        if self.asked_on is None:
            return f"{regime}.fee_payment"
        if self.clock.interpretation.clarification == ClarificationEffect.PAUSE:
            return "FOIA.clarification_pause"
        return f"{regime}.clarification"

    def _standstill(self, end: date) -> Standstill | None:
        if self.asked_on is not None:
            return Standstill(self.asked_on, WAITING_FOR_INFORMATION)
        if self.lapsed_on is not None:
            return Standstill(
                self.lapsed_on,
                f"Not paid by {format_date(self.lapsed_on)}, so the duty lapsed",
            )
        # A fees notice counts only if given within the time for answering: s.9(1).
        if self.charged_on is not None and self.charged_on <= end:
            return Standstill(self.charged_on, WAITING_FOR_PAYMENT)
        return None
