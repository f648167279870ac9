"""Leave small numbers out of what is published by kind of requester.

A number from 1 to 4 might tell of a person. Where a single number of a line is left
out, the total would give the number away, so the next smallest is left out too.

Source: Government Statistical Service, disclosure control for tables of counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from returns.counting import TOTAL
from returns.dimensions import DIMENSIONS
from returns.figures import Figure, Table
from returns.reports import COUNT, Row

LEAST: Final = 5


def suppressed(table: Table) -> Table:
    """Return a table for publication, small numbers by kind of requester left out."""
    report = table.report
    figures = {key: dict(cells) for key, cells in table.figures.items()}
    by_row = {key: _is_personal(row) for key, row in _rows(table).items()}
    is_split = bool(report.split) and DIMENSIONS[report.split].is_personal
    if not is_split and not any(by_row.values()) and not report.is_personal:
        return table
    everywhere = not is_split and not any(by_row.values())
    if is_split or everywhere:
        for key, row in _rows(table).items():
            places = [(key, column) for column in table.columns if column != TOTAL]
            _leave_out(figures, places, has_total=report.has_total, row=row)
            # With no other number to leave out, the total would be the number.
            left_out = sum(figures[key][column].is_suppressed for _, column in places)
            if left_out == 1 and TOTAL in figures[key]:
                figures[key][TOTAL] = Figure(None, is_suppressed=True)
    if any(by_row.values()):
        for column in table.columns:
            places = [(key, column) for key, is_by in by_row.items() if is_by]
            _leave_out(figures, places, has_total=True, row=None)
    return replace(table, figures=figures)


def _leave_out(
    figures: dict[str, dict[str, Figure]],
    places: Sequence[tuple[str, str]],
    *,
    has_total: bool,
    row: Row | None,
) -> None:
    if row is not None and row.kind != COUNT:
        for key, column in places:
            if _is_small(figures[key][column]):
                figures[key][column] = Figure(None, is_suppressed=True)
        return
    values = {(key, column): figures[key][column].value or 0 for key, column in places}
    small = [place for place, value in values.items() if 0 < value < LEAST]
    if len(small) == 1 and has_total:
        others = [each for each in values if each not in small and values[each]]
        small += sorted(others, key=lambda place: values[place])[:1]
    for key, column in small:
        figures[key][column] = Figure(None, is_suppressed=True)


def _is_small(figure: Figure) -> bool:
    numbers: Iterable[int | None] = (figure.numerator, figure.denominator)
    return any(number is not None and 0 < number < LEAST for number in numbers)


def _is_personal(row: Row) -> bool:
    return any(DIMENSIONS[each.dimension].is_personal for each in row.where)


def _rows(table: Table) -> dict[str, Row]:
    return {row.key: row for row in table.report.rows}
