"""Check the parts a letter must contain, should contain, and must not contain."""

import re
from collections.abc import Iterator

from statute.exemptions import Provision
from statute.notices.drafts import (
    Finding,
    GroundDraft,
    NoticeDraft,
    Place,
    block,
    warn,
)
from statute.notices.outcomes import Outcome
from statute.notices.parts import LETTER_RULES, PARTS, Grounds, Part
from statute.notices.requirements import (
    Requirements,
    required_of_ground,
    required_where_weighed,
    requirements,
)
from statute.regimes import Regime

_SCOTTISH_NCND = "FOISA 18(1)"
# Reasons a notice may cut down, even to nothing (s.17(4) and FOISA s.16(3)).
_MAY_BE_CUT_DOWN = frozenset(
    {
        "why_applies",
        "harm",
        "pi_reasons",
        "pi_reasons_ncnd",
        "pi_factors_disclosure",
        "pi_factors_maintain",
    }
)
_BALANCE = _MAY_BE_CUT_DOWN - {"why_applies", "harm"}
# Facts that are reasons too, and may be cut down with them.
_FACTS_CUT_DOWN = frozenset(
    {
        "likelihood",
        "interest",
        "interest_why",
        "confidence_quality",
        "confidence_obligation",
        "confidence_detriment",
        "confidence_defence",
    }
)
# A single statement of these may cover several provisions; the balance may not.
_SHARED = frozenset({"state_reliance", "harm"})
# Shown by the draft's reliance on the provision, limb included.
_SAID_BY_CITING = frozenset({"cite_provision"})
# Checked by `grounds.qualified_persons_opinion`, together with its date.
_CHECKED_ELSEWHERE = frozenset({"qp_opinion"})
# The Regulations refuse a burden or a manner too as manifestly unreasonable, and that
# has no estimate.
_OF_ESTIMATE = frozenset({"cost_estimate", "estimate_method"})
_COST = re.compile(
    r"\b(?:hours?|estimat\w+|days?\sof\swork|costs?\s(?:of|to|us|limit)|appropriate\slimit)\b",
    re.IGNORECASE,
)
# Needed for each provision in a notice of extension too (s.17(1) and (2)).
_PENDING = frozenset({"state_reliance", "why_applies"})


def the_law(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the kind of letter to exist under the request's law."""
    rule = LETTER_RULES[draft.letter_type]
    if draft.regime not in rule.regimes:
        yield block(
            "no_such_letter",
            f"There is no “{rule.title}” under the {draft.regime.title}. "
            + _instead(draft.regime),
            rule.source,
        )


def _instead(regime: Regime) -> str:
    if regime is Regime.FOISA:
        return "It allows no extension: a letter that is late must say that it is late."
    if regime.is_environmental:
        return "The Regulations extend time only for complexity and volume."
    return "The Act extends time only to weigh the public interest."


def whole_letter(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the parts said once for all provisions."""
    needed = _needed(draft)
    for part in needed.blocking:
        if _is_missing(draft, part):
            yield block(f"missing_{part.id}", _missing(part), part.source)
    for part in needed.advised:
        if _is_missing(draft, part):
            yield warn(f"missing_{part.id}", _missing(part), part.source)


def advice(draft: NoticeDraft) -> Iterator[Finding]:
    """Require advice and assistance with every refusal on cost, whatever it cites.

    Source: FOIA 2000 s.16; FOISA 2002 s.15; EIR 2004 reg 9; EISR 2004 reg 9.
    """
    part = PARTS["advice"]
    if not draft.contains(part.id) and any(
        question.outcome is Outcome.COST for question in draft.questions
    ):
        yield block(f"missing_{part.id}", _missing(part), part.source)


def _needed(draft: NoticeDraft) -> Requirements:
    """Return the parts needed for the kind of letter and its final grounds.

    A notice of extension may already refuse part of the request. That part needs the
    same parts as any refusal.
    """
    rule = LETTER_RULES[draft.letter_type]
    final = [
        provision
        for ground, provision in draft.known_grounds
        if not ground.is_balance_pending
        and (ground.is_new or rule.grounds is not Grounds.NEW)
    ]
    needed = requirements(
        draft.letter_type, draft.regime, [provision.key for provision in final]
    )
    if rule.grounds in {Grounds.FINAL, Grounds.NEW}:
        return needed
    blocking = dict.fromkeys(needed.blocking)
    for provision in final:
        for part in required_of_ground(provision).blocking:
            if not part.is_per_ground and part.id not in rule.must_not_contain:
                blocking[part] = None
    advised = tuple(part for part in needed.advised if part not in blocking)
    return Requirements(tuple(blocking), advised)


def _is_missing(draft: NoticeDraft, part: Part) -> bool:
    if part.id == "ncnd_scope_other_information" and not draft.has_ncnd_statement:
        return False  # the scope of an NCND answer is its question
    if part.id in _OF_ESTIMATE and not _is_on_cost(draft):
        return False
    if part.is_per_ground and draft.known_grounds:
        return False
    if part.id == "question_outcomes" and draft.questions:
        return False  # `questions.all_answered` checks each question
    return part.id not in _CHECKED_ELSEWHERE and not draft.contains(part.id)


def _is_on_cost(draft: NoticeDraft) -> bool:
    """Whether cost is the reason; under the Regulations the words tell."""
    return not draft.regime.is_environmental or any(
        _COST.search(typed.words)
        for typed in draft.typed
        if typed.place is Place.ANSWER or typed.part in {"why_applies", "harm"}
    )


def _missing(part: Part) -> str:
    return f"Missing: {_within(part.title)}. Required: {_within(part.meaning)}"


def _within(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def every_ground(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the parts of each provision relied on."""
    rule = LETTER_RULES[draft.letter_type]
    for ground, provision in draft.known_grounds:
        if ground.is_balance_pending:
            yield from _pending(draft, ground, provision)
        elif ground.is_new or rule.grounds is not Grounds.NEW:
            yield from _final(draft, ground, provision)


def _pending(
    draft: NoticeDraft, ground: GroundDraft, provision: Provision
) -> Iterator[Finding]:
    for part_id in sorted(_PENDING):
        if not _is_said(draft, ground, part_id) and not (
            part_id in _MAY_BE_CUT_DOWN and _may_cut_down(draft.regime, ground)
        ):
            yield _unsaid(provision, PARTS[part_id], is_law=True)


def _final(
    draft: NoticeDraft, ground: GroundDraft, provision: Provision
) -> Iterator[Finding]:
    needed = required_of_ground(provision)
    for part in (*needed.blocking, *needed.advised):
        is_law = part in needed.blocking
        if not part.is_per_ground or part.id in _SAID_BY_CITING | _CHECKED_ELSEWHERE:
            continue
        if _is_said(draft, ground, part.id):
            continue
        if part.id in _BALANCE and provision.needs_public_interest_test is None:
            continue  # checked in `_of_the_limb`, by the limb relied on
        if part.id in _BALANCE and _is_only_underlying(draft, ground, provision):
            continue  # FOISA s.18(2) disapplies s.16(2); s.18(1) has its own balance
        is_reason = part.id in _MAY_BE_CUT_DOWN | _FACTS_CUT_DOWN
        if is_reason and _may_cut_down(draft.regime, ground):
            continue
        yield _unsaid(provision, part, is_law=is_law)
    if provision.needs_public_interest_test is None and not _is_only_underlying(
        draft, ground, provision
    ):
        yield from _of_the_limb(draft, ground, provision)


def _is_only_underlying(
    draft: NoticeDraft, ground: GroundDraft, provision: Provision
) -> bool:
    """Whether the exemption is only named because FOISA s.18(1) needs one."""
    return provision.ncnd_counterpart == _SCOTTISH_NCND and any(
        other.key == _SCOTTISH_NCND and set(each.questions) == set(ground.questions)
        for each, other in draft.known_grounds
    )


def _of_the_limb(
    draft: NoticeDraft, ground: GroundDraft, provision: Provision
) -> Iterator[Finding]:
    """Require a statement of the limb, where the limb decides on the test."""
    source = provision.public_interest_source or provision.source
    if ground.is_limb_qualified is None:
        yield warn(
            "limb_not_stated",
            f"{provision.citation} is absolute or qualified depending on the limb. Say "
            "which limb is relied on.",
            source,
            provision.key,
        )
    elif ground.is_limb_qualified and not _may_cut_down(draft.regime, ground):
        law, practice = required_where_weighed(provision.regime)
        for part_id in ("pi_reasons", *law, *practice):
            if not ground.says(part_id):
                is_law = part_id not in practice
                yield _unsaid(provision, PARTS[part_id], is_law=is_law)


def _is_said(draft: NoticeDraft, ground: GroundDraft, part_id: str) -> bool:
    return ground.says(part_id) or (part_id in _SHARED and draft.contains(part_id))


def _may_cut_down(regime: Regime, ground: GroundDraft) -> bool:
    return ground.cut_down is not None and not regime.is_environmental


def _unsaid(provision: Provision, part: Part, *, is_law: bool) -> Finding:
    finding = block if is_law else warn
    return finding(
        f"missing_{part.id}",
        f"Missing for {provision.short_citation}: {_within(part.title)}. "
        f"Required: {_within(part.meaning)}",
        part.source,
        provision.key,
    )


def cutting_down(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid cutting reasons down, except under the law, with approval and a reason."""
    for ground, provision in draft.known_grounds:
        if ground.cut_down is None:
            continue
        if draft.regime.is_environmental:
            yield block(
                "reasons_cannot_be_cut_down",
                f"The reasons for {provision.short_citation} were cut down, but the "
                "Regulations do not allow that.",
                "EIR reg 14(3); compare FOIA s.17(4)",
                provision.key,
            )
        elif not (ground.cut_down.approved_by and ground.cut_down.reason):
            yield block(
                "cutting_down_not_approved",
                f"The reasons for {provision.short_citation} were cut down without an "
                "approver and a reason.",
                "FOIA s.17(4); FOISA s.16(3)",
                provision.key,
            )


def contradictions(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid the parts this kind of letter must not contain."""
    rule = LETTER_RULES[draft.letter_type]
    for part_id in sorted(rule.must_not_contain):
        if draft.contains(part_id):
            part = PARTS[part_id]
            yield block(
                f"must_not_contain_{part_id}",
                f"“{part.title}” must not stand in this letter: {rule.title}.",
                rule.source,
            )


def statement_of_not_held(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the statement that information is not held, where an answer says so."""
    outcomes = {question.outcome for question in draft.questions}
    if Outcome.NOT_HELD in outcomes and not draft.contains("not_held_statement"):
        part = PARTS["not_held_statement"]
        yield block("missing_not_held_statement", _missing(part), part.source)


CHECKS = (
    the_law,
    whole_letter,
    advice,
    every_ground,
    cutting_down,
    contradictions,
    statement_of_not_held,
)
