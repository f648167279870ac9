"""Whether a section or regulation covers a provision: 31 covers 31(1)(a)."""

import re
from collections.abc import Iterator
from typing import Final

from statute.exemptions.catalogue import PROVISIONS, Provision
from statute.regimes import Regime

_NUMBER: Final = re.compile(
    r"(?:sections?|regulations?|regs?\.?|ss?\.?)?\s*(\d+[A-Z]?(?:\(\w+\))*)",
    re.IGNORECASE,
)


def number_in(words: str) -> str:
    """Return the number of a section or regulation as typed: "s. 31" gives "31".

    Returns:
        The number with its subsections, without spaces; "" where `words` is none.
    """
    found = _NUMBER.fullmatch("".join(words.split()))
    return found.group(1) if found else ""


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
