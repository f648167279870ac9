"""SQL of a query prepared once per process, and run with the values of each visit.

Django takes longer to put a query of many parts together than PostgreSQL to answer. A
query is therefore built once with stand-ins for its values. Each visit puts its own
values in their places.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Func, QuerySet, Value

# Values in place of the true ones. No row has them.
STAND_INS: Final[Mapping[str, Any]] = {
    "user": 7_100_000_000_000_000_001,
    "authority": 7_100_000_000_000_000_002,
    "team": 7_100_000_000_000_000_003,
    "department": 7_100_000_000_000_000_004,
    "on": date(7101, 1, 1),
    "at": datetime(7101, 1, 1, tzinfo=UTC),
    "keys": [7_100_000_000_000_000_005],
    "path": "/7100000000000000006/",
}
# A slice of `BESIDES + n` rows stands for n rows, with more for each row of the query
# named `COUNTED`.
BESIDES: Final = 7_100_000_000_000_000_100
COUNTED: Final = "foi_counted"
_LIMIT: Final = re.compile(rf"LIMIT ({BESIDES // 100}\d\d)\b")
_NAMES: Final = {repr(value): name for name, value in STAND_INS.items()}
_prepared: Final[dict[Hashable, tuple[str, list[tuple[str, Any]]]]] = {}


class NotPrepared(Exception):
    """A query has a value worked out from a stand-in."""


class Among(Func):
    """The condition for an expression to be among the elements of an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def among_keys(expression: Any) -> Among:
    """Return the condition for an expression to be among the "keys" of a visit."""
    keys = Value(STAND_INS["keys"], ArrayField(BigIntegerField()))
    return Among(expression, keys)


def rows_of(
    key: Hashable,
    build: Callable[[], QuerySet],
    values: Mapping[str, Any],
    first: Mapping[str, Callable[[], QuerySet]] = MappingProxyType({}),
) -> list[tuple[Any, ...]]:
    """Return the rows of a query.

    Args:
        key: All that decides on the shape of the query.
        build: Builds the query, with `STAND_INS` for values.
        values: The value for each stand-in.
        first: Queries of one column, "key", run before and once, by the names of their
            tables in the SQL.

    Raises:
        NotPrepared: The query has a value worked out from a stand-in.
    """
    if key not in _prepared:
        _prepared[key] = _prepare(build(), first)
    sql, parameters = _prepared[key]
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[name] if name else one for name, one in parameters])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _prepare(
    query: QuerySet, first: Mapping[str, Callable[[], QuerySet]]
) -> tuple[str, list[tuple[str, Any]]]:
    sql, parameters = query.query.sql_with_params()
    sql = _LIMIT.sub(_with_counted, sql)
    if first:
        before = {name: make().query.sql_with_params() for name, make in first.items()}
        tables = [f"{name}(key) AS ({one})" for name, (one, _) in before.items()]
        sql = f"WITH {', '.join(tables)} {sql}"
        parameters = (*chain(*(one for _, one in before.values())), *parameters)
    named = []
    for one in parameters:
        name = _NAMES.get(repr(one), "")
        if not name and _is_far_off(one):
            raise NotPrepared(repr(one))
        named.append((name, one))
    return sql, named


def _with_counted(limit: re.Match[str]) -> str:
    number = int(limit[1]) - BESIDES
    return f"LIMIT (SELECT {number} + COUNT(*) FROM {COUNTED})"  # noqa: S608


def _is_far_off(value: Any) -> bool:
    if isinstance(value, date):
        return value.year > 7000
    if isinstance(value, str):
        return STAND_INS["path"] in value
    return isinstance(value, int) and value > STAND_INS["user"] // 2
