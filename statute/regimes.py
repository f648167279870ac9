"""Name the five laws under which a person may ask for information."""

from enum import StrEnum
from typing import Final


class Regime(StrEnum):
    """A right to ask for information, by its usual abbreviation."""

    FOIA = "FOIA"
    EIR = "EIR"
    FOISA = "FOISA"
    EISR = "EISR"
    SAR = "SAR"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The enactment's full title, for citing in a letter."""
        return TITLES[self][0]

    @property
    def short(self) -> str:
        """The enactment's name in a letter after the first mention."""
        return TITLES[self][1]

    @property
    def is_scottish(self) -> bool:
        """Whether the law is Scotland's, so that Scotland's working days apply."""
        return self in {Regime.FOISA, Regime.EISR}

    @property
    def is_environmental(self) -> bool:
        """Whether the law is one of the two sets of Environmental Regulations."""
        return self in {Regime.EIR, Regime.EISR}


# The laws of requests for information, in the order to look up a number without a named
# law. Subject access is about the requester's own data.
INFORMATION_REGIMES: Final = (Regime.FOIA, Regime.EIR, Regime.FOISA, Regime.EISR)

TITLES = {
    Regime.FOIA: ("Freedom of Information Act 2000", "the Act"),
    Regime.EIR: ("Environmental Information Regulations 2004", "the Regulations"),
    Regime.FOISA: ("Freedom of Information (Scotland) Act 2002", "the Act"),
    Regime.EISR: (
        "Environmental Information (Scotland) Regulations 2004",
        "the Regulations",
    ),
    Regime.SAR: ("UK General Data Protection Regulation", "the UK GDPR"),
}
