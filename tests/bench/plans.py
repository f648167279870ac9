"""Read and compare how PostgreSQL runs a query."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any


def plan_of(sql: str, *, is_run: bool = True) -> dict[str, Any]:
    """Return the plan of a query, run or not, as PostgreSQL describes it in JSON."""
    from django.db import connection

    how = "ANALYZE, BUFFERS, FORMAT JSON" if is_run else "FORMAT JSON"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) " + sql.replace("%", "%%"), [])
        told = cursor.fetchone()[0]
    plan: dict[str, Any] = (told if isinstance(told, list) else json.loads(told))[0]
    return plan


def shape_of(plan: Mapping[str, Any]) -> list[str]:
    """Return the tables of a plan, each with the way it is read, in order of name.

    This is what decides on the time at a million rows: by which index, or by reading
    all. How a few rows are joined or sorted does not matter.
    """
    return sorted(set(_reads(plan["Plan"])))


def reads_of(
    plan: Mapping[str, Any], tables: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Return the ways in which some tables are read: index, or "" for all of a table.

    A branch that was never run does not count.
    """
    found = set()

    def look(node: Mapping[str, Any], table: str) -> None:
        table = node.get("Relation Name", table)
        index = node.get("Index Name")
        is_whole = node["Node Type"] == "Seq Scan"
        if table in tables and node.get("Actual Loops") and (index or is_whole):
            found.add((table, index or ""))
        for below in node.get("Plans", ()):
            look(below, table)

    look(plan["Plan"], "")
    return frozenset(found)


def _reads(node: Mapping[str, Any]) -> Iterator[str]:
    if index := node.get("Index Name"):
        yield index
    elif (table := node.get("Relation Name")) and node["Node Type"] == "Seq Scan":
        yield f"all of {table}"
    for below in node.get("Plans", ()):
        yield from _reads(below)


def whole_reads(plan: Mapping[str, Any], *, most_rows: int) -> list[str]:
    """Return the tables that a plan reads in full though they have many rows."""
    found = []

    def look(node: Mapping[str, Any]) -> None:
        rows = node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0)
        if node["Node Type"] == "Seq Scan" and rows > most_rows:
            found.append(node["Relation Name"])
        for below in node.get("Plans", ()):
            look(below)

    look(plan["Plan"])
    return found
