"""How many telling words two questions share: finds copies, and needs no model."""

import re
from typing import Final

LEAST_ALIKE: Final = 0.4
# In characters: a longer lead-in would drown the question.
_MOST_OF_A_LEAD_IN: Final = 400
_WORD = re.compile(r"[^\W_]{2,}")
# Words about how a question is asked, not about its subject.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "all also an and any are as at be been between by can could did do does each "
        "for from had has have held hold how if in information is it its many me much "
        "no not of on or our please provide question request since so such supply "
        "tell that the their them then there these they this to total under us was we "
        "were what when where whether which who why will with would year years you "
        "your",
    )
)


def with_lead_in(lead_in: str, question: str) -> str:
    """Return a question after the end of what leads into it."""
    return f"{lead_in[-_MOST_OF_A_LEAD_IN:]} {question}".strip()


def telling_words(text: str) -> list[str]:
    """Return the words of a question about its subject, in small letters."""
    return [word for word in _WORD.findall(text.lower()) if word not in _COMMON]


def stem(word: str) -> str:
    """Return a word without common endings, so that "cameras" equals "camera"."""
    for ending in ("ies", "ing", "es", "ed", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def stems_of(text: str) -> frozenset[str]:
    """Return the telling words of a question, each without common endings."""
    return frozenset(map(stem, telling_words(text)))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words common to both questions, 0 to 1."""
    return 2 * len(one & other) / max(len(one) + len(other), 1)
