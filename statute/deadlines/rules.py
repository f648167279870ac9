"""Read the rules of time from `statute/data/deadline_rules.toml`.

The file holds the parts for a lawyer to check: the provision, its words, its numbers,
its source and whether that was verified. The code holds how the rules work together.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of time: a provision, or the guidance or practice used in its absence.

    A rule without a certain number has 0 there. `begins_with` tells the two ways of
    counting apart: of days "beginning with" an event its own day is the first, or the
    first working day from it; of days "after" an event the first is the day after.
    """

    key: str
    citation: str
    sentence: str
    source: str
    verified: str
    note: str = ""
    binding: bool = True
    begins_with: bool = False
    working_days: int = 0
    working_days_at_most: int = 0
    calendar_days: int = 0
    months: int = 0
    in_force: date | None = None
    repealed: date | None = None


def _read() -> dict[str, Rule]:
    text = files("statute").joinpath("data/deadline_rules.toml").read_text("utf-8")
    tables: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(text)
    return {
        f"{regime}.{name}": Rule(key=f"{regime}.{name}", **fields)
        for regime, rules in tables.items()
        for name, fields in rules.items()
    }


RULES: Final[Mapping[str, Rule]] = MappingProxyType(_read())
