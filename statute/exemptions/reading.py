"""Read citations in running text, such as a pasted letter or a previous response.

All functions take time linear in the text: each pattern starts where the last one
ended, its repeats are bounded, and only slices of fixed length are searched around it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from statute.exemptions import laws, numbers
from statute.exemptions.catalogue import Provision
from statute.exemptions.numbers import Path
from statute.exemptions.pieces import Pieces, read_lead, read_pieces
from statute.regimes import Regime

ACTS = (Regime.FOIA, Regime.FOISA)
REGULATIONS = (Regime.EIR, Regime.EISR)

# The start of a citation, or a number with a bracket and no word before.
_START = re.compile(
    r"""
    (?<![\w'’])
    (?: (?P<regulation> regulations? | regs?\b\.? | r\.?\s?(?=\d{1,2}\s?\() )
      | (?P<section> sections? | sect?s?\b\.? | sect?s?(?=\d) | ss?\b\.? | ss?(?=\d)
        | §{1,2} )
      | (?P<ground> (?:exemption|exception)s? (?:\s(?:under|at|in))? )
    )
    [\s:]{0,3} (?=\d)
    | (?<![\w(.£$/,-]) (?=\d{1,2}[A-Z]?\()
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLURAL = re.compile(r"§§|\w+s\W*\Z", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A citation found in a text, from `start` up to but not including `end`.

    `sections` are the numbers in the letter, normalised ("40(2)", "12"). `provisions`
    are the provisions of the catalogue for them: a bare number means its limbs.
    """

    start: int
    end: int
    text: str
    provisions: tuple[Provision, ...]
    regime: Regime
    sections: tuple[str, ...]

    @property
    def is_ground(self) -> bool:
        """Whether the citation includes a ground for withholding information."""
        return any(provision.is_ground for provision in self.provisions)


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
    nations = laws.Nations.of(text, regime)
    found: list[Found] = []
    position = 0
    while start := _START.search(text, position):
        read = read_pieces(
            text, start.end(), is_plural=bool(_PLURAL.match(start.group()))
        )
        position = max(read.end, start.start() + 1)
        if read.pieces and not read.is_series and not _is_elsewhere(start, read):
            found.extend(_resolved(start, read, nations))
    return found


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
    return {
        f"{law} {written(path)}": provisions
        for (law, path), provisions in cited.items()
        if not any(law == other and _is_finer(finer, path) for other, finer in cited)
    }


def _main(path: Path, provisions: tuple[Provision, ...]) -> Path:
    """Return the path, or for a condition the path of its main provision."""
    main, _, condition = provisions[0].section.partition(" by virtue of ")
    umbrella = numbers.path_of(main)
    is_condition = condition and path[: len(umbrella)] != umbrella[: len(path)]
    return umbrella if is_condition else path


def _cited_in_words(text: str, regime: Regime | None) -> Iterator[Found]:
    nations = laws.Nations.of(text, regime)
    for section, (in_act, in_scotland) in _IN_WORDS.items():
        for words in section.finditer(text):
            is_scottish = nations.is_scottish(words.start())
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


def _is_finer(finer: Path, path: Path) -> bool:
    return len(finer) > len(path) and finer[: len(path)] == path


def _is_elsewhere(start: re.Match[str], read: Pieces) -> bool:
    """Whether the match only looks like a citation: a postcode, "section 21 notice"."""
    text = read.text
    if read.is_bare:
        return bool(_ELSEWHERE.match(text, read.end)) or start["ground"] is not None
    if start.lastgroup is None and len(read.pieces) == 2:
        nearby = text[max(start.start() - _NEARBY, 0) : read.end + _NEARBY]
        return not _SPEAKS_OF_GROUNDS.search(nearby)
    return False


def _resolved(
    start: re.Match[str], read: Pieces, nations: laws.Nations
) -> Iterator[Found]:
    begin = read_lead(read, start.start())
    try:
        named = laws.law_after(read.text, read.end)
    except laws.OtherLaw:
        # "section 44(1)(a) by virtue of section 59 of the Data Protection Act".
        if not read.leave_out_underlying():
            return
        named = None
    try:
        named = named or laws.law_before(read.text, begin)
    except laws.OtherLaw:
        return
    is_scottish = nations.is_scottish(start.start())
    for regime in candidates(start.lastgroup, named, is_scottish=is_scottish):
        paths = numbers.walk(regime, read.pieces)
        if provisions := united(numbers.nearest(regime, path) for path in paths):
            yield Found(
                start=begin,
                end=read.end,
                text=read.text[begin : read.end],
                provisions=provisions,
                regime=regime,
                sections=tuple(written(path) for path in paths),
            )
            return


def candidates(
    word: str | None, named: Regime | None, *, is_scottish: bool
) -> tuple[Regime, ...]:
    """Return the laws a number may belong to, the likeliest first.

    Args:
        word: "section", "regulation" or neither, whichever came before the number.
        named: The law named beside the number, if any.
        is_scottish: Whether the letter is written under Scotland's law.
    """
    act, regulations = ACTS[is_scottish], REGULATIONS[is_scottish]
    if named is not None and named.is_scottish == is_scottish:
        return (named,)
    if named is not None:
        # Scottish letters too may say only "Freedom of Information Act".
        loose = regulations if named.is_environmental else act
        return (named,) if named.is_scottish else (named, loose)
    if word == "regulation":
        return (regulations,)
    return (act, regulations)


def united(groups: Iterable[tuple[Provision, ...]]) -> tuple[Provision, ...]:
    """Return the provisions of several numbers, without duplicates.

    A number is left out if one of its limbs is named as well: in "section 40(2) by
    virtue of section 40(3A)(a)" and "section 31, namely 31(1)(a)".
    """
    named = [group for group in dict.fromkeys(groups) if group]
    kept = [group for group in named if not any(_is_limb(one, group) for one in named)]
    return tuple(dict.fromkeys(one for group in kept for one in group))


def _is_limb(group: tuple[Provision, ...], umbrella: tuple[Provision, ...]) -> bool:
    condition = f"{umbrella[0].section} by virtue of "
    return set(group) < set(umbrella) or group[0].section.startswith(condition)


def written(path: Path) -> str:
    """Return a path in the Act's notation: "40(5B)(a)(i)"."""
    number, *brackets = path
    upper = [piece.upper() if piece[0].isdigit() else piece for piece in brackets]
    return number.upper() + "".join(f"({piece})" for piece in upper)
