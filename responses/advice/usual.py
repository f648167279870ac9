"""The usual rules on advice from outside, for a police force that has none."""

from typing import Final

from django.db import transaction

from accounts.models import Authority, User
from responses.advice.rules import RuleNotPossible, add_advice_rule
from responses.models import AdviceRule, AdviceSource
from statute.regimes import Regime

# Each section, and whether the response is held back. Section 31 is cited in many
# answers that need no referral: officers are warned.
_SECTIONS: Final = (("23", True), ("24", True), ("31", False))


def usual_is_offered(authority: Authority | None) -> bool:
    """Whether usual rules exist for an authority without any rule in force.

    The NPCC Central Referral Unit advises police forces under FOIA.
    """
    if authority is None or authority.is_scottish:
        return False
    if authority.kind != Authority.Kind.POLICE:
        return False
    return not AdviceRule.objects.filter(authority=authority, ended_at=None).exists()


@transaction.atomic
def add_usual_rules(*, by: User) -> list[AdviceRule]:
    """Add the usual rules: sections 23, 24 and 31 go to the Central Referral Unit.

    Args:
        by: The administrator, whose authority has the rules.

    Raises:
        RuleNotPossible: The authority has rules already, or is no police force that
            answers under FOIA.
    """
    if by.authority_id is not None:
        # Of two presses, the second finds the rules.
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority_id)
    if not usual_is_offered(by.authority):
        raise RuleNotPossible(
            "The usual rules are for a police force under FOIA that has no rule yet. "
            "Nothing was changed."
        )
    return [
        add_advice_rule(
            source=AdviceSource.REFERRAL_UNIT,
            regime=Regime.FOIA,
            section=section,
            is_blocking=is_blocking,
            by=by,
        )
        for section, is_blocking in _SECTIONS
    ]
