"""Load the parts of a notice and the kinds of letter, once, from the data files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from statute.regimes import Regime


class LetterType(StrEnum):
    """A kind of letter, each with its own required parts."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    FEES_NOTICE = "fees_notice"
    PIT_EXTENSION = "pit_extension"
    EIR_EXTENSION = "eir_extension"
    DELAY_NOTICE = "delay_notice"
    FULL_DISCLOSURE = "full_disclosure"
    PARTIAL_DISCLOSURE = "partial_disclosure"
    FULL_REFUSAL = "full_refusal"
    NCND = "ncnd"
    MIXED_WITH_NCND = "mixed_with_ncnd"
    NOT_HELD = "not_held"
    COST_REFUSAL = "cost_refusal"
    VEXATIOUS_OR_REPEATED = "vexatious_or_repeated"
    ACCESSIBLE_ELSEWHERE = "accessible_elsewhere"
    TRANSFER = "transfer"
    INVALID_REQUEST = "invalid_request"
    INTERIM = "interim"
    SUPPLEMENTARY = "supplementary"
    REVIEW_ACKNOWLEDGEMENT = "review_acknowledgement"
    REVIEW_EXTENSION = "review_extension"
    REVIEW_OUTCOME = "review_outcome"


# The letters by which the law lets an authority take more time.
EXTENSIONS = frozenset({LetterType.PIT_EXTENSION, LetterType.EIR_EXTENSION})
# The types of letter that answer a request. The outcome of a review counts too, for a
# review is a request of its own. All other types are procedural.
RESPONSES = frozenset(
    {
        LetterType.FULL_DISCLOSURE,
        LetterType.PARTIAL_DISCLOSURE,
        LetterType.FULL_REFUSAL,
        LetterType.NCND,
        LetterType.MIXED_WITH_NCND,
        LetterType.NOT_HELD,
        LetterType.COST_REFUSAL,
        LetterType.VEXATIOUS_OR_REPEATED,
        LetterType.ACCESSIBLE_ELSEWHERE,
        LetterType.INTERIM,
        LetterType.SUPPLEMENTARY,
        LetterType.REVIEW_OUTCOME,
    }
)


class Grounds(StrEnum):
    """How far a kind of letter needs the required parts of each provision relied on."""

    NONE = "none"
    FINAL = "final"
    NEW = "new"
    PENDING = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A required element of a notice, and the law or practice behind it.

    `is_per_ground` parts are said for every provision relied on, the others once.
    """

    id: str
    title: str
    meaning: str
    source: str
    is_per_ground: bool
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRule:
    """The parts a kind of letter must and should contain, by ids."""

    title: str
    source: str
    required_by_law: tuple[str, ...] = ()
    good_practice: tuple[str, ...] = ()
    eir_law: tuple[str, ...] = ()
    eisr_law: tuple[str, ...] = ()
    foisa_law: tuple[str, ...] = ()
    must_not_contain: frozenset[str] = frozenset()
    regimes: frozenset[Regime] = frozenset(Regime)
    grounds: Grounds = Grounds.NONE


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("statute").joinpath("data", name).read_text("utf-8"))


_PARTS_DATA = _read("notice_parts.toml")
_LETTERS_DATA = _read("letter_types.toml")

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        part_id: Part(
            id=part_id,
            title=entry["title"],
            meaning=entry["meaning"],
            source=entry["source"],
            is_per_ground=entry["scope"] == "ground",
            is_verified=entry.get("is_verified", True),
        )
        for part_id, entry in _PARTS_DATA.items()
    }
)

_SAME_PART = {
    other: part_id
    for part_id, entry in _PARTS_DATA.items()
    for other in entry.get("also", ())
}

COMMON_PARTS: tuple[str, ...] = tuple(_LETTERS_DATA["common"])


def _rule(entry: Mapping[str, Any]) -> LetterRule:
    lists = ("required_by_law", "good_practice", "eir_law", "eisr_law", "foisa_law")
    return LetterRule(
        title=entry["title"],
        source=entry["source"],
        must_not_contain=frozenset(entry.get("must_not_contain", ())),
        regimes=frozenset(map(Regime, entry.get("regimes", Regime))),
        grounds=Grounds(entry.get("grounds", Grounds.NONE)),
        **{name: tuple(entry.get(name, ())) for name in lists},
    )


LETTER_RULES: Mapping[LetterType, LetterRule] = MappingProxyType(
    {letter_type: _rule(_LETTERS_DATA[letter_type]) for letter_type in LetterType}
)


def part_called(name: str) -> Part:
    """Return a part by its id, or by its other name in the provisions.

    Raises:
        KeyError: There is no such part.
    """
    return PARTS[_SAME_PART.get(name, name)]
