"""Tell titles over a quoted request from titles over the answer, by their words."""

import re
from enum import Enum
from typing import Final

_LONGEST: Final = 80  # characters
_MOST: Final = 8  # words
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_NUMBERED = re.compile(
    r"\(?\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? \d{4}"
    r"|[A-Z]{0,6}[-/ ]?\d[\w/.-]{4,})\)?"
)
_LABEL = re.compile(r"\W*(?:questions?|cwestiwn|q)\W*(?:\d.*)?", re.IGNORECASE)
_ASKED: Final = frozenset(
    """
    request requests requested question questions enquiry enquiries query asked ask
    wrote sought wanted cais cwestiwn cwestiynau
    """.split()  # noqa: SIM905
)
_ANSWERED: Final = frozenset(
    """
    response responses responded reply replies replied answer answers answered decision
    outcome findings disclosure disclosed released provided supplied ymateb hymateb ateb
    atebion
    """.split()  # noqa: SIM905
)
_OF_EITHER: Final = frozenset({"said", "says", "say", "tell"})
# What else may stand in such a title: whose, of which sort, how it was made.
_BESIDE: Final = frozenset(
    """
    a about and are as below by can copy data detail details final first foi foia foisa
    following follows for formal freedom from full given has have i in information
    initial is it know made my of on original our received sent scope
    service submitted summary team text that the this to under us was we were what which
    with wording you your y yr eich ein
    act council's trust's force's university's authority's department's board's
    council trust force university authority department board constabulary police
    """.split()  # noqa: SIM905
)
_YOU: Final = frozenset({"you", "your", "eich"})
_WE: Final = frozenset({"we", "our", "i", "my", "ein"})


# A title of the whole letter names the law or the sort of letter.
_OF_LETTER = re.compile(r"\bact\b|freedom|foi\w*\b|for information", re.IGNORECASE)


class Announced(Enum):
    """What a title announces."""

    REQUEST = "request"
    ANSWER = "answer"


def announced_by(words: str) -> Announced | None:
    """Return what stands below a title: "Wording of the request", "What we said"."""
    if len(words) > _LONGEST or words.rstrip(" *_")[-1:] in "?,;.":
        return None
    if _LABEL.fullmatch(words) and any(map(str.isdigit, words)):
        return None
    words = _NUMBERED.sub(" ", words)
    if any(map(str.isdigit, words)):
        return None
    tokens = [one.lower() for one in _WORD.findall(words)]
    tokens = [one.replace("’", "'") for one in tokens]
    if not 0 < len(tokens) <= _MOST:
        return None
    if not all(
        one in _ASKED or one in _ANSWERED or one in _OF_EITHER or one in _BESIDE
        for one in tokens
    ):
        return None
    asked = [at for at, one in enumerate(tokens) if one in _ASKED]
    answered = [at for at, one in enumerate(tokens) if one in _ANSWERED]
    if asked and answered:
        # "Response to your request"; questions and answers stand one by one.
        is_answer = answered[0] < asked[0] or tokens[asked[0]].startswith("question")
        return Announced.ANSWER if is_answer else Announced.REQUEST
    if asked:
        return Announced.REQUEST
    if answered:
        return Announced.ANSWER
    if _OF_EITHER.intersection(tokens):
        if _WE.intersection(tokens):
            return Announced.ANSWER
        return Announced.REQUEST if _YOU.intersection(tokens) else None
    return None


def may_be_of_letter(words: str) -> bool:
    """Whether a title over a request may be that of the letter: "FOI request"."""
    return _OF_LETTER.search(words) is not None
