"""Read citations in running text, such as a pasted letter or a previous response.

All functions take time linear in the text: each pattern starts where the last one
ended, its repeats are bounded, and only slices of fixed length are searched around it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from statute.exemptions import numbers
from statute.exemptions.catalogue import Provision
from statute.exemptions.laws import ACTS, Naming
from statute.exemptions.nouns import START, Noun, Word
from statute.exemptions.numbers import Path
from statute.exemptions.pieces import Pieces, read_pieces
from statute.exemptions.resolving import Found, resolved, written
from statute.exemptions.sections import is_in
from statute.regimes import Regime

# Text after a bare "section 21", "S40" or "section 42" outside our laws: the rest of a
# postcode, or a matter of another Act known by its section.
_ELSEWHERE = re.compile(
    r"""
    [\s-]{0,2}\d[A-Z]{2}\b
    | [\s-]{1,2}(?: after-?\s?care | agreements? | (?<!17\s)notices? | evictions?
      | possession | orders?\b | detentions? | detained | enquir | inquir
      | safeguarding | referrals? | approved | doctors? | dispersal
      | stop(?:s\b|\sand|\s&|-) | consultation | licen | certificates? | patients?
      | of\s(?:this|the|our|your)\s(?:letter|form|report|policy|document|guidance
        |contract|agreement|spreadsheet|handbook|schedule|code)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPEAKS_OF_GROUNDS = re.compile(
    r"exempt|exception|section|regulation|\bact\b|\bFOI|\bEIR|NCND|neither|refus|withh",
    re.IGNORECASE,
)
_NEARBY = 80  # characters on either side
# The Act's own words for a ground, for letters without its number.
_IN_WORDS = {
    re.compile(
        r"\bexceed(?:s|ed|ing)?\s(?:the|this|our)\s(?:(?:appropriate|statutory|cost)\s)+"
        r"limit\b",
        re.IGNORECASE,
    ): ("12", "12"),
    re.compile(
        r"\b(?:reasonably\s)?accessible\s(?:to\s(?:\w+\s){1,3})?by\sother\smeans\b",
        re.IGNORECASE,
    ): ("21", "25"),
}


def citations_in(text: str, regime: Regime | None = None) -> list[Found]:
    """Return the citations of the catalogue's provisions in a text, in order.

    Sections of other Acts are left out, and so are sections of these Acts not in the
    catalogue.

    Args:
        text: A letter or any part of one.
        regime: The law the letter was written under, if known. A letter may cite both
            the Act and the Regulations; the regime then decides between Scotland and
            the rest of the United Kingdom.
    """
    return [found for found in _everything_cited(text, regime) if found.provisions]


def no_such_provisions_in(text: str, regime: Regime | None = None) -> list[Found]:
    """Return the numbers cited under a law of ours that are not in that law, in order.

    Only a law named beside the number counts: "section 47B of the Freedom of
    Information Act 2000".
    """
    return [found for found in _everything_cited(text, regime) if not found.provisions]


def _everything_cited(text: str, regime: Regime | None) -> list[Found]:
    naming = Naming.of(text, regime)
    lists = list(_lists(text))
    if naming.is_silent and any(_is_only_scottish(read) for _, read in lists):
        naming = replace(naming, regime=Regime.EISR)
    cited: list[Found] = []
    end = 0
    for place, read in lists:
        if place >= end:
            cited.extend(resolved(place, read, naming))
            end = read.end
    return cited


def _lists(text: str) -> Iterator[tuple[int, Pieces]]:
    """Yield where each list of numbers starts, noun included, and its pieces."""
    position = 0
    while start := START.search(text, position):
        read = read_pieces(text, start.end(), noun=Noun.of(start))
        position = max(read.end, start.start() + 1)
        if read.pieces and not read.is_series and not _is_elsewhere(start, read):
            yield start.start(), read


def _is_only_scottish(read: Pieces) -> bool:
    """Whether the list cites a regulation that only Scotland's Regulations have."""
    if read.noun.word is not Word.REGULATION:
        return False
    return any(
        numbers.nearest(Regime.EISR, path) and not is_in(Regime.EIR, path)
        for path in numbers.walk(Regime.EISR, read.pieces)
    )


def grounds_in(
    text: str, regime: Regime | None = None
) -> dict[str, tuple[Provision, ...]]:
    """Return the grounds cited by a letter, by law and section, without duplicates.

    A bare "section 43" is the same ground as a "section 43(2)" elsewhere in the letter,
    and is left out beside it. "Section 40(3A)(a)" is a condition of 40(2). An exceeded
    cost limit is section 12 even if the letter gives no number.

    Args:
        text: The whole letter.
        regime: The law it was written under, if known.
    """
    cited: dict[tuple[Regime, Path], tuple[Provision, ...]] = {}
    for found in [*citations_in(text, regime), *_cited_in_words(text, regime)]:
        for path in map(numbers.path_of, found.sections):
            provisions = numbers.nearest(found.regime, path)
            if any(provision.is_ground for provision in provisions):
                cited.setdefault((found.regime, _main(path, provisions)), provisions)
    above = {(law, path[:depth]) for law, path in cited for depth in range(len(path))}
    return {
        f"{law} {written(path)}": provisions
        for (law, path), provisions in cited.items()
        if (law, path) not in above
    }


def _main(path: Path, provisions: tuple[Provision, ...]) -> Path:
    """Return the path, or for a condition the path of its main provision."""
    main, _, condition = provisions[0].section.partition(" by virtue of ")
    umbrella = numbers.path_of(main)
    is_condition = condition and path[: len(umbrella)] != umbrella[: len(path)]
    return umbrella if is_condition else path


def _cited_in_words(text: str, regime: Regime | None) -> Iterator[Found]:
    naming = Naming.of(text, regime)
    for section, (in_act, in_scotland) in _IN_WORDS.items():
        for words in section.finditer(text):
            is_scottish = naming.is_scottish(words.start())
            law = ACTS[is_scottish]
            number = in_scotland if is_scottish else in_act
            yield Found(
                start=words.start(),
                end=words.end(),
                text=words.group(),
                provisions=numbers.exactly(law, (number,)),
                regime=law,
                sections=(number,),
            )


def _is_elsewhere(start: re.Match[str], read: Pieces) -> bool:
    """Whether the match only looks like a citation: a postcode, "section 21 notice"."""
    text = read.text
    if read.is_bare:
        return bool(_ELSEWHERE.match(text, read.end)) or start["ground"] is not None
    if start.lastgroup is None and len(read.pieces) == 2:
        nearby = text[max(start.start() - _NEARBY, 0) : read.end + _NEARBY]
        return not _SPEAKS_OF_GROUNDS.search(nearby)
    return False
