"""Make and end the rules of an authority on advice from outside."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from requests_app.history.administration import record_change
from requests_app.refusals import Refusal
from responses.models import AdviceRule, AdviceSource
from statute.exemptions.covering import covered_by, number_in
from statute.regimes import Regime


class RuleNotPossible(Refusal):
    """The rule cannot be made or ended."""

    field = "section"


@transaction.atomic
def add_advice_rule(
    *, source: AdviceSource, regime: str, section: str, is_blocking: bool, by: User
) -> AdviceRule:
    """Make a rule: a response citing the section needs this advice first.

    Args:
        source: The advice that is needed.
        regime: The value of the law.
        section: A section or regulation as typed, "s.31" or "23(5)".
        is_blocking: Whether the response is held back, rather than warned of.
        by: The administrator, whose authority has the rule.

    Raises:
        RuleNotPossible: The law has no such section, the rule exists, or the person
            belongs to no authority.
    """
    if by.authority is None:
        raise RuleNotPossible("Only an administrator of an authority can add rules.")
    law = Regime(regime)
    number = number_in(section)
    if not number or not any(covered_by(regime=law, section=number)):
        raise RuleNotPossible(
            f"“{section}” is no section or regulation of {law.title} on which "
            "information is withheld. Enter a number, such as 31 or 23(5)."
        )
    rules = AdviceRule.objects.select_for_update().filter(
        authority=by.authority, ended_at=None
    )
    if rules.filter(source=source, regime=law, section=number).exists():
        raise RuleNotPossible("This rule exists already. Nothing was changed.")
    rule = AdviceRule.objects.create(
        authority=by.authority,
        source=source,
        regime=law,
        section=number,
        is_blocking=is_blocking,
        created_by=by,
    )
    _record(rule, "Rule added", by, before="", after=_says(rule))
    return rule


@transaction.atomic
def end_advice_rule(*, rule: AdviceRule, by: User, at: datetime) -> AdviceRule:
    """End a rule. Responses in preparation are no longer held back by the rule.

    Raises:
        RuleNotPossible: The rule has ended already.
    """
    locked = AdviceRule.objects.select_for_update().get(pk=rule.pk)
    if locked.ended_at is not None:
        raise RuleNotPossible("This rule has ended already.")
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    _record(locked, "Rule ended", by, before=_says(locked), after="")
    return locked


def _says(rule: AdviceRule) -> str:
    effect = "holds the response back" if rule.is_blocking else "warns"
    return f"{rule.get_regime_display()} {rule.section}: {effect}"


def _record(rule: AdviceRule, what: str, by: User, *, before: str, after: str) -> None:
    record_change(
        authority=rule.authority,
        by=by,
        subject=f"Advice from outside: {rule.get_source_display()}",
        what=what,
        changes={"rule": [before, after]},
    )
