"""Visit pages as a person, and measure them."""

import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any


class Stopwatch:
    """Times the queries of a connection, as its `execute_wrapper`."""

    def __init__(self) -> None:
        self.queries = 0
        self.ms = 0.0

    def __call__(self, execute: Callable[..., Any], *what: Any) -> Any:
        """Run a query, and add what it took."""
        self.queries += 1
        began = perf_counter()
        try:
            return execute(*what)
        finally:
            self.ms += (perf_counter() - began) * 1000


def visit(client: Any, url: str, *, times: int = 7) -> dict[str, float]:
    """Return the milliseconds and the queries of a page, seen several times.

    The first visit does not count: a process of the web server lives long.
    """
    from django.db import connection

    def look() -> None:
        page = client.get(url, secure=True)
        assert page.status_code == 200, f"{url}: {page.status_code}"
        # A streamed page is read to its end.
        assert page.getvalue()

    look()
    spent, watches = [], []
    for _ in range(times):
        watch = Stopwatch()
        with connection.execute_wrapper(watch):
            spent.append(ms_of(look))
        watches.append(watch)
    return {
        "median, ms": round(statistics.median(spent), 1),
        "of SQL, ms": round(statistics.median(one.ms for one in watches), 1),
        "queries": watches[-1].queries,
    }


def ms_of(act: Callable[[], Any]) -> float:
    """Return the milliseconds of an act."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def bare(sql: str, parameters: list[Any], *, times: int = 7) -> float:
    """Return the median milliseconds of a query that does the least of a page."""
    from django.db import connection

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            cursor.fetchall()

    read()
    return round(statistics.median(ms_of(read) for _ in range(times)), 2)


def statements(client: Any, url: str) -> list[str]:
    """Return the SQL of the queries of a page, with the values."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url, secure=True)
    with CaptureQueriesContext(connection) as captured:
        client.get(url, secure=True)
    return [
        one["sql"]
        for one in captured
        if one["sql"].lstrip("( ").startswith(("SELECT", "WITH", "EXECUTE"))
    ]
