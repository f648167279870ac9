"""Check that no part of a letter contradicts its neither confirming nor denying.

Source: FOIA 2000 s.1(1)(a) with the provisions lifting that duty; FOISA 2002 s.18; EIR
2004 regs 12(6) and 13(5A); EISR 2004 regs 10(8) and 11(6).
"""

import re
from collections.abc import Iterator

from statute.exemptions import Provision
from statute.ncnd import partner_of
from statute.notices.checks.held import is_not_known
from statute.notices.confirming import confirmations_in, telling_in
from statute.notices.drafts import (
    SUBJECT,
    Attachment,
    Finding,
    NoticeDraft,
    Place,
    QuestionDraft,
    Typed,
    block,
    warn,
)
from statute.notices.outcomes import GIVEN, Outcome
from statute.notices.parts import LetterType
from statute.notices.sentences import Passage, sentences_in
from statute.notices.subjects import is_about, stems_of, the_things_in, things_in

_DUTY = "FOIA s.1(1)(a); FOISA s.18(2); EIR reg 12(6)"
_SCOTTISH = "FOISA 18(1)"
# Of the words of an NCND question, the share found in a sentence about the same: in one
# saying what is held, and in one only giving information or pointing back.
_OWN_SHARE = 1 / 2
_GIVEN_SHARE = 2 / 3
_POINTS_BACK = re.compile(
    r"\b(?:it|this|these|they|them|information|some|none)\b", re.I
)


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


def nothing_confirmed(draft: NoticeDraft) -> Iterator[Finding]:
    """Forbid words that confirm, wherever the letter neither confirms nor denies."""
    for typed in draft.typed:
        if not typed.is_ncnd:
            continue
        # The scope completes "neither confirms nor denies whether it holds …".
        lead = "whether " if typed.part == "scope" else ""
        for passage, confirms in telling_in(lead + typed.words):
            # A subject line may be the requester's own: a person has to decide.
            if confirms and typed.part != SUBJECT:
                yield block(
                    "confirms_possession",
                    "The letter neither confirms nor denies, but this sentence in "
                    f"{typed.where} shows what is held: “{passage.shown}”",
                    _DUTY,
                    typed.about,
                    typed,
                )
            else:
                yield warn(
                    "describes_possession",
                    f"This sentence in {typed.where} describes what the letter neither "
                    f"confirms nor denies: “{passage.shown}” Say what either reply "
                    "would show, and not what the information is.",
                    _DUTY,
                    typed.about,
                    typed,
                )


def nothing_confirmed_elsewhere(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of other parts of the letter on what an answer leaves open.

    An answer leaves open whether information is held where it neither confirms nor
    denies, and where finding out would itself cost too much (FOIA 2000 s.12(2)).
    """
    guarded = [one for one in draft.questions if _leaves_open(draft, one)]
    outcomes = {one.path: one for one in draft.questions}
    for typed in draft.typed if guarded else ():
        if typed.is_ncnd or typed.place is Place.STATEMENT:
            continue
        answered = [outcomes[path] for path in typed.questions if path in outcomes]
        for question in guarded:
            if question in answered and question.outcome is not Outcome.NCND:
                continue  # `held.said_of_holding` reads the answer itself
            if passage := _gives_away(question, typed, answered):
                left = (
                    "is neither confirmed nor denied"
                    if question.outcome is Outcome.NCND
                    else "is answered as not known to be held"
                )
                yield warn(
                    "confirms_elsewhere",
                    f"{question.called} {left}, but this "
                    f"sentence in {typed.where} may be about the same: "
                    f"“{passage.shown}”",
                    _DUTY,
                    typed.about,
                    typed,
                )


def _leaves_open(draft: NoticeDraft, question: QuestionDraft) -> bool:
    return question.outcome is Outcome.NCND or any(
        is_not_known(*pair) for pair in draft.grounds_of(question.path)
    )


def _gives_away(
    guarded: QuestionDraft, typed: Typed, answered: list[QuestionDraft]
) -> Passage | None:
    """Return the first sentence that confirms the subject of a guarded question."""
    subject = stems_of(guarded.asked)
    number = re.compile(rf"\bquestions?\s{re.escape(guarded.path)}(?![\w(])", re.I)
    confirming = {one.start for one in confirmations_in(typed.words)}
    is_given = typed.place is Place.ANSWER and any(
        one.outcome in GIVEN for one in answered
    )
    asked = set().union(*(stems_of(one.asked) for one in answered))
    named = things_in(guarded.asked) - things_in(*(one.asked for one in answered))
    for sentence in sentences_in(typed.words):
        about = stems_of(sentence.text)
        if sentence.start in confirming:
            if guarded.is_numbered and number.search(sentence.text):
                return sentence
            if named & the_things_in(sentence.text):
                return sentence
            if is_about(subject, about, _OWN_SHARE):
                return sentence
            if _POINTS_BACK.search(sentence.text):
                about = about | asked
        if (is_given or sentence.start in confirming) and is_about(
            subject, about, _GIVEN_SHARE
        ):
            return sentence
    return None


def statement(draft: NoticeDraft) -> Iterator[Finding]:
    """Require a provision for the statement on other information."""
    is_founded = any(
        provision.is_ncnd and not ground.questions
        for ground, provision in draft.known_grounds
    )
    if any(one.place is Place.STATEMENT for one in draft.typed) and not is_founded:
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


def nothing_confirmed_in_files(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of words in an attachment on a point left open by the letter.

    A file may be much older than the letter, so a person has to decide.
    """
    guarded = [one for one in draft.questions if _leaves_open(draft, one)]
    for attachment in draft.attachments if guarded else ():
        if passage := _given_away_by(attachment, guarded):
            yield warn(
                "confirms_in_file",
                "The letter neither confirms nor denies, but this sentence in "
                f"{attachment.name} may be about the same: “{passage.shown}”",
                _DUTY,
                attachment.name,
            )


def _given_away_by(
    attachment: Attachment, guarded: list[QuestionDraft]
) -> Passage | None:
    """Return the first sentence of a file confirming a point left open."""
    sentences = [(one, stems_of(one.text)) for one in sentences_in(attachment.words)]
    for question in guarded:
        subject, named = stems_of(question.asked), things_in(question.asked)
        # To look for what confirms takes long, and a file may have many pages.
        near = [
            one.text
            for one, about in sentences
            if is_about(subject, about, _OWN_SHARE) or named & the_things_in(one.text)
        ]
        words = Typed(
            place=Place.FILE,
            about=attachment.name,
            where=attachment.name,
            words="\n".join(near),
        )
        if passage := _gives_away(question, words, []):
            return passage
    return None


def pairs(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn unless sections 23(5) and 24(2) are cited together, to protect both."""
    for ground, provision in draft.known_grounds:
        beside = {
            other.key
            for each, other in draft.known_grounds
            if set(each.questions) == set(ground.questions)
        }
        if partner := partner_of(provision, beside):
            yield warn(
                "cited_without_partner",
                f"{provision.short_citation} is usually relied on together with "
                f"{partner.short_citation}, so that the letter does not show whether a "
                "security body is involved.",
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
    nothing_confirmed,
    nothing_confirmed_elsewhere,
    statement,
    nothing_sent,
    nothing_confirmed_in_files,
    pairs,
    scottish_exemption,
)
