"""Check the outcome of every question, and the ground of every outcome."""

from collections.abc import Iterable, Iterator, Mapping

from statute.exemptions import Kind, Provision
from statute.notices.drafts import Finding, NoticeDraft, QuestionDraft, block
from statute.notices.outcomes import Outcome, letter_type_for
from statute.notices.parts import EXTENSIONS, LETTER_RULES, RESPONSES, LetterType
from statute.refusals import accessible_elsewhere, cost, not_held, repeated, vexatious
from statute.regimes import Regime

# The letters that must have an outcome for every question asked.
ANSWERING = EXTENSIONS | RESPONSES - {
    LetterType.INTERIM,
    LetterType.SUPPLEMENTARY,
    LetterType.REVIEW_OUTCOME,
}
_KEYS_FOR = {
    Outcome.COST: cost,
    Outcome.VEXATIOUS: vexatious,
    Outcome.REPEATED: repeated,
    Outcome.ACCESSIBLE: accessible_elsewhere,
}
_WORDS = {
    Outcome.COST: "refused on cost",
    Outcome.VEXATIOUS: "refused as vexatious",
    Outcome.REPEATED: "refused as repeated",
    Outcome.ACCESSIBLE: "said to be accessible already",
    Outcome.NOT_HELD: "said to be not held",
}


def all_answered(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an outcome for every question, and a final one in a final letter."""
    if draft.letter_type not in ANSWERING:
        return
    for question in draft.questions:
        if question.outcome is None:
            yield block(
                "question_without_outcome",
                f"{question.called} has no outcome yet.",
                "FOIA s.1(1); FOISA s.1(1); EIR reg 5(1)",
                question.path,
            )
        elif (
            question.outcome is Outcome.TO_FOLLOW
            and draft.letter_type not in EXTENSIONS
        ):
            yield block(
                "answer_to_follow",
                f"The answer to question {question.path} is still to follow.",
                "FOIA s.1(1); FOISA s.1(1); EIR reg 5(1)",
                question.path,
            )


def right_kind_of_letter(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the kind of letter to match the answers."""
    outcomes = [question.outcome for question in draft.questions if question.outcome]
    if draft.letter_type not in ANSWERING or len(outcomes) < len(draft.questions):
        return
    if not outcomes and (
        not draft.has_ncnd_statement or draft.letter_type in EXTENSIONS
    ):
        return
    follows = letter_type_for(
        outcomes,
        has_ncnd_statement=draft.has_ncnd_statement,
        regime=draft.regime,
        is_extension_claimed=draft.letter_type in EXTENSIONS,
    )
    if follows is not draft.letter_type and Outcome.TO_FOLLOW not in outcomes:
        yield block(
            "wrong_kind_of_letter",
            f"The answers make this letter “{LETTER_RULES[follows].title}”, not "
            f"“{LETTER_RULES[draft.letter_type].title}”.",
            "FOIA s.17; FOISA s.16; EIR reg 14",
        )


def outcomes_have_grounds(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a provision for information refused, and none for information given."""
    for question in draft.questions:
        yield from _of_question(draft, question)


def _of_question(draft: NoticeDraft, question: QuestionDraft) -> Iterator[Finding]:
    grounds = [one for _, one in draft.grounds_of(question.path)]
    ordinary = [one for one in grounds if not one.is_ncnd and one.is_ground]
    outcome = question.outcome
    if outcome in {Outcome.WITHHELD, Outcome.PARTLY_DISCLOSED} and not ordinary:
        yield block(
            "withheld_without_ground",
            f"Information asked for in question {question.path} is withheld, but no "
            "provision is relied on.",
            "FOIA s.17(1)(b); FOISA s.16(1)(c); EIR reg 14(3)(a)",
            question.path,
        )
    if outcome is Outcome.DISCLOSED and ordinary:
        cited = ", ".join(one.short_citation for one in ordinary)
        yield block(
            "disclosed_with_ground",
            f"{question.called} is answered in full, yet {cited} is relied on for it.",
            "FOIA s.1(1)(b); FOISA s.1(1); EIR reg 5(1)",
            question.path,
        )
    if outcome in _KEYS_FOR:
        yield from _of_kind(draft, question, _KEYS_FOR[outcome](draft.regime), grounds)
    if outcome is Outcome.NOT_HELD:
        yield from _of_not_held(draft, question)


def _of_kind(
    draft: NoticeDraft,
    question: QuestionDraft,
    keys: Mapping[str, Provision],
    grounds: Iterable[Provision],
) -> Iterator[Finding]:
    if not any(one.key in keys for one in grounds):
        cited = " or ".join(one.short_citation for one in keys.values())
        said = _WORDS[question.outcome] if question.outcome else ""
        yield block(
            "outcome_without_its_ground",
            f"{question.called} is {said}, but {cited} is not relied on.",
            f"{draft.regime.title}: {cited}",
            question.path,
        )


def _of_not_held(draft: NoticeDraft, question: QuestionDraft) -> Iterator[Finding]:
    """Forbid exemptions for information not held; require its ground outside FOIA."""
    grounds = [one for _, one in draft.grounds_of(question.path)]
    others = [one for one in grounds if one.kind is not Kind.NOT_HELD]
    if others:
        cited = ", ".join(one.short_citation for one in others)
        yield block(
            "not_held_with_exemption",
            f"{question.called} is said to be not held, yet {cited} is relied "
            "on for it. Information that is not held cannot be exempt.",
            "FOIA s.1(1)(a); FOISA s.17(1); EIR reg 12(4)(a)",
            question.path,
        )
    if draft.regime is not Regime.FOIA and len(grounds) == len(others):
        yield from _of_kind(draft, question, not_held(draft.regime), grounds)


CHECKS = (all_answered, right_kind_of_letter, outcomes_have_grounds)
