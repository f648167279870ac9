"""Determine the law of a cited section: FOIA, EIR, FOISA, EISR or another Act."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from statute.regimes import Regime

# Characters on either side of a citation searched for the name of its Act.
_AROUND = 120

_OURS = r"""
    (?P<FOISA> \bFOI\(?S\)?A\b | \b(?:FOI|Freedom\sof\sInformation)\s\(Scotland\) )
  | (?P<EISR> \bEI\(?S\)?Rs?\b | \bEnvironmental\sInformation\s\(Scotland\) )
  | (?P<EIR> \bEIRs?\b | \bEnvironmental\sInformation\b )
  | (?P<FOIA> \bFOIA?\b | \bFreedom\sof\sInformation\b )
"""
_OUR_NAME = re.compile(_OURS, re.IGNORECASE | re.VERBOSE)
_OUR_NAME_BEFORE = re.compile(
    rf"(?:{_OURS})(?:\s(?:Act|Regulations))?(?:\s\d{{4}})?(?:\s\([^()\n]{{2,20}}\))?"
    r"[\s,:–-]{0,3}\Z",
    re.IGNORECASE | re.VERBOSE,
)
# The Acts named outright in a text; "a freedom of information request" names none.
_MENTION = re.compile(
    r"""
    (?P<scottish> \bFOISA\b | \bEISRs?\b | \bEI\(S\)Rs?\b | \bFOI\(S\)A\b
      | \bInformation\s\(Scotland\) | \bFOI\s\(Scotland\) )
    | \bFOIA\b | \bFOI\sAct\b | \bFreedom\sof\sInformation\sAct\b | \bEIRs?\b
    | \bEnvironmental\sInformation\sRegulations\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

_CAPITALS = (
    r"[A-Z][\w’'-]{0,30},?[ \xa0\n](?:(?:and|of|for|to|the|etc\.?|&)[ \xa0\n]){0,3}"
)
_LAW = (
    rf"(?:{_CAPITALS}){{1,7}}(?:\([A-Za-z ]{{1,30}}\)[ \xa0])?"
    r"(?:Act|Order|Rules|Regulations?)\b"
)
_LAW_AFTER = re.compile(_LAW)
_LAW_BEFORE = re.compile(
    rf"(?:{_LAW}|(?<!\w)(?:DPA|GDPR|LGA|PACE|RIPA|MHA|MCA|TCPA|CJA|POCA|HSWA))"
    r"(?:[ \xa0]\d{4})?(?:[ \xa0]\([^()\n]{2,30}\))?[ \xa0,:–-]{0,3}\Z"
)
_ACRONYM = re.compile(r"UK[ \xa0]GDPR|(?!FOI|EI)[A-Z]{2,3}[A-Za-z]?[A-Z]{0,3}\b")
_OF = re.compile(
    r"[\s,]{0,3}(?:\([^()\n]{0,80}\)[\s,–-]{0,3})?"
    r"(?P<of>(?:of|in|under|within)\s{1,2})?(?:(?:the|that|this)\s{1,2})?"
)


class OtherLaw(Exception):
    """The cited section belongs to another Act."""


def law_after(text: str, end: int) -> Regime | None:
    """Return the law named straight after a citation, "… of the FOI Act".

    Returns:
        The law, or None if none of ours is named outright ("of the Act").

    Raises:
        OtherLaw: Another Act is named.
    """
    after = text[end : end + _AROUND]
    link = _OF.match(after)
    position = link.end() if link else 0
    if ours := _OUR_NAME.match(after, position):
        return Regime(ours.lastgroup or "")
    if law := _LAW_AFTER.match(after, position):
        if ours := _OUR_NAME.search(law.group()):
            return Regime(ours.lastgroup or "")
        raise OtherLaw(law.group())
    if link and link["of"] and (acronym := _ACRONYM.match(after, position)):
        raise OtherLaw(acronym.group())
    return None


def law_before(text: str, start: int) -> Regime | None:
    """Return the law named straight before a citation, "FOIA s.21".

    Returns:
        The law, or None if none is named.

    Raises:
        OtherLaw: Another Act is named.
    """
    before = text[max(start - _AROUND, 0) : start]
    if ours := _OUR_NAME_BEFORE.search(before):
        return Regime(ours.lastgroup or "")
    if (law := _LAW_BEFORE.search(before)) and not _OUR_NAME.search(law.group()):
        raise OtherLaw(law.group())
    return None


def named_in(text: str) -> Regime | None:
    """Return the first of our laws named in the text, if any."""
    name = _OUR_NAME.search(text)
    return Regime(name.lastgroup or "") if name else None


@dataclass(slots=True)
class Nations:
    """Whether the law cited at a position in a text is Scotland's."""

    regime: Regime | None
    places: list[int]
    scottish: list[bool]

    @classmethod
    def of(cls, text: str, regime: Regime | None) -> "Nations":
        """Find the Acts named in the text, unless `regime` is known already."""
        mentions = list(_MENTION.finditer(text)) if regime is None else []
        places = [mention.start() for mention in mentions]
        return cls(regime, places, [bool(mention["scottish"]) for mention in mentions])

    def is_scottish(self, place: int) -> bool:
        """Whether the last Act named before `place`, or else the next, is Scottish."""
        if self.regime is not None:
            return self.regime.is_scottish
        if not self.places:
            return False
        return self.scottish[max(bisect_left(self.places, place) - 1, 0)]
