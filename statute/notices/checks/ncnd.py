"""Check that no part of a letter contradicts its neither confirming nor denying.

Source: FOIA 2000 s.1(1)(a) with the provisions lifting that duty; FOISA 2002 s.18; EIR
2004 regs 12(6) and 13(5A); EISR 2004 regs 10(8) and 11(6).
"""

from collections.abc import Iterator

from statute.exemptions import Provision
from statute.notices.drafts import Finding, NoticeDraft, QuestionDraft, block, warn
from statute.notices.outcomes import Outcome
from statute.notices.parts import LetterType
from statute.notices.wording import confirmations_in

_DUTY = "FOIA s.1(1)(a); FOISA s.18(2); EIR reg 12(6)"
_SCOTTISH = "FOISA 18(1)"
# Cited together, so as not to show whether a security body is concerned.
_PAIRED = (("FOIA 23(5)", "FOIA 24(2)"), ("FOIA 24(2)", "FOIA 23(5)"))


def questions_not_confirmed(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an NCND answer to rely on an NCND provision, and on no other."""
    for question in draft.questions:
        grounds = [provision for _, provision in draft.grounds_of(question.path)]
        if question.outcome is Outcome.NCND:
            yield from _of_question(draft, question, grounds)
        elif question.outcome is not None:
            for provision in grounds:
                if provision.is_ncnd and question.outcome is not Outcome.TO_FOLLOW:
                    yield block(
                        "confirmed_and_not_confirmed",
                        f"{provision.short_citation} neither confirms nor denies what "
                        f"question {question.path} asks for, yet the question has an "
                        "answer. Rely on it for “any other information”, or change the "
                        "outcome.",
                        _DUTY,
                        question.path,
                    )


def _of_question(
    draft: NoticeDraft, question: QuestionDraft, grounds: list[Provision]
) -> Iterator[Finding]:
    lifting = [provision for provision in grounds if provision.is_ncnd]
    if not lifting and not _is_covered_by_letter(draft):
        yield block(
            "ncnd_without_ground",
            f"{question.called} is neither confirmed nor denied, but no "
            "provision that allows it is relied on.",
            _DUTY,
            question.path,
        )
    for provision in grounds:
        if not provision.is_ncnd and not _underlies(provision, lifting):
            yield block(
                "ncnd_with_ordinary_ground",
                f"{provision.short_citation} is relied on for question "
                f"{question.path}, which would show that information is held. It is "
                "neither confirmed nor denied.",
                _DUTY,
                question.path,
            )
    yield from _confirmations(question.text, question.path)


def _is_covered_by_letter(draft: NoticeDraft) -> bool:
    """Whether a provision for the reply as a whole covers the whole request."""
    return draft.letter_type is LetterType.NCND and any(
        provision.is_ncnd and not ground.questions
        for ground, provision in draft.known_grounds
    )


def _underlies(provision: Provision, lifting: list[Provision]) -> bool:
    """Whether the provision is the exemption FOISA s.18(1) needs."""
    is_scottish = any(one.key == _SCOTTISH for one in lifting)
    return is_scottish and provision.ncnd_counterpart == _SCOTTISH


def _confirmations(text: str, about: str) -> Iterator[Finding]:
    where = f"The answer to question {about}" if about else "The statement"
    for passage in confirmations_in(text):
        yield block(
            "confirms_possession",
            f"{where} neither confirms nor denies, but this sentence shows what is "
            f"held: “{passage.text}”",
            _DUTY,
            about,
        )


def statement(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a provision for the statement on other information; forbid confirming."""
    yield from _confirmations(draft.ncnd_text, "")
    is_founded = any(
        provision.is_ncnd and not ground.questions
        for ground, provision in draft.known_grounds
    )
    if draft.ncnd_text and not is_founded:
        yield block(
            "ncnd_without_ground",
            "The letter neither confirms nor denies holding other information, but no "
            "provision that allows it is relied on.",
            _DUTY,
        )


def nothing_sent(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of attachments to a letter that neither confirms nor denies."""
    if draft.letter_type is LetterType.NCND:
        for attachment in draft.attachments:
            yield warn(
                "ncnd_with_attachment",
                f"{attachment.name} would go out with a letter that neither confirms "
                "nor denies holding anything.",
                _DUTY,
                attachment.name,
            )


def pairs(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn unless sections 23(5) and 24(2) are cited together, to protect both."""
    for ground, provision in draft.known_grounds:
        for key, partner in _PAIRED:
            if provision.key == key and not any(
                other.key == partner and set(each.questions) == set(ground.questions)
                for each, other in draft.known_grounds
            ):
                yield warn(
                    "cited_without_partner",
                    f"{provision.short_citation} is usually relied on together with "
                    f"s.{partner.removeprefix('FOIA ')}, so that the letter does not "
                    "show whether a security body is involved.",
                    "ICO guidance and police practice",
                    provision.key,
                )


def scottish_exemption(draft: NoticeDraft) -> Iterator[Finding]:
    """Require an exemption beside FOISA s.18, from those the section allows."""
    for ground, provision in draft.known_grounds:
        if provision.key != _SCOTTISH:
            continue
        others = [
            other
            for each, other in draft.known_grounds
            if set(each.questions) == set(ground.questions) and other is not provision
        ]
        if not any(_underlies(other, [provision]) for other in others):
            yield block(
                "ncnd_without_exemption",
                "Section 18(1) needs an exemption that would apply if the information "
                "existed: one in sections 28 to 35, 38, 39(1) or 41.",
                "FOISA s.18(1)",
                provision.key,
            )


CHECKS = (
    questions_not_confirmed,
    statement,
    nothing_sent,
    pairs,
    scottish_exemption,
)
