"""Read what an OpenDocument sheet says of ranges: conditions, and what is printed."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.packages import attribute, find_all
from documents.hidden.workbook.grid import Range, ranges_in

# The name of a sheet before a cell: "$'Pay 2024'.", "Contracts.".
_SHEET = re.compile(r"\$?(?:'(?:[^']|'')*'|[^\s.:']*)\.")


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


def printed(table: Element) -> list[Range]:
    """Return the areas that are printed; none where all of the sheet is."""
    return _ranges(attribute(table, "print-ranges"))


def are_within(ranges: list[Range], column: int, row: int) -> bool:
    """Whether a cell lies in any of some ranges."""
    return any(
        one.left <= column <= one.right and one.top <= row <= one.bottom
        for one in ranges
    )


def _ranges(written: str) -> list[Range]:
    return list(ranges_in(_SHEET.sub("", written)))
