"""What the form of a letter asks for, and how it is kept while the letter is written.

A field knows what it offers until somebody writes something, and how its value is kept
as JSON: a day as 2026-06-15, money in pence, provisions as a list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from statute.exemptions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """A provision that a letter names, for which part of the request, and why."""

    key: str
    about: str = ""
    why: str = ""


Value: TypeAlias = str | int | date | tuple[Reliance, ...] | None
# What a letter's form holds, by the names of its fields.
Said: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing the form asks for: here, a few words in one line.

    Attributes:
        name: Its name in the form and in what is kept.
        label: What the form calls it.
        hint: What stands below the label.
        offered: What it holds until somebody writes something.
        follows: Whether it keeps following what is offered until somebody decides
            otherwise, as a day does that is counted from the day of issue.
    """

    name: str
    label: str
    hint: str = ""
    offered: Value = ""
    follows: bool = False

    def keep(self, value: Any) -> Any:
        """Return a value as it is kept."""
        return value or ""

    def read(self, kept: Any) -> Any:
        """Return a value from what was kept."""
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Field):
    """Words of one paragraph or several."""

    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of several; `choices` are (value, label, hint)."""

    choices: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A London calendar day."""

    offered: Value = None

    def keep(self, value: date | None) -> str:
        """Return a day as it is kept."""
        return value.isoformat() if value else ""

    def read(self, kept: str) -> date | None:
        """Return the day that was kept."""
        return date.fromisoformat(kept) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pounds(Field):
    """A sum of money, in pence."""

    offered: Value = None

    def keep(self, value: int | None) -> int | None:
        """Return a sum as it is kept."""
        return value

    def read(self, kept: int | None) -> int | None:
        """Return the sum that was kept."""
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisions(Field):
    """Provisions out of `choices`, each with what it is about and why it applies."""

    offered: Value = ()
    choices: tuple[Provision, ...]

    def keep(self, value: Iterable[Reliance]) -> list[dict[str, str]]:
        """Return provisions as they are kept."""
        return [
            {"key": one.key, "about": one.about, "why": one.why} for one in value or ()
        ]

    def read(self, kept: Iterable[Mapping[str, str]]) -> tuple[Reliance, ...]:
        """Return the provisions that were kept."""
        return tuple(Reliance(**one) for one in kept)


def said(fields: Iterable[Field], kept: Mapping[str, Any]) -> dict[str, Value]:
    """Return what a form holds: what was kept, and what is offered for the rest."""
    return {
        field.name: (
            field.read(kept[field.name]) if field.name in kept else field.offered
        )
        for field in fields
    }


def kept(fields: Iterable[Field], values: Said) -> dict[str, Any]:
    """Return what a form holds as it is kept; what follows an offer is left out."""
    return {
        field.name: field.keep(values[field.name])
        for field in fields
        if not (field.follows and values[field.name] == field.offered)
    }


def kept_whole(fields: Iterable[Field], values: Said) -> dict[str, Any]:
    """Return all that a form holds as it is kept, for good."""
    return {field.name: field.keep(values[field.name]) for field in fields}
