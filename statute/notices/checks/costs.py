"""Check amounts: a refusal on cost exceeds the limit, a fees notice asks a fee."""

from collections.abc import Iterator

from statute.notices.drafts import Finding, NoticeDraft, block, warn
from statute.notices.parts import LetterType
from statute.refusals import cost
from statute.regimes import Regime

_TO_CONFIRM = "FOIA 12(2)"


def estimate_exceeds_limit(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an estimate above the limit for a refusal on cost.

    Source: FOIA 2000 s.12(1) and (2); FOISA 2002 s.12(1); SI 2004/3244.
    """
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for _, provision in draft.known_grounds:
        if provision.key not in on_cost:
            continue
        if draft.estimate is None or draft.limit is None:
            yield warn(
                "no_estimate",
                f"{provision.citation} is relied on, but no estimate is recorded.",
                "FOIA s.12; FOISA s.12; SI 2004/3244 reg 4",
                provision.key,
            )
            continue
        is_to_confirm = provision.key == _TO_CONFIRM
        is_over = (
            draft.estimate.exceeds_limit_to_confirm(draft.limit)
            if is_to_confirm
            else draft.estimate.exceeds_limit(draft.limit)
        )
        if not is_over:
            what = "finding out what is held" if is_to_confirm else "answering"
            yield block(
                "estimate_within_limit",
                f"The estimate for {what} does not exceed the limit of "
                f"£{draft.limit.limit_pence // 100}, so {provision.short_citation} "
                "does not apply.",
                draft.limit.citation,
                provision.key,
            )


def fee_is_asked(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a fees notice to state an amount above zero.

    Source: FOIA 2000 s.9(1); FOISA 2002 s.9(1).
    """
    if (
        draft.letter_type is LetterType.FEES_NOTICE
        and not (draft.amount_pence or 0) > 0
    ):
        yield block(
            "no_amount",
            "The notice asks for no amount.",
            "FOIA s.9(1); FOISA s.9(1); EIR reg 8",
        )


CHECKS = (estimate_exceeds_limit, fee_is_asked)
