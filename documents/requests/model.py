"""Give each piece of a request its best role, all pieces together.

A linear chain: a weight for each feature with each role, and for some features with
each pair of roles in a row. The reading with the greatest sum is found exactly, piece
by piece. `tests/documents/requests/fit.py` says how the weights were fitted.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from documents.requests.features import Described, Features
from documents.requests.pieces import Piece, Role
from documents.requests.said import plainly_asks, said_by

ROLES = tuple(Role)
_WEIGHTS = Path(__file__).with_name("weights.json")
_NEVER = -1e6
_BEGIN = {Role.PREAMBLE, Role.QUESTION, Role.PARENT, Role.HEADING, Role.CLOSING}
_GOES_ON = {Role.ITEM, Role.MORE, Role.AFTER, Role.NOTE}
_NOT_WITH_MARK = {Role.PARENT, Role.ITEM, Role.AFTER}
_NOT_WITHIN_PARAGRAPH = {Role.ITEM, Role.HEADING}


def may_be(role: Role, piece: Piece) -> bool:
    """Whether a piece may have a role."""
    if piece.is_marked:
        return role not in _NOT_WITH_MARK
    if role is Role.PREAMBLE and _asks_plainly(piece):
        return False
    return not piece.nth or role not in _NOT_WITHIN_PARAGRAPH


def _asks_plainly(piece: Piece) -> bool:
    """Whether a piece asks for something it names; older mail is quoted."""
    lines = piece.unit.lines
    is_quoted = bool(lines) and lines[0].quote_depth > 0
    return not is_quoted and plainly_asks(said_by(piece.words))


def may_begin(role: Role) -> bool:
    """Whether the first piece of a request may have a role."""
    return role in _BEGIN


def may_follow(role: Role, above: Role) -> bool:
    """Whether a role may follow the role of the piece above."""
    if above is Role.CLOSING:
        return role is Role.CLOSING
    if role is Role.PREAMBLE:
        return above is Role.PREAMBLE
    if role is Role.AFTER:
        return above in (Role.QUESTION, Role.ITEM, Role.MORE, Role.AFTER)
    return above is not Role.PREAMBLE or role not in _GOES_ON


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted weights, by feature.

    Attributes:
        alone: For each zone and feature, the weight of each role; the zone "" holds
            those that weigh the same in every zone.
        paired: For each feature, the weight of each role after each role above.
    """

    alone: dict[str, dict[str, tuple[float, ...]]]
    paired: dict[str, tuple[tuple[float, ...], ...]]


@cache
def weights() -> Weights:
    """Return the weights kept beside this module."""
    kept = json.loads(_WEIGHTS.read_text("utf-8"))
    return Weights(
        alone={
            zone: {
                feature: tuple(of_roles.get(role.value, 0) for role in ROLES)
                for feature, of_roles in in_zone.items()
            }
            for zone, in_zone in kept["alone"].items()
        },
        paired={
            feature: tuple(
                tuple(of_pairs.get(above.value + role.value, 0) for role in ROLES)
                for above in ROLES
            )
            for feature, of_pairs in kept["paired"].items()
        },
    )


def forget_steps() -> None:
    """Forget the sums of the weights; the weights are about to change."""
    _steps.cache_clear()


def roles_of(pieces: Sequence[Piece]) -> list[Role]:
    """Return the roles of all pieces, chosen together."""
    if not pieces:
        return []
    described = Described(pieces)
    best: list[float] = []
    came_from: list[list[int]] = []
    for number, piece in enumerate(pieces):
        features = described.of(number)
        fits = _fits(features, piece)
        if not number:
            best = [
                fit if may_begin(role) else _NEVER
                for fit, role in zip(fits, ROLES, strict=True)
            ]
            continue
        chosen, sums = [], []
        for fit, column in zip(fits, _steps(features.paired), strict=True):
            reached = [here + step for here, step in zip(best, column, strict=True)]
            most = max(reached)
            chosen.append(reached.index(most))
            sums.append(most + fit)
        best = sums
        came_from.append(chosen)
    at = best.index(max(best))
    found = [at]
    for chosen in reversed(came_from):
        at = chosen[at]
        found.append(at)
    return [ROLES[at] for at in reversed(found)]


def _fits(features: Features, piece: Piece) -> list[float]:
    """Return how well each role fits a piece by itself."""
    alone = weights().alone
    # In a fixed order, so that the sums are the same to the last digit in every run.
    names = sorted(features.names)
    rows = [
        weighed[name]
        for weighed in (alone.get("", {}), alone.get(features.zone, {}))
        for name in names
        if name in weighed
    ]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(ROLES)
    return [
        total if may_be(role, piece) else _NEVER
        for total, role in zip(sums, ROLES, strict=True)
    ]


@lru_cache(maxsize=4096)
def _steps(features: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    """Return how well each role follows each role above, a column for each role."""
    tables = [weights().paired[name] for name in features if name in weights().paired]
    return tuple(
        tuple(
            sum(table[before][after] for table in tables)
            if may_follow(role, above)
            else _NEVER
            for before, above in enumerate(ROLES)
        )
        for after, role in enumerate(ROLES)
    )
