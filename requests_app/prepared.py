"""SQL of a query prepared once, and run with the values of each visit.

Django takes longer to put a query of many parts together, and PostgreSQL to plan it,
than PostgreSQL to run it. A query is therefore built once per process with stand-ins
for its values, and planned once per connection. Each visit gives its own values.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from types import MappingProxyType
from typing import Any, Final
from weakref import WeakKeyDictionary

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
    "foi_request": 7_100_000_000_000_000_007,
    "view": 7_100_000_000_000_000_008,
}
# A slice of `BESIDES + n` rows stands for n rows, with more for each row of the query
# named `COUNTED`.
BESIDES: Final = 7_100_000_000_000_000_100
COUNTED: Final = "foi_counted"
_LIMIT: Final = re.compile(rf"LIMIT ({BESIDES // 100}\d\d)\b")
_NAMES: Final = {repr(value): name for name, value in STAND_INS.items()}
# What each value is to PostgreSQL, apart from keys.
_TYPES: Final = {
    "on": "date",
    "at": "timestamptz",
    "keys": "bigint[]",
    "path": "text",
}
_PLACE: Final = re.compile("%(s|%)")


@dataclass(frozen=True, slots=True)
class _Statement:
    """A query as it is prepared.

    Attributes:
        name: Its name in PostgreSQL.
        sql: Its SQL with "%s" for each parameter.
        parameters: The name of the stand-in of each, or "", and its value.
        values: The names of the stand-ins, in the order of the prepared query.
    """

    name: str
    sql: str
    parameters: list[tuple[str, Any]]
    values: list[str]

    @property
    def call(self) -> str:
        """The SQL that runs the query as PostgreSQL has planned it."""
        given = ", ".join(f"%s::{_type_of(name)}" for name in self.values)
        return f"EXECUTE {self.name}" + (f"({given})" if given else "")


_statements: Final[dict[Hashable, _Statement]] = {}
# The names of the statements that a connection has planned.
_planned: Final[WeakKeyDictionary[Any, set[str]]] = WeakKeyDictionary()


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
    statement = _statement_of(key, build, first)
    with connection.cursor() as cursor:
        _plan(statement, cursor)
        cursor.execute(statement.call, [values[name] for name in statement.values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def sql_of(
    key: Hashable, build: Callable[[], QuerySet], values: Mapping[str, Any]
) -> tuple[str, list[Any]]:
    """Return the SQL of a query and its parameters, for a query that has it as a part.

    The SQL is put together once. PostgreSQL plans the whole at each visit.

    Args:
        key: All that decides on the shape of the query.
        build: Builds the query, with `STAND_INS` for values.
        values: The value for each stand-in.

    Raises:
        NotPrepared: The query has a value worked out from a stand-in.
    """
    statement = _statement_of(key, build, {})
    given = [values[name] if name else value for name, value in statement.parameters]
    return statement.sql, given


def _statement_of(
    key: Hashable,
    build: Callable[[], QuerySet],
    first: Mapping[str, Callable[[], QuerySet]],
) -> _Statement:
    if key not in _statements:
        _statements[key] = _prepare(build(), first)
    return _statements[key]


def _prepare(
    query: QuerySet, first: Mapping[str, Callable[[], QuerySet]]
) -> _Statement:
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
    return _Statement(
        name=f"foi_{len(_statements) + 1}",
        sql=sql,
        parameters=named,
        values=list(dict.fromkeys(name for name, _ in named if name)),
    )


def _plan(statement: _Statement, cursor: Any) -> None:
    """Let the connection plan a query, unless it already has."""
    known = _planned.setdefault(connection.connection, set())
    if statement.name in known:
        return
    bare = cursor.cursor
    parameters = iter(statement.parameters)
    sql = _PLACE.sub(
        lambda place: _put(place, parameters, statement, bare), statement.sql
    )
    with connection.wrap_database_errors:
        # Past Django's log: the next visit has no such query.
        bare.execute(f"PREPARE {statement.name} AS {sql}")
    known.add(statement.name)


def _put(
    place: re.Match[str],
    parameters: Iterator[tuple[str, Any]],
    statement: _Statement,
    cursor: Any,
) -> str:
    """Return what stands in a place of the SQL: a parameter, or a value as written."""
    if place[1] == "%":
        return "%"
    name, value = next(parameters)
    if name:
        return f"${statement.values.index(name) + 1}::{_type_of(name)}"
    written: bytes = cursor.mogrify("%s", [value])
    return written.decode()


def _type_of(name: str) -> str:
    return _TYPES.get(name, "bigint")


def _with_counted(limit: re.Match[str]) -> str:
    number = int(limit[1]) - BESIDES
    return f"LIMIT (SELECT {number} + COUNT(*) FROM {COUNTED})"  # noqa: S608


def _is_far_off(value: Any) -> bool:
    if isinstance(value, date):
        return value.year > 7000
    if isinstance(value, str):
        return STAND_INS["path"] in value
    return isinstance(value, int) and value > STAND_INS["user"] // 2
