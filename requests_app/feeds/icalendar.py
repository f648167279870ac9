"""Write a calendar of whole days in the format of RFC 5545."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LONGEST_LINE: Final = 75  # bytes, without the end of the line
_HOURS_BETWEEN_READINGS: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A whole day in the calendar.

    Attributes:
        uid: The same in every reading, so that a moved date replaces the earlier.
        on: The day.
        summary: One line.
        url: The address of the page.
    """

    uid: str
    on: date
    summary: str
    url: str


def calendar_text(*, name: str, entries: Iterable[Entry], at: datetime) -> str:
    """Return a calendar as text, with the ends of lines of the format.

    Args:
        name: What calendar programs call the calendar.
        entries: The days.
        at: The moment of reading.

    Source: RFC 5545 sections 3.1, 3.3.11, 3.6.1 and 3.8.7.2; RFC 7986 section 5.7.
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
        *(line for entry in entries for line in _lines_of(entry, at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines_of(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


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
