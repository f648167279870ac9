"""Answers that already say what the sentence over an answer says.

"Our answer: we do not hold this information." over an answer that is just "No." tells
the requester the same twice. The letter's summary states each outcome, so the sentence
over such an answer is left out.
"""

import re

from statute.notices import Outcome

_THIS = (
    r"(?:this|that|the|any|such|any such|the requested)? ?(?:information|data|records?)"
)
# The whole answer, without its full stop.
_WHOLE = {
    Outcome.NOT_HELD: re.compile(
        # "None" and "nil" may be figures, so the sentence stands over them.
        rf"(?:no|not held|none held|no {_THIS}(?: is)? held"
        r"|na|nac oes|nac ydyn|dim gwybodaeth)",
        re.IGNORECASE,
    ),
    Outcome.WITHHELD: re.compile(
        rf"(?:withheld|exempt|refused|(?:it|this|{_THIS}) is (?:being )?withheld)",
        re.IGNORECASE,
    ),
}
# The first sentence of the answer.
_FIRST = {
    Outcome.NOT_HELD: re.compile(
        rf"(?:we|the \w+) (?:do|does) not hold {_THIS}|{_THIS} is not held"
        r"|nid ydym yn dal y wybodaeth",
        re.IGNORECASE,
    ),
    Outcome.WITHHELD: re.compile(
        rf"we are withholding {_THIS}|{_THIS} is (?:being )?withheld", re.IGNORECASE
    ),
    Outcome.ACCESSIBLE: re.compile(
        r"you can (?:already )?(?:find|get|obtain|read|see|view|download)"
        rf"|{_THIS} is (?:already )?(?:available|published)",
        re.IGNORECASE,
    ),
    Outcome.NCND: re.compile(r"we neither confirm nor deny", re.IGNORECASE),
}
_THANKS = re.compile(
    r"(?:dear [^\n,]{1,80},? )?"
    r"(?:(?:many )?thanks?|i am grateful|we are grateful|diolch)\b[^.!?]{0,120}?"
    r"\b(?:requests?|e-?mails?|letters?|enquir(?:y|ies)|inquir(?:y|ies)|messages?"
    r"|correspondence|cais|neges|llythyr|e-bost)\b",
    re.IGNORECASE,
)
# In characters. Only the beginning of an answer is read.
_BEGINNING = 200


def repeats(outcome: str, words: str) -> bool:
    """Whether an answer's own words state its outcome.

    Args:
        outcome: The outcome, as a value of `Outcome`; "" for none.
        words: The words of the answer.
    """
    beginning = " ".join(words[:_BEGINNING].split())
    if outcome in _WHOLE and _WHOLE[Outcome(outcome)].fullmatch(beginning.rstrip(". ")):
        return True
    return outcome in _FIRST and bool(_FIRST[Outcome(outcome)].match(beginning))


def thanks(opening: str) -> bool:
    """Whether an officer's own opening begins by thanking for the request."""
    beginning = " ".join(opening[:_BEGINNING].split())
    return bool(_THANKS.match(beginning))
