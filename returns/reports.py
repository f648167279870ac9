"""Returns as data: the rows of each, with their definitions and sources.

The files in `returns/data/` hold a return each. A statistician can check and correct
them without reading code.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from returns.dimensions import DIMENSIONS, LATE_REASONS, fates
from returns.population import REQUESTS, Condition
from returns.sections import in_words, known_paragraphs, known_sections

COUNT: Final = "count"
PERCENT: Final = "percent"
MEAN: Final = "mean"
MEDIAN: Final = "median"
LOWER: Final = "lower_quartile"
UPPER: Final = "upper_quartile"
SUM: Final = "sum"
# Of a row: the fees charged, added up.
POUNDS: Final = "pounds"
# Of a row whose columns say what each counts or measures.
MEASURED: Final = "measured"
# The single column of a return without a split.
WHOLE: Final = "all"
# A class left out starts with this sign: "!withdrawn".
_NOT: Final = "!"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a return.

    Attributes:
        key: The name of the row, the same for ever.
        title: The words in the table.
        definition: What is counted, in words.
        source: The law, code or published table behind the definition.
        line: The name of the line in the authority's or the publisher's own form.
        kind: `COUNT`, `PERCENT`, `MEAN`, `MEDIAN`, `POUNDS` or `MEASURED`.
        of: The population, where another than the return's.
        where: The classes counted. Of a row made from other rows: none.
        is_of_all: Whether the conditions of the whole return do not apply.
        plus: Rows added up; of a percentage, the numerator.
        minus: Rows taken away, each part of a row added.
        over: Rows of the denominator, added up.
        less: Rows taken away from the denominator.
        level: 1 for a part of the row above at level 0.
    """

    key: str
    title: str
    definition: str = ""
    source: str = ""
    line: str = ""
    kind: str = COUNT
    of: str = ""
    where: tuple[Condition, ...] = ()
    is_of_all: bool = False
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a return with columns of different kinds.

    Attributes:
        key: The name of the column, the same for ever.
        title: The heading, with the unit.
        kind: `COUNT`, `PERCENT`, `SUM`, `MEAN`, `MEDIAN`, `LOWER` or `UPPER`.
        definition: What is counted, in words.
        source: The facts behind.
        has_list: Whether the requests behind a number can be listed.
    """

    key: str
    title: str
    kind: str
    definition: str
    source: str
    has_list: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A return: its population, its rows, and how its columns are split.

    Attributes:
        key: The name in addresses.
        title: The title.
        about: Who wants the return, when, and what is counted.
        source: Where the definitions were read.
        every: The usual period: "quarter", "financial_quarter" or "year".
        where: Conditions of the whole return.
        rows: The rows in order.
        split: The key of a dimension; "" for a single column.
        columns: The values with a column in any case. Others found have one too.
        has_total: Whether a last column has the sum.
        may_choose: Whether the authority chooses the rows.
        laws: Authorities this is for: "scottish", "other", or "" for all.
        identities: Sums, always true, as rows: left side and right side.
        chosen: The rows chosen by the authority; none for all.
        counted_by: Of a return of time spent: who counts it; "" for counts of
            requests.
        measures: The columns of such a return.
        rows_by: Dimensions with a row for each value of the authority.
        is_sparse: Whether parts without any request are left out.
    """

    key: str
    title: str
    about: str = ""
    source: str = ""
    every: str = "quarter"
    of: str = REQUESTS
    where: tuple[Condition, ...] = ()
    rows: tuple[Row, ...] = ()
    split: str = ""
    columns: tuple[str, ...] = ()
    has_total: bool = False
    may_choose: bool = False
    laws: str = ""
    identities: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    chosen: tuple[str, ...] = ()
    counted_by: str = ""
    measures: tuple[Measure, ...] = ()
    rows_by: tuple[str, ...] = ()
    is_sparse: bool = False

    def measure(self, key: str) -> Measure | None:
        """Return the column of this name, or None."""
        return next((each for each in self.measures if each.key == key), None)

    def is_listed(self, column: str) -> bool:
        """Return whether the requests behind a number of this column can be listed.

        A share of working days is no share of requests.
        """
        measure = self.measure(column)
        return measure is None or measure.has_list

    def kind_of(self, row: Row, column: str) -> str:
        """Return the kind of a figure: of its column, where columns differ."""
        measure = self.measure(column)
        return measure.kind if measure else row.kind

    def row(self, key: str) -> Row | None:
        """Return the row of this name, or None."""
        return next((row for row in self.rows if row.key == key), None)

    def with_rows(self, keys: Sequence[str]) -> "Report":
        """Return the report with these rows only, in this order."""
        known = {row.key for row in self.rows}
        return replace(self, chosen=tuple(key for key in keys if key in known))

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of the table, in order. Others are only counted with."""
        found = {row.key: row for row in self.rows}
        return tuple(found[key] for key in self.chosen) or self.rows

    def conditions_of(self, row: Row) -> tuple[Condition, ...]:
        """Return all conditions of a counted row, the return's own first."""
        return row.where if row.is_of_all else (*self.where, *row.where)

    @property
    def is_personal(self) -> bool:
        """Whether some row or column is a class with small numbers suppressed."""
        used = {self.split, *(each.dimension for each in self.where)}
        used |= {each.dimension for row in self.rows for each in row.where}
        return any(DIMENSIONS[name].is_personal for name in used if name)


def conditions(where: Mapping[str, Iterable[str]]) -> tuple[Condition, ...]:
    """Return conditions from data: the values of each dimension, "!" for all but.

    Raises:
        ValueError: No such dimension.
    """
    found = []
    for name, values in where.items():
        if name not in DIMENSIONS:
            raise ValueError(f"There is no dimension “{name}”.")
        values = list(values)
        is_excluding = any(value.startswith(_NOT) for value in values)
        plain = frozenset(value.removeprefix(_NOT) for value in values)
        found.append(Condition(name, plain, is_excluding))
    return tuple(found)


@lru_cache(maxsize=1)
def reports() -> Mapping[str, Report]:
    """Return every return of the data files, by its key."""
    folder = files("returns") / "data"
    found = [
        _report(tomllib.loads(file.read_text("utf-8")))
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".toml")
    ]
    found.sort(key=lambda each: each[0])
    return MappingProxyType({report.key: report for _, report in found})


def _report(data: dict[str, Any]) -> tuple[int, Report]:
    order = data.pop("order")
    rows = tuple(_rows(data.pop("row")))
    identities = tuple(
        (tuple(left), tuple(right)) for left, right in data.pop("identities", ())
    )
    return order, Report(
        rows=rows,
        where=conditions(data.pop("where", {})),
        columns=tuple(data.pop("columns", ())),
        measures=tuple(Measure(**each) for each in data.pop("measure", ())),
        rows_by=tuple(data.pop("rows_by", ())),
        identities=identities,
        **data,
    )


def _rows(listed: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for data in listed:
        each = data.pop("each", "")
        begins = data.pop("begins", ())
        where = conditions(data.pop("where", {}))
        lists: dict[str, Any] = {
            name: tuple(data.pop(name, ()))
            for name in ("plus", "minus", "over", "less")
        }
        row = Row(where=where, **lists, **data)
        if not each:
            yield row
            continue
        for value, title in _expanded(each, begins):
            yield replace(
                row,
                key=f"{row.key}_{value}",
                title=title,
                where=(*row.where, Condition(each, frozenset({value}))),
            )


def _expanded(dimension: str, begins: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield a value and its title for each row that a line of the data stands for."""
    if dimension == "late_reason":
        yield from LATE_REASONS.items()
        return
    if dimension == "fared":
        yield from fates().items()
        return
    known = known_sections() if dimension == "section" else known_paragraphs()
    for value in known:
        if not begins or any(_begins(value, start) for start in begins):
            yield value, in_words(value)


def _begins(value: str, start: str) -> bool:
    """Return whether a provision is of a section: "EIR 12(4)" is not of "EIR 1"."""
    rest = value.removeprefix(start)
    return value.startswith(start) and (not rest or rest.startswith("("))
