"""Work out the dates of a past request by the clock of the statute."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Authority
from requests_app.calendars.extended import GROUNDS
from requests_app.calendars.working_days import calendar_for
from requests_app.models import clock_of
from requests_app.past_requests.values import NotRead, said
from statute.deadlines import (
    ClockError,
    Event,
    EventName,
    days_taken,
    due_date,
    original_due_date,
)
from statute.deadlines.clock import EXTENSIONS
from statute.regimes import Regime
from statute.working_days import CalendarExhausted


@dataclass(frozen=True, slots=True)
class Given:
    """The dated facts of a row, as read.

    Attributes:
        regime: The law.
        received_on: The day of receipt.
        answered_on: The day of the first whole answer; None without one.
        due_on: The due date in the table; None for an empty cell.
        extended_on: The day of a notice of extension; None without one.
        ground: A value of `FOIRequest.Extension`; "" for that of the law.
    """

    regime: Regime
    received_on: date
    answered_on: date | None = None
    due_on: date | None = None
    extended_on: date | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """What follows from the dated facts, as the fields of a request keep it.

    Attributes:
        due_on: The due date; None where the working days are not known.
        original_due_on: The due date without an extension that counts.
        extension: The ground of an extension that counts; "" without one.
        extended_on: The day of the notice of an extension that counts.
        event: The notice of extension; None without one.
        days_taken: Working days up to the first answer.
        was_in_time: Whether the answer was in time; None where not known.
        notes: What a reader of the import must know.
    """

    due_on: date | None = None
    original_due_on: date | None = None
    extension: str = ""
    extended_on: date | None = None
    event: Event | None = None
    days_taken: int | None = None
    was_in_time: bool | None = None
    notes: tuple[str, ...] = ()


def dates_of(given: Given, authority: Authority) -> Dates:
    """Return the dates of a past request.

    The due date follows from the statute. The one in the table only says until when the
    time was extended.

    Raises:
        NotRead: The extension is not possible under the law.
    """
    calendar = calendar_for(given.regime)
    plain = clock_of(
        authority=authority,
        regime=given.regime,
        received_on=given.received_on,
        received_at=None,
        events=(),
    )
    try:
        original = due_date(plain, calendar)
        event = _event(given, original)
        clock = plain
        if event is not None:
            clock = clock_of(
                authority=authority,
                regime=given.regime,
                received_on=given.received_on,
                received_at=None,
                events=(event,),
            )
            original = original_due_date(clock, calendar)
        due_on = due_date(clock, calendar)
        on = given.answered_on
        taken = days_taken(clock, on, calendar) if on else None
    except CalendarExhausted:
        return _unknown(given)
    except ClockError as refusal:
        raise NotRead(str(refusal)) from refusal
    notes = []
    counts = bool(event and due_on and original and due_on > original)
    if event and not counts:
        notes.append(
            f"The notice of {said(given.extended_on or given.received_on)} extends "
            "nothing: it came too late, or extends to no later day."
        )
    if given.due_on and given.due_on != due_on:
        notes.append(
            f"The table says due on {said(given.due_on)}. By statute it was "
            f"{said(due_on) if due_on else 'not running'}, and this is kept."
        )
    return Dates(
        due_on=due_on,
        original_due_on=original if counts else None,
        extension=GROUNDS[event.name].value if event and counts else "",
        extended_on=given.extended_on if counts else None,
        event=event,
        days_taken=taken,
        was_in_time=on <= due_on if on and due_on else None,
        notes=tuple(notes),
    )


def _event(given: Given, original: date | None) -> Event | None:
    """Return the notice of extension as an event of the clock; None without one."""
    on = given.extended_on
    if on is None:
        if given.ground:
            raise NotRead("An extension needs the day of its notice in “Extended on”.")
        return None
    name = EXTENSIONS.get(given.regime)
    if name is None:
        raise NotRead(f"The {given.regime} knows no extension of the time.")
    if given.ground and GROUNDS[name] != given.ground:
        raise NotRead(
            f"The {given.regime} extends the time on another ground: "
            f"{GROUNDS[name].label.lower()}."
        )
    if given.answered_on and on > given.answered_on:
        raise NotRead("The extension is later than the answer.")
    if name == EventName.EIR_EXTENSION_NOTICE:
        return Event(name=name, on=on)
    if given.due_on is None:
        raise NotRead("An extension needs the extended date in “Due on”.")
    if name == EventName.PIT_EXTENSION_NOTICE:
        return Event(name=name, on=on, until=given.due_on)
    calendar = calendar_for(given.regime)
    days = calendar.working_days_between(original or on, given.due_on)
    return Event(name=name, on=on, value=str(days))


def _unknown(given: Given) -> Dates:
    """Return the dates of a request from before the known holidays."""
    if given.extended_on:
        raise NotRead(
            "The bank holidays of this time are not known here, so an extension cannot "
            "be worked out. Leave “Extended on” empty."
        )
    due_on, on = given.due_on, given.answered_on
    note = "The bank holidays of this time are not known here: " + (
        f"the due date of the table, {said(due_on)}, is kept unchecked."
        if due_on
        else "the request has no due date."
    )
    return Dates(
        due_on=due_on,
        was_in_time=on <= due_on if on and due_on else None,
        notes=(note,),
    )
