"""List the disputed points for an authority to settle, and convert its choices to JSON.

`statute/data/disputed_points.toml` holds the parts for a lawyer to check: the question,
its consequences, the answers in use and the source of the statute's answer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any, Final

from statute.deadlines.interpretations import STATUTORY, DeadlineInterpretation
from statute.regimes import Regime
from statute.working_days import Division

_YES, _NO = "yes", "no"


class InterpretationError(ValueError):
    """A point has a value that is not one of its answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to a disputed question."""

    value: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Point:
    """A question on which authorities differ.

    Attributes:
        field: The name of its field in `DeadlineInterpretation`.
        title: The name of the point.
        question: The point as a question to the authority.
        explanation: Its consequences.
        source: The source of the statute's interpretation.
        regimes: The laws under which it can matter.
        kinds: The kinds of authority to which it can matter; empty means all.
        choices: The answers, the statute's first; empty for a number, a time or a list.
        at_least: The minimum of a number, or of each in a list.
        at_most: The maximum.
        unit: The unit of a number.
    """

    field: str
    title: str
    question: str
    explanation: str
    source: str
    regimes: frozenset[Regime]
    kinds: frozenset[str]
    choices: tuple[Choice, ...]
    at_least: int
    at_most: int
    unit: str

    @property
    def default(self) -> Any:
        """The statute's interpretation, as a plain value."""
        return _plain(getattr(STATUTORY, self.field))

    def say(self, value: Any) -> str:
        """Describe in words how a plain value settles the point."""
        for choice in self.choices:
            if choice.value == value:
                return choice.label
        if isinstance(value, list):
            return f"{self.unit} {', '.join(map(str, value))}" if value else "none"
        return f"{value} {self.unit}".strip()

    def matters_to(self, kind: str, regimes: frozenset[Regime]) -> bool:
        """Return whether the point can arise for this kind of authority and law."""
        return bool(self.regimes & regimes) and (not self.kinds or kind in self.kinds)


@cache
def points() -> tuple[Point, ...]:
    """Return every disputed point, in the order an authority meets them."""
    text = files("statute").joinpath("data/disputed_points.toml").read_text("utf-8")
    return tuple(
        Point(
            field=table["field"],
            title=table["title"],
            question=table["question"],
            explanation=table["explanation"],
            source=table["source"],
            regimes=frozenset(Regime(name) for name in table["regimes"]),
            kinds=frozenset(table.get("kinds", ())),
            choices=tuple(Choice(**choice) for choice in table.get("choice", ())),
            at_least=table.get("at_least", 0),
            at_most=table.get("at_most", 0),
            unit=table.get("unit", ""),
        )
        for table in tomllib.loads(text)["point"]
    )


def read_interpretations(plain: Mapping[str, Any]) -> DeadlineInterpretation:
    """Return the interpretation given by plain values, by default the statute's.

    Args:
        plain: Values by field, in the form written by `plain_interpretations`.

    Raises:
        InterpretationError: A field or its value is not known; the message says which.
    """
    if not plain:
        return STATUTORY
    known = {point.field: point for point in points()}
    values: dict[str, Any] = {}
    for name, value in plain.items():
        if name not in known:
            raise InterpretationError(f"There is no disputed point called {name!r}.")
        values[name] = _read(known[name], value)
    return DeadlineInterpretation(**values)


def plain_interpretations(interpretation: DeadlineInterpretation) -> dict[str, Any]:
    """Return the points that differ from the statute's, as values fit for JSON."""
    return {
        field.name: _plain(getattr(interpretation, field.name))
        for field in fields(DeadlineInterpretation)
        if getattr(interpretation, field.name) != getattr(STATUTORY, field.name)
    }


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return _YES if value else _NO
        case time():
            return value.isoformat("minutes")
        case tuple():
            return list(value)
        case None:
            return ""
        case str():
            return str(value)
    return value


def _read(point: Point, value: Any) -> Any:
    """Return the interpretation of one point from its plain value."""
    default = getattr(STATUTORY, point.field)
    try:
        match default:
            case bool():
                return _KNOWN_WORDS[value]
            case time():
                return time.fromisoformat(value)
            case tuple():
                return tuple(sorted({_number(point, each) for each in value}))
            case int():
                return _number(point, value)
            case None:
                return Division(value) if value else None
        return type(default)(value)
    except (KeyError, TypeError, ValueError):
        raise InterpretationError(
            f"{value!r} does not settle the point “{point.title}”."
        ) from None


_KNOWN_WORDS: Final = {_YES: True, _NO: False}


def _number(point: Point, value: Any) -> int:
    if type(value) is not int or not point.at_least <= value <= point.at_most:
        raise ValueError(value)
    return value
