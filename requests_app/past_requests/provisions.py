"""Read the provisions relied on, by the catalogue of the statute."""

import re
from functools import lru_cache
from typing import Final

from requests_app.past_requests.values import NotRead
from statute.exemptions import find
from statute.regimes import Regime

_BETWEEN: Final = re.compile(
    r"[;\n]|,\s*(?=(?:ss?|sec|sect|sections?|regs?|regulations?)\b\.?\s*\d)"
    r"|,\s*(?=(?:FOIA|FOISA|EIR|EISR)\b)",
    re.IGNORECASE,
)
# Numbers outside brackets; the years of laws have four digits.
_NUMBERS: Final = re.compile(r"(?<![\w(])(?:ss?|r)?\.?(\d{1,3}[A-Z]{0,2})(?!\w)", re.I)
# Of other laws, with numbers that would be taken for sections.
_ELSEWHERE: Final = re.compile(r"\b(?:articles?|principles?|schedules?|rules?)\b", re.I)
_BRACKETED: Final = re.compile(r"\([^)]*\)")


def read_provisions(cell: str, regime: Regime) -> list[str]:
    """Return the keys of the provisions named in a cell, each once, in order.

    Args:
        cell: Provisions in any spelling, such as "s.40(2); Section 43".
        regime: The law of a number without a named law.

    Raises:
        NotRead: A provision is not in the catalogue; the message names it.
    """
    found: set[str] = set()
    for piece in _BETWEEN.split(cell):
        if piece.strip(" ,."):
            found.update(_named(" ".join(piece.split()), regime))
    return sorted(found)


@lru_cache(maxsize=4096)
def _named(piece: str, regime: Regime) -> tuple[str, ...]:
    named = find(piece, regime)
    sections = {one.section.partition("(")[0].upper() for one in named}
    typed = {number.upper() for number in _NUMBERS.findall(_BRACKETED.sub("", piece))}
    if not named or not typed <= sections or _ELSEWHERE.search(piece):
        raise NotRead(
            f"“{piece[:60]}” is no provision of the {regime} that can be relied on."
        )
    return tuple(one.key for one in named)
