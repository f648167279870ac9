"""Tell the values of a sheet that lie far from the rest."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from documents.hidden.findings import Finding, warn
from documents.hidden.tables import letters

# Gaps, in rows and columns: values further apart are easily overlooked.
_FAR_ROWS = 100
_FAR_COLUMNS = 20
# The first and the last of some rows or columns side by side.
Run = tuple[int, int]


def look_afar(
    rows: Iterable[Run],
    columns: Iterable[Run],
    place: str,
    such_as: Callable[[str, int], str],
) -> Iterator[Finding]:
    """Yield a finding for rows, and one for columns, behind a wide gap.

    Args:
        rows: Those with values.
        columns: Those with values.
        place: The sheet.
        such_as: Returns a value of a "row" or "column" by its number, as it is told.
    """
    for what, runs, gap, name in (
        ("row", rows, _FAR_ROWS, str),
        ("column", columns, _FAR_COLUMNS, letters),
    ):
        for before, after in pairwise(_joined(runs)):
            if after[0] - before[1] > gap:
                yield warn(
                    "far_away",
                    place,
                    f"There is data far from the rest, from {what} {name(after[0])} on"
                    f"{such_as(what, after[0])}: it is easily overlooked.",
                )
                break


def _joined(runs: Iterable[Run]) -> list[Run]:
    made: list[Run] = []
    for first, last in sorted(runs):
        if made and first <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(made[-1][1], last)
        else:
            made.append((first, last))
    return made
