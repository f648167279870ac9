"""The bank holidays known to this installation, and where each is kept.

This release publishes them; the administrators' changes are made on top, the latest for
a day and a part of the United Kingdom being the one that holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from requests_app.models import HolidayOverride
from statute.working_days import Division, Holiday, packaged_holidays

_Effect = HolidayOverride.Effect


class Change(NamedTuple):
    """One entry of `HolidayOverride`, as far as calendars depend on it."""

    on: date
    effect: str
    name: str
    divisions: tuple[Division, ...]


Changes = tuple[Change, ...]


def as_change(override: HolidayOverride) -> Change:
    """Return an entry as far as calendars depend on it."""
    parts = tuple(Division(part) for part in override.divisions)
    return Change(override.on, override.effect, override.name, parts)


@dataclass(frozen=True, slots=True)
class HolidayKnown:
    """A day that is a bank holiday somewhere, or was one before it was struck out.

    Attributes:
        on: The day.
        name: What it is called; several names where the parts of the country differ.
        published_in: Where this release says that it is kept.
        kept_in: Where it is kept by the changes made here.
        source: How this release knows of it; empty for one added here.
    """

    on: date
    name: str
    published_in: frozenset[Division]
    kept_in: frozenset[Division]
    source: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether this installation keeps it otherwise than published."""
        return self.kept_in != self.published_in

    @property
    def is_removed(self) -> bool:
        """Whether it is kept nowhere any longer."""
        return not self.kept_in

    @property
    def is_weekend(self) -> bool:
        """Whether it is no working day anyhow."""
        return self.on.weekday() >= 5

    @property
    def is_left_out_in_scotland(self) -> bool:
        """Whether the Scottish Act and Regulations do not count the day."""
        return Division.SCOTLAND in self.kept_in

    @property
    def where(self) -> str:
        """The parts of the United Kingdom that keep it, by their names."""
        if len(self.kept_in) == len(Division):
            return "Everywhere"
        names = [part.full_name for part in Division if part in self.kept_in]
        return ", ".join(names) or "Nowhere"

    def is_kept_in(self, division: Division) -> bool:
        """Say whether a part of the United Kingdom keeps it."""
        return division in self.kept_in


@lru_cache(maxsize=8)
def days_with(made: Changes) -> tuple[HolidayKnown, ...]:
    """Return every bank holiday, by day, once these changes are made."""
    published = {day.on: day for day in _published()}
    latest = _latest(made)
    days = {on for on, _ in latest} | published.keys()
    return tuple(_with(on, published.get(on), latest) for on in sorted(days))


def _latest(made: Changes) -> dict[tuple[date, Division], Change]:
    """Return the change that holds for each day and part, where any does."""
    latest: dict[tuple[date, Division], Change] = {}
    for change in made:
        if change.effect == _Effect.COMPLETED:
            continue
        for part in change.divisions:
            if change.effect == _Effect.RESTORED:
                latest.pop((change.on, part), None)
            else:
                latest[change.on, part] = change
    return latest


def _with(
    on: date,
    published: HolidayKnown | None,
    latest: dict[tuple[date, Division], Change],
) -> HolidayKnown:
    published_in = published.published_in if published else frozenset()
    kept_in, names = set(published_in), [published.name] if published else []
    for part in Division:
        change = latest.get((on, part))
        if change is None:
            continue
        names.append(change.name)
        if change.effect == _Effect.ADDED:
            kept_in.add(part)
        else:
            kept_in.discard(part)
    return HolidayKnown(
        on=on,
        name=_names(names),
        published_in=published_in,
        kept_in=frozenset(kept_in),
        source=published.source if published else "",
    )


@lru_cache(maxsize=1)
def _published() -> tuple[HolidayKnown, ...]:
    """Return the bank holidays of this release, each day once."""
    days: dict[date, list[Holiday]] = {}
    for holiday in packaged_holidays():
        days.setdefault(holiday.on, []).append(holiday)
    return tuple(
        HolidayKnown(
            on=on,
            name=_names(each.name for each in holidays),
            published_in=frozenset().union(*(each.divisions for each in holidays)),
            kept_in=frozenset().union(*(each.divisions for each in holidays)),
            source=holidays[0].source,
        )
        for on, holidays in days.items()
    )


def _names(names: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(names))


def complete_until(made: Changes) -> date | None:
    """Return the last day of the last year declared complete."""
    return max(
        (each.on for each in made if each.effect == _Effect.COMPLETED), default=None
    )
