"""Find the nearest of very many vectors: by sketches first, then by the vectors.

A sketch is the signs of a vector, 48 bytes for 384 numbers. The number of signs that
differ says roughly how far two vectors are apart, and a million sketches are compared
in a moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SCORED: Final = 50  # of the nearest by sketch, scored again by the vectors
_AT_ONCE: Final = 65_536  # sketches whose distances stay in the processor's cache
_FEWEST: Final = 1_024  # sketches for which there is room at first


def sketches_of(vectors: NDArray[Any]) -> NDArray[Any]:
    """Return the sketches of vectors, each a row of bytes."""
    import numpy as np

    return np.packbits(vectors > 0, axis=1)


class Sketches:
    """Sketches with ascending keys, to which more can be added."""

    def __init__(self) -> None:
        import numpy as np

        self._count = 0
        self._keys: NDArray[Any] = np.empty(0, dtype=np.int64)
        # Sketches as columns of 64 signs each, the order in which they are compared.
        self._columns: NDArray[Any] = np.empty((0, 0), dtype=np.uint64)

    def __len__(self) -> int:
        return self._count

    @property
    def newest(self) -> int:
        """The last key; 0 where there is none."""
        return int(self._keys[self._count - 1]) if self._count else 0

    def add(self, keys: NDArray[Any], sketches: NDArray[Any]) -> None:
        """Add sketches, the rows of an array of bytes.

        Args:
            keys: Their keys, ascending, all above `newest`.
            sketches: As from `sketches_of`.
        """
        import numpy as np

        if not len(keys):
            return
        rows = np.ascontiguousarray(sketches).view(np.uint64)
        end = self._count + len(keys)
        if end > len(self._keys):
            # A quarter more than needed, so that few additions copy all.
            room = max(end + end // 4, _FEWEST)
            columns = np.empty((rows.shape[1], room), dtype=np.uint64)
            longer = np.empty(room, dtype=np.int64)
            if self._count:
                columns[:, : self._count] = self._columns[:, : self._count]
                longer[: self._count] = self._keys[: self._count]
            self._keys, self._columns = longer, columns
        self._keys[self._count : end] = keys
        self._columns[:, self._count : end] = rows.T
        self._count = end

    def nearest(
        self, sketch: NDArray[Any], most: int = MOST_SCORED, *, after: int = -1
    ) -> list[int]:
        """Return the keys of the nearest sketches, the nearest first.

        Args:
            sketch: The sketch to find.
            most: How many to return at most.
            after: Only keys above this are compared.
        """
        import numpy as np

        first = int(np.searchsorted(self._keys[: self._count], after, side="right"))
        count = self._count - first
        if not count:
            return []
        words = np.ascontiguousarray(sketch).view(np.uint64)
        distances = np.empty(count, dtype=np.uint16)
        for start in range(0, count, _AT_ONCE):
            end = min(start + _AT_ONCE, count)
            part = self._columns[:, first + start : first + end]
            distance = distances[start:end]
            distance[:] = np.bitwise_count(part[0] ^ words[0])
            for column, word in zip(part[1:], words[1:], strict=True):
                distance += np.bitwise_count(column ^ word)
        # The distance of the last to be taken, from the count of each distance: faster
        # than sorting, as there are only as many as signs.
        furthest = np.searchsorted(np.cumsum(np.bincount(distances)), min(most, count))
        near = np.flatnonzero(distances <= furthest)
        near = near[np.argsort(distances[near], kind="stable")[:most]]
        keys: list[int] = self._keys[first + near].tolist()
        return keys
