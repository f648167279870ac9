"""Check what words tell against the outcomes: given though withheld, the whole."""

import re
from collections.abc import Iterator

from statute.notices.claims import facts_given_in
from statute.notices.drafts import Finding, NoticeDraft, Place, Typed, warn
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
# A refusal of these kinds is of the whole request in law.
_OF_WHOLE = {Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED}


def withheld_yet_given(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn where an answer that withholds everything seems to give something."""
    for question in draft.questions:
        if question.outcome is not Outcome.WITHHELD:
            continue
        for typed in draft.typed_of(question.path):
            if typed.place is not Place.ANSWER or typed.questions[0] != question.path:
                continue
            for passage in (*facts_given_in(typed.words), *enclosed_in(typed.words)):
                yield warn(
                    "withheld_yet_given",
                    f"{question.called} is answered as withheld, but its answer seems "
                    f"to give it: “{passage.shown}” Change the outcome to partly "
                    "given, or the words.",
                    _DUTY,
                    question.path,
                    typed,
                )


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


CHECKS = (withheld_yet_given, whole_and_part)
