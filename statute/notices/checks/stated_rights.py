"""Check what words say of the requester's rights: the law, the regulator, a review."""

import re
from collections.abc import Iterator

from statute.exemptions import laws_named_in
from statute.exemptions.names import OUR_NAME
from statute.notices.drafts import Finding, NoticeDraft, Place, Typed, warn
from statute.notices.outcomes import GIVEN
from statute.notices.parts import LetterType
from statute.notices.sentences import folded, sentences_in
from statute.regimes import Regime

_LAWS = "FOIA s.39; FOISA s.39(2); EIR reg 14; EISR reg 13"
_RIGHTS = "FOIA ss.17(7) and 50; FOISA ss.19 and 20; EIR regs 11 and 14; EISR reg 16"
_AROUND = frozenset({Place.OPENING, Place.ENDING, Place.FIELD})
# The longest name of a law, with its year.
_NAME = 80

_HANDLED = re.compile(
    r"\b(?:dealt\swith|deal(?:ing)?\swith|handl(?:ed?|ing)|process(?:ed|ing)"
    r"|consider(?:ed|ing)|answer(?:ed|ing)|treat(?:ed|ing)|respond(?:ed|ing)|reply(?:ing)?"
    r"|replied)\s(?:[\w'-]+\s){0,6}(?:under|in\saccordance\swith|in\sline\swith"
    r"|according\sto|pursuant\sto)\b",
    re.IGNORECASE,
)
_TURNS_TO = re.compile(
    r"\b(?:complain\w*|appl(?:y|ication)|appeal\w*|contact|write|refer|turn|ask"
    r"|decision|gwyn\w*|cwyn\w*|chais|cais)\b",
    re.IGNORECASE,
)
_SCOTTISH = re.compile(
    r"\bScottish\sInformation\sCommission|\bGwybodaeth\syr\sAlban\b", re.IGNORECASE
)
_BRITISH = re.compile(
    r"(?<!Scottish\s)\bInformation\sCommission(?:er)?\b|\bICO\b"
    r"|\bC(?:h|gh)?omisi(?:wn|ynydd)\sGwybodaeth\b(?!\syr\sAlban)"
)
# In Scotland too, that regulator watches over personal data.
_OF_DATA = re.compile(
    r"\b(?:personal\sdata|data\sprotection|GDPR|subject\saccess|privacy|data\spersonol"
    r"|diogelu\sdata)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bno\s(?:further\s)?rights?\s(?:of|to)\s(?:(?:ask\sfor|request|an?|internal)\s){0,3}"
    r"(?:reviews?|appeals?|complain\w*|reconsideration)\b"
    r"|\b(?:cannot|can't|may\snot|not\s(?:able|entitled|allowed)\sto)\s(?:\w+\s){0,4}"
    r"(?:reviews?|appeal|complain|reconsider\w*)\b"
    r"|\b(?:our|this|the)\sdecision\sis\sfinal\b"
    r"|\bnot\ssubject\sto\s(?:an?\s)?(?:internal\s)?(?:review|appeal)\b",
    re.IGNORECASE,
)
_ASKED_FOR = r"(?:a|an|the|any|for|internal|request(?:s|ing)?)\s(?:internal\s)?review"
_CHARGED = re.compile(
    rf"\b{_ASKED_FOR}\b.{{0,60}}\b(?:fee|charged?|charges|pay|payment|costs?\s£)\b"
    rf"|\b(?:fee|charged?|charges|pay|payment)\b.{{0,40}}\bfor\s{_ASKED_FOR}\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:free|no|not|without|never|refund\w*|you\sask(?:ed)?|whether)\b|n't\b",
    re.IGNORECASE,
)


def handled_under(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of words that say that the request was handled under another law.

    A text that names the letter's own law as well explains the change of law.
    """
    for typed in _around(draft):
        laws = set(_laws_in(typed.words))
        if not laws or draft.regime in laws:
            continue
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            found = _HANDLED.search(words)
            if found and laws_named_in(words[found.end() :]):
                yield warn(
                    "handled_under_other_law",
                    f"“{sentence.shown}” in {typed.where}, but the request is handled "
                    f"under the {draft.regime.title}.",
                    _LAWS,
                    typed.about,
                    typed,
                )


def regulator(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of words that send the requester to the other nation's regulator."""
    is_scottish = draft.regime.is_scottish
    wrong = _BRITISH if is_scottish else _SCOTTISH
    right = "Scottish Information Commissioner" if is_scottish else "ICO"
    for typed in _around(draft):
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            if (
                wrong.search(words)
                and _TURNS_TO.search(words)
                and not _OF_DATA.search(words)
            ):
                yield warn(
                    "other_regulator_typed",
                    f"“{sentence.shown}” in {typed.where} names another regulator, but "
                    f"this requester's regulator is the {right}.",
                    _RIGHTS,
                    typed.about,
                    typed,
                )


def denied(draft: NoticeDraft) -> Iterator[Finding]:
    """Warn of words that deny the right to a review, or ask money for one."""
    if draft.letter_type is LetterType.REVIEW_OUTCOME:
        return
    outcomes = {one.path: one.outcome for one in draft.questions}
    for typed in draft.typed:
        is_given = any(outcomes.get(path) in GIVEN for path in typed.questions)
        if typed.place is Place.FILE or is_given:
            continue
        for sentence in sentences_in(typed.words):
            words = folded(sentence.text)
            is_charged = _CHARGED.search(words) and not _FREE.search(words)
            if is_charged or _DENIED.search(words):
                yield warn(
                    "right_denied",
                    f"“{sentence.shown}” in {typed.where} takes away the right to a "
                    "review, or asks money for it. Anybody who is refused may ask for "
                    "a review free of charge.",
                    _RIGHTS,
                    typed.about,
                    typed,
                )


def _around(draft: NoticeDraft) -> Iterator[Typed]:
    return (one for one in draft.typed if one.place in _AROUND)


def _laws_in(text: str) -> Iterator[Regime]:
    for name in OUR_NAME.finditer(text):
        yield from laws_named_in(text[name.start() : name.start() + _NAME])


CHECKS = (handled_under, regulator, denied)
