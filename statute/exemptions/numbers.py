"""Parse section numbers: from "31 (1)(a)(b)" to the provisions meant.

A number is kept as a path: "40(5B)(a)(i)" is ("40", "5b", "a", "i"). Letters have
joined limbs differently over the years, so the catalogue decides where a bracket
belongs: "36(2)(b)(i)(ii)" is two limbs of (b), "31(1)(a)(b)" two of (1).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto

from statute.exemptions.catalogue import PROVISIONS, Kind, Provision
from statute.regimes import Regime

Path = tuple[str, ...]


class Link(Enum):
    """The relation of a piece of a citation to the piece before."""

    NUMBER = auto()  # a section or regulation, on its own
    WITHIN = auto()  # a bracket straight after: "31(1)"
    BESIDE = auto()  # a bracket after "and" or a comma: "(a) and (b)"
    UP_TO = auto()  # the last of a range: "(a) to (c)"


Piece = tuple[Link, str]

# No Act goes deeper; anything beyond is not part of a number.
_DEEPEST = 6

_PIECE = re.compile(r"\d+[a-z]*|[a-z]+", re.IGNORECASE)


def path_of(section: str) -> Path:
    """Return the path of a section written as in the catalogue."""
    return tuple(piece.casefold() for piece in _PIECE.findall(section))


def _index() -> tuple[
    Mapping[tuple[Regime, Path], tuple[Provision, ...]],
    Mapping[tuple[Regime, Path], tuple[Provision, ...]],
]:
    """Index the catalogue by exact path and by every shorter path above."""
    exact: dict[tuple[Regime, Path], list[Provision]] = defaultdict(list)
    beneath: dict[tuple[Regime, Path], list[Provision]] = defaultdict(list)
    for provision in PROVISIONS.values():
        if provision.read_as:
            continue
        main, _, condition = provision.section.partition(" by virtue of ")
        paths = [path_of(condition or main), *map(path_of, provision.also_cited_as)]
        for path in paths:
            exact[provision.regime, path].append(provision)
        whole = [path_of(main), *paths] if condition else paths
        for path in whole:
            for depth in range(1, len(path) + 1):
                known = beneath[provision.regime, path[:depth]]
                if provision not in known:
                    known.append(provision)
    return (
        {place: tuple(found) for place, found in exact.items()},
        {place: tuple(found) for place, found in beneath.items()},
    )


_EXACT, _BENEATH = _index()


def is_known(regime: Regime, path: Path) -> bool:
    """Whether the catalogue has a provision at this path, or beneath it."""
    return (regime, path) in _BENEATH


def exactly(regime: Regime, path: Path) -> tuple[Provision, ...]:
    """Return the provisions with exactly this number, or else the limbs beneath it.

    A number with limbs beneath it means those limbs. It never means the neither confirm
    nor deny limbs or the purposes, which apply only if named.
    """
    if (regime, path) in _EXACT:
        return _EXACT[regime, path]
    beneath = _BENEATH.get((regime, path), ())
    limbs = tuple(one for one in beneath if one.is_ground and not one.is_ncnd)
    return limbs or beneath


def nearest(regime: Regime, path: Path) -> tuple[Provision, ...]:
    """Return the provisions of the number, or the nearest provision above it.

    "30(2)(a)(iii)" is finer than the catalogue, which has only 30(2).
    """
    if found := exactly(regime, path):
        return found
    for depth in range(len(path) - 1, 1, -1):
        above = _EXACT.get((regime, path[:depth]), ())
        if above and above[0].kind is not Kind.NOT_HELD:
            return above
    return ()


def walk(regime: Regime, pieces: Iterable[Piece]) -> list[Path]:
    """Return the paths of a run of pieces, in the order written.

    A bracket goes one level down if the catalogue has that limb, else beside the last
    limb at its level. If the catalogue has neither, the bracket is finer detail.
    """
    return [path for path, _ in walk_placed(regime, pieces)]


def walk_placed(regime: Regime, pieces: Iterable[Piece]) -> list[tuple[Path, int]]:
    """Return the paths of a run of pieces, each with the index of its last piece."""
    paths: list[tuple[Path, int]] = []
    for index, (link, value) in enumerate(pieces):
        if link is Link.NUMBER:
            paths.append(((value.casefold(),), index))
            continue
        last = paths[-1][0]
        lower = deeper(regime, last, value) if link is Link.WITHIN else None
        if lower:
            paths[-1] = lower, index
        elif beside := sibling(regime, last, value):
            if link is Link.UP_TO:
                between = _between(regime, last, beside)
                paths.extend((path, index) for path in between)
            paths.append((beside, index))
        elif link is Link.WITHIN and len(last) < _DEEPEST:
            paths[-1] = (*last, value.casefold()), index
    return paths


def deeper(regime: Regime, path: Path, bracket: str) -> Path | None:
    """Return the path one level down, if the catalogue has it.

    "(5)(B)" is read as "(5B)", its correct form. "31(a)" is read as "31(1)(a)" if only
    one subsection has such a limb that is a ground.
    """
    lettered = (*path[:-1], path[-1] + bracket.casefold())
    if bracket.isupper() and path[-1].isdigit() and is_known(regime, lettered):
        return lettered
    lower = (*path, bracket.casefold())
    if is_known(regime, lower):
        return lower
    return _limb_of_any_subsection(regime, path, bracket.casefold())


def _limb_of_any_subsection(regime: Regime, path: Path, limb: str) -> Path | None:
    if len(path) != 1 or limb[0].isdigit():
        return None
    beneath = (one for one in _BENEATH.get((regime, path), ()) if one.is_ground)
    found = {path_of(one.section)[:3] for one in beneath}
    matching = [each for each in found if each[2:] == (limb,)]
    return matching[0] if len(matching) == 1 else None


def sibling(regime: Regime, path: Path, bracket: str) -> Path | None:
    """Return the limb `bracket` beside the deepest level of `path` that has it."""
    if not is_known(regime, path):
        return None
    for depth in range(len(path) - 1, 0, -1):
        beside = (*path[:depth], bracket.casefold())
        is_alike = path[depth][0].isdigit() == bracket[0].isdigit()
        if is_alike and beside[depth] != path[depth] and is_known(regime, beside):
            return beside
    return None


def _between(regime: Regime, first: Path, last: Path) -> Iterator[Path]:
    """Yield the limbs after `first` and before `last`, in the catalogue's order."""
    depth = len(last)
    beneath = _BENEATH.get((regime, last[:-1]), ())
    limbs = list(dict.fromkeys(path_of(one.section)[:depth] for one in beneath))
    if first[:depth] in limbs and last in limbs:
        yield from limbs[limbs.index(first[:depth]) + 1 : limbs.index(last)]
