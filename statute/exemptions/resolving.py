"""Resolve the numbers of a list into provisions of the law they are cited under."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from statute.exemptions import numbers
from statute.exemptions.catalogue import Provision
from statute.exemptions.laws import ACTS, REGULATIONS, Naming, OtherLaw
from statute.exemptions.nouns import Word
from statute.exemptions.numbers import Path
from statute.exemptions.pieces import Pieces, read_lead
from statute.exemptions.sections import is_in
from statute.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Numbers cited in a text one after another, from `start` up to `end`.

    They are all grounds, or all not, or all of no provision there is. `sections` are
    the numbers in the letter, normalised ("40(2)", "12"). `provisions` are the
    provisions of the catalogue for them: a bare number means its limbs.
    """

    start: int
    end: int
    text: str
    provisions: tuple[Provision, ...]
    regime: Regime
    sections: tuple[str, ...]

    @property
    def is_ground(self) -> bool:
        """Whether the provisions are grounds for withholding information."""
        return any(provision.is_ground for provision in self.provisions)


def resolved(place: int, read: Pieces, naming: Naming) -> Iterator[Found]:
    """Yield what a list of numbers cites, each law's numbers in that law.

    Args:
        place: Where the list starts, noun included.
        read: The numbers; read on if the list goes on after the name of its law.
        naming: The names that the text gives to laws.
    """
    begin = read_lead(read, place)
    try:
        named, is_loose = _named_beside(begin, read, naming)
    except OtherLaw:
        return
    is_scottish = naming.is_scottish(place)
    laws = candidates(read.noun.word, named, is_loose=is_loose, is_scottish=is_scottish)
    is_sure = named is not None and not is_loose
    for law in laws:
        cited = _cited(read, law)
        is_here = law.is_environmental and all(is_in(law, one.path) for one in cited)
        if any(one.provisions for one in cited) or (is_here and not is_sure):
            yield from _in_runs(begin, read, law, cited, named=laws if named else ())
            return
    if named:
        yield from _in_runs(begin, read, laws[0], _cited(read, laws[0]), named=laws)


def _named_beside(
    begin: int, read: Pieces, naming: Naming
) -> tuple[Regime | None, bool]:
    """Return the law named after a list or before it, and read on past its name.

    Returns:
        The law, if any, and whether either nation's law may go by the name.

    Raises:
        OtherLaw: Another Act is named, and not only for the part after "by virtue of".
    """
    try:
        named = naming.after(read.end)
    except OtherLaw:
        # "section 44(1)(a) by virtue of section 59 of the Data Protection Act".
        if not read.leave_out_underlying():
            raise
        named = None
    if named and read.read_underlying(named.end):
        try:
            naming.after(read.end)
        except OtherLaw:
            read.leave_out_underlying()
    if named and named.law:
        return named.law, named.is_loose
    named = naming.before(begin)
    if named is None or named.law is None:
        return None, False
    is_environmental = read.noun.word is Word.REGULATION
    if read.noun.word and named.law.is_environmental != is_environmental:
        # In "… FOIA, regulation 12(4)(b)" the law is the one of the list before.
        return None, False
    return named.law, named.is_loose


def candidates(
    word: Word | None, named: Regime | None, *, is_loose: bool, is_scottish: bool
) -> tuple[Regime, ...]:
    """Return the laws a number may belong to, the likeliest first.

    Args:
        word: The noun before the number, if any.
        named: The law named beside the number, if any.
        is_loose: Whether either nation's law may go by the name.
        is_scottish: Whether the letter is written under Scotland's law.
    """
    act, regulations = ACTS[is_scottish], REGULATIONS[is_scottish]
    if named is None and word is Word.REGULATION:
        return (regulations, REGULATIONS[not is_scottish])
    if named is None:
        return (act, regulations)
    pair = REGULATIONS if named.is_environmental else ACTS
    if is_loose:
        return (pair[is_scottish], pair[not is_scottish])
    # Scottish letters too may say only "Freedom of Information Act".
    if is_scottish and not named.is_scottish:
        return (named, pair[True])
    return (named,)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A number of a list, its first and last piece, and what the catalogue has."""

    path: Path
    first: int
    last: int
    provisions: tuple[Provision, ...]

    @property
    def is_ground(self) -> bool:
        return any(provision.is_ground for provision in self.provisions)


def _cited(read: Pieces, law: Regime) -> list[_Cited]:
    cited, first = [], 0
    for path, last in numbers.walk_placed(law, read.pieces):
        cited.append(_Cited(path, first, last, numbers.nearest(law, path)))
        first = last + 1
    return cited


def _in_runs(
    begin: int,
    read: Pieces,
    law: Regime,
    cited: Sequence[_Cited],
    *,
    named: tuple[Regime, ...],
) -> Iterator[Found]:
    """Yield the numbers of a list in runs of a kind: grounds, others, no provisions.

    A number is of no provision where none of the laws `named` has it.
    """
    kept = set(united(one.provisions for one in cited))
    telling = [
        one
        for one in cited
        if kept.intersection(one.provisions)
        or (named and not any(is_in(each, one.path) for each in named))
    ]
    for _, run in groupby(telling, lambda one: (bool(one.provisions), one.is_ground)):
        numbers_cited = list(run)
        first = numbers_cited[0].first
        start = read.spans[first][0] if first else begin
        end = read.spans[min(numbers_cited[-1].last, len(read.spans) - 1)][1]
        provisions = (each for one in numbers_cited for each in one.provisions)
        yield Found(
            start=start,
            end=end,
            text=read.text[start:end],
            provisions=tuple(dict.fromkeys(one for one in provisions if one in kept)),
            regime=law,
            sections=tuple(written(one.path) for one in numbers_cited),
        )


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
