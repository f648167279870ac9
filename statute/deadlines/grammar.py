"""Read clocks from text, in the form of the worked cases and the command line.

An event is `name:2026-03-02`, a span `school_closed:2026-02-16..2026-02-20`, a fact
`keeper_not_open:yes` or `eisr_extension_days:10`. Semicolons separate several events.
"""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from statute.deadlines.clock import Clock, ClockError, Event, EventName
from statute.deadlines.interpretations import interpretation_of
from statute.deadlines.known_input import (
    check_authority_type,
    check_event,
    check_events,
    check_variant,
)
from statute.regimes import Regime
from statute.working_days import Division

LONDON: Final = ZoneInfo("Europe/London")


def read_clock(
    *,
    regime: str,
    received: str = "",
    authority_type: str = "",
    events: str = "",
    variant: str = "",
    division: Division | None = None,
) -> Clock:
    """Return the clock described by the columns of a table or a command's options.

    Args:
        regime: "FOIA", "EIR", "FOISA", "EISR" or "SAR".
        received: As for `read_receipt`; empty where the base date is an event.
        authority_type: "council" if empty.
        events: As for `read_events`.
        variant: The name of an interpretation other than the statute's, or empty.
        division: The division whose public holidays matter to a subject access request;
            None uses the type of authority.

    Raises:
        ValueError: Some part cannot be read, or would have no effect; the message says
            which, and what is known.
    """
    try:
        known = Regime(regime.strip().upper())
    except ValueError:
        names = ", ".join(Regime)
        raise ClockError(
            f"{regime!r} is not a regime. The regimes are: {names}."
        ) from None
    received_on, received_at = read_receipt(received)
    variant = variant.strip() or "default"
    interpretation = interpretation_of(variant)
    check_variant(variant, known)
    authority_type = authority_type.strip() or "council"
    check_authority_type(authority_type)
    clock = Clock(
        regime=known,
        received_on=received_on,
        authority_type=authority_type,
        events=read_events(events),
        interpretation=replace(interpretation, sar_division=division)
        if division
        else interpretation,
        received_at=received_at,
    )
    check_events(clock)
    return clock


def read_receipt(text: str) -> tuple[date | None, time | None]:
    """Return the London day of a receipt and, where given, its London time.

    A time with an offset, or ending in Z, is converted to London time: 23:30Z on 30
    June is received on 1 July. A time without an offset is already London's.
    """
    text = text.strip()
    if not text:
        return None, None
    try:
        if len(text) == len("2026-03-02"):
            return date.fromisoformat(text), None
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ClockError(
            f"{text!r} is not a day such as 2026-03-02, nor a moment such as "
            f"2026-03-02T17:45 or 2026-03-02T17:45Z."
        ) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(LONDON)
    return moment.date(), moment.time()


def read_events(text: str) -> tuple[Event, ...]:
    """Return the events of a list separated by semicolons, in the order given."""
    return tuple(read_event(part) for part in text.split(";") if part.strip())


def read_event(text: str) -> Event:
    """Return one event from `name:day`, `name:day..day`, `name:word` or `name`.

    A notice may name the day it promises,
    `pit_extension_notice:2026-03-02..2026-04-01`, and a fact the day of its notice,
    `eisr_extension_days:10@2026-03-02`.

    Raises:
        ClockError: The event, its day or its value is not known.
    """
    event = _event_of(text)
    check_event(event)
    return event


def _event_of(text: str) -> Event:
    typed, _, value = (part.strip() for part in text.strip().partition(":"))
    name = EventName(typed)
    if not value:
        return Event(name, value="yes")
    value, _, day = value.partition("@")
    on = _day(name, day) if day else None
    if not value[:4].isdigit() or "-" not in value:
        return Event(name, on, value=int(value) if value.isdigit() else value)
    first, _, last = value.partition("..")
    until = _day(name, last) if last else None
    on = _day(name, first)
    if until is not None and until < on:
        raise ClockError(f"The event {name.value!r} ends before it begins.")
    return Event(name, on, until)


def _day(name: EventName, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ClockError(
            f"{text!r} is not a day such as 2026-03-02, in the event {name.value!r}."
        ) from None
