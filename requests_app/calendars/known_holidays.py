"""The bank holidays known to this installation, and where each is kept.

The release publishes holidays, and the administrators' changes override them. The
latest change for a day and a part of the United Kingdom applies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from requests_app.models import HolidayOverride
from statute.working_days import Division, Holiday, packaged_holidays

_Effect = HolidayOverride.Effect


class Change(NamedTuple):
    """The fields of a `HolidayOverride` needed by calendars."""

    on: date
    effect: str
    name: str
    divisions: tuple[Division, ...]


Changes = tuple[Change, ...]


def as_change(override: HolidayOverride) -> Change:
    """Return the fields of an entry needed by calendars."""
    parts = tuple(Division(part) for part in override.divisions)
    return Change(override.on, override.effect, override.name, parts)


def told_change(told: Mapping[str, Any]) -> Change:
    """Return the same of an entry read as JSON."""
    parts = tuple(Division(part) for part in told["divisions"])
    on = date.fromisoformat(told["on"])
    return Change(on, told["effect"], told["name"], parts)


@dataclass(frozen=True, slots=True)
class HolidayKnown:
    """A day that is a bank holiday somewhere, or was before a removal.

    Attributes:
        on: The day.
        name: The name of the holiday; several names where the parts of the country
            differ.
        published_in: Where the holiday is kept according to this release.
        kept_in: Where the holiday is kept after the changes of this installation.
        source: The source in this release; empty for a holiday added here.
    """

    on: date
    name: str
    published_in: frozenset[Division]
    kept_in: frozenset[Division]
    source: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether this installation differs from the release."""
        return self.kept_in != self.published_in

    @property
    def is_removed(self) -> bool:
        """Whether the holiday is no longer kept anywhere."""
        return not self.kept_in

    @property
    def is_weekend(self) -> bool:
        """Whether the day is a Saturday or Sunday, and so never a working day."""
        return self.on.weekday() >= 5

    @property
    def is_left_out_in_scotland(self) -> bool:
        """Whether the day does not count under the Scottish Act and Regulations."""
        return Division.SCOTLAND in self.kept_in

    @property
    def where(self) -> str:
        """The names of the parts of the United Kingdom where the holiday is kept."""
        if len(self.kept_in) == len(Division):
            return "Everywhere"
        names = [part.full_name for part in Division if part in self.kept_in]
        return ", ".join(names) or "Nowhere"

    def is_kept_in(self, division: Division) -> bool:
        """Return whether the holiday is kept in a part of the United Kingdom."""
        return division in self.kept_in


@lru_cache(maxsize=8)
def days_with(made: Changes) -> tuple[HolidayKnown, ...]:
    """Return every bank holiday with these changes applied, ordered by day."""
    published = {day.on: day for day in _published()}
    latest = _latest(made)
    days = {on for on, _ in latest} | published.keys()
    return tuple(_with(on, published.get(on), latest) for on in sorted(days))


def _latest(made: Changes) -> dict[tuple[date, Division], Change]:
    """Return the latest change for each day and part, without restored days."""
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
