"""Facts of the law that change by date: each a list of dated entries.

The entries of this release are the beginning. An installation adds its own, passed in
by the caller: the statute knows no database. Of all entries the newest that has begun
holds; of two that begin on one day, the one added later.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class Fact(StrEnum):
    """A fact with dated entries."""

    REGULATOR = "regulator"
    SCOTTISH_REGULATOR = "scottish_regulator"
    LIMIT_PART_I = "limit_part_i"
    LIMIT_OTHERS = "limit_others"
    LIMIT_SCOTLAND = "limit_scotland"
    FEES_SCOTLAND = "fees_scotland"
    ENVIRONMENTAL_RATE = "environmental_rate"

    @property
    def label(self) -> str:
        """What the fact is, in words for an administrator."""
        return _LABELS[self]

    @property
    def details(self) -> tuple["Detail", ...]:
        """The details of each of its entries."""
        return _DETAILS[self]


class Form(StrEnum):
    """The form of a detail."""

    LINE = "line"
    LINES = "lines"
    EMAIL = "email"
    WEB = "web"
    PENCE = "pence"
    PERCENT = "percent"


_UNITS = {Form.PENCE: ", in pounds", Form.PERCENT: ", in per cent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A detail of an entry: its name in the data, and its label."""

    name: str
    label: str
    form: Form = Form.LINE
    hint: str = ""

    @property
    def asked(self) -> str:
        """The label in a form, with the unit: "Limit, in pounds"."""
        return f"{self.label}{_UNITS.get(self.form, '')}"

    def say(self, value: Any) -> str:
        """Return a value in words: "£450", "10%"."""
        if self.form is Form.PENCE:
            return pounds(value)
        if self.form is Form.PERCENT:
            return f"{value}%"
        return ", ".join(value) if self.form is Form.LINES else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What holds from a day on.

    `unverified` names the details that were not confirmed in a source.
    """

    fact: Fact
    from_on: date
    values: Mapping[str, Any]
    source: str
    unverified: frozenset[str] = frozenset()

    def said(self) -> Iterator[tuple[Detail, str, bool]]:
        """Yield each detail, its value in words, and whether it is confirmed."""
        for detail in self.fact.details:
            value = detail.say(self.values[detail.name])
            yield detail, value, detail.name not in self.unverified


class NotInForce(LookupError):
    """No entry of the fact had begun on that day."""


def in_force(fact: Fact, on: date, further: Iterable[Entry] = ()) -> Entry:
    """Return the entry of a fact that holds on a day.

    Args:
        fact: The fact.
        on: The day.
        further: Entries beside those of this release, in the order they were added.

    Raises:
        NotInForce: No entry had begun on that day.
    """
    begun = [
        entry
        for entry in (*released(), *further)
        if entry.fact is fact and entry.from_on <= on
    ]
    if not begun:
        raise NotInForce(f"{fact.label}: nothing is known for {on}.")
    return max(reversed(begun), key=lambda entry: entry.from_on)


def pounds(pence: int) -> str:
    """Return "£450", or "£45.50" where there are pence."""
    return f"£{pence / 100:,.0f}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


@cache
def released() -> tuple[Entry, ...]:
    """Return the entries of this release, in the order of their files."""
    return tuple(
        _entry(data)
        for name in ("regulators", "cost_limits")
        for data in read(name)["entries"]
    )


@cache
def read(name: str) -> Mapping[str, Any]:
    """Return a data file, read once."""
    text = files("statute").joinpath(f"data/{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def _entry(data: Mapping[str, Any]) -> Entry:
    fact = Fact(data["fact"])
    values = {
        detail.name: (
            tuple(data[detail.name]) if detail.form is Form.LINES else data[detail.name]
        )
        for detail in fact.details
    }
    return Entry(
        fact=fact,
        from_on=data["from_on"],
        values=MappingProxyType(values),
        source=data["source"],
        unverified=frozenset(data["unverified"]),
    )


_LABELS = {
    Fact.REGULATOR: "Regulator for FOIA and EIR",
    Fact.SCOTTISH_REGULATOR: "Regulator for FOISA and EISR",
    Fact.LIMIT_PART_I: "Cost limit: government, Parliament and armed forces (FOIA)",
    Fact.LIMIT_OTHERS: "Cost limit: all other authorities (FOIA)",
    Fact.LIMIT_SCOTLAND: "Cost limit (FOISA)",
    Fact.FEES_SCOTLAND: "Fees (FOISA)",
    Fact.ENVIRONMENTAL_RATE: "Price of an hour (EIR and EISR)",
}
_OF_REGULATORS = (
    Detail(
        name="name",
        label="Name",
        hint="Without “the”. For example, Information Commission",
    ),
    Detail(name="name_welsh", label="Name in Welsh", hint="Without “y” or “yr”"),
    Detail(
        name="called",
        label="Short name within sentences",
        hint="Without “the”. For example, Commission",
    ),
    Detail(name="called_welsh", label="Short name in Welsh"),
    Detail(name="office", label="Name of the office, as in the address"),
    Detail(name="office_welsh", label="Name of the office in Welsh"),
    Detail(
        name="address",
        label="Postal address",
        form=Form.LINES,
        hint="One line of the address in each line",
    ),
    Detail(name="telephone", label="Telephone"),
    Detail(name="email", label="E-mail address", form=Form.EMAIL),
    Detail(name="website", label="Web page for complaints", form=Form.WEB),
)
_HOUR = Detail(
    name="hourly_rate_pence",
    label="Price of an hour of work",
    form=Form.PENCE,
)
_OF_LIMITS = (
    Detail(name="limit_pence", label="Limit", form=Form.PENCE),
    _HOUR,
)
_DETAILS: Mapping[Fact, tuple[Detail, ...]] = {
    Fact.REGULATOR: _OF_REGULATORS,
    Fact.SCOTTISH_REGULATOR: _OF_REGULATORS,
    Fact.LIMIT_PART_I: _OF_LIMITS,
    Fact.LIMIT_OTHERS: _OF_LIMITS,
    Fact.LIMIT_SCOTLAND: _OF_LIMITS,
    Fact.FEES_SCOTLAND: (
        Detail(
            name="free_pence",
            label="Cost that is free of charge",
            form=Form.PENCE,
        ),
        Detail(
            name="share_percent",
            label="Share of the rest that may be asked for",
            form=Form.PERCENT,
        ),
        Detail(
            name="above_limit_pence",
            label="Most that may be asked for within the limit where section 13 "
            "applies",
            form=Form.PENCE,
        ),
    ),
    Fact.ENVIRONMENTAL_RATE: (_HOUR,),
}
