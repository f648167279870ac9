"""Check what a refusal on cost says of holding against the provisions it cites."""

from collections.abc import Iterator

from statute.notices.drafts import Finding, NoticeDraft, block, warn

_COST = "FOIA 12(1)"
_TO_CONFIRM = "FOIA 12(2)"
_SOURCE = "FOIA ss.1(1)(a) and 12(1) and (2)"


def holding_and_cost(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid section 12(2) for what is said to be held; warn of what is not held.

    Source: FOIA 2000 s.12(1) and (2).
    """
    for ground, provision in draft.known_grounds:
        if provision.key != _COST or ground.is_held is None:
            continue
        beside = {
            other.key
            for each, other in draft.known_grounds
            if set(each.questions) == set(ground.questions)
        }
        if _TO_CONFIRM in beside:
            yield block(
                "held_and_not_known",
                "Section 12(2) is for what is not known to be held, and the letter "
                "says whether it is. Rely on one of the two.",
                _SOURCE,
                _COST,
            )
        elif ground.is_held is False:
            yield warn(
                "cost_of_what_is_not_held",
                "The letter says that the information is not held, so there is nothing "
                "whose cost could exceed the limit. Answer “Not held”.",
                _SOURCE,
                _COST,
            )


CHECKS = (holding_and_cost,)
