"""Tell which reasons and facts a letter prints: those for which a provision asks.

An officer may have typed others before, such as a balance of the public interest for a
limb that is weighed, under a limb that is not. They stay on record, unprinted.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from statute import facts as law
from statute.exemptions import HarmStatement, Provision, PublicInterestTest

_NEITHER_IN_SCOTLAND: Final = "FOISA 18(1)"
WEIGHING: Final = ("pi_factors_disclosure", "pi_factors_maintain", "pi_reasons")


def is_only_named(provision: Provision, cited: Collection[str]) -> bool:
    """Whether a provision is named only because FOISA s.18(1) needs an exemption.

    A letter says of it what would hold if the information existed and were held.

    Args:
        provision: The provision.
        cited: The keys of all provisions cited for the same answer.

    Source: FOISA 2002 s.18(1).
    """
    return (
        provision.ncnd_counterpart == _NEITHER_IN_SCOTLAND
        and _NEITHER_IN_SCOTLAND in cited
    )


def parts_not_asked(
    provision: Provision, stored: Mapping[str, Any], cited: Collection[str]
) -> frozenset[str]:
    """Return the parts of a notice for which a provision does not ask.

    Under FOISA s.18(1) the public interest is weighed once, for that section.

    Args:
        provision: The provision.
        stored: Its facts, which may choose a limb.
        cited: The keys of all provisions cited for the same answer.

    Source: FOIA 2000 ss.2 and 17(3); FOISA 2002 ss.2, 16(2) and 18(2); EIR 2004 reg
    14(3); EISR 2004 reg 13.
    """
    is_weighed = (
        law.is_weighed(provision, stored) is not False
        # The test holds for what is not held too, though nothing can be weighed.
        or provision.public_interest_test is PublicInterestTest.FORMAL
    ) and not is_only_named(provision, cited)
    is_harm_asked = provision.harm_statement is not HarmStatement.NOT_REQUIRED
    return frozenset(() if is_weighed else WEIGHING) | frozenset(
        () if is_harm_asked else ("harm",)
    )


def facts_not_asked(provision: Provision, stored: Mapping[str, Any]) -> frozenset[str]:
    """Return the stored facts for which a provision does not ask."""
    return frozenset(stored) - frozenset(provision.asks)
