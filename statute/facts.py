"""Read the facts an answer must state, as provisions and outcomes ask for them.

The facts are data, in `statute/data/facts.toml`. Which provision asks for which stands
in `statute/data/provisions/`, so that one form, one column and one check serve all.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeAlias

from statute import exemptions
from statute.exemptions import Provision
from statute.notices.outcomes import Outcome
from statute.notices.parts import PARTS

Value: TypeAlias = str | int | date | Decimal | tuple[str, ...]
NOTHING: Mapping[str, Any] = MappingProxyType({})
# The longest text of a line, in characters.
LONGEST_LINE = 300
# The paragraphs of FOIA s.37(1) that are qualified (s.2(3)(ea)).
_WEIGHED_PARAGRAPHS = frozenset({"ac", "ad", "b"})
# No estimate of hours is this long: ten people for fifty years.
MOST_HOURS = 1_000_000
# No authority has more records of a kind than this.
MOST_RECORDS = 100_000_000
# A record that takes longer than a hundred hours is not sampled.
MOST_MINUTES = 6_000
MOST_REFERENCES = 50
# No key of a question is longer than eighteen digits.
MOST_KEYS = 10**18


class FactKind(StrEnum):
    """How a fact is entered."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    HOURS = "hours"
    MINUTES = "minutes"
    COUNT = "count"
    REFERENCES = "references"
    QUESTION = "question"
    PURPOSES = "purposes"


class WrongValue(ValueError):
    """A fact cannot have this value; the message names the values allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact stated in a letter beside its reasons.

    Attributes:
        id: The name under which the fact is stored.
        label: The question put to the officer.
        help: What to enter.
        kind: How it is entered.
        choices: The choices by value, each as the officer reads it.
        part: The part of a notice that the fact makes, or helps to make.
        is_internal: Whether the letter leaves it out.
    """

    id: str
    label: str
    help: str
    kind: FactKind
    choices: Mapping[str, str]
    part: str
    is_internal: bool = False

    def read(self, stored: Any) -> Value:
        """Return a stored value as the type of its kind.

        Raises:
            WrongValue: No such value can have been stored.
        """
        try:
            return self._read(stored)
        except (TypeError, ValueError, InvalidOperation):
            raise WrongValue(f"{self.label}: {stored!r} cannot be right.") from None

    def _read(self, stored: Any) -> Value:
        match self.kind:
            case FactKind.DAY:
                return date.fromisoformat(stored)
            case FactKind.HOURS:
                return _between(Decimal(stored), MOST_HOURS)
            case FactKind.MINUTES:
                return _between(Decimal(stored), MOST_MINUTES)
            case FactKind.QUESTION:
                return int(_between(Decimal(int(str(stored))), MOST_KEYS))
            case FactKind.COUNT:
                return int(_between(Decimal(int(str(stored))), MOST_RECORDS))
            case FactKind.REFERENCES:
                return _references(stored)
            case FactKind.PURPOSES:
                return tuple(_purpose(key) for key in stored)
            case FactKind.CHOICE if stored not in self.choices:
                raise ValueError(stored)
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


def _between(value: Decimal, most: int) -> Decimal:
    if not 0 < value < most:
        raise ValueError(value)
    return value


def _references(stored: Any) -> tuple[str, ...]:
    if isinstance(stored, str) or len(stored) > MOST_REFERENCES:
        raise ValueError(stored)
    if not all(isinstance(one, str) and 0 < len(one) <= LONGEST_LINE for one in stored):
        raise ValueError(stored)
    return tuple(dict.fromkeys(stored))


def _purpose(key: str) -> str:
    if exemptions.PROVISIONS[key].basis is not exemptions.Basis.PURPOSE:
        raise ValueError(key)
    return key


def _read_all() -> tuple[Mapping[str, Fact], Mapping[Outcome, tuple[str, ...]]]:
    text = files("statute").joinpath("data", "facts.toml").read_text("utf-8")
    data = tomllib.loads(text)
    outcomes = {Outcome(name): tuple(ids) for name, ids in data.pop("outcomes").items()}
    facts = {
        name: Fact(
            id=name,
            label=entry["label"],
            help=entry["help"],
            kind=FactKind(entry["kind"]),
            choices=MappingProxyType(entry.get("choices", {})),
            part=entry.get("part", name),
            is_internal=entry.get("is_internal", False),
        )
        for name, entry in data.items()
    }
    return MappingProxyType(facts), MappingProxyType(outcomes)


FACTS, _OF_OUTCOMES = _read_all()


def asked_by(provision: Provision) -> tuple[Fact, ...]:
    """Return the facts asked for by a provision, in the order of its form."""
    return tuple(FACTS[name] for name in provision.asks)


def asked_of(outcome: str) -> tuple[Fact, ...]:
    """Return the facts to be stated by an answer with this outcome."""
    ids = _OF_OUTCOMES.get(Outcome(outcome), ()) if outcome else ()
    return tuple(FACTS[name] for name in ids)


def of_answers() -> tuple[Fact, ...]:
    """Return every fact asked for by an outcome, each once."""
    ids = dict.fromkeys(name for names in _OF_OUTCOMES.values() for name in names)
    return tuple(FACTS[name] for name in ids)


def outcomes_asking(fact: Fact) -> tuple[Outcome, ...]:
    """Return the outcomes with answers stating a fact."""
    return tuple(outcome for outcome, ids in _OF_OUTCOMES.items() if fact.id in ids)


def purposes_of(provision: Provision) -> tuple[Provision, ...]:
    """Return the purposes an exemption such as section 31(1)(g) may serve."""
    section = provision.section.split("(")[0] + "(2)("
    return tuple(
        one
        for one in exemptions.PROVISIONS.values()
        if one.regime is provision.regime
        and one.section.startswith(section)
        and one.basis is exemptions.Basis.PURPOSE
    )


def keep(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are stored: only values entered, as JSON.

    Raises:
        WrongValue: A fact is unknown, or cannot have this value.
    """
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if name not in FACTS:
            raise WrongValue(f"There is no fact called {name!r}.")
        if value is None or value in ("", (), []):
            continue
        kept[name] = _written(value)
        FACTS[name].read(kept[name])
    return kept


def read(stored: Mapping[str, Any]) -> dict[str, Value]:
    """Return stored facts with values of the right types."""
    return {name: FACTS[name].read(value) for name, value in stored.items()}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return list(value)
    return value


def parts_made(stored: Mapping[str, Any]) -> frozenset[str]:
    """Return the parts of a notice made by these facts.

    A part made of several facts is there when all of them are.
    """
    made = {FACTS[name].part for name in stored}
    if not _is_completion_said(stored):
        made.discard("reg14_4_completion")
    if not {"earlier_reference", "earlier_answered_on"} <= set(stored):
        made.discard("earlier_request_reference")
    if not {"ncnd_yes", "ncnd_no"} <= set(stored):
        made.discard("ncnd_consequences")
    if stored.get("is_statistical") == "yes":
        made |= {"qualified_person", "qp_opinion"}
    if stored.get("interest_fails") == "none" or stored.get("lawful_basis") not in {
        None,
        "interests",
    }:
        made |= {"interest", "interest_fails"}
    if stored.get("publication_intended") == "no":
        made.discard("publication_intended")
    return frozenset(made & PARTS.keys())


def is_weighed(provision: Provision, stored: Mapping[str, Any]) -> bool | None:
    """Whether the public interest is weighed; None where the limb is not stated."""
    paragraph = stored.get("royal_paragraph")
    if provision.needs_public_interest_test is None and paragraph:
        return paragraph in _WEIGHED_PARAGRAPHS
    return provision.needs_public_interest_test


def _is_completion_said(stored: Mapping[str, Any]) -> bool:
    """Whether EIR reg 14(4) is met: the known is said, the rest is not known."""
    who = stored.get("prepared_by")
    is_who_said = who in {"us", "unknown"} or bool(stored.get("preparing_authority"))
    when = stored.get("finished_known")
    return bool(who and is_who_said) and (
        when == "no" or bool(when == "yes" and stored.get("finished_by"))
    )
