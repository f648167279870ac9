"""Visit pages as a person, and measure them."""

import statistics
from time import perf_counter
from typing import Any


def visit(client: Any, url: str, *, times: int = 7) -> dict[str, float]:
    """Return the milliseconds and the queries of a page, seen several times.

    The first visit counts for neither: a process of the web server lives long.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def look() -> None:
        page = client.get(url, secure=True)
        assert page.status_code == 200, f"{url}: {page.status_code}"
        # A streamed page is read to its end.
        assert page.getvalue()

    look()
    with CaptureQueriesContext(connection) as captured:
        look()
    # Read at once: the next visit empties the log.
    queries = [float(one["time"]) for one in captured]
    spent = []
    for _ in range(times):
        began = perf_counter()
        look()
        spent.append((perf_counter() - began) * 1000)
    return {
        "median, ms": round(statistics.median(spent), 1),
        "of SQL, ms": round(sum(queries) * 1000, 1),
        "queries": len(queries),
    }


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
