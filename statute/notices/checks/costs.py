"""Check amounts: a refusal on cost exceeds the limit, a fees notice asks for a fee."""

from collections.abc import Iterator
from decimal import Decimal

from statute.notices.claims import uncounted_work_in
from statute.notices.drafts import Finding, NoticeDraft, Place, block, warn
from statute.notices.hours import hours_in
from statute.notices.parts import LetterType
from statute.refusals import cost
from statute.regimes import Regime

_TO_CONFIRM = "FOIA 12(2)"
_COUNTED = "SI 2004/3244 reg 4(3); SSI 2004/467 reg 3"


def estimate_exceeds_limit(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an estimate above the limit for a refusal on cost.

    Source: FOIA 2000 s.12(1) and (2); FOISA 2002 s.12(1); SI 2004/3244.
    """
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for _, provision in draft.known_grounds:
        if provision.key not in on_cost:
            continue
        if draft.estimate is None or draft.limit is None:
            yield block(
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


def work_that_counts(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an estimate counts redacting, deciding or reading.

    Source: SI 2004/3244 reg 4(3); SSI 2004/467 reg 3.
    """
    on_cost = {**cost(Regime.FOIA), **cost(Regime.FOISA)}
    for ground, provision in draft.known_grounds:
        if provision.key not in on_cost:
            continue
        typed_here = dict.fromkeys(
            typed
            for path in ground.questions
            for typed in draft.typed_of(path)
            if typed.place is Place.ANSWER or typed.provision == ground.key
        )
        for typed in typed_here:
            for sentence in uncounted_work_in(
                typed.words, is_scottish=draft.regime.is_scottish
            ):
                yield warn(
                    "estimate_counts_other_work",
                    "Only finding out what is held, and locating, retrieving and "
                    f"extracting it, count. This sentence in {typed.where} seems to "
                    f"count reading, deciding or redacting: “{sentence.shown}”",
                    _COUNTED,
                    provision.key,
                    typed,
                )


def hours_agree(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where the words give other hours than the estimate.

    Source: SI 2004/3244 reg 4; SSI 2004/467 reg 3.
    """
    on_cost = [ground for ground, _ in draft.known_grounds if ground.hours]
    counted = {hours for ground in on_cost for hours in ground.hours}
    if not counted:
        return
    # Questions may have estimates of their own, added up. Equal estimates are one
    # estimate, given under each question.
    counted.add(sum({max(ground.hours) for ground in on_cost}, Decimal()))
    if draft.limit is not None:
        counted.add(Decimal(draft.limit.limit_minutes) / 60)
    asked = {path for ground in on_cost for path in ground.questions}
    for typed in draft.typed:
        if not asked & set(typed.questions) or typed.part == "advice":
            continue
        for stated in hours_in(typed.words):
            if not any(map(stated.agrees_with, counted)):
                yield warn(
                    "hours_differ",
                    f"{typed.where[:1].upper()}{typed.where[1:]} says "
                    f"“{stated.sentence.shown}” but the estimate comes to "
                    f"{max(on_cost[0].hours).normalize():f} hours.",
                    _COUNTED,
                    typed.about,
                    typed,
                )


CHECKS = (estimate_exceeds_limit, hours_agree, work_that_counts, fee_is_asked)
