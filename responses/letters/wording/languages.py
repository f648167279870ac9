"""Tell English from Welsh, so that a letter can mark languages for screen readers.

Letters are written in these two languages only. They are told apart by their commonest
words; a text with too few words has no result.
"""

import re
from typing import Final

from responses.letters.wording.welsh import ENGLISH, WELSH

_LONGEST: Final = 4000  # The characters examined, from the start of a text.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH_WORDS = (
    "the of and to in is are was were be been for on at by with from that this these "
    "those which what who how many much when where why any all each please provide "
    "information you your we our us it its have has had not or if as an will would can "
    "could do does did under since between about there they their"
)
_WELSH_WORDS = (
    "y yr yn ar gyfer mae sydd wedi gan gyda neu nid yw oes ydych ydym eich ein eu fod "
    "bod hwn hon hyn rhwng pob faint sawl beth pa pryd ble pam sut nifer gwybodaeth "
    "wybodaeth rhowch darparwch os gwelwch dda o i'r a'r o'r â'r mewn am ac dan "
    "o’r i’r a’r â’r unrhyw cyngor gwasanaeth blwyddyn rydym gennym ddim cawsom "
    "rhoddwn cedwir yw'r yw’r maent"
)


_OF_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OF_WELSH = frozenset(_WELSH_WORDS.split())


def language_of(text: str) -> str:
    """Return "en" or "cy"; "" where the text does not show its language."""
    words = [word.lower() for word in _WORD.findall(text[:_LONGEST])]
    english = sum(word in _OF_ENGLISH for word in words)
    welsh = sum(word in _OF_WELSH for word in words)
    if english == welsh:
        return ""
    return ENGLISH if english > welsh else WELSH
