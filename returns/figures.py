"""The numbers of a return: counts, percentages, and how days or hours spread."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from returns.reports import LOWER, MEAN, MEDIAN, UPPER, Report


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a return.

    Attributes:
        value: The number as printed; None where there is nothing to divide by, and
            where the number is suppressed.
        numerator: Of a percentage, the part; of a mean, median or quartile, None.
        denominator: Of a percentage, the whole; of a mean, median or quartile, how
            many.
        is_suppressed: Whether the number is left out because it is small.
    """

    value: int | float | None
    numerator: int | None = None
    denominator: int | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a return for a period.

    Attributes:
        report: The return.
        columns: The values of the columns, with their words.
        figures: Each row by its key, with a figure for each column.
    """

    report: Report
    columns: Mapping[str, str]
    figures: Mapping[str, Mapping[str, Figure]]


def share(numerator: int, denominator: int) -> Figure:
    """Return a percentage with its parts."""
    return Figure(percent(numerator, denominator), numerator, denominator)


def percent(numerator: int, denominator: int) -> int | None:
    """Return a whole percentage, halves rounded up; None for a part of nothing."""
    if not denominator:
        return None
    return (200 * numerator + denominator) // (2 * denominator)


def tenths(numerator: int, denominator: int) -> float | None:
    """Return a quotient to one decimal place, halves up; None for a part of nothing."""
    if not denominator:
        return None
    return ((20 * numerator + denominator) // (2 * denominator)) / 10


def measure(kind: str, numbers: Counter[int]) -> Figure:
    """Return the mean to one decimal place, or the median or a quartile.

    A quartile between two numbers is between them by the same share, as the function
    QUARTILE.INC of spreadsheets has it.

    Args:
        kind: `MEAN`, `MEDIAN`, `LOWER` or `UPPER`.
        numbers: How often each number was found.
    """
    total = numbers.total()
    if not total:
        return Figure(None, denominator=0)
    if kind == MEAN:
        whole = sum(each * times for each, times in numbers.items())
        return Figure(tenths(whole, total), denominator=total)
    quarters = {LOWER: 1, MEDIAN: 2, UPPER: 3}[kind] * (total - 1)
    place, rest = divmod(quarters, 4)
    low = _at(numbers, place)
    high = _at(numbers, place + 1) if rest else low
    return Figure((4 * low + (high - low) * rest) / 4, denominator=total)


def _at(numbers: Counter[int], place: int) -> int:
    """Return the number at a place in the order of all, from 0."""
    for number in sorted(numbers):
        place -= numbers[number]
        if place < 0:
            return number
    raise IndexError(place)
