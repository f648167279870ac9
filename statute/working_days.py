"""Count working days as the law defines them, each count in one step.

Two calendars differ. FOIA and EIR leave out a bank holiday in *any* part of the United
Kingdom; FOISA and EISR leave out only Scotland's. An installation may add or remove a
holiday. This makes a new calendar: calendars never change.

Source: FOIA 2000 s.10(6), https://www.legislation.gov.uk/ukpga/2000/36/section/10; EIR
2004 reg 2(1); FOISA 2002 s.73; EISR 2004 reg 2(1).
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from statute.regimes import Regime

ONE_DAY: Final = timedelta(days=1)
WEEKEND: Final = {5: "Saturday", 6: "Sunday"}


class Division(StrEnum):
    """A part of the United Kingdom with bank holidays of its own."""

    ENGLAND_AND_WALES = "E&W"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "NI"

    @property
    def full_name(self) -> str:
        """The division's name in full."""
        return {"E&W": "England and Wales", "NI": "Northern Ireland"}.get(self, self)


UNITED_KINGDOM: Final = frozenset(Division)


class CalendarExhausted(ValueError):
    """A date depends on bank holidays that are not known."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A bank holiday, the divisions that keep it, and its source."""

    on: date
    name: str
    divisions: frozenset[Division]
    is_substitute: bool = False
    moved_from: date | None = None
    verified: str = ""
    source: str = ""


class WorkingCalendar:
    """The working days of a span of years, numbered so that any count is one look-up.

    The calendar stores, for each day, the number of working days up to its end. Adding
    and counting working days therefore take the same time for any length.
    """

    __slots__ = ("_days", "_holidays", "_last", "_origin", "_up_to", "divisions")

    divisions: frozenset[Division]
    _days: tuple[date, ...]  # every working day, in order
    _up_to: tuple[int, ...]  # the number of working days up to the end of each day
    _origin: int  # the ordinal of the day before the first known day
    _last: date
    _holidays: Mapping[date, str]

    def __init__(
        self,
        holidays: Mapping[date, str],
        *,
        first: date,
        last: date,
        divisions: Collection[Division] = UNITED_KINGDOM,
    ) -> None:
        """Number the working days from `first` to `last`, both included.

        Args:
            holidays: The name of each bank holiday, by its day.
            first: The first day whose holidays are known.
            last: The last day whose holidays are known.
            divisions: The parts of the United Kingdom whose holidays these are.
        """
        days: list[date] = []
        up_to = [0]
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() not in WEEKEND and day not in holidays:
                days.append(day)
            up_to.append(len(days))
        freeze = object.__setattr__
        freeze(self, "_days", tuple(days))
        freeze(self, "_up_to", tuple(up_to))
        freeze(self, "_origin", first.toordinal() - 1)
        freeze(self, "_last", last)
        freeze(self, "_holidays", MappingProxyType(dict(holidays)))
        freeze(self, "divisions", frozenset(divisions))

    def __setattr__(self, name: str, value: object) -> None:
        message = "A calendar does not change: make another with with_overrides()."
        raise AttributeError(message)

    def __repr__(self) -> str:
        where = ", ".join(sorted(self.divisions))
        return f"<WorkingCalendar {where}: {self.first_known} to {self.last_known}>"

    @property
    def first_known(self) -> date:
        """The first day for which bank holidays are known."""
        return date.fromordinal(self._origin + 1)

    @property
    def last_known(self) -> date:
        """The last day for which bank holidays are known."""
        return self._last

    @property
    def holidays(self) -> Mapping[date, str]:
        """The name of every bank holiday, by its day."""
        return self._holidays

    def is_working_day(self, day: date) -> bool:
        """Return whether the law counts this day.

        Raises:
            CalendarExhausted: The bank holidays of that time are not known.
        """
        return self.reason(day) is None

    def reason(self, day: date) -> str | None:
        """Return why a day is not a working day, "Saturday" or "Boxing Day"; else None.

        Raises:
            CalendarExhausted: The bank holidays of that time are not known.
        """
        if not self._origin < day.toordinal() <= self._last.toordinal():
            raise self._exhausted()
        return WEEKEND.get(day.weekday()) or self._holidays.get(day)

    def add(self, day: date, n: int) -> date:
        """Return the `n`-th working day after `day`; `day` itself is never counted.

        A negative `n` counts backwards: the `-n`-th working day before `day`.

        Raises:
            CalendarExhausted: That day lies beyond the known holidays.
            ValueError: `n` is zero, which names no day.
        """
        offset = day.toordinal() - self._origin
        if n > 0:
            if offset >= 0:
                try:
                    return self._days[self._up_to[offset] + n - 1]
                except IndexError:
                    pass
        elif n < 0:
            if 0 < offset < len(self._up_to):
                index = self._up_to[offset - 1] + n
                if index >= 0:
                    return self._days[index]
        else:
            raise ValueError("Count at least one working day.")
        raise self._exhausted()

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after `after`, up to and including `until`.

        If `until` comes first, the count is negative: minus the count with the days
        swapped.

        Raises:
            CalendarExhausted: The bank holidays of either day are not known.
        """
        start = after.toordinal() - self._origin
        end = until.toordinal() - self._origin
        if start < 0 or end < 0:
            raise self._exhausted()
        try:
            return self._up_to[end] - self._up_to[start]
        except IndexError:
            raise self._exhausted() from None

    def working_days_after(self, day: date) -> Iterator[date]:
        """Yield each working day after `day`, in order.

        Raises:
            CalendarExhausted: More days were asked for than are known.
        """
        if not 0 <= day.toordinal() - self._origin < len(self._up_to):
            raise self._exhausted()
        yield from self._days[self._up_to[day.toordinal() - self._origin] :]
        raise self._exhausted()

    def with_overrides(
        self,
        added: Mapping[date, str] = MappingProxyType({}),
        struck_out: Collection[date] = frozenset(),
        *,
        known_until: date | None = None,
    ) -> "WorkingCalendar":
        """Return another calendar, with holidays added and removed.

        Overrides are kept over new releases. Adding a holiday already known therefore
        renames it, and removing an unknown holiday changes nothing.

        Args:
            added: The name of each new holiday, by its day.
            struck_out: Days that are not holidays after all. A day also in `added` is
                added.
            known_until: The last day whose holidays are now known, if the added
                holidays complete later years than those of this calendar.
        """
        kept = {on: name for on, name in self._holidays.items() if on not in struck_out}
        return WorkingCalendar(
            kept | dict(added),
            first=self.first_known,
            last=max(self._last, known_until or self._last),
            divisions=self.divisions,
        )

    def _exhausted(self) -> CalendarExhausted:
        return CalendarExhausted(
            f"Bank holidays are known only from {format_date(self.first_known)} to "
            f"{format_date(self.last_known)}. Add the holidays of other years before "
            "working out a date that depends on them."
        )


def format_date(day: date) -> str:
    """Write a day as in letters: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


@cache
def packaged_holidays() -> tuple[Holiday, ...]:
    """Return every bank holiday in this release, by day, each with its source."""
    text = files("statute").joinpath("data/bank_holidays.csv").read_text("utf-8")
    return tuple(
        Holiday(
            on=date.fromisoformat(row["on"]),
            name=row["name"],
            divisions=frozenset(Division(part) for part in row["divisions"].split(";")),
            is_substitute=row["is_substitute"] == "yes",
            moved_from=(
                date.fromisoformat(row["moved_from"]) if row["moved_from"] else None
            ),
            verified=row["verified"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def calendar_of(divisions: frozenset[Division]) -> WorkingCalendar:
    """Return the calendar without the bank holidays of any of these divisions."""
    packaged = packaged_holidays()
    return WorkingCalendar(
        _names(holiday for holiday in packaged if holiday.divisions & divisions),
        first=date(packaged[0].on.year, 1, 1),
        last=date(packaged[-1].on.year, 12, 31),
        divisions=divisions,
    )


def _names(holidays: Iterable[Holiday]) -> dict[date, str]:
    """Name each day once: 2 January 2017 was a holiday twice over."""
    names: dict[date, str] = {}
    for holiday in holidays:
        names.setdefault(holiday.on, holiday.name)
    return names


def uk_calendar() -> WorkingCalendar:
    """Return the working days of FOIA and EIR: no bank holiday in any part of the UK.

    Source: FOIA 2000 s.10(6); EIR 2004 reg 2(1).
    """
    return calendar_of(UNITED_KINGDOM)


def scottish_calendar() -> WorkingCalendar:
    """Return the working days of FOISA and EISR: no bank holiday in Scotland.

    Source: FOISA 2002 s.73; EISR 2004 reg 2(1).
    """
    return calendar_of(frozenset({Division.SCOTLAND}))


def calendar_for(
    regime: Regime, division: Division = Division.ENGLAND_AND_WALES
) -> WorkingCalendar:
    """Return the packaged calendar for counting under a regime.

    Args:
        regime: The law the request is under.
        division: Where the controller is; used only for a subject access request.
    """
    if regime == Regime.SAR:
        return calendar_of(frozenset({division}))
    return scottish_calendar() if regime.is_scottish else uk_calendar()
