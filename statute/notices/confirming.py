"""Find sentences that say, or show, whether information is held.

In a part of a letter that neither confirms nor denies, any such sentence undoes the
rest (FOIA 2000 s.1(1)(a), FOISA 2002 s.18, EIR 2004 reg 12(6), EISR 2004 reg 10(8)).
"""

import re
from collections.abc import Iterator

from statute.notices.holding import BODY, CONFIRMS, DESCRIBES
from statute.notices.referring import FINITE, IF_THE, REFERS, SAYS_KEPT, SUPPOSED
from statute.notices.sentences import Passage, folded, sentences_in

_LOOK_BACK = 300  # characters
# Where a sentence turns to something new, so that earlier words no longer count.
_TURN = re.compile(
    r"[;:]|\b(?:but|however|although|though|because|since|yet)\b"
    r"|,\s(?:(?:and|so)\s)?(?=(?:we|I|indeed|in\sfact|there|our)\b)",
    re.IGNORECASE,
)
# Words that leave the point open.
_OPEN = re.compile(
    r"\b(?:whether|if|unless|neither|nor|wherever|whenever|whichever|whatever|(?<!in\s)(?<!kept\s)(?<!keep\s)(?<!have\s)(?<!found\s)(?<!find\s)(?<!locate\s)(?<!trace\s)any|or\snot"
    r"|na\s?chadarnhau|cadarnhau\sna|gwadu|a\syw|a\sydym|a\soes|os|pe)\b"
    r"|(?:\A|,)\s*(?:should|were|had|where)\b",
    re.IGNORECASE,
)
_SAYING = (
    r"(?:confirm\w*|den(?:y|ies|ying|ied|ial)|stat(?:e|es|ed|ing|ement)|reveal\w*"
    r"|disclos\w+|indicat\w+|suggest\w*|infer\w*|impl(?:y|ies|ied|ying|ication)"
    r"|assum\w+|kn(?:ow\w*|ew)|say(?:s|ing)?|said|tell\w*|told|mean(?:s|t|ing)?"
    r"|conclu\w+|believ\w+|claim\w*|show(?:s|n|ing)?|learn\w*|evidence|sign"
    r"|acknowledg\w+|admit\w*|admission|impression|report(?:ed|s)?|alleg\w+"
    r"|understand\w*|(?:reply|answer|response)\sthat|would|could|might|(?-i:may))"
)
# Words after which the fact is only spoken of, and not said.
_ONLY_SAID = re.compile(rf"\b{_SAYING}\b(?:[^,;:]|,\s(?:that|or)\b)*\Z", re.IGNORECASE)
# "We know that …" says the fact all the same.
_SAID_OUTRIGHT = re.compile(
    rf"\b(?:we|I|the\s(?:[\w-]+\s){{0,3}}{BODY})\s"
    r"(?:(?:can|do|also|already|now|have|has|must)\s){0,3}"
    r"(?:know|state|stated|say|said|tell|told|indicated?|acknowledge|accept|admit"
    r"|understand|believe|confirm|confirmed|disclosed?|revealed?"
    r"|(?:are|am)\s(?:happy|pleased|able|sorry|glad|bound)\sto\s"
    r"(?:say|tell|confirm|report|inform|state)"
    r"|would\s(?:add|say|note|confirm|mention))\s(?:[\w-]+\s){0,4}that\b[^,;:]*\Z",
    re.IGNORECASE,
)

# The information asked for, as the answer calls it.
_WANTED = (
    r"(?:it|this|that|them|these|those|everything|what\syou\s\w+"
    r"|(?:(?:all|some|part|most|much)\sof\s)?(?:it|this|that|them|what\syou\s\w+)"
    r"|(?:(?:all|some|part|most|much)\sof\s)?(?:the|this|that|your|these|those)\s"
    r"(?:[\w-]+\s){0,2}(?:information|records?|data|documents?|reports?|figures?))"
)
_US = rf"(?:we|I|our\s(?:[\w'-]+\s){{0,3}}{BODY})"
_HOLDS_IT = re.compile(
    rf"\b{_US}\s(?:(?:do|does|also|still|indeed|currently|in\sfact)\s){{0,2}}"
    rf"(?:holds?|possess(?:es)?)\s{_WANTED}\b"
    r"|\b(?:it|they|(?:the|this|that|these|those|your)\s(?:[\w-]+\s){0,2}"
    r"(?:information|records?|data|documents?|figures?)(?:\syou\s\w+(?:\sfor)?)?)\s"
    r"(?:is|are)\s(?:also\s|still\s|indeed\s|all\s)?held\b(?!\sby\s(?!us\b|our\b))",
    re.IGNORECASE,
)
_DENIES_IT = re.compile(
    rf"\b{_US}\s(?:(?:do|does)(?:\snot|n't)|no\slonger)\s(?:currently\s|now\s)?"
    rf"(?:hold|holds|possess)\s(?:any\sof\s)?{_WANTED}\b"
    r"|\b(?:it|they|(?:the|this|that|these|those|your)\s(?:[\w-]+\s){0,2}"
    r"(?:information|records?|data|documents?|figures?))\s(?:is|are)(?:\snot|n't)\sheld\b"
    r"|\b(?:no|none\sof\sthe|none\sof\sthis)\s(?:such\s|relevant\s)?"
    r"(?:information|records?|data|documents?)\s(?:is|are)\sheld\b",
    re.IGNORECASE,
)


def held_in(text: str) -> list[Passage]:
    """Return the sentences that say that what was asked for is held."""
    return _saying(_HOLDS_IT, text)


def denied_in(text: str) -> list[Passage]:
    """Return the sentences that say that what was asked for is not held."""
    return _saying(_DENIES_IT, text)


def _saying(pattern: re.Pattern[str], text: str) -> list[Passage]:
    return [one for one in sentences_in(text) if _says(pattern, folded(one.text))]


def confirmations_in(text: str) -> list[Passage]:
    """Return the sentences that say or reveal whether information is held.

    "We can confirm that we hold …", "the policy is not held", "we located 12 records".
    A sentence is left out if it only describes neither confirming nor denying, or what
    would follow if information were held. Use this on words of a letter that neither
    confirm nor deny, where any such sentence undoes the rest.
    """
    return [
        sentence for sentence in sentences_in(text) if _confirms(folded(sentence.text))
    ]


def telling_in(text: str) -> Iterator[tuple[Passage, bool]]:
    """Yield the sentences that confirm, and the sentences that only describe.

    With each comes whether it confirms. "The report which we prepared in May names two
    informants" describes what may be held as if it were held: a person has to decide.
    """
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        if _confirms(words):
            yield sentence, True
        elif _says(DESCRIBES, words) or _speaks_of(REFERS, words):
            yield sentence, False


def _confirms(words: str) -> bool:
    return _says(CONFIRMS, words) or _speaks_of(SAYS_KEPT, words)


def _says(pattern: re.Pattern[str], words: str) -> bool:
    return any(_is_said(words, found) for found in pattern.finditer(words))


def _speaks_of(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a clause speaks of a thing as one that exists, and not in general.

    "To disclose the payments recorded in our ledger would …" tells that there are
    payments, though the clause only supposes that they are disclosed.
    """
    for found in pattern.finditer(words):
        start = max(found.start() - _LOOK_BACK, 0)
        end = min(found.end() + _LOOK_BACK, len(words))
        for turn in _TURN.finditer(words, start, end):
            if turn.end() <= found.start():
                start = turn.end()
            elif turn.start() >= found.end():
                end = turn.start()
                break
        clause = words[start:end]
        # "If the files were kept here …" supposes the keeping itself.
        is_supposed = FINITE.search(found.group()) and IF_THE.search(clause)
        if not is_supposed and not SUPPOSED.search(clause):
            return True
    return False


def _is_said(words: str, found: re.Match[str]) -> bool:
    """Whether the sentence says the fact, and does not leave the point open."""
    start = max(found.start() - _LOOK_BACK, 0)
    for turn in _TURN.finditer(words, start, found.end()):
        if turn.end() <= found.start():
            start = turn.end()
    if _OPEN.search(words[start : found.end()]):
        return False
    before = words[start : found.start()]
    return not _ONLY_SAID.search(before) or bool(_SAID_OUTRIGHT.search(before))
