"""Work out a return: every row in every column, from a few counts of the database."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from types import MappingProxyType
from typing import Final

from django.db.models import Q

from accounts.models import Authority
from requests_app.querysets import FOIRequestQuerySet
from returns.alike import count_alike, requests_alike
from returns.asking import count_departments
from returns.dimensions import DIMENSIONS, NONE, fees_charged
from returns.figures import Figure, Table, measure, share
from returns.hours import count_hours, requests_with_time
from returns.population import (
    Cell,
    Condition,
    Period,
    cells,
    classified,
    population,
    received,
)
from returns.reports import COUNT, MEAN, MEDIAN, PERCENT, POUNDS, WHOLE, Report, Row
from returns.stages import count_stages, requests_in

DAYS: Final = "days"
TOTAL: Final = "total"


def count(report: Report, authority: Authority, period: Period) -> Table:
    """Count a return over every request of the authority, whoever looks.

    Args:
        report: The return.
        authority: The authority.
        period: The days of receipt, and the day of counting.
    """
    if report.counted_by:
        return _without_empty(_COUNTED_BY[report.counted_by](report, authority, period))
    counted, measured = _counts(report, authority, period)
    columns = _columns(report, authority, counted)
    figures: dict[str, dict[str, Figure]] = {}
    for row in report.rows:
        figures[row.key] = {
            column: _figure(row, column, counted, measured) for column in columns
        }
    return _without_empty(Table(report, columns, figures))


def _without_empty(table: Table) -> Table:
    """Return a table without its empty parts, where it leaves them out."""
    if not table.report.is_sparse:
        return table
    rows = [
        row
        for row in table.report.rows
        if not row.level or any(cell.value for cell in table.figures[row.key].values())
    ]
    return replace(table, report=replace(table.report, rows=tuple(rows)))


_COUNTED_BY: Final[Mapping[str, Callable[[Report, Authority, Period], Table]]] = (
    MappingProxyType(
        {
            "stages": count_stages,
            "departments": count_departments,
            "hours": count_hours,
            "alike": count_alike,
        }
    )
)
_Counted = Mapping[str, Counter[str]]
_Measured = Mapping[str, Mapping[str, Counter[int]]]


def _counts(
    report: Report, authority: Authority, period: Period
) -> tuple[_Counted, _Measured]:
    """Return the number of each row in each column, and the days of measured rows."""
    counted: dict[str, Counter[str]] = {row.key: Counter() for row in report.rows}
    measured: dict[str, dict[str, Counter[int]]] = {}
    for (of, many, rare), rows in _together(report).items():
        has_days = any(row.kind in {MEAN, MEDIAN} for row in rows)
        plain = {
            each.dimension
            for row in rows
            for each in report.conditions_of(row)
            if not _is_many(each)
        }
        names = sorted(plain | ({report.split} if report.split else set()))
        names += [name for name in (many, DAYS if has_days else "") if name]
        base = _among(population(authority, period, of=of), rare)
        if filters := [each for each in report.where if _is_many(each)]:
            base = classified(
                base, [each.dimension for each in filters], period.moment
            ).filter(_all(each.as_q for each in filters))
        by_days = cells(base, list(dict.fromkeys(names)), period.moment)
        # Few rows need each number of days; the others look at fewer cells.
        found = _without_days(by_days) if has_days else by_days
        for row in rows:
            is_measured = row.kind in {MEAN, MEDIAN}
            where = [
                each
                for each in report.conditions_of(row)
                if each not in report.where or not _is_many(each)
            ]
            fitting = _fitting(by_days if is_measured else found, where)
            for cell in fitting:
                column = cell.values[report.split] if report.split else WHOLE
                counted[row.key][column] += cell.number
                if is_measured and (days := cell.values[DAYS]):
                    by_column = measured.setdefault(row.key, defaultdict(Counter))
                    by_column[column][int(days)] += cell.number
    counted |= _pence(report, authority, period)
    for row in report.rows:
        if row.plus and row.kind == COUNT:
            counted[row.key] = _summed(row.plus, row.minus, counted)
    return counted, measured


def _pence(
    report: Report, authority: Authority, period: Period
) -> dict[str, Counter[str]]:
    """Add up the fees charged on the requests of each row of fees, in pence."""
    rows = [row for row in report.rows if row.kind == POUNDS]
    if not rows:
        return {}
    used = {each.dimension for row in rows for each in report.conditions_of(row)}
    names = sorted(used | ({report.split} if report.split else set()))
    base = _among(population(authority, period), "fee")
    found = classified(base, names, period.moment)
    fees = found.annotate(fees=fees_charged(period.moment)).filter(fees__gt=0)
    pence: dict[str, Counter[str]] = {row.key: Counter() for row in rows}
    columns = [DIMENSIONS[name].column for name in names]
    for *values, amount in fees.values_list(*columns, "fees"):
        cell = Cell(dict(zip(names, values, strict=True)), amount)
        column = cell.values[report.split] if report.split else WHOLE
        for row in rows:
            if _fitting([cell], report.conditions_of(row)):
                pence[row.key][column] += amount
    return pence


def _without_days(found: Iterable[Cell]) -> list[Cell]:
    """Put together the cells with only other days taken."""
    numbers: Counter[tuple[tuple[str, str], ...]] = Counter()
    for cell in found:
        classes = tuple(item for item in cell.values.items() if item[0] != DAYS)
        numbers[classes] += cell.number
    return [Cell(dict(classes), number) for classes, number in numbers.items()]


def _together(report: Report) -> dict[tuple[str, str, str], list[Row]]:
    """Return the rows of each query.

    They have the population, a class of several values, and a rare class in common.
    """
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in report.rows:
        if row.plus or row.kind == POUNDS:
            continue
        many = [each.dimension for each in row.where if _is_many(each)]
        of = row.of or report.of
        found[of, many[0] if many else "", _rare(row)].append(row)
    return found


def _rare(row: Row) -> str:
    """Return a rare class that each request of a row is in, "" for none."""
    return next(
        (
            each.dimension
            for each in row.where
            if DIMENSIONS[each.dimension].is_rare and not each.fits(NONE)
        ),
        "",
    )


def _among(foi_requests: FOIRequestQuerySet, rare: str) -> FOIRequestQuerySet:
    """Return the requests in a rare class; all without one."""
    is_rare = DIMENSIONS[rare].is_rare if rare else None
    return foi_requests.filter(is_rare()) if is_rare else foi_requests


def _is_many(condition: Condition) -> bool:
    return DIMENSIONS[condition.dimension].is_many


def _fitting(found: Sequence[Cell], where: Sequence[Condition]) -> Sequence[Cell]:
    for each in where:
        found = [cell for cell in found if each.fits(cell.values[each.dimension])]
    return found


def _summed(
    plus: Iterable[str], minus: Iterable[str], counted: Mapping[str, Counter[str]]
) -> Counter[str]:
    total: Counter[str] = Counter()
    for key in plus:
        total.update(counted[key])
    for key in minus:
        total.subtract(counted[key])
    return total


def _columns(report: Report, authority: Authority, counted: _Counted) -> dict[str, str]:
    if not report.split:
        return {WHOLE: "Number"}
    found = {column for row in counted.values() for column in row}
    words = DIMENSIONS[report.split].labels(authority)
    order = list(dict.fromkeys((*report.columns, *words, *sorted(found))))
    columns = {
        value: words.get(value) or in_order_words(report.split, value)
        for value in order
        if value in found or value in report.columns
    }
    return columns | ({TOTAL: "Total"} if report.has_total else {})


def in_order_words(dimension: str, value: str) -> str:
    """Return a value without a table of words, such as a quarter."""
    if dimension == "quarter":
        year, _, quarter = value.partition("-Q")
        months = ("January to March", "April to June", "July to September",
                  "October to December")  # fmt: skip
        return f"{months[int(quarter) - 1]} {year}"
    return value or "Not recorded"


def _figure(row: Row, column: str, counted: _Counted, measured: _Measured) -> Figure:
    if row.kind == PERCENT:
        part = _in_column(_summed(row.plus, row.minus, counted), column)
        whole = _in_column(_summed(row.over, row.less, counted), column)
        return share(part, whole)
    if row.kind in {MEAN, MEDIAN}:
        days: Counter[int] = Counter()
        for name, found in measured.get(row.key, {}).items():
            if column in {name, TOTAL}:
                days.update(found)
        return measure(row.kind, days)
    number = _in_column(counted[row.key], column)
    return Figure(round(number / 100, 2) if row.kind == POUNDS else number)


def _in_column(found: Counter[str], column: str) -> int:
    return found.total() if column == TOTAL else found[column]


def requests_of(
    report: Report,
    row: Row,
    column: str,
    foi_requests: FOIRequestQuerySet,
    period: Period,
    *,
    authority: Authority,
) -> FOIRequestQuerySet:
    """Return the requests counted in a figure, among the given requests.

    Of a percentage these are the requests of the numerator.

    Args:
        report: The return.
        row: The row of the figure.
        column: The column of the figure.
        foi_requests: The requests of the authority, or those a person may see.
        period: The period of the return.
        authority: The authority of the return.
    """
    if report.counted_by == "hours":
        return requests_with_time(row, foi_requests, period)
    if report.counted_by == "alike":
        return requests_alike(row, column, foi_requests, authority, period)
    if report.counted_by:
        return requests_in(row, foi_requests, authority, period)
    where: tuple[Condition, ...] = ()
    if report.split and column != TOTAL:
        where = (Condition(report.split, frozenset({column})),)
    used = {each.dimension for each in (*where, *_conditions_under(report, row))}
    of = row.of or _parts(report, row)[0].of or report.of
    found = classified(received(foi_requests, period, of=of), used, period.moment)
    condition = _as_q(report, row)
    for each in where:
        condition &= each.as_q
    return found.filter(condition)


def _as_q(report: Report, row: Row) -> Q:
    if not row.plus:
        return _all(each.as_q for each in report.conditions_of(row))
    parts = {part.key: part for part in report.rows}
    inside = [_as_q(report, parts[key]) for key in row.plus]
    found = reduce(or_, inside)
    for key in row.minus:
        found &= ~_as_q(report, parts[key])
    return found


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions, Q())


def _parts(report: Report, row: Row) -> list[Row]:
    """Return the counted rows behind a row."""
    if not row.plus:
        return [row]
    found = {part.key: part for part in report.rows}
    keys = (*row.plus, *row.minus)
    return [part for key in keys for part in _parts(report, found[key])]


def _conditions_under(report: Report, row: Row) -> Iterator[Condition]:
    for part in _parts(report, row):
        yield from report.conditions_of(part)


def counts_enquiries(report: Report) -> bool:
    """Return whether the figures count questions put to departments, not requests."""
    return report.counted_by == "departments"
