"""Fit a linear chain of roles: a conditional random field, in numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from documents.requests.model import ROLES, may_be, may_begin, may_follow
from tests.documents.requests.labelling import Example

_NEVER = -1e4
_ROUNDS = 80
_LEFT_OUT = 0.3  # of the features in each round
_LOTS = 3  # fits with other features left out, of which the mean is taken
_RATE = 0.1
_COUNT = len(ROLES)
_ALLOWED = np.array([[may_follow(role, above) for role in ROLES] for above in ROLES])
_BEGIN = np.array([may_begin(role) for role in ROLES])
Features = Sequence[tuple[Sequence[str], Sequence[str]]]


@dataclass(slots=True)
class Index:
    """The features that have weights, with their places."""

    names: Sequence[str]
    at: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {name: number for number, name in enumerate(self.names)}


class _Sparse:
    """A matrix of ones and zeros: a row for each piece, a column for each feature."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        sizes = [len(row) for row in rows]
        self._columns = np.array([at for row in rows for at in row], dtype=np.int64)
        self._rows = np.repeat(np.arange(len(rows)), sizes)
        self._order = np.argsort(self._columns, kind="stable")
        self._shape = (len(rows), width)

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Return the sum of the weights of each piece's features."""
        out = np.zeros((self._shape[0], weights.shape[1]), np.float32)
        _add(out, self._rows, weights[self._columns])
        return out

    def turned_times(self, values: np.ndarray) -> np.ndarray:
        """Return the sum of the values of each feature's pieces."""
        out = np.zeros((self._shape[1], values.shape[1]), np.float32)
        _add(out, self._columns[self._order], values[self._rows[self._order]])
        return out


def _add(out: np.ndarray, places: np.ndarray, values: np.ndarray) -> None:
    """Add each value at its place; the places are in ascending order."""
    if len(places):
        starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
        out[places[starts]] = np.add.reduceat(values, starts, axis=0)


def _log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis, keepdims=True)
    return np.squeeze(
        most + np.log(np.exp(values - most).sum(axis, keepdims=True)), axis
    )


class Chains:
    """Requests of about the same length, as arrays."""

    def __init__(
        self,
        requests: Sequence[Example],
        features: Sequence[Features],
        indices: tuple[Index, Index],
    ) -> None:
        self.shape = len(requests), max(len(request.pieces) for request in requests)
        count, longest = self.shape
        self.right = np.zeros(self.shape, int)
        self.is_piece = np.zeros(self.shape, bool)
        may = np.ones((count, longest, _COUNT), bool)
        may_pair = np.broadcast_to(_ALLOWED, (count, longest, _COUNT, _COUNT)).copy()
        rows: tuple[list[list[int]], ...] = ([], [])
        for number, request in enumerate(requests):
            right = [ROLES.index(role) for role in request.roles]
            for at, piece in enumerate(request.pieces):
                may[number, at] = [may_be(role, piece) for role in ROLES]
                may[number, at] &= True if at else _BEGIN
                may[number, at, right[at]] = True
                if at:
                    may_pair[number, at, right[at - 1], right[at]] = True
                for kind, index in enumerate(indices):
                    names = features[number][at][kind]
                    rows[kind].append([index.at[n] for n in names if n in index.at])
            size = len(right)
            self.right[number, :size], self.is_piece[number, :size] = right, True
            for kind in (0, 1):
                rows[kind].extend([[]] * (longest - size))
        self.alone, self.paired = (
            _Sparse(rows[kind], len(index.names)) for kind, index in enumerate(indices)
        )
        self.never = np.where(may, 0, _NEVER).astype(np.float32)
        self.never_pair = np.where(may_pair, 0, _NEVER).astype(np.float32)
        self.weight = np.array([request.weight for request in requests], np.float32)

    def slope(
        self, own: np.ndarray, pairs: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return how the likelihood falls with each weight: expected less right."""
        count, longest = self.shape
        fit = self.alone.times(own).reshape(count, longest, _COUNT) + self.never
        step = self.paired.times(pairs).reshape(count, longest, _COUNT, _COUNT)
        step += self.never_pair
        ahead, behind = np.zeros_like(fit), np.zeros_like(fit)
        ahead[:, 0] = fit[:, 0]
        for at in range(1, longest):
            reached = _log_sum(ahead[:, at - 1, :, None] + step[:, at], 1) + fit[:, at]
            is_piece = self.is_piece[:, at, None]
            ahead[:, at] = np.where(is_piece, reached, ahead[:, at - 1])
        for at in range(longest - 2, -1, -1):
            rest = (fit[:, at + 1] + behind[:, at + 1])[:, None, :]
            left = _log_sum(step[:, at + 1] + rest, 2)
            behind[:, at] = np.where(self.is_piece[:, at + 1, None], left, 0)
        total = _log_sum(ahead[:, -1], 1)
        share = (self.is_piece * self.weight[:, None]).astype(np.float32)
        expected = np.exp(ahead + behind - total[:, None, None]) * share[:, :, None]
        which, at = np.nonzero(self.is_piece)
        expected[which, at, self.right[which, at]] -= self.weight[which]
        in_row = np.zeros_like(step)
        rest = (fit[:, 1:] + behind[:, 1:])[:, :, None, :]
        in_row[:, 1:] = np.exp(
            ahead[:, :-1, :, None] + step[:, 1:] + rest - total[:, None, None, None]
        )
        in_row[:, 1:] *= share[:, 1:, None, None]
        which, at = np.nonzero(self.is_piece[:, 1:])
        before, after = self.right[which, at], self.right[which, at + 1]
        in_row[which, at + 1, before, after] -= self.weight[which]
        return (
            self.alone.turned_times(expected.reshape(-1, _COUNT)),
            self.paired.turned_times(in_row.reshape(-1, _COUNT**2)),
        )


def fitted(
    chains: Sequence[Chains], indices: tuple[Index, Index], *, penalty: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of single roles and of pairs.

    In each round some features, drawn by lot, are left out, so that no role hangs on a
    single feature (dropout, Srivastava and others 2014).
    """
    fits = [
        _fitted_once(chains, indices, penalty, np.random.default_rng(lot))
        for lot in range(_LOTS)
    ]
    own, pairs = (sum(tables) / _LOTS for tables in zip(*fits, strict=True))
    return own, pairs


def _fitted_once(
    chains: Sequence[Chains],
    indices: tuple[Index, Index],
    penalty: float,
    lot: np.random.Generator,
) -> list[np.ndarray]:
    """Return the weights of one fit (Adam, Kingma and Ba 2015)."""
    weights = [
        np.zeros((len(index.names), _COUNT ** (kind + 1)), np.float32)
        for kind, index in enumerate(indices)
    ]
    means = [np.zeros_like(table) for table in weights]
    squares = [np.zeros_like(table) for table in weights]
    for number in range(1, _ROUNDS + 1):
        slopes = [penalty * table for table in weights]
        for chain in chains:
            used = [
                (lot.random((len(table), 1)) >= _LEFT_OUT) / np.float32(1 - _LEFT_OUT)
                for table in weights
            ]
            own, pairs = (
                table * part for table, part in zip(weights, used, strict=True)
            )
            found = chain.slope(own, pairs)
            for slope, part, falls in zip(slopes, used, found, strict=True):
                slope += falls * part
        rate = _RATE * (1 if number < 48 else 0.3 if number < 68 else 0.1)
        for table, slope, mean, square in zip(
            weights, slopes, means, squares, strict=True
        ):
            mean += 0.1 * (slope - mean)
            square += 0.01 * (slope**2 - square)
            forward = mean / (1 - 0.9**number)
            table -= rate * forward / (np.sqrt(square / (1 - 0.99**number)) + 1e-6)
    return weights
