"""Say under what terms information may be used again, by the kind of authority.

Source: SI 2015/1415 reg 5(3)(b), which leaves out schools and universities; Copyright,
Designs and Patents Act 1988 s.163, for what belongs to the Crown.
"""

from enum import StrEnum
from typing import Final


class Terms(StrEnum):
    """The terms on which the authority's own information may be used again."""

    OPEN_LICENCE = "open_licence"
    REGULATIONS = "regulations"
    COPYRIGHT = "copyright"


OPEN_LICENCE: Final = (
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
_CROWN: Final = frozenset(
    {
        "central_government",
        "armed_forces",
        "national_archives",
        "proni",
        "keeper_nrs",
    }
)
_UNDER_THE_REGULATIONS: Final = frozenset({"council", "police", "nhs_trust"})


def terms_of(authority_type: str) -> Terms:
    """Return the terms for a type of authority, such as "police".

    Departments and archives of the Crown offer the Open Government Licence. Where it is
    not known that the Regulations apply, only copyright is named.
    """
    if authority_type in _CROWN:
        return Terms.OPEN_LICENCE
    if authority_type in _UNDER_THE_REGULATIONS:
        return Terms.REGULATIONS
    return Terms.COPYRIGHT
