"""Tell the provisions that an authority relies on from those only spoken of."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_END = re.compile(r"(?<=[.!?])(?:[\"”’)])?\s+(?=[\"“(]?[A-Z0-9•-])|\n\s*\n")
_LONGEST: Final = 2_000  # characters of a sentence that are read
# The requester's words, told by the authority.
_TOLD = re.compile(
    r"(?:[\w,]+\s){0,4}?(?:you(?:r (?:letter|e-?mail|request|message))?|the "
    r"(?:requester|applicant))\s(?:have |had |also |further |then )*"
    r"(?:sa(?:id|y)|told|stat\w+|claim\w*|argu\w+|suggest\w*|contend\w*|believ\w+|"
    r"quot\w+|mention\w*|refer(?:red)?|point\w*|cit\w+|maintain\w*|consider\w*|"
    r"assert\w*|think|thought|feel|felt|wrote)\b",
    re.IGNORECASE,
)
_NOT_RELIED = re.compile(
    r"""
    \bnot\s(?:to\s|be\s|been\s|sought\s|seeking\s)*(?:rel(?:y|ied|ying)|invok\w+
        |claim\w*|appl(?:y|ied|ying)\s(?:section|regulation|the\sexempt|the\sexcept|it\b|s\.))
  | \bno\slonger\s(?:rel(?:y|ied|ying)|appl(?:y|ies))
  | \brel(?:y|ied|ying)\son\s(?:nothing|none|neither)\b
  | \b(?:section|regulation|s\.|reg\.|exemptions?|exceptions?|it|they)\b[^.;]{0,60}?
        \b(?:does|do|did|would|is|are|was|were)\s?(?:not|n['’]t)\s
        (?:apply|engaged|appropriate|needed|relevant|be\s(?:engaged|relied|applied))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DUTY = re.compile(r"\bdut(?:y|ies)\b|\bobliged\b|\bobligation\b|\bby virtue\b", re.I)
_WHETHER = re.compile(
    r"\b(?:consider\w*|looked|look|thought|examin\w+|explor\w+|assess\w*|ask\w*)\b"
    r"[^.;]{0,60}\b(?:whether|if)\b[^.;]{0,80}\b(?:appl(?:y|ied|ies)|engaged|relevant)\b",
    re.IGNORECASE,
)
_AFFIRMED = re.compile(
    r"\b(?:does|do|is|are)\s(?:indeed\s)?(?:apply|engaged)\b|\bapplies\b|"
    r"\bthat (?:it|they) (?:does|do|is|are)\b(?!\s?n)|"
    r"\btherefore\b|\bwithh|\brefus|\bexempt\b",
    re.IGNORECASE,
)


def not_relied_on(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences whose provisions are no grounds.

    They tell what the requester said, or that a provision was considered and does not
    apply.
    """
    ends = [found.end() for found in _END.finditer(text)]
    spans = list(pairwise([0, *ends, len(text)]))
    for place, (start, end) in enumerate(spans):
        sentence = text[start : min(end, start + _LONGEST)]
        following = ""
        if place + 1 < len(spans):
            first, last = spans[place + 1]
            following = text[first : min(last, first + _LONGEST)]
        if _speaks_only(sentence, following):
            yield start, end


def _speaks_only(sentence: str, following: str) -> bool:
    if _TOLD.match(sentence.lstrip()):
        return True
    if _NOT_RELIED.search(sentence) and not _DUTY.search(sentence):
        return True
    found = _WHETHER.search(sentence)
    if not found or _AFFIRMED.search(sentence, found.end()):
        return False
    return not _AFFIRMED.search(following)


def blanked(text: str) -> str:
    """Return a text with the sentences that rely on nothing blanked, places kept."""
    kept, done = [], 0
    for start, end in not_relied_on(text):
        kept += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*kept, text[done:]])
