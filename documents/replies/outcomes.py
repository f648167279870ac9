"""Weigh what an answer says: given, refused, not held."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from documents.replies.facts import is_ncnd
from documents.replies.reply import LetterOutcome, RepliedQuestion

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n{2,}")
_KEPT: Final = r"(?:hold|held|holds|record|recorded|collected|kept|stored)"
_NOT_HELD = re.compile(
    rf"""
    \b(?:do(?:es)?|did|is|are|was|were|has|have)\s?(?:not|n['’]t)\s(?:\w+\s){{0,3}}?
        {_KEPT}\b
  | \b(?:not|never|cannot)\s(?:\w+\s){{0,1}}?{_KEPT}\b
  | \b(?:do(?:es)?|did)\s?(?:not|n['’]t)\s(?:currently\s)?have\s
        (?:this|the|such|that|any)\s(?:\w+\s){{0,2}}?
        (?:information|data|records?|figures?)\b
  | \bno\s(?:recorded\s|such\s|relevant\s)?(?:information|data|records?)\s
        (?:\w+\s){{0,3}}?(?:held|exists?)\b
  | \bholds?\sno\b
  | \bnot\ssomething\s(?:that\s)?(?:we|it|the\s\w+)\s(?:\w+\s)?{_KEPT}\b
  | \bnid\s(?:yw|ydym|ydyn)\b[^.]{{0,60}}\b(?:cadw|dal)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What is held in another form than was asked for is held.
_FORM = re.compile(
    r"""\s*(?:
        (?:in|as|on|under|at)\s(?:a|an|the|this|that|any|such)?\s?(?:\w+\s){0,2}?
            (?:form|format|formats|manner|way|level|breakdown|category|categories|field
              |basis|order|granularity|detail|database|table|spreadsheet)\b
      | centrally\b|separately\b|electronically\b|individually\b|together\b
      | (?:in|by)\s(?:such|this)\s(?:detail|a\s)
      | by\s(?!us\b|the\b|this\b|our\b|any\b|[A-Z])\w+
    )""",
    re.VERBOSE,
)
_COST = re.compile(
    r"\b(?:appropriate|cost|fees?)\s(?:cost\s)?limit\b|\bsection\s12\b|\bs\.?12\b|"
    r"\b(?:exceed|more than)\b[^.]{0,60}\bhours\b",
    re.IGNORECASE,
)
_GIVE: Final = (
    r"(?:attach\w*|enclos\w*|provid\w*|suppl(?:y|ied|ies)|releas\w*|disclos\w*|"
    r"giv(?:e|en|ing)|set\sout|shar(?:e|ed)|send|sent|append\w*)"
)
_DENIED: Final = (
    r"(?:unable|cannot|can\s?not|can['’]t|could\snot|not\sable|not\sobliged|"
    r"not\srequired|declin\w*|refus\w*|will\snot|not\sto|not\swilling|"
    r"not\s(?:be|being|been)|not\sappropriate|prohibited|prevented)"
)
_REFUSED = re.compile(
    rf"""\b(?:
        refus(?:e|ed|es|ing|al) | exempt(?:ion|ed|s)?\b(?!\s(?:does|do|is)\snot)
      | withh(?:eld|old)\w* | redact(?:ed|ing|ions?)? | exceeds?\sthe\s(?:\w+\s)?limit
      | {_DENIED}\s(?:\w+\s){{0,3}}?(?:to\s)?(?:{_GIVE}|comply|answer)
      | (?:we|i|must|have|therefore)\s(?:\w+\s){0, 2}declin(?:e|ed|ing)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GIVEN = re.compile(
    r"\b(?:attached|attachment|enclosed|enclosures?|appended|appendix|spread ?sheets?|"
    r"released|tables? below|"
    r"can (?:now )?(?:provide|give|supply|disclose|release)|"
    r"(?:is|are|have|has been|have been) (?:provided|supplied|given|disclosed)|"
    r"(?:decided|able|pleased|happy) to (?:now |also )?"
    r"(?:provide|give|supply|attach|enclose|disclose|release|send|share)|"
    r"(?:we|i) (?:now |also |can )?"
    r"(?:provide|give|supply|attach|enclose|disclose|release|send))\b"
    r"(?! (?:you with )?(?:a|an|the|our|my|this|further) (?:\w+ )?"
    r"(?:response|reply|answer|explanation|advice))",
    re.IGNORECASE,
)
_EXTENDING = re.compile(
    r"\bextend(?:ing|ed)?\b[^.]{0,60}\b(?:deadline|time|limit|period|working days)\b|"
    r"\bnot be able to (?:provide a response|respond)\b|\binterim (?:reply|response)\b",
    re.IGNORECASE,
)
# Provisions that say that nothing is held, or which law applies.
_NOTICES: Final = frozenset(
    {
        "FOISA 17",
        "FOISA 17(1)",
        "EIR 12(4)(a)",
        "EISR 10(4)(a)",
        "FOIA 39",
        "FOISA 39(2)",
    }
)


def says_not_held(words: str) -> bool:
    """Whether an answer says the information is not held.

    "Not held in the form that you ask for" says that the information is held.
    """
    return any(True for _ in _denials(words))


def _denials(words: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(words):
        for found in _NOT_HELD.finditer(sentence):
            if not _FORM.match(sentence, found.end()):
                yield found.group()


def outcome_of(
    body: str, questions: Sequence[RepliedQuestion], grounds: Mapping[str, object]
) -> LetterOutcome:
    """Return the outcome of a request, as far as its letter says.

    Args:
        body: The answering part of the letter.
        questions: The questions with their answers.
        grounds: The grounds relied on.
    """
    given = dict.fromkeys(question.answer for question in questions if question.answer)
    answers = list(given) or [body]
    if _EXTENDING.search(body) and not given:
        return LetterOutcome.TO_FOLLOW
    withheld = {question.answer for question in questions if question.is_withheld}
    refusing = [one for one in answers if one in withheld or _refuses(one)]
    lacking = [answer for answer in answers if says_not_held(answer)]
    giving = [
        answer
        for answer in answers
        if _gives(answer)
        or not (answer in refusing or says_not_held(answer) or is_ncnd(answer))
    ]
    if is_ncnd(body) and not giving:
        return LetterOutcome.NCND
    is_refusing = bool(set(grounds) - _NOTICES) and any(map(_refuses, lacking))
    if lacking and len(lacking) == len(answers) and not (giving or is_refusing):
        return LetterOutcome.NOT_HELD
    if (grounds or len(refusing) == len(answers)) and not giving:
        return LetterOutcome.REFUSED
    if grounds or refusing or lacking:
        return LetterOutcome.PARTIAL
    return LetterOutcome.FULL


def _gives(answer: str) -> bool:
    """Whether any sentence of an answer gives something, and does not deny giving."""
    return any(
        _GIVEN.search(sentence) and not _denies(sentence)
        for sentence in _SENTENCE.split(answer)
    )


def _denies(sentence: str) -> bool:
    return re.search(rf"\b{_DENIED}\b", sentence, re.IGNORECASE) is not None


def _refuses(answer: str) -> bool:
    return _REFUSED.search(answer) is not None
