"""Record the facts a date depends on: the regime, the receipt, the events since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Never

from statute.deadlines.interpretations import STATUTORY, DeadlineInterpretation
from statute.regimes import Regime
from statute.working_days import Division, WorkingCalendar, calendar_for

# Schools whose time under FOIA is counted in school days, with the instrument for each.
SCHOOLS: Final = {
    "maintained_school": "FOIA.schools",
    "maintained_nursery": "FOIA.schools",
    "nursery_school": "FOIA.schools",
    "mod_school": "FOIA.schools",
    "ni_school": "FOIA.schools_2009",
    "pupil_referral_unit": "FOIA.schools_2009",
    "academy": "FOIA.schools_2010",
    "free_school": "FOIA.schools_2010",
}

# Location of the bodies with names not beginning with "scottish_" or "ni_". Local
# public holidays move the last day of a subject access month.
DIVISIONS: Final = {
    "police_scotland": Division.SCOTLAND,
    "keeper_nrs": Division.SCOTLAND,
    "sepa": Division.SCOTLAND,
    "psni": Division.NORTHERN_IRELAND,
    "proni": Division.NORTHERN_IRELAND,
}


# Every kind of body that a clock may name.
AUTHORITY_TYPES: Final = frozenset(
    {
        *SCHOOLS,
        *DIVISIONS,
        "armed_forces",
        "central_government",
        "council",
        "national_archives",
        "nhs_trust",
        "ni_council",
        "ni_department",
        "other",
        "police",
        "scottish_council",
        "scottish_government",
        "scottish_health_board",
        "sixth_form_college",
        "university",
    }
)


class ClockError(ValueError):
    """The events of a clock contradict each other, or an event needed is missing."""


class EventName(StrEnum):
    """What can happen to a request and matter to its date, as the grammar writes it."""

    CLARIFICATION_SENT = "clarification_sent"
    CLARIFICATION_RECEIVED = "clarification_received"
    CLARIFICATION_WITHDRAWN = "clarification_withdrawn"
    BECAME_VALID = "became_valid"
    ASKED_LATER = "asked_later"
    ADVICE_CONTACT = "advice_contact"
    NARROWED_VOLUNTARILY = "narrowed_voluntarily"
    FEES_NOTICE = "fees_notice"
    FEE_RECEIVED = "fee_received"
    ADVANCE_PAYMENT_NOTICE = "advance_payment_notice"
    PAYMENT_RECEIVED = "payment_received"
    TRANSFERRED_IN = "transferred_in"
    POSTED = "posted"
    PIT_EXTENSION_NOTICE = "pit_extension_notice"
    EIR_EXTENSION_NOTICE = "eir_extension_notice"
    EISR_EXTENSION_DAYS = "eisr_extension_days"
    SCHOOL_CLOSED = "school_closed"
    NON_PUPIL_DAY = "non_pupil_day"
    TRANSFERRED_PUBLIC_RECORD = "transferred_public_record"
    KEEPER_NOT_OPEN = "keeper_not_open"
    COMMISSIONER_EXTENSION_TO_WORKING_DAY = "commissioner_extension_to_working_day"
    S12_REFUSAL = "s12_refusal"
    REFINED_REQUEST_RECEIVED = "refined_request_received"
    RESPONSE_SENT = "response_sent"
    RESPONSE_RECEIVED = "response_received"
    IR_REQUESTED = "ir_requested"
    IR_EXCEPTIONAL = "ir_exceptional"
    IR_RESPONSE_SENT = "ir_response_sent"
    REVIEW_REQUIRED = "review_required"
    REVIEW_NOTICE_RECEIVED = "review_notice_received"
    ID_REQUESTED = "id_requested"
    ID_RECEIVED = "id_received"
    FEE_PAID = "fee_paid"
    SAR_EXTENDED = "sar_extended"
    SAR_CLARIFICATION_SENT = "sar_clarification_sent"
    SAR_CLARIFICATION_RECEIVED = "sar_clarification_received"

    @classmethod
    def _missing_(cls, value: object) -> Never:
        """Refuse a name that no event has, with the names that there are."""
        known = ", ".join(sorted(cls))
        raise ClockError(
            f"There is no event called {value!r}. The events are: {known}."
        )


class FeeEvents(NamedTuple):
    """The events by which a fee is asked for, and paid."""

    notice: EventName
    payment: EventName


def fee_events(regime: Regime) -> FeeEvents:
    """Return the events by which a regime asks for a fee or charge, and takes it."""
    if regime.is_environmental:
        return FeeEvents(EventName.ADVANCE_PAYMENT_NOTICE, EventName.PAYMENT_RECEIVED)
    return FeeEvents(EventName.FEES_NOTICE, EventName.FEE_RECEIVED)


# The event by which each regime extends the time for answering; FOISA has no extension.
EXTENSIONS: Final[Mapping[Regime, EventName]] = MappingProxyType(
    {
        Regime.FOIA: EventName.PIT_EXTENSION_NOTICE,
        Regime.EIR: EventName.EIR_EXTENSION_NOTICE,
        Regime.EISR: EventName.EISR_EXTENSION_DAYS,
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event in the life of a request that may move its date.

    Attributes:
        name: What it was.
        on: The London day of the event; None only for a fact without a day.
        until: For a span, its last day, included; for an extension, the day by which
            the notice promised an answer.
        value: A number of working days, or a word such as "not_open".
    """

    name: EventName
    on: date | None = None
    until: date | None = None
    value: str | int | None = None

    def __post_init__(self) -> None:
        # A name out of a table or a row is one of the statute's, or is refused.
        object.__setattr__(self, "name", EventName(self.name))


@dataclass(frozen=True, slots=True)
class Clock:
    """Everything the due date of a request depends on, except the calendar.

    Attributes:
        regime: The law the request is under.
        received_on: The London day on which the authority received the request; None
            only for a date that depends on an event alone.
        authority_type: The kind of body: "council", "academy", "proni" …
        events: The events so far; events of one day are in order.
        interpretation: The authority's interpretation of the disputed points.
        received_at: The London time of receipt, where known. Used only if the authority
            treats mail after hours as received the next day.
        is_review: Whether this is a request for a review of an earlier answer: then the
            time for answering is the time for reviewing.
    """

    regime: Regime
    received_on: date | None
    authority_type: str = "council"
    events: tuple[Event, ...] = ()
    interpretation: DeadlineInterpretation = STATUTORY
    received_at: time | None = None
    is_review: bool = False

    @property
    def is_school(self) -> bool:
        """Whether time is counted in school days: FOIA, and schools alone."""
        return self.regime == Regime.FOIA and self.authority_type in SCHOOLS

    @property
    def division(self) -> Division:
        """The part of the United Kingdom of a subject access request's controller."""
        if self.interpretation.sar_division is not None:
            return self.interpretation.sar_division
        if self.authority_type.startswith("scottish_"):
            return Division.SCOTLAND
        if self.authority_type.startswith("ni_"):
            return Division.NORTHERN_IRELAND
        return DIVISIONS.get(self.authority_type, Division.ENGLAND_AND_WALES)

    def packaged_calendar(self) -> WorkingCalendar:
        """Return the calendar of this release for the clock's regime and division."""
        return calendar_for(self.regime, self.division)

    @property
    def day_received(self) -> date:
        """The day of receipt.

        Raises:
            ClockError: The day is not recorded.
        """
        if self.received_on is None:
            raise ClockError("The day the request was received is not recorded.")
        return self.received_on

    def must_be_under(self, *regimes: Regime) -> None:
        """Refuse a date unknown to the clock's regime.

        Raises:
            ClockError: The clock is under none of these regimes.
        """
        if self.regime not in regimes:
            raise ClockError(f"There is no such date under the {self.regime.title}.")

    def day_of(self, *names: EventName) -> date:
        """Return the latest day of the events with these names.

        Raises:
            ClockError: None of these events happened.
        """
        day = self.last(*names)
        if day is None:
            raise ClockError(f"This date needs the event {' or '.join(names)}.")
        return day

    def last(self, *names: EventName) -> date | None:
        """Return the latest day of the events with these names, or None."""
        days = [event.on for event in self.events if event.name in names and event.on]
        return max(days, default=None)

    def has(self, name: EventName) -> bool:
        """Return whether an event of this name happened, without the value "no"."""
        return any(
            event.name == name and event.value not in {"no", "open"}
            for event in self.events
        )
