"""Read what an OpenDocument sheet says of ranges: conditions, and what is printed."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, counted, warn
from documents.hidden.packages import attribute, find_all
from documents.hidden.workbook.grid import Range, ranges_in

_QUOTED = re.compile(r"'[^']*+'")  # the name of a sheet with spaces
_MOST_AREAS = 200


def conditions_of(table: Element) -> list[tuple[list[Range], list[str]]]:
    """Return the ranges with conditions, each with the styles that these may give."""
    return [
        (
            _ranges(attribute(one, "target-range-address")),
            [
                attribute(each, "apply-style-name")
                for each in find_all(one, "condition")
            ],
        )
        for one in find_all(table, "conditional-format")
    ]


def styles_at(
    conditions: list[tuple[list[Range], list[str]]], column: int, row: int
) -> Iterator[str]:
    """Yield the styles that conditions may give to a cell."""
    for ranges, styles in conditions:
        if are_within(ranges, column, row):
            yield from styles


def look_outside(
    table: Element, cells: Iterable[tuple[int, int, str]], place: str
) -> Iterator[Finding]:
    """Yield the cells outside the areas that are printed, if the sheet has any."""
    areas = _ranges(attribute(table, "print-ranges"))
    outside = [
        said
        for column, row, said in cells
        if areas and not are_within(areas, column, row)
    ]
    if outside:
        yield warn(
            "outside_print_area",
            place,
            f"{counted(len(outside), 'cell')} outside the area that is printed: "
            f"{', '.join(outside[:5])}. Show them, or delete them.",
        )


def are_within(ranges: list[Range], column: int, row: int) -> bool:
    """Whether a cell lies in any of some ranges."""
    return any(
        one.left <= column <= one.right and one.top <= row <= one.bottom
        for one in ranges
    )


def ranges_of(written: str) -> Iterator[Range]:
    """Yield the ranges of a list such as "Pay.A1:Pay.B3 Pay.C1"."""
    for one in _QUOTED.sub("", written).split():
        corners = (corner.rpartition(".")[2] for corner in one.split(":"))
        yield from ranges_in(":".join(corners))


def _ranges(written: str) -> list[Range]:
    return list(islice(ranges_of(written), _MOST_AREAS))
