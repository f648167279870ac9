"""One form for the forms of a Welsh word: mutations at its start, common endings.

The form is coarse: it is compared with forms of Welsh texts alone. PostgreSQL has no
Welsh dictionary.
"""

import re
from typing import Final

_SHORTEST: Final = 3  # letters left after an ending is taken away
# The longest first. Of nouns: plurals. Of verbs: common endings of the verb-noun.
_ENDINGS: Final = (
    *("feydd", "iadau", "ioedd", "aethau", "oedd", "iaid", "iau", "ion", "ydd"),
    *("aid", "edd", "od", "au", "on", "yn", "en", "io"),
)
# Mutations at the start of a word, and one letter for each family.
_STARTS: Final = (
    ("ngh", "c"),
    ("mh", "p"),
    ("nh", "t"),
    ("ph", "p"),
    ("th", "t"),
    ("ch", "c"),
    ("ng", "c"),
    ("dd", "t"),
    ("ff", "ff"),
    ("ll", "l"),
    ("rh", "r"),
    ("g", "c"),
    ("b", "p"),
    ("f", "p"),
    ("m", "p"),
    ("d", "t"),
    ("n", "t"),
)
_G_BEFORE: Final = re.compile(r"g(?=[aeiouwylr])")


def forms_of(word: str) -> tuple[str, ...]:
    """Return the coarse forms of a Welsh word.

    Args:
        word: One word in small letters, without accents.

    A word with "g" in front has a second form: soft mutation takes the "g" away.
    """
    if not word.isalpha():
        return (word,)
    forms = [_started(_without_ending(word))]
    if _G_BEFORE.match(word):
        forms.append(_started(_without_ending(word[1:])))
    return tuple(dict.fromkeys(forms))


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def _started(word: str) -> str:
    for start, one in _STARTS:
        if word.startswith(start) and len(word) > len(start):
            return one + word[len(start) :]
    return word
