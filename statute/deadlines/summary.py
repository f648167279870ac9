"""Explain in plain English how a date was calculated, and each thing that moved it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from statute.deadlines.period import AnyPeriod, CalendarPeriod, Disregarded, Period
from statute.deadlines.reckoning import WAITING_FOR_INFORMATION
from statute.deadlines.rules import RULES
from statute.working_days import WorkingCalendar, format_date

# The rules that give more working days than usual, and what brings each into play.
_LONGER: Final = {
    "EIR.extension": "notice was given that the request is complex and voluminous",
    "EISR.extension": "notice was given that the request is complex and voluminous",
    "FOIA.archives": "a public record not yet open was transferred",
    "FOIA.armed_forces": "the regulator allowed more time",
    "FOIA.outside_uk": "the regulator allowed more time",
    "FOISA.keeper": "a record not yet open was transferred to the Keeper",
    "FOISA.covid": "the answer was given while the 2020 Act was in force",
}


def summarise(period: AnyPeriod, calendar: WorkingCalendar) -> str:
    """Explain in plain English how the date was calculated."""
    if period.standstill is not None:
        why = _within(period.standstill.reason)
        return (
            f"No time is running since {format_date(period.standstill.since)}: {why}."
        )
    if isinstance(period, CalendarPeriod):
        return " ".join(_months(period, calendar))
    return " ".join(_working_days(period, calendar))


def _working_days(period: Period, calendar: WorkingCalendar) -> Iterator[str]:
    first, end = period.first_counted_on(calendar), period.ordinary_end(calendar)
    n = period.working_days
    if period.why_day_zero:
        yield _start(period)
    running = [span for span in period.disregarded if span.last > period.day_zero]
    yield from _waits(running, end)
    for rule in period.rules:
        if rule in _LONGER:
            yield f"The time is {n} working days: {_LONGER[rule]}."
    kind = "working days" if period.at_most is None else "school days"
    start = f"Day one is {format_date(first or end)}"
    if period.at_most and period.is_cut_short(calendar):
        yield (
            f"{start}; the {period.at_most}th working day, {format_date(end)}, comes "
            f"before the {n}th school day and ends the time."
        )
    else:
        yield f"{start}; day {n}, counting {kind} only, is {format_date(end)}."
    if period.extended_to is not None and period.extended_to > end:
        until = format_date(period.extended_to)
        yield f"Notice was given that more time was needed, until {until}."


def _start(period: Period) -> str:
    """Say which day replaced the receipt, and why."""
    said = f"Time starts after {format_date(period.day_zero)}: "
    said += _within(period.why_day_zero)
    asked = [
        span.first
        for span in period.disregarded
        if span.reason == WAITING_FOR_INFORMATION and span.last <= period.day_zero
    ]
    if asked:
        said += f", which was asked for on {format_date(max(asked))}"
    return f"{said}."


def _waits(spans: Iterable[Disregarded], end: date) -> Iterator[str]:
    for span in spans:
        if span.first <= end:
            first, last = format_date(span.first), format_date(span.last)
            yield f"No day counts from {first} to {last}: {_within(span.reason)}."


def _months(period: CalendarPeriod, calendar: WorkingCalendar) -> Iterator[str]:
    begins, last = format_date(period.begins_on), format_date(period.last_on)
    end = period.ends_on(calendar)
    yield from _waits(period.disregarded, period.last_on)
    if "SAR.extension" in period.rules:
        months = RULES["SAR.extension"].months
        yield f"Notice was given that {months} further months were needed."
    if end is None or end == period.last_on:
        yield f"The period begins on {begins} and ends on {last}."
        return
    yield (
        f"The period begins on {begins}. It would end on {last}, which is not a "
        f"working day, so it ends on {format_date(end)}."
    )


def _within(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
