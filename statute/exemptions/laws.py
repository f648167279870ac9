"""Determine the law of a cited section: FOIA, EIR, FOISA, EISR or another Act.

A short name means what the text makes it: "the Freedom of Information (Scotland) Act
2002 (“the Act”)". Left undefined, "the EIRs" are Scotland's in a Scottish letter.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from statute.exemptions import names
from statute.exemptions.short_names import ShortName, ShortNames
from statute.regimes import Regime

ACTS = (Regime.FOIA, Regime.FOISA)
REGULATIONS = (Regime.EIR, Regime.EISR)

# Characters on either side of a citation searched for the name of its Act.
_AROUND = 120
# Characters before "that Act" searched for the Act meant.
_LAST_NAMED = 600
_OF = re.compile(
    r"[\s,]{0,3}(?:\([^()\n]{0,80}\)[\s,–-]{0,3})?"
    r"(?P<of>(?:of|in|under|within|o\sdan|dan|o|yn)\s{1,2}|o['’]r\s{1,2})?"
    r"(?P<which>(?:(?:the|that|this|said|same|yr?)\s{1,2}){0,2})",
    re.IGNORECASE,
)


class OtherLaw(Exception):
    """The cited section belongs to another Act."""


@dataclass(frozen=True, slots=True)
class Named:
    """A law of ours named beside a citation.

    Attributes:
        law: The law; None for a bare "the Act" that the text does not define.
        end: Where its name ends in the text.
        is_loose: Whether either nation's law may go by the name, such as "the EIRs".
    """

    law: Regime | None
    end: int
    is_loose: bool = False


def laws_named_in(text: str) -> tuple[Regime, ...]:
    """Return the first of our laws named in the text, if any.

    A name that both nations' laws go by, such as "the EIRs", gives both.
    """
    name = names.OUR_NAME.search(text)
    if name is None:
        return ()
    law = Regime(name.lastgroup or "")
    pair = REGULATIONS if law.is_environmental else ACTS
    return pair if _is_loose(text, name) else (law,)


def _is_loose(text: str, name: re.Match[str]) -> bool:
    """Whether either nation's law goes by one of our names, as a text has it."""
    is_scottish = name.lastgroup in {Regime.FOISA, Regime.EISR}
    return not is_scottish and names.LOOSE.match(text, name.start()) is not None


@dataclass(frozen=True, slots=True)
class Naming:
    """The names given to laws by a text."""

    text: str
    regime: Regime | None
    defined: ShortNames
    places: list[int]
    scottish: list[bool]

    @classmethod
    def of(cls, text: str, regime: Regime | None) -> "Naming":
        """Find the laws named, and the short names defined, in the text."""
        naming = cls(text, regime, ShortNames.of(text), [], [])
        for name in names.TELLING.finditer(text) if regime is None else ():
            try:
                law = naming._defined_at(name)
            except OtherLaw:
                continue
            naming.places.append(name.start())
            naming.scottish.append(law.is_scottish if law else bool(name["scottish"]))
        return naming

    @property
    def is_silent(self) -> bool:
        """Whether neither the text nor the caller tells the nation of the law."""
        return self.regime is None and not self.places

    def is_scottish(self, place: int) -> bool:
        """Whether the last law named before `place`, or else the next, is Scottish."""
        if self.regime is not None:
            return self.regime.is_scottish
        if not self.places:
            return False
        return self.scottish[max(bisect_left(self.places, place) - 1, 0)]

    def after(self, end: int) -> Named | None:
        """Return the law named straight after a citation, "… of the FOI Act".

        Returns:
            The law, or None if none of ours is named, not even as "the Act".

        Raises:
            OtherLaw: Another Act is named.
        """
        stop = end + _AROUND
        link = _OF.match(self.text, end, stop)
        position = link.end() if link else end
        if ours := names.OUR_NAME.match(self.text, position, stop):
            return self._ours(ours)
        if law := names.LAW_AFTER.match(self.text, position, stop):
            if ours := names.OUR_NAME.search(law.group()):
                return Named(Regime(ours.lastgroup or ""), law.end())
            raise OtherLaw(law.group())
        if not (link and link["of"]):
            return None
        if short := names.SHORT.match(self.text, position, stop):
            return self._short(short, is_that="that" in link["which"].casefold())
        if acronym := names.ACRONYM.match(self.text, position, stop):
            raise OtherLaw(acronym.group())
        return None

    def before(self, start: int) -> Named | None:
        """Return the law named straight before a citation, "FOIA s.21".

        Returns:
            The law, or None if none of ours is named.

        Raises:
            OtherLaw: Another Act is named.
        """
        before = self.text[max(start - _AROUND, 0) : start]
        if ours := names.OUR_NAME_BEFORE.search(before):
            place = start - len(before) + ours.start()
            return self._ours(names.OUR_NAME.match(self.text, place) or ours)
        if law := names.LAW_BEFORE.search(before):
            raise OtherLaw(law.group())
        return None

    def _last_named(self, place: int) -> Named | None:
        """Return our law if the last law named shortly before `place` is ours.

        Raises:
            OtherLaw: The last law named is another.
        """
        start = max(place - _LAST_NAMED, 0)
        named = list(names.ANY_LAW.finditer(self.text, start, place))
        if not named:
            return None
        last = named[-1]
        ours = names.OUR_NAME.search(self.text, last.start(), last.end())
        if ours is None:
            raise OtherLaw(last.group())
        return self._ours(ours)

    def _ours(self, name: re.Match[str]) -> Named:
        """Return the law meant by one of our names at its place."""
        if law := self._defined_at(name):
            return Named(law, name.end())
        law = Regime(name.lastgroup or "")
        return Named(law, name.end(), _is_loose(self.text, name))

    def _short(self, name: re.Match[str], *, is_that: bool) -> Named:
        """Return the law meant by "the Act" or "the Regulations", if known."""
        short = ShortName.of(name)
        if is_that and (last := self._last_named(name.start())):
            return replace(last, end=name.end())
        if law := self._defined_at(name):
            return Named(law, name.end())
        if short.is_of_another_year:
            raise OtherLaw(name.group())
        if law := short.law_by_year:
            return Named(law, name.end(), is_loose=law.is_environmental)
        try:
            last = self._last_named(name.start())
        except OtherLaw:  # "the Act" is ours in a letter on a request
            last = None
        if last and last.law and last.law.is_environmental == short.is_of_regulations:
            return replace(last, end=name.end())
        return Named(None, name.end())

    def _defined_at(self, name: re.Match[str]) -> Regime | None:
        """Return the law of a short name as the text defines it; None if it does not.

        Raises:
            OtherLaw: The text gives the name to another Act.
        """
        match = names.SHORT.match(self.text, name.start())
        if match is None or match.end() < name.end():
            return None
        short = ShortName.of(match)
        law = self.defined.meaning(short, name.start())
        if law is None and self.defined.defines(short):
            raise OtherLaw(name.group())
        return law
