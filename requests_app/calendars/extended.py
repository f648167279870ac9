"""Whether the time of a request was extended, from when, and on which ground."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from requests_app.calendars.question_dates import Part, due_on_of
from requests_app.models import FOIRequest
from statute.deadlines import EventName, original_due_date
from statute.working_days import WorkingCalendar

# The ground of an extension, by the event that extends the time.
GROUNDS: Final[Mapping[str, FOIRequest.Extension]] = MappingProxyType(
    {
        EventName.PIT_EXTENSION_NOTICE: FOIRequest.Extension.PUBLIC_INTEREST,
        EventName.EIR_EXTENSION_NOTICE: FOIRequest.Extension.COMPLEX,
        EventName.EISR_EXTENSION_DAYS: FOIRequest.Extension.COMPLEX,
        EventName.IR_EXCEPTIONAL: FOIRequest.Extension.REVIEW,
    }
)


class Extended(NamedTuple):
    """An extension of the time of a request, as the fields of the request keep it."""

    extension: str = ""
    extended_on: date | None = None
    original_due_on: date | None = None


def extended_by(parts: Iterable[Part], calendar: WorkingCalendar) -> Extended:
    """Return the extension of a request from its parts; empty without one.

    A notice given too late extends nothing.

    Args:
        parts: The parts of the request.
        calendar: The working days to count by.

    Raises:
        CalendarExhausted: The day lies beyond the known holidays.
        ClockError: The events contradict each other.

    Source: FOIA 2000 ss.10(3) and 17(2); EIR 2004 reg 7; EISR 2004 reg 7; s.45 Code
    part 5.
    """
    ordinary, notices = [], []
    for part in parts:
        events = [event for event in part.clock.events if event.name in GROUNDS]
        original = original_due_date(part.clock, calendar) if events else part.due_on
        ordinary.append(replace(part, due_on=original))
        if original and part.due_on and part.due_on > original:
            notices += [event for event in events if event.on is not None]
    original_due_on = due_on_of(ordinary)
    if not notices or original_due_on is None:
        return Extended()
    latest = max(notices, key=lambda event: event.on or date.min)
    return Extended(GROUNDS[latest.name].value, latest.on, original_due_on)
