"""List the provisions for neither confirming nor denying that information is held."""

import re
from collections.abc import Collection
from typing import Final

from statute.exemptions import PROVISIONS, Kind, Provision
from statute.regimes import Regime

# Cited together, so as not to show whether a security body is concerned.
PAIRED: Final = frozenset({"FOIA 23(5)", "FOIA 24(2)"})
# FOISA s.18(1) applies only with one of these; not with ss.25 to 27, 36, 37, 39(2), 40.
_NAMED_UNDER_SECTION_18 = re.compile(r"(?:2[89]|3[0-5]|38|41)(?![\d])|39\(1\)")


def grounds_for_neither(regime: Regime) -> tuple[Provision, ...]:
    """Return the provisions a "neither confirm nor deny" reply may cite.

    These come from both the Act and the Environmental Regulations of the same
    jurisdiction, those of `regime` first. In Scotland, the exemptions to name under
    FOISA s.18 follow, because that section does not apply alone.

    Source: FOIA 2000 s.2(1); EIR 2004 regs 12(6) and 13(5A); FOISA 2002 s.18(1); EISR
    2004 regs 10(8) and 11(6).
    """
    lifting = [
        provision
        for provision in PROVISIONS.values()
        if provision.is_ncnd
        and not provision.is_umbrella
        and provision.regime.is_scottish == regime.is_scottish
    ]
    lifting.sort(key=lambda provision: provision.regime is not regime)
    named = [provision for provision in PROVISIONS.values() if _is_named(provision)]
    return (*lifting, *(named if regime is Regime.FOISA else ()))


def partner_of(provision: Provision, cited: Collection[str]) -> Provision | None:
    """Return the provision usually cited with another, and missing; None for nothing.

    Args:
        provision: The provision.
        cited: The keys of all provisions cited for the same answer.
    """
    if provision.key not in PAIRED:
        return None
    (partner,) = PAIRED - {provision.key}
    return None if partner in cited else PROVISIONS[partner]


def _is_named(provision: Provision) -> bool:
    return (
        provision.regime is Regime.FOISA
        and provision.kind is Kind.EXEMPTION
        and not provision.is_umbrella
        and _NAMED_UNDER_SECTION_18.match(provision.section) is not None
    )
