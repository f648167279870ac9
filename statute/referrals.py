"""Give the ground for referring to an earlier answer of the authority.

Sources: FOIA 2000 ss.14(2) and 21(1); FOISA 2002 ss.14(2) and 25(1); EIR 2004 and EISR
2004 reg 6(1)(b). ICO guidance on repeat requests: section 14(2) needs that the
authority gave the same person the information, or confirmed that it is not held.
"""

from statute.exemptions import Provision
from statute.notices import GIVEN, Outcome
from statute.refusals import Provisions, accessible_elsewhere, repeated
from statute.regimes import Regime

_COMPLIED = GIVEN | {Outcome.NOT_HELD}


class NoGround(ValueError):
    """No provision allows a reference to the earlier answer; the message says why."""


def referral_ground(
    regime: Regime, *, said: str, is_same_requester: bool
) -> tuple[Provision, Outcome]:
    """Return the provision to cite, and the outcome of the referring answer.

    Args:
        regime: The law of the request now.
        said: The outcome of the earlier answer; "" where it is not known.
        is_same_requester: Whether the earlier answer went to the same person.

    Raises:
        NoGround: No provision allows it.
    """
    if is_same_requester and not regime.is_environmental:
        if said not in _COMPLIED:
            raise NoGround(
                "That answer neither gave information nor said that none is held. "
                "Section 14(2) needs that the earlier request was complied with: "
                "answer this question itself."
            )
        return _only(repeated(regime)), Outcome.REPEATED
    if said not in GIVEN:
        raise NoGround(
            "That answer gives no information that could be accessible already: answer "
            "this question itself."
        )
    return _only(accessible_elsewhere(regime)), Outcome.ACCESSIBLE


def _only(provisions: Provisions) -> Provision:
    (provision,) = provisions.values()
    return provision
