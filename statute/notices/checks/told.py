"""Check what words tell against the outcomes: given though withheld, the whole."""

import re
from collections.abc import Iterator

from statute.notices.claims import facts_given_in
from statute.notices.confirming import denied_in, held_in
from statute.notices.drafts import (
    Finding,
    NoticeDraft,
    Place,
    QuestionDraft,
    Typed,
    warn,
)
from statute.notices.outcomes import Outcome
from statute.notices.parts import LetterType
from statute.notices.references import enclosed_in
from statute.notices.sentences import folded, sentences_in

_DUTY = "FOIA ss.1(1) and 17(1); FOISA ss.1(1) and 16(1); EIR regs 5(1) and 14"
_WHOLE = re.compile(
    r"""
    \b(?:all|none|the\swhole|the\sentirety|every\spart)\s(?:of\s)?(?:your|the|this)\s
        (?:whole\s|entire\s)?(?:request|questions)\b
    | \byour\s(?:whole|entire)\srequest\b
    | \b(?:all|none)\s(?:of\s)?the\sinformation\s(?:that\s)?you\s(?:have\s)?
        (?:asked\sfor|requested|seek|sought|want(?:ed)?)
    | \b(?:all|everything)\s(?:that\s)?you\s(?:have\s)?(?:asked\sfor|requested)
    | \byour\srequest\s(?:is|has\sbeen)\s(?:therefore\s)?refused\b
    | \byour\srequest\sin\s(?:full|its\sentirety)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words that single a part out, or tell how the whole was looked at.
_OF_A_PART = re.compile(
    r"\b(?:questions?\s\d|parts?\s\d|(?:this|that)\s(?:question|part)|rest|remaining"
    r"|other|consider\w*|read|hours|limit|cost\w*|added|aggregat\w+)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|cannot|unable|if|would|could)\b|n't\b", re.IGNORECASE)
# Words on the whole request, and the outcome of every question to match.
_SAID = (
    (re.compile(r"\b(?:refus\w+|withh\w+|exempt\w*)\b", re.I), Outcome.WITHHELD),
    (
        re.compile(
            r"\b(?:disclos\w+|giv(?:e|en|ing)|provid\w+|enclos\w+|attach\w*|releas\w+"
            r"|send(?:ing)?)\b",
            re.I,
        ),
        Outcome.DISCLOSED,
    ),
)
_NOT_HELD = re.compile(r"\b(?:not\sheld|not\shold|none\s.{0,80}\sheld)\b", re.I)
_OF_WANTED = re.compile(
    r"\b(?:your\srequest|(?:information|what|everything)\s(?:that\s)?you\s(?:have\s)?"
    r"(?:asked\sfor|requested|seek|sought|want(?:ed)?))\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:earlier|before|previous\w*|first|now|original\w*|had|last|then)\b", re.I
)
# A sentence that denies no more than the information itself, of no year or part.
_AS_A_WHOLE = re.compile(
    r"\b(?:information|records?|data|documents?|it|this|that|them|asked\sfor|requested"
    r"|sought|seek|want(?:ed)?|held)[.!]?\Z",
    re.IGNORECASE,
)
_MOST_WORDS = 14
_WITHHOLDS = re.compile(
    r"""
    \b(?:we|I)\s(?:are|am)\s(?:therefore\s|however\s|also\s)?
        (?:withholding|(?:refusing|not\s(?:able|going|prepared)|unable)\sto\s
            (?:give|provide|disclose|release|send|share)
        |not\s(?:giving|disclosing|releasing|providing|sending))\b
    | \b(?:we|I)\s(?:therefore\s|must\s|also\s)?(?:cannot|can't|will\snot|do\snot)\s
        (?:give|provide|disclose|release|send)\b
    | \b(?:we|I)\s(?:therefore\s|must\s|also\s)?withhold\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What was never recorded cannot be given, and is not withheld.
_NOT_RECORDED = re.compile(
    r"\b(?:before|earlier|older|since|hold|holds|held|record\w*|kept|keep|collect\w*"
    r"|system\w*|broken\sdown|separate\w*|exist\w*|if|advice|comment\w*|opinion\w*)\b",
    re.IGNORECASE,
)
_FOR = r"(?:disclos\w+|releas\w+|publish\w+|giving|confirming|saying)"
_AGAINST = r"(?:maintain\w*|withh\w+|keeping|neither\sconfirm\w*)"
_OUTWEIGHED = re.compile(
    rf"""
    \bpublic\sinterest\sin\s(?:favour\sof\s)?{_FOR}
        (?:\s(?!(?:but|and|however|yet|while|though|not|never|cannot|does|would|could
        |can|may|if)\b|{_AGAINST})[\w'()-]+){{0,8}}
        \s(?:outweighs?|prevails?|overrides?|weighs\smore
        |is\s(?:\w+\s)?(?:greater|stronger|heavier))\b
    | \bpublic\sinterest\sin\s(?:favour\sof\s)?{_AGAINST}
        (?:\s(?!(?:but|and|however|yet|while|though)\b)[\w'()-]+){{0,8}}
        \s(?:is\soutweighed|does\snot\s(?:out)?weigh|is\s(?:\w+\s)?(?:weaker|less))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|whether|where|only|had|would|could)\b", re.IGNORECASE
)
_BALANCES = frozenset({"pi_reasons", "balance"})
# A refusal of these kinds is of the whole request in law.
_OF_WHOLE = {Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED}

_DONE: dict[Outcome | None, str] = {
    Outcome.DISCLOSED: "given",
    Outcome.WITHHELD: "withheld",
    Outcome.NOT_HELD: "not held",
}


def withheld_yet_given(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an answer that withholds everything seems to give something."""
    for question, typed in _answers_of(draft, Outcome.WITHHELD):
        for passage in (*facts_given_in(typed.words), *enclosed_in(typed.words)):
            yield warn(
                "withheld_yet_given",
                f"{question.called} is answered as withheld, but its answer seems to "
                f"give it: “{passage.shown}” Change the outcome to partly given, or "
                "the words.",
                _DUTY,
                question.path,
                typed,
            )


def answer_denied(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an answer that gives or withholds says that nothing is held."""
    for question, typed in _answers_of(draft, Outcome.DISCLOSED, Outcome.WITHHELD):
        for passage in denied_in(typed.words):
            words = folded(passage.text)
            if len(words.split()) <= _MOST_WORDS and _AS_A_WHOLE.search(words):
                yield warn(
                    "answered_yet_not_held",
                    f"{question.called} is answered as {_DONE[question.outcome]}, but "
                    f"its answer says that it is not held: “{passage.shown}” Change "
                    "the outcome, or say which part is not held.",
                    _DUTY,
                    question.path,
                    typed,
                )


def given_yet_withheld(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an answer that gives everything says that something is withheld."""
    for question, typed in _answers_of(draft, Outcome.DISCLOSED):
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            if _WITHHOLDS.search(words) and not _NOT_RECORDED.search(words):
                yield warn(
                    "given_yet_withheld",
                    f"{question.called} is answered as given, but its answer says that "
                    f"something is withheld: “{sentence.shown}” Name the provision and "
                    "the reasons, or change the words.",
                    _DUTY,
                    question.path,
                    typed,
                )


def balance_against(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where the balance of a refusal speaks for giving the information."""
    for typed in draft.typed:
        if typed.part not in _BALANCES:
            continue
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            if _OUTWEIGHED.search(words) and not _CONDITIONAL.search(words):
                yield warn(
                    "balance_against_refusal",
                    f"“{sentence.shown}” in {typed.where} says that the public "
                    "interest is against what the letter does.",
                    "FOIA s.2; FOISA s.2(1)(b); EIR reg 12(1)(b); EISR reg 10(1)(b)",
                    typed.about,
                    typed,
                )


def around_against(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where the opening or the ending denies what every answer says."""
    outcomes = {one.outcome for one in draft.questions}
    if (
        len(outcomes) != 1
        or draft.also_asked
        or draft.letter_type is LetterType.REVIEW_OUTCOME
    ):
        return
    only = outcomes.pop()
    if only not in _DONE:
        return
    for typed in draft.typed:
        if typed.place not in {Place.OPENING, Place.ENDING}:
            continue
        held = {one.start for one in held_in(typed.words)}
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            if _OF_THE_PAST.search(words) or _OF_A_PART.search(words):
                continue
            said = _said_of_whole(words) if _OF_WANTED.search(words) else None
            is_held = only is Outcome.NOT_HELD and sentence.start in held
            if is_held or said not in {None, only}:
                yield warn(
                    "speaks_against_answers",
                    f"“{sentence.shown}” in {typed.where}, but every question is "
                    f"answered as {_DONE[only]}.",
                    _DUTY,
                    typed.about,
                    typed,
                )


def _answers_of(
    draft: NoticeDraft, *outcomes: Outcome
) -> Iterator[tuple[QuestionDraft, Typed]]:
    """Yield the questions with these outcomes, each with its answer's own words."""
    for question in draft.questions:
        if question.outcome in outcomes:
            for typed in draft.typed_of(question.path):
                if typed.place is Place.ANSWER and typed.questions[0] == question.path:
                    yield question, typed


def whole_and_part(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where words speak of the whole request, and answers differ."""
    outcomes = {one.outcome for one in draft.questions}
    is_mixed = len(outcomes) > 1 or bool(draft.also_asked)
    if not is_mixed or draft.letter_type is LetterType.REVIEW_OUTCOME:
        return
    of_path = {one.path: one.outcome for one in draft.questions}
    for typed in draft.typed:
        is_of_whole = _OF_WHOLE & {of_path.get(path) for path in typed.questions}
        if typed.is_ncnd or typed.place is Place.FILE or is_of_whole:
            continue
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            if _WHOLE.search(words) and not _OF_A_PART.search(words):
                said = _said_of_whole(words)
                if said is not None and (outcomes != {said} or draft.also_asked):
                    yield _speaks_of_whole(typed, sentence.shown)


def _said_of_whole(words: str) -> Outcome | None:
    """Return the outcome that a sentence gives the whole request, if any."""
    if _NOT_HELD.search(words):
        return Outcome.NOT_HELD
    if _NOT.search(words):
        return None
    return next((of for pattern, of in _SAID if pattern.search(words)), None)


def _speaks_of_whole(typed: Typed, shown: str) -> Finding:
    return warn(
        "speaks_of_whole",
        f"“{shown}” in {typed.where} speaks of the whole request, but its questions "
        "have different answers. Say which questions you mean.",
        _DUTY,
        typed.about,
        typed,
    )


CHECKS = (
    withheld_yet_given,
    answer_denied,
    given_yet_withheld,
    balance_against,
    around_against,
    whole_and_part,
)
