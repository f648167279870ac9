"""Find the nearest of very many vectors: by sketches first, then by the vectors.

A sketch is the signs of a vector, 48 bytes. The number of signs that differ says
roughly how far two vectors are apart, and a million sketches are compared in a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES: Final = 48
MOST_SCORED: Final = 50  # of the nearest by sketch, scored again by the vectors
_WORDS: Final = BYTES // 8
_AT_ONCE: Final = 65_536  # sketches whose distances stay in the processor's cache


def sketches_of(vectors: NDArray[Any]) -> NDArray[Any]:
    """Return the sketches of vectors, one a row of 48 bytes."""
    import numpy as np

    return np.packbits(vectors > 0, axis=1)


def columns_of(sketches: NDArray[Any]) -> NDArray[Any]:
    """Return sketches as six columns of numbers, the order that `nearest` reads."""
    import numpy as np

    rows = np.ascontiguousarray(sketches).view(np.uint64).reshape(-1, _WORDS)
    return np.ascontiguousarray(rows.T)


def nearest(
    columns: NDArray[Any], sketch: NDArray[Any], most: int = MOST_SCORED
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the positions of the nearest sketches and their distances, in order.

    Args:
        columns: The sketches to search, from `columns_of`.
        sketch: The sketch to find.
        most: How many to return at most.
    """
    import numpy as np

    count = columns.shape[1]
    words = np.ascontiguousarray(sketch).view(np.uint64).reshape(_WORDS)
    distances = np.empty(count, dtype=np.uint16)
    for start in range(0, count, _AT_ONCE):
        part = columns[:, start : start + _AT_ONCE]
        distance = distances[start : start + _AT_ONCE]
        distance[:] = np.bitwise_count(part[0] ^ words[0])
        for column, word in zip(part[1:], words[1:], strict=True):
            distance += np.bitwise_count(column ^ word)
    # The distance of the last to be taken, from the count of each distance: faster
    # than sorting, as there are only 385.
    furthest = np.searchsorted(np.cumsum(np.bincount(distances)), min(most, count))
    near = np.flatnonzero(distances <= furthest)
    near = near[np.argsort(distances[near], kind="stable")[:most]]
    return near, distances[near]
