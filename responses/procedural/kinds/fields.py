"""Fields of a procedural letter's form, and their values stored as JSON.

A field has a default until an officer enters a value. Values are stored as JSON: a day
as 2026-06-15, money in pence, provisions as a list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from statute.exemptions import Provision
from statute.working_days import format_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """A provision named in a letter, with its questions and the reason.

    `questions` are the keys of questions, or `EVERY` alone; empty until chosen.
    """

    key: str
    questions: tuple[str, ...] = ()
    why: str = ""


Value: TypeAlias = (
    str | int | date | Decimal | tuple[Reliance, ...] | tuple[str, ...] | None
)
# The values of a letter's form, by field name.
Said: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form: here, a few words in one line.

    Attributes:
        name: The name in the form and in the stored values.
        label: The label in the form.
        hint: The text below the label.
        offered: The value shown until an officer enters another.
        follows: Whether the field keeps following its default until an officer enters
            another value. A day counted from the day of issue does.
    """

    name: str
    label: str
    hint: str = ""
    offered: Value = ""
    follows: bool = False

    def keep(self, value: Any) -> Any:
        """Return a value in its stored form."""
        return value or ""

    def read(self, kept: Any) -> Any:
        """Return a value from its stored form."""
        return kept

    def told(self, kept: Any) -> str:
        """Return a stored value in the words of history."""
        return "" if kept is None else str(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Field):
    """Words, in one paragraph or several."""

    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """A choice between options; `choices` are (value, label, hint)."""

    choices: tuple[tuple[str, str, str], ...]

    def told(self, kept: str | None) -> str:
        """Return the label of the choice."""
        labels = {value: label for value, label, _ in self.choices}
        return labels.get(kept or "", kept or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A London calendar day."""

    offered: Value = None

    def keep(self, value: date | None) -> str:
        """Return a day in its stored form."""
        return value.isoformat() if value else ""

    def read(self, kept: str) -> date | None:
        """Return a day from its stored form."""
        return date.fromisoformat(kept) if kept else None

    def told(self, kept: str | None) -> str:
        """Return the day in words."""
        return format_date(date.fromisoformat(kept)) if kept else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pounds(Field):
    """A sum of money, in pence."""

    offered: Value = None

    def keep(self, value: int | None) -> int | None:
        """Return a sum in its stored form."""
        return value

    def read(self, kept: int | None) -> int | None:
        """Return a sum from its stored form."""
        return kept

    def told(self, kept: int | None) -> str:
        """Return the sum in pounds."""
        return "" if kept is None else f"£{kept / 100:,.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number above nothing, such as hours or copies."""

    offered: Value = None

    def keep(self, value: Decimal | None) -> str:
        """Return a number in its stored form."""
        return "" if value is None else f"{value.normalize():f}"

    def read(self, kept: str) -> Decimal | None:
        """Return a number from its stored form."""
        return Decimal(kept) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Field):
    """Some questions of the request, or all; `choices` are (value, label)."""

    offered: Value = ()
    choices: tuple[tuple[str, str], ...]

    def keep(self, value: Iterable[str]) -> list[str]:
        """Return the questions in their stored form."""
        return list(value or ())

    def read(self, kept: Iterable[str]) -> tuple[str, ...]:
        """Return the questions that may still be chosen, from their stored form."""
        known = {key for key, _ in self.choices}
        return tuple(key for key in kept if key in known)

    def told(self, kept: Iterable[str] | None) -> str:
        """Return the labels of the questions, line by line."""
        labels = dict(self.choices)
        return "\n".join(labels[key] for key in kept or () if key in labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisions(Field):
    """Provisions from `choices`, each with its questions and reason.

    `questions` is the choice of questions; None where there is only one.
    """

    offered: Value = ()
    choices: tuple[Provision, ...]
    questions: Part | None = None

    def keep(self, value: Iterable[Reliance]) -> list[dict[str, Any]]:
        """Return provisions in their stored form."""
        return [
            {"key": one.key, "questions": list(one.questions), "why": one.why}
            for one in value or ()
        ]

    def read(self, kept: Iterable[Mapping[str, Any]]) -> tuple[Reliance, ...]:
        """Return provisions from their stored form."""
        return tuple(
            Reliance(
                key=one["key"],
                questions=(
                    self.questions.read(one.get("questions", ()))
                    if self.questions
                    else ()
                ),
                why=one["why"],
            )
            for one in kept
        )

    def told(self, kept: Iterable[Mapping[str, Any]] | None) -> str:
        """Return each provision with its reason, line by line."""
        cited = {one.key: one.short_citation for one in self.choices}
        return "\n".join(
            " – ".join(filter(None, [cited.get(one["key"], one["key"]), one["why"]]))
            for one in kept or ()
        )


def values_of(fields: Iterable[Field], kept: Mapping[str, Any]) -> dict[str, Value]:
    """Return the form's values: stored values, and defaults for the rest."""
    return {
        field.name: (
            field.read(kept[field.name]) if field.name in kept else field.offered
        )
        for field in fields
    }


def kept(fields: Iterable[Field], values: Said) -> dict[str, Any]:
    """Return the values to store for a draft.

    A value that still follows its default is left out.
    """
    return {
        field.name: field.keep(values[field.name])
        for field in fields
        if not (field.follows and values[field.name] == field.offered)
    }


def kept_whole(fields: Iterable[Field], values: Said) -> dict[str, Any]:
    """Return all values to store for good, defaults included."""
    return {field.name: field.keep(values[field.name]) for field in fields}
