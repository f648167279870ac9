"""Make a return from a table of one's own: rows, columns and filters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from accounts.models import Authority
from returns.counting import in_order_words
from returns.dimensions import DIMENSIONS
from returns.models import SavedTable
from returns.population import REQUESTS, REVIEWS, Condition, Period
from returns.reports import COUNT, MEASURED, Report, Row, conditions

# Classes for rows or columns; numbers of days would make too many.
OFFERED: Final = tuple(name for name in DIMENSIONS if name != "days")
# Classes with a single value for each request: only these split a table.
SPLITS: Final = tuple(name for name in OFFERED if not DIMENSIONS[name].is_many)
# Filters offered as ticks: classes with a short list of values.
TICKED: Final = tuple(name for name in SPLITS if name not in {"quarter", "month"})
MOST_ROWS: Final = 400
# With more rows than these, rows without any request are left out.
_MOST_WITH_EMPTY: Final = 40


@dataclass(frozen=True, slots=True)
class Definition:
    """A table of one's own.

    Attributes:
        of: `REQUESTS` or `REVIEWS`.
        rows: The key of the dimension with a row for each value.
        columns: The key of the dimension with a column for each value; "" for one.
        where: Values counted, by dimension; a dimension without values counts all.
    """

    rows: str
    columns: str = ""
    of: str = REQUESTS
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the definition as stored."""
        where = {name: list(values) for name, values in self.where.items()}
        return {
            "of": self.of,
            "rows": self.rows,
            "columns": self.columns,
            "where": where,
        }


def read_definition(data: Mapping[str, Any]) -> Definition | None:
    """Return a stored definition; None where a class of the table is gone."""
    where = {name: tuple(values) for name, values in data["where"].items()}
    names = {data["rows"], *where} | ({data["columns"]} - {""})
    if names - set(OFFERED) or data["of"] not in {REQUESTS, REVIEWS}:
        return None
    return Definition(data["rows"], data["columns"], data["of"], where)


def report_of(
    definition: Definition,
    authority: Authority,
    period: Period,
    *,
    key: str,
    title: str,
) -> Report:
    """Return the report of a table.

    Args:
        definition: The table.
        authority: The authority: its teams and kinds of requester have rows.
        period: The period: its months have rows.
        key: The name in addresses.
        title: The name in words.
    """
    dimension = DIMENSIONS[definition.rows]
    labels = _labels(definition.rows, authority, period)
    what = "Internal reviews" if definition.of == REVIEWS else "Requests"
    rows = [
        Row(
            f"{definition.rows}-{value}",
            words,
            definition=f"{dimension.title}: {words}. {dimension.definition}",
            source=dimension.source,
            where=(Condition(definition.rows, frozenset({value})),),
            level=1,
        )
        for value, words in list(labels.items())[:MOST_ROWS]
    ]
    is_sparse = len(rows) > _MOST_WITH_EMPTY
    whole = Row(
        "all",
        what,
        definition=f"{what} received in the period that fit the filters.",
        source="The day of receipt.",
        kind=COUNT,
    )
    return Report(
        key=key,
        title=title,
        about=_about(definition, authority, is_sparse=is_sparse),
        source="A table made by the authority from the facts of its requests.",
        of=definition.of,
        where=conditions(definition.where),
        rows=(whole, *rows),
        split=definition.columns,
        has_total=bool(definition.columns),
        is_sparse=is_sparse,
    )


def report_of_saved(table: SavedTable, period: Period) -> Report | None:
    """Return the report of a saved table; None where it cannot be counted any more."""
    definition = read_definition(table.definition)
    if definition is None:
        return None
    return report_of(
        definition, table.authority, period, key=table.key, title=table.name
    )


def with_rows_of(report: Report, authority: Authority, period: Period) -> Report:
    """Return a return with a row for each department or team of the authority.

    Args:
        report: The return; its first row is the whole.
        authority: The authority.
        period: The period: its months have rows.
    """
    rows = [
        Row(
            f"{name}_{value}",
            words if len(report.rows_by) == 1 else f"{DIMENSIONS[name].title}: {words}",
            kind=MEASURED,
            # The same for all, to share an entry among the definitions.
            definition=f"{DIMENSIONS[name].title}. {DIMENSIONS[name].definition}",
            source=DIMENSIONS[name].source,
            where=(Condition(name, frozenset({value})),),
            level=1,
        )
        for name in report.rows_by
        for value, words in list(_labels(name, authority, period).items())[:MOST_ROWS]
    ]
    return replace(report, rows=(*report.rows, *rows))


def _labels(name: str, authority: Authority, period: Period) -> Mapping[str, str]:
    if name == "month":
        return {
            f"{day:%Y-%m}": f"{day:%B %Y}" for day in _months(period.first, period.last)
        }
    if name == "quarter":
        months = _months(period.first, period.last)
        found = dict.fromkeys(
            f"{day.year}-Q{(day.month - 1) // 3 + 1}" for day in months
        )
        return {value: in_order_words("quarter", value) for value in found}
    return DIMENSIONS[name].labels(authority)


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _about(definition: Definition, authority: Authority, *, is_sparse: bool) -> str:
    what = "Internal reviews" if definition.of == REVIEWS else "Requests"
    says = [f"{what} received in the period, by {_title(definition.rows)}"]
    if definition.columns:
        says[0] += f" and {_title(definition.columns)}"
    for name, values in definition.where.items():
        words = DIMENSIONS[name].labels(authority)
        chosen = ", ".join(words.get(value) or value for value in values)
        says.append(f"{DIMENSIONS[name].title}: {chosen}")
    if is_sparse:
        says.append("Rows without any are left out")
    return ". ".join(says) + "."


def _title(name: str) -> str:
    title = DIMENSIONS[name].title
    return title[0].lower() + title[1:]
