"""Suggest the law under which a request falls, and say which words tell of it."""

import re
from dataclasses import dataclass
from typing import Final

from accounts.models import Authority
from requests_app.models import FOIRequest
from statute.regimes import Regime

_MOST_CHARACTERS: Final = 20_000
_MOST_NAMED: Final = 3
# Each of these words is about the state of the environment, what affects it, or
# measures to protect it. English and Welsh.
_STRONG: Final = (
    r"air quality|air pollution|ansawdd aer|emissions?|allyriadau|pollut(?:ion|ants?)"
    r"|llygredd|noise (?:levels?|pollution|complaints?|monitoring)|flood(?:s|ing)?"
    r"|llifogydd|landfill|tirlenwi|fly[- ]tipp(?:ing|ed)|tipio anghyfreithlon|sewage"
    r"|carthion|contaminated land|tir halogedig|biodiversity|bioamrywiaeth|wildlife"
    r"|bywyd gwyllt|greenhouse gas(?:es)?|carbon (?:emissions?|footprint|reduction)"
    r"|climate (?:change|emergency)|newid hinsawdd|environmental impact assessments?"
    r"|nitrogen dioxide|particulates?|pm ?2\.5|pm ?10|tree preservation orders?"
    r"|felling of trees|trees? (?:felled|felling|removal)|pesticides?|glyphosate"
    r"|fracking|wind ?farms?|solar farms?|river (?:quality|levels?)|bathing water"
    r"|water quality|ansawdd dŵr|radioactiv(?:e|ity)|asbestos|recycling rates?"
    r"|cyfraddau ailgylchu|air source heat pumps?|low traffic neighbourhoods?"
    r"|clean air zones?|low emission zones?|habitats?|protected species|hedgerows?"
    r"|odou?rs? (?:from|complaints?)|incinerators?|quarr(?:y|ies|ying)"
)
# Of these, two together.
_WEAK: Final = (
    r"planning (?:applications?|permission|consents?|decisions?)|ceisiadau? cynllunio"
    r"|waste|gwastraff|recycling|ailgylchu|trees?|coed|soil|pridd|drainage|draenio"
    r"|rivers?|afon(?:ydd)?|land use|defnydd tir|energy (?:use|consumption|efficiency)"
    r"|noise|sŵn|housing development|local plan|green belt|sites? allocations?"
    r"|parks?|countryside|water supply|highway drainage"
    r"|electric vehicle charg(?:ing|ers?)"
)
_STRONG_WORDS: Final = re.compile(rf"\b(?:{_STRONG})\b", re.IGNORECASE)
_WEAK_WORDS: Final = re.compile(rf"\b(?:{_WEAK})\b", re.IGNORECASE)
_NAMES_THE_EIR: Final = re.compile(
    r"\benvironmental information\b|\bEIRs?\b|\bEISRs?\b|gwybodaeth amgylcheddol"
)


@dataclass(frozen=True, slots=True)
class SuggestedRegime:
    """The law that fits a request, and why.

    Attributes:
        regime: The law.
        reason: What tells of it, in a few words; "" for the usual law.
    """

    regime: Regime
    reason: str

    @property
    def in_words(self) -> str:
        """The suggestion as two sentences; "" for the usual law."""
        if not self.reason:
            return ""
        return f"Suggested: {self.regime.title}. {self.reason}."


def suggest_regime(text: str, authority: Authority) -> SuggestedRegime:
    """Return the law that the words of a request tell of.

    Most of what the environmental regulations cover never names them. The officer
    decides: the words only suggest.

    Args:
        text: The words of the request, without quoted history.
        authority: The authority asked.

    Source: EIR 2004 reg 2(1); EISR 2004 reg 2(1).
    """
    if authority.is_scottish:
        usual, environmental = Regime.FOISA, Regime.EISR
    else:
        usual, environmental = Regime.FOIA, Regime.EIR
    text = text[:_MOST_CHARACTERS]
    if _NAMES_THE_EIR.search(text):
        reason = "It names the environmental regulations"
    elif (named := _named(_STRONG_WORDS, text)) or len(
        named := _named(_WEAK_WORDS, text)
    ) > 1:
        reason = f"It mentions {_listed(named)}"
    else:
        return SuggestedRegime(usual, "")
    return SuggestedRegime(environmental, reason)


def other_regime(foi_request: FOIRequest) -> SuggestedRegime | None:
    """Return another law that the words of a request tell of; None for no other."""
    suggested = suggest_regime(foi_request.received_text, foi_request.authority)
    is_other = suggested.reason and suggested.regime.value != foi_request.regime
    return suggested if is_other else None


def _named(words: re.Pattern[str], text: str) -> list[str]:
    """Return the different words found, as written, in their order."""
    found = {match[0].casefold(): match[0] for match in words.finditer(text)}
    return list(found.values())[:_MOST_NAMED]


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
