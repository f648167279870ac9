"""Tell whether a law has a section at all, from `statute/data/sections.toml`."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from statute.exemptions.numbers import Path, is_known
from statute.regimes import Regime


def is_in(regime: Regime, path: Path) -> bool:
    """Whether the law has this number, as far as its sections are known.

    What stands within a section is known for some sections only. A finer number, as in
    "10(6)(c)", is taken to exist.
    """
    number, *brackets = path
    if is_known(regime, path):
        return True
    if number not in _SECTIONS[regime]:
        return False
    within = _WITHIN[regime].get(number)
    return within is None or not brackets or brackets[0] in within


def _spread(ranges: Iterable[str]) -> Iterator[str]:
    """Yield each number of ranges such as "1-88", and "11A" as it is."""
    for each in ranges:
        first, _, last = each.partition("-")
        if last:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield first.casefold()


_DATA: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    files("statute").joinpath("data/sections.toml").read_text("utf-8")
)
_SECTIONS: Final[Mapping[Regime, frozenset[str]]] = MappingProxyType(
    {
        Regime(regime): frozenset(_spread(law["sections"]))
        for regime, law in _DATA.items()
    }
)
_WITHIN: Final[Mapping[Regime, Mapping[str, frozenset[str]]]] = MappingProxyType(
    {
        Regime(regime): {
            number: frozenset(_spread(ranges))
            for number, ranges in law["within"].items()
        }
        for regime, law in _DATA.items()
    }
)
