"""Find the short names that a text defines: "(“the Act”)", "the EIRs means …"."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from statute.exemptions.names import LAW_AFTER, LAW_BEFORE, OUR_NAME, SHORT
from statute.exemptions.names import OUR_NAME_BEFORE as OURS_BEFORE
from statute.regimes import Regime

_AROUND = 130  # characters before or after a definition searched for the law
_QUOTES = "\"“”‘’'"
# "(“FOISA” or “the Act”)", "(hereafter the EIRs)", ", referred to as the Regulations".
_DEFINED = re.compile(
    rf"\(\s?(?P<names>(?:[^()]|\([A-Z]\)){{2,80}})\)"
    rf"|\b(?:hereafter|hereinafter|known\sas|called|referred\sto(?:\s\w+){{0,3}}\sas)"
    rf",?\s[{_QUOTES}]?(?:the\s|yr?\s)[{_QUOTES}]?(?P<after>{SHORT.pattern})",
    re.IGNORECASE,
)
# All that the brackets around a short name may hold besides.
_BESIDE = re.compile(
    rf"[\s,;/{_QUOTES}]+|\b(?:the|yr?|or|and|neu|ac?|hereafter|hereinafter|henceforth|"
    r"referred|to|as|in|this|letter|known|called|here|below|from|now|on|simply|both|we|"
    r"call|it|FOISA|FOI\(S\)A|EISRs?|EI\(S\)Rs?)(?!\w)",
    re.IGNORECASE,
)
# "“The Act” means the Freedom of Information (Scotland) Act 2002".
_MEANS = re.compile(
    rf"\b(?:(?:the|yr?)\s[{_QUOTES}]?)?(?P<short>{SHORT.pattern})[{_QUOTES}]?\s"
    r"(?:here\s)?(?:means?|meaning|is|are|stands?\sfor|refers?\sto|denotes?|yw|yn\s"
    r"golygu|=|:)\s(?:(?:the|yr?)\s)?",
    re.IGNORECASE,
)
_OURS_BY_YEAR: Final = {
    ("act", "2000"): Regime.FOIA,
    ("act", "2002"): Regime.FOISA,
    ("regulations", "2004"): Regime.EIR,
}
# Each word under which a short name is kept.
_ALIKE: Final = {
    "regs": "regulations",
    "eirs": "eir",
    "deddf": "act",
    "ddeddf": "act",
    "neddf": "act",
    "rheoliadau": "regulations",
    "reoliadau": "regulations",
}


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short name as a text uses it: "the Act", "the 2002 Act", "the EIRs"."""

    word: str
    year: str = ""

    @classmethod
    def of(cls, name: re.Match[str]) -> "ShortName":
        """Return the short name that a match of `SHORT` stands for."""
        year = (name["year"] or name["blwyddyn"] or "").strip()
        words = [word for word in name.group().casefold().split() if word != year]
        if words[0] == "foi":
            words = words[:1]
        return cls(" ".join(_ALIKE.get(word, word) for word in words), year)

    @property
    def law_by_year(self) -> Regime | None:
        """The law of ours made in the year of the name, if any."""
        return _OURS_BY_YEAR.get((self.word, self.year))

    @property
    def is_of_regulations(self) -> bool:
        """Whether the name is of regulations, and not of an Act."""
        return self.word.endswith("regulations")

    @property
    def is_of_another_year(self) -> bool:
        """Whether the year of the name is the year of no law of ours."""
        return bool(self.year) and self.law_by_year is None


@dataclass(frozen=True, slots=True)
class ShortNames:
    """The short names that a text defines, each with the places and the laws.

    The law is None where the name is another Act's.
    """

    places: dict[ShortName, list[int]]
    laws: dict[ShortName, list[Regime | None]]

    @classmethod
    def of(cls, text: str) -> "ShortNames":
        """Find the definitions in a text, in time linear in its length."""
        places: dict[ShortName, list[int]] = defaultdict(list)
        laws: dict[ShortName, list[Regime | None]] = defaultdict(list)
        for place, name, law in sorted(_definitions(text), key=lambda one: one[0]):
            places[name].append(place)
            laws[name].append(law)
        return cls(dict(places), dict(laws))

    def defines(self, name: ShortName) -> bool:
        """Whether the text defines the name at all."""
        return name in self.places

    def meaning(self, name: ShortName, place: int) -> Regime | None:
        """Return the law of ours a name stands for at a place.

        The last definition before the place counts, or else the first after it.

        Returns:
            The law; None if the name is not defined, or is another Act's.
        """
        if name not in self.places:
            return None
        return self.laws[name][max(bisect_right(self.places[name], place) - 1, 0)]


def _definitions(text: str) -> Iterator[tuple[int, ShortName, Regime | None]]:
    for defined in _DEFINED.finditer(text):
        words = defined["names"] or defined["after"]
        names = list(SHORT.finditer(words))
        if not names or _BESIDE.sub("", SHORT.sub("", words)):
            continue
        before = text[max(defined.start() - _AROUND, 0) : defined.start()]
        if ours := OURS_BEFORE.search(before):
            law = Regime(ours.lastgroup or "")
        elif LAW_BEFORE.search(before):
            law = None
        else:
            continue
        for name in names:
            yield defined.start(), ShortName.of(name), law
    for meant in _MEANS.finditer(text):
        short = SHORT.match(meant["short"])
        after = text[meant.end() : meant.end() + _AROUND]
        if ours := OUR_NAME.match(after):
            law = Regime(ours.lastgroup or "")
        elif LAW_AFTER.match(after):
            law = None
        else:
            continue
        if short:
            yield meant.start(), ShortName.of(short), law
