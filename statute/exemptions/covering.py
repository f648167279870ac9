"""Whether a section or regulation covers a provision: 31 covers 31(1)(a)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from statute.exemptions.catalogue import PROVISIONS, Provision
from statute.regimes import Regime

_TYPED: Final = re.compile(
    r"(?P<law>FOIA|EIR|FOISA|EISR)?"
    r"(?P<noun>sections?|regulations?|regs?\.?|ss?\.?)?"
    r"(?P<number>\d+[A-Z]?(?:\(\w+\))*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypedSection:
    """A section or regulation as a person typed it.

    Attributes:
        law: The law named, in capitals; "" for none.
        is_regulation: Whether the words call it a regulation.
        number: The number with its subsections, without spaces: "12(5)(e)".
    """

    law: str
    is_regulation: bool
    number: str


def section_in(words: str) -> TypedSection | None:
    """Return the section or regulation typed: "EIR reg. 12 (5)"; None for others."""
    found = _TYPED.fullmatch("".join(words.split()))
    if found is None:
        return None
    return TypedSection(
        law=(found["law"] or "").upper(),
        is_regulation=(found["noun"] or "").lower().startswith("r"),
        number=found["number"],
    )


def number_in(words: str) -> str:
    """Return the number of a section or regulation as typed: "s. 31" gives "31".

    Returns:
        The number with its subsections, without spaces; "" where `words` is none, or
        names a law.
    """
    found = section_in(words)
    return found.number if found and not found.law else ""


def is_under(key: str, above: str) -> bool:
    """Return whether a key names the provision `above`, or lies beneath that.

    Args:
        key: The key of a provision, "FOIA 31(1)(a)".
        above: The beginning of a key, "FOIA 31".
    """
    rest = key.removeprefix(above)
    return rest != key and (not rest or not rest[0].isalnum())


def is_covered(provision: Provision, *, regime: str, section: str) -> bool:
    """Return whether a provision is the section, or lies beneath it.

    Args:
        provision: A provision of the catalogue.
        regime: The value of the law.
        section: The number of a section or regulation of this law, "31" or "23(5)".
    """
    return is_under(provision.key, f"{Regime(regime)} {section}")


def covered_by(*, regime: str, section: str) -> Iterator[Provision]:
    """Yield the provisions of the catalogue that a section covers."""
    for provision in PROVISIONS.values():
        if is_covered(provision, regime=regime, section=section):
            yield provision
