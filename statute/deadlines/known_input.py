"""Refuse text for a clock that would have no effect, and say what is known instead."""

from datetime import date
from typing import Final

from statute.deadlines.clock import AUTHORITY_TYPES, Clock, ClockError, Event, EventName
from statute.deadlines.compliance import EFFECTS
from statute.deadlines.disputed import points
from statute.deadlines.interpretations import VARIANTS
from statute.regimes import Regime
from statute.working_days import format_date

_E = EventName
_OF_SUBJECT_ACCESS: Final = frozenset(
    {
        _E.ID_REQUESTED,
        _E.ID_RECEIVED,
        _E.FEES_NOTICE,
        _E.FEE_RECEIVED,
        _E.FEE_PAID,
        _E.SAR_EXTENDED,
        _E.SAR_CLARIFICATION_SENT,
        _E.SAR_CLARIFICATION_RECEIVED,
    }
)
# An event of one information law may be given under another: the working says that it
# has no effect there.
_OF_INFORMATION: Final = frozenset(
    {
        *(name for effects in EFFECTS.values() for name in effects),
        _E.ADVICE_CONTACT,
        _E.S12_REFUSAL,
        _E.RESPONSE_SENT,
        _E.RESPONSE_RECEIVED,
        _E.IR_REQUESTED,
        _E.IR_EXCEPTIONAL,
        _E.IR_RESPONSE_SENT,
        _E.REVIEW_REQUIRED,
        _E.REVIEW_NOTICE_RECEIVED,
    }
)
# The events that may go without a day, each with the words it knows.
_WORDS: Final = {
    _E.TRANSFERRED_PUBLIC_RECORD: ("open", "not_open"),
    _E.KEEPER_NOT_OPEN: ("yes", "no"),
    _E.EIR_EXTENSION_NOTICE: ("yes", "no"),
    _E.PIT_EXTENSION_NOTICE: ("yes", "no"),
    _E.SAR_EXTENDED: ("yes", "no"),
    _E.IR_EXCEPTIONAL: ("yes", "no"),
}
_NUMBERED: Final = frozenset(
    {_E.EISR_EXTENSION_DAYS, _E.COMMISSIONER_EXTENSION_TO_WORKING_DAY}
)
_SPANS: Final = frozenset(
    {
        _E.SCHOOL_CLOSED,
        _E.NON_PUPIL_DAY,
        _E.PIT_EXTENSION_NOTICE,
        _E.IR_EXCEPTIONAL,
    }
)
# A day of these may lie before the day of receipt.
_BEFORE_RECEIPT: Final = frozenset({_E.POSTED, _E.SCHOOL_CLOSED, _E.NON_PUPIL_DAY})


def check_authority_type(authority_type: str) -> None:
    """Refuse a kind of body that is not known.

    Raises:
        ClockError: The message names the kinds that are.
    """
    if authority_type not in AUTHORITY_TYPES:
        known = ", ".join(sorted(AUTHORITY_TYPES))
        raise ClockError(
            f"There is no type of authority called {authority_type!r}. The types are: "
            f"{known}."
        )


def check_variant(variant: str, regime: Regime) -> None:
    """Refuse a reading of a point that does not arise under the regime.

    Raises:
        ClockError: The message names the readings that do.
    """
    laws = {point.field: point.regimes for point in points()}

    def arises(name: str) -> bool:
        return all(regime in laws[field] for field in VARIANTS[name])

    if not arises(variant):
        known = ", ".join(name for name in VARIANTS if arises(name))
        raise ClockError(
            f"The reading {variant!r} has no effect under the {regime.title}. The "
            f"readings there are: {known}."
        )


def check_event(event: Event) -> None:
    """Refuse a value that the event does not know, and a day that it does not use.

    Raises:
        ClockError: The message says what the event needs.
    """
    name = event.name.value
    if event.until is not None and event.name not in _SPANS:
        raise ClockError(f"The event {name!r} happens on one day, not over several.")
    if event.name in _NUMBERED:
        if not isinstance(event.value, int):
            raise ClockError(f"The event {name!r} needs a number of working days.")
        return
    words = _WORDS.get(event.name, ())
    if event.value is not None and event.value not in words:
        needs = f"one of: {', '.join(words)}" if words else "the day it happened"
        if words and event.name not in {_E.TRANSFERRED_PUBLIC_RECORD}:
            needs = f"its day, or {needs}"
        raise ClockError(
            f"The event {name!r} needs {needs}; {event.value!r} is not known."
        )


def check_events(clock: Clock) -> None:
    """Refuse events that the regime does not know, and days before the receipt.

    Raises:
        ClockError: The message names the events known, or the two days.
    """
    is_subject_access = clock.regime == Regime.SAR
    known = _OF_SUBJECT_ACCESS if is_subject_access else _OF_INFORMATION
    for event in clock.events:
        if event.name not in known:
            raise ClockError(
                f"The event {event.name.value!r} has no effect under the "
                f"{clock.regime.title}. The events there are: "
                f"{', '.join(sorted(known))}."
            )
        if event.name not in _BEFORE_RECEIPT:
            _check_after_receipt(event, clock.received_on)


def _check_after_receipt(event: Event, received_on: date | None) -> None:
    if received_on and event.on and event.on < received_on:
        raise ClockError(
            f"The event {event.name.value!r} cannot have happened on "
            f"{format_date(event.on)}: the request was received on "
            f"{format_date(received_on)}."
        )
