"""Recognise the notices of programs and services below the words of a mail."""

import re
from typing import Final

from documents.mails.quotes import Lines

_RULE: Final = re.compile(r"\s*(?:[_=*#~-]\s?){5,}\s*")
_BEGINS: Final = re.compile(
    r"\W{0,6}(?:disclaimer\b|confidentiality\b|confidential(?:ity)? notice\b|"
    r"legal (?:notice|disclaimer)\b|ymwadiad\b|hysbysiad cyfrinachedd\b|"
    r"(?:this|the information (?:contained )?in this) (?:e-?mail|message|"
    r"communication|transmission)\b|the (?:contents|information) (?:of|in|contained in)"
    r" this (?:e-?mail|message)\b|if you (?:are not the|have received this)\b|"
    r"please (?:consider|think of) the environment\b|save paper\b|virus[- ]free\b|"
    r"any views or opinions\b|mae(?:'|’)r (?:e-?bost|neges|wybodaeth)\b|"
    r"os nad chi\b|registered (?:office|in england)\b|"
    r"please use this e-?mail address for all replies\b)",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\b(?:confidential|privileged|intended (?:solely|only|recipient|for)|"
    r"solely for the|addressee|unauthori[sz]ed|disseminat|delete (?:it|this)|"
    r"virus|error|liabilit|environment|cyfrinachol|bwriadu|derbynnydd|"
    r"published on the internet|whatdotheyknow|registered (?:office|number|in)|"
    r"company (?:number|no)|for all replies to this request)",
    re.IGNORECASE,
)
_LONGEST: Final = 4_000  # characters looked at of a paragraph
# No notice asks for anything.
_ASKS: Final = re.compile(
    r"\?|\b(?:please (?:provide|send|confirm|tell|supply|let me|treat|could)|"
    r"i (?:would|am|request|wish|ask)|under the (?:freedom|environmental)|"
    r"hoffwn|rhowch|anfonwch|a (?:wnewch|fyddech))",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"request-[\w-]{1,80}@|https?://|our privacy and copyright|for more detailed|"
    r"please note that in some cases|if you find this service useful",
    re.IGNORECASE,
)


def notice_start(lines: Lines, end: int, marked: set[int]) -> int:
    """Return the line where the notice below a mail's words begins, or `end`.

    Every paragraph from there on belongs to the notice.

    Args:
        lines: The lines of the text.
        end: The line after the last word of the sender.
        marked: Lines that are quoted.
    """
    start = at = end
    while at > 0:
        first = _paragraph_start(lines, at)
        if not marked.isdisjoint(range(first, at)):
            break
        is_rule = _RULE.fullmatch(lines.texts[first][:200]) is not None
        words = " ".join(lines.texts[first:at])[:_LONGEST].strip()
        if is_rule:
            start = first if start == _after_blanks(lines, at) else start
        elif _begins(words):
            start = first
        elif not _goes_on(words):
            break
        at = first
        while at > 0 and lines.is_blank(at - 1):
            at -= 1
    return start


def _after_blanks(lines: Lines, number: int) -> int:
    """Return the next line with words."""
    while number < len(lines) and lines.is_blank(number):
        number += 1
    return number


def _paragraph_start(lines: Lines, end: int) -> int:
    """Return where the paragraph above `end` begins. A rule stands alone."""
    first = end - 1
    if _RULE.fullmatch(lines.texts[first][:200]):
        return first
    while (
        first > 0
        and not lines.is_blank(first - 1)
        and not _RULE.fullmatch(lines.texts[first - 1][:200])
    ):
        first -= 1
    return first


def _begins(words: str) -> bool:
    """Whether a paragraph is a notice by itself."""
    is_one = _BEGINS.match(words) is not None and _SAYS.search(words) is not None
    return is_one and _ASKS.search(words) is None


def _goes_on(words: str) -> bool:
    """Whether a paragraph may follow a notice."""
    if _ASKS.search(words):
        return False
    return _GOES_ON.search(words) is not None or _SAYS.search(words) is not None
