"""Check what a refusal on cost says of holding: by its provisions, in its words."""

from collections.abc import Iterator

from statute.exemptions import Provision
from statute.notices.confirming import confirmations_in, denied_in, held_in
from statute.notices.drafts import (
    Finding,
    GroundDraft,
    NoticeDraft,
    Place,
    QuestionDraft,
    Typed,
    block,
    warn,
)
from statute.notices.sentences import Passage
from statute.notices.subjects import is_about, stems_of

_COST = "FOIA 12(1)"
_TO_CONFIRM = "FOIA 12(2)"
_SOURCE = "FOIA ss.1(1)(a) and 12(1) and (2)"
# The share of a question's words in a sentence about the same.
_SHARE = 2 / 3


def holding_and_cost(draft: NoticeDraft) -> Iterator[Finding]:
    """Require section 12(1) to say whether it is held, or section 12(2) beside it.

    Source: FOIA 2000 ss.1(1)(a) and 12(1) and (2). In Scotland and under the
    Regulations a refusal on cost lifts no separate duty to say what is held.
    """
    for ground, provision in draft.known_grounds:
        if provision.key != _COST:
            continue
        is_to_confirm = _TO_CONFIRM in _beside(draft, ground)
        if ground.is_held is not None and is_to_confirm:
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
        elif (
            ground.is_held is None
            and not is_to_confirm
            and (ground.is_not_known or not _is_said(draft, ground))
        ):
            yield block(
                "cost_without_held_statement",
                "Section 12(1) leaves the duty to say whether information is held. Say "
                "so, or rely on section 12(2) if finding out would itself cost more "
                "than the limit.",
                _SOURCE,
                _COST,
            )


def _beside(draft: NoticeDraft, ground: GroundDraft) -> set[str]:
    """Return the keys of the provisions relied on for the same questions."""
    return {
        other.key
        for each, other in draft.known_grounds
        if set(each.questions) == set(ground.questions)
    }


def _is_said(draft: NoticeDraft, ground: GroundDraft) -> bool:
    """Whether the answer's own words say whether the information is held."""
    return any(
        confirmations_in(typed.words)
        for path in ground.questions
        for typed in draft.typed_of(path)
        if typed.place is Place.ANSWER
    )


def is_not_known(ground: GroundDraft, provision: Provision) -> bool:
    """Whether the letter says that it cannot tell whether the information is held."""
    return ground.is_not_known or provision.key == _TO_CONFIRM


def said_of_holding(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid words on holding that contradict what the refusal states of it.

    Source: FOIA 2000 ss.1(1)(a) and 12(1) and (2).
    """
    for question in draft.questions:
        these = draft.grounds_of(question.path)
        if any(is_not_known(*pair) for pair in these):
            yield from _of_unknown(draft, question)
        held = {ground.is_held for ground, one in these if one.key == _COST}
        if held & {True, False}:
            yield from _of_known(draft, question, is_held=True in held)


def _of_unknown(draft: NoticeDraft, question: QuestionDraft) -> Iterator[Finding]:
    subject = stems_of(question.asked)
    for typed in draft.typed_of(question.path):
        sure = [*held_in(typed.words), *denied_in(typed.words)]
        for passage in sure:
            yield _contradicts(
                question, "cannot say whether it is held", typed, passage
            )
        for passage in confirmations_in(typed.words):
            about = stems_of(passage.text)
            if passage not in sure and is_about(subject, about, _SHARE):
                yield warn(
                    "held_in_words_perhaps",
                    f"{question.called} says that you cannot tell whether the "
                    f"information is held, but this sentence in {typed.where} may "
                    f"tell: “{passage.shown}”",
                    _SOURCE,
                    question.path,
                    typed,
                )


def _of_known(
    draft: NoticeDraft, question: QuestionDraft, *, is_held: bool
) -> Iterator[Finding]:
    for typed in draft.typed_of(question.path):
        for passage in denied_in(typed.words) if is_held else held_in(typed.words):
            said = "says that it is held" if is_held else "says that it is not held"
            yield _contradicts(question, said, typed, passage, is_sure=not is_held)


def _contradicts(
    question: QuestionDraft,
    said: str,
    typed: Typed,
    passage: Passage,
    *,
    is_sure: bool = True,
) -> Finding:
    """Return a finding; a warning where part may be held and part not."""
    finding = (
        block if is_sure and typed.place is Place.ANSWER and not typed.part else warn
    )
    return finding(
        "held_in_words",
        f"The answer to question {question.path} {said}, but this sentence in "
        f"{typed.where} tells otherwise: “{passage.shown}”",
        _SOURCE,
        question.path,
        typed,
    )


CHECKS = (holding_and_cost, said_of_holding)
