"""Give the address of a provision's text, for requesters to read the law.

Addresses follow legislation.gov.uk's own scheme:
https://www.legislation.gov.uk/developer/uris
"""

import re
from typing import Final

from statute.regimes import Regime

_PLACES: Final = {
    Regime.FOIA: "ukpga/2000/36/section",
    Regime.EIR: "uksi/2004/3391/regulation",
    Regime.FOISA: "asp/2002/13/section",
    Regime.EISR: "ssi/2004/520/regulation",
}
_NUMBER = re.compile(r"\d+[A-Z]*")


def address_of(regime: Regime, section: str) -> str:
    """Return the address of the section or regulation containing `section`.

    Args:
        regime: The law.
        section: As the catalogue writes it: "31(1)(a)", "40(2) by virtue of 40(3B)".

    Raises:
        ValueError: `section` does not begin with a number.
        KeyError: Letters cite no provisions of this regime.
    """
    number = _NUMBER.match(section)
    if number is None:
        raise ValueError(f"{section!r} does not begin with a number.")
    return f"https://www.legislation.gov.uk/{_PLACES[regime]}/{number.group()}"
