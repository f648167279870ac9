"""Write a calendar of whole days in the format of RFC 5545."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LONGEST_LINE: Final = 75  # bytes, without the end of the line
_HOURS_BETWEEN_READINGS: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A whole day in the calendar.

    Attributes:
        uid: The same in every reading.
        on: The day.
        summary: One line.
        url: The address of the page.
        sequence: Higher after each change.
        changed_at: The moment of the latest change.
        is_cancelled: Whether the day no longer counts.
    """

    uid: str
    on: date
    summary: str
    url: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool


def calendar_text(*, name: str, events: Iterable[Event], at: datetime) -> str:
    """Return a calendar as text, with the ends of lines of the format.

    Args:
        name: What calendar programs call the calendar.
        events: The days.
        at: The moment of reading.

    Source: RFC 5545 sections 3.1, 3.3.11, 3.6.1, 3.8.1.11, 3.8.7.2 and 3.8.7.4; RFC
    7986 section 5.7.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//FOI casework//Due dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{_HOURS_BETWEEN_READINGS}H",
        *(line for event in events for line in _lines_of(event, at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines_of(event: Event, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between characters; each further line begins with a space."""
    parts, part, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > _LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + length
    return "\r\n".join([*parts, part])
