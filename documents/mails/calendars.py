"""Summarise an invitation or another entry of a calendar."""

import re
from datetime import datetime
from typing import Final

from documents.mails.characters import on_one_line

_LOOKED_AT: Final = 200_000  # characters
_LINE: Final = re.compile(r"([A-Za-z-]{2,30})((?:;[^:\n]{0,300})?):(.*)")
_WANTED: Final = ("SUMMARY", "DTSTART", "LOCATION", "ORGANIZER", "METHOD", "STATUS")
_METHODS: Final = {
    "CANCEL": "cancelled",
    "REPLY": "answered",
    "COUNTER": "another time proposed",
}


def summary_of(calendar: str) -> str:
    """Return one sentence about the first entry of a calendar, "" if it has none."""
    unfolded = re.sub(r"\r?\n[ \t]", "", calendar[:_LOOKED_AT])
    if "BEGIN:V" not in unfolded.upper():
        return ""
    found: dict[str, str] = {}
    is_entry = False
    for line in unfolded.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match[1].upper(), match[3].strip()
        is_entry = is_entry or (
            name == "BEGIN" and value.upper() in {"VEVENT", "VTODO"}
        )
        if name in _WANTED and (is_entry or name == "METHOD"):
            found.setdefault(name, _unescaped(value))
    parts = [f"“{found['SUMMARY']}”" if found.get("SUMMARY") else "without a title"]
    if when := _when(found.get("DTSTART", "")):
        parts.append(when)
    if place := found.get("LOCATION"):
        parts.append(place)
    if method := _METHODS.get(found.get("METHOD", "").upper()):
        parts.append(method)
    return f"An entry for a calendar: {', '.join(parts)}."


def _unescaped(value: str) -> str:
    plain = value.replace("\\n", " ").replace("\\N", " ")
    return on_one_line(re.sub(r"\\([,;\\])", r"\1", plain), 200)


def _when(written: str) -> str:
    digits = re.match(r"(\d{8})(?:T(\d{4}))?", written)
    if digits is None:
        return ""
    try:
        day = datetime.strptime(digits[1], "%Y%m%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        return ""
    shown = f"{day.day} {day:%B %Y}"
    return f"{shown} at {digits[2][:2]}:{digits[2][2:]}" if digits[2] else shown
