"""Reading a request whose questions carry no numbers: bullets or nothing at all."""

from collections.abc import Sequence

from requests_app.parsing.draft import Draft
from requests_app.parsing.language import (
    asks,
    is_closing,
    is_period,
    is_salutation,
    only_leads_in,
)
from requests_app.parsing.listed import Reading
from requests_app.parsing.units import Unit


def read_plain(units: Sequence[Unit]) -> Reading:
    """Return the tree of units without numbers or letters."""
    reading = Reading()
    position = _first_asking(units)
    reading.preamble = [line for unit in units[:position] for line in unit.all_lines()]
    end = _last_asking(units, position)
    current: list[Draft] = []
    for number in range(position, end):
        unit = units[number]
        if unit.place is None:
            is_lead = asks(unit.words) and not is_closing(unit.words)
            if is_lead or not reading.top:
                current = [Draft(unit.start, lines=list(unit.lines))]
                reading.top.append(current[0])
            elif current[0].children:
                current[0].after.extend(unit.lines)
            else:
                current[0].lines.extend(unit.lines)
        else:
            _add_bullet(reading, current, unit)
    reading.closing = [line for unit in units[end:] for line in unit.all_lines()]
    return reading


def _add_bullet(reading: Reading, current: list[Draft], unit: Unit) -> None:
    assert unit.place is not None and unit.marker is not None  # noqa: S101
    has_lead = bool(reading.top) and not reading.top[0].marker
    if has_lead and is_period(unit.words) and not reading.top[-1].children:
        reading.top[-1].lines.extend(unit.all_lines())
        return
    depth = unit.place.depth + has_lead
    del current[max(depth, 0) :]
    draft = Draft(unit.start, unit.marker.text, lines=list(unit.lines))
    (current[-1].children if current else reading.top).append(draft)
    current.append(draft)


def _first_asking(units: Sequence[Unit]) -> int:
    """Return the first unit that asks; the number of units if none does."""
    for number, unit in enumerate(units):
        if unit.place is not None:
            return number
        if is_salutation(unit.words) and not asks(unit.words):
            continue
        leads = only_leads_in(unit.words) and number + 1 < len(units)
        if asks(unit.words) and not leads:
            return number
    return len(units)


def _last_asking(units: Sequence[Unit], start: int) -> int:
    """Return the unit after the last that asks or belongs to one that does."""
    end = start
    for number in range(start, len(units)):
        unit = units[number]
        if unit.place is not None or (asks(unit.words) and not is_closing(unit.words)):
            end = number + 1
        elif number == end and len(unit.words) < 40 and not is_closing(unit.words):
            end = number + 1
    return end
