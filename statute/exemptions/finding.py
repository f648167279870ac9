"""Find a provision from an officer's typing: a number, or words of its title."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from statute.exemptions import laws, numbers
from statute.exemptions.catalogue import PROVISIONS, Provision
from statute.exemptions.laws import ACTS, REGULATIONS, Naming
from statute.exemptions.nouns import Noun, is_welsh
from statute.exemptions.numbers import Link, Piece
from statute.exemptions.pieces import read_lead, read_pieces
from statute.exemptions.resolving import united
from statute.regimes import INFORMATION_REGIMES, Regime

Resolver = Callable[[Regime, numbers.Path], tuple[Provision, ...]]

_REGULATION = re.compile(
    r"\b(?:regulations?|regs?|rh?eoliad(?:au)?)\b|\br\.?\s?\d", re.IGNORECASE
)
_SECTION = re.compile(
    r"§|\b(?:sections?|sect?s?|ss?|h?adran(?:nau)?)(?:\b|(?=\d))", re.IGNORECASE
)
_WORD_BEFORE = re.compile(
    r"(?:regulations?|regs?\.?|sections?|sect?s?\.?|ss?\.?|h?adran(?:nau)?"
    r"|rh?eoliad(?:au)?)\s*\Z",
    re.IGNORECASE,
)
_LONGEST_WORD = 20  # characters before a number searched for its noun
_DIGITS = re.compile(r"\d+")
# A number with limbs separated by spaces or stops, or with its last bracket open.
_PLAIN = re.compile(
    r"[^\d(]{0,40}?(?<!\w)(?:ss?|r)?(?P<number>\d{1,3}[A-Z]{0,2})"
    r"(?P<limbs>(?:[\s.()]{1,3}(?:\d{1,2}[A-Z]{0,2}|a[a-d]|[ivx]{1,4}|[A-Z])){0,6})"
    r"[\s.()]{0,9}",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\d+[a-z]*|[^\W\d_]+", re.IGNORECASE)
# The parts of several limbs typed at once: "31(1)(a) and (b)".
_OF_LIMBS = re.compile(r"\d+[a-z]*|and|or|to|a[a-d]|[ivx]+|[a-z]")
_PREFIXES = {"s", "ss", "sec", "sect", "section", "sections", "r", "reg", "regulation"}
_JOINTS = {"by", "virtue"}
_LAWS = {"foia", "foisa", "eir", "eirs", "eisr", "eisrs", "of", "the", "act"}


def find(text: str, regime: Regime | None = None) -> tuple[Provision, ...]:
    """Return the provisions named by a typed citation, in the same order.

    "s.31 (1)(a)", "reg 12(5)(e)" and "Section 24 (2) of the Act" name one each,
    "31(1)(a)(b)" two. A number with limbs beneath it, "s31", means each of them. If
    neither `regime` nor the text names the law, a section is FOIA's if FOIA has it,
    else FOISA's; a regulation is the EIR's if they have it, else the EISR's.

    Returns:
        The provisions without duplicates; empty if none is named.
    """
    given = (regime,) if regime else _likeliest(text)
    order = laws.laws_named_in(text) or given
    runs = list(_runs(text))
    for each in order:
        if found := _named(runs, each, numbers.exactly):
            return found
    for each in order:
        if any(numbers.is_known(each, (run[0][1].casefold(),)) for run in runs):
            return _named(runs, each, numbers.nearest)
    return ()


def search(
    text: str, regime: Regime | None = None, limit: int = 10
) -> tuple[Provision, ...]:
    """Return the provisions matching a half-typed number or title, the best first.

    Every word must begin a word of the title, or be part of the citation.

    Args:
        text: What has been typed so far.
        regime: If given, the only law searched.
        limit: The maximum number returned.
    """
    words = _words(text)
    if not words:
        return ()
    among = (regime,) if regime else laws.laws_named_in(text) or INFORMATION_REGIMES
    ranked = sorted(
        (rank, provision.is_ncnd, _is_limb(provision), place, provision.key)
        for place, provision in enumerate(PROVISIONS.values())
        if provision.regime in among and (rank := _rank(provision, words)) is not None
    )
    found = tuple(PROVISIONS[key] for *_, key in ranked)
    if not found and all(map(_OF_LIMBS.fullmatch, words)):
        found = find(text, regime)
    return found[:limit]


def _is_limb(provision: Provision) -> bool:
    return " by virtue of " in provision.section


def _likeliest(text: str) -> Sequence[Regime]:
    if _REGULATION.search(text):
        return (*REGULATIONS, *ACTS)
    if _SECTION.search(text):
        return (*ACTS, *REGULATIONS)
    return INFORMATION_REGIMES


def _named(
    runs: Iterable[list[Piece]], regime: Regime, resolve: Resolver
) -> tuple[Provision, ...]:
    paths = [path for run in runs for path in numbers.walk(regime, run)]
    return united(resolve(regime, path) for path in paths)


def _runs(text: str) -> Iterator[list[Piece]]:
    """Yield the pieces of each citation in the typed text."""
    if plain := _PLAIN.fullmatch(text):
        limbs = [(Link.WITHIN, limb) for limb in _PIECE.findall(plain["limbs"])]
        yield [(Link.NUMBER, plain["number"]), *limbs]
        return
    naming = Naming.of(text, None)
    position = 0
    while digits := _DIGITS.search(text, position):
        before = text[max(digits.start() - _LONGEST_WORD, 0) : digits.start()]
        word = _WORD_BEFORE.search(before)
        noun = Noun(is_plural=True, is_welsh=bool(word and is_welsh(word.group())))
        read = read_pieces(text, digits.start(), noun=noun)
        position = max(read.end, digits.end())
        if read.pieces and not read.is_series and not _is_other_law(naming, read.end):
            lead = digits.start() - len(word.group()) if word else digits.start()
            read_lead(read, lead)
            yield read.pieces


def _is_other_law(naming: Naming, end: int) -> bool:
    try:
        naming.after(end)
    except laws.OtherLaw:
        return True
    return False


def _words(text: str) -> list[str]:
    """Return the typed words, piece by piece, without "section" and the law's name."""
    pieces = _PIECE.findall(text.casefold())
    return [
        piece
        for piece, after in zip_longest(pieces, pieces[1:], fillvalue="")
        if piece not in _LAWS | _JOINTS
        and not (piece in _PREFIXES and after[:1].isdigit())
    ]


def _rank(provision: Provision, words: Sequence[str]) -> int | None:
    """Return how well the provision fits, 0 for best, None for no match."""
    path = numbers.path_of(provision.section)
    title = provision.title.casefold()
    starts = _PIECE.findall(title)
    numbered = min(len(words), len(path)) if words[0][0].isdigit() else 0
    if numbered == len(words) and _begins(path, words):
        return 0 if len(path) == len(words) else 1
    while numbered and not _begins(path, words[:numbered]):
        numbered -= 1
    if words[0][0].isdigit() and not numbered:
        return None
    rest = words[numbered:]
    is_spelt_out = all(len(word) > 1 for word in rest) or not numbered
    is_fitting = all(any(one.startswith(word) for one in starts) for word in rest)
    if not (is_spelt_out and is_fitting):
        return None
    return 2 if title.startswith(" ".join(rest)) else 3


def _begins(path: numbers.Path, words: Sequence[str]) -> bool:
    """Whether the words are the path's first pieces, the last perhaps incomplete."""
    *whole, last = words
    return (
        len(words) <= len(path)
        and list(path[: len(whole)]) == whole
        and path[len(whole)].startswith(last)
    )
