"""Time the returns of a quarter and of a year over a million requests.

Each return is counted as its page counts it, for the big authority, and beside it the
bare SQL that only finds the requests of the period and groups them by state, outcome
and law: no return can be quicker than that. The plan of each query is kept.

Run it: python -m tests.bench.bench_returns [--json] [--requests N] [--keep]
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any, Final

from tests.bench.bench_pages import keep_plans
from tests.bench.big import BIG, REQUESTS, as_in_tests, big_database
from tests.bench.sized import run_sized

BOUND_MS: Final = 2_000
# Those of the regulators and of the section 45 Code, which have the bound.
BOUND: Final = (
    *("co-time", "co-outcome", "co-exempt", "co-review", "s45", "scottish"),
    *("police", "requesters", "lateness"),
)
BARE: Final = """
SELECT state, outcome, regime, refusal_reason, was_in_time, days_taken, COUNT(*)
FROM requests_app_foirequest
WHERE authority_id = %s AND received_on BETWEEN %s AND %s AND review_of_id IS NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from accounts.models import Authority
    from returns.finding import find_report
    from returns.periods import last_quarter
    from returns.population import Period
    from returns.reports import reports
    from tests.bench.bench_recalculating import TODAY

    as_in_tests()
    measured: dict[str, Any] = {}
    with big_database(requests):
        authority = Authority.objects.get(name=BIG)
        span = last_quarter(TODAY)
        days = (span.first, span.last)
        periods = {
            "": Period(*days, TODAY, TODAY),
            # A past day: states are read from the history.
            ", a past day": Period(*days, last_day(span.last), TODAY),
        }
        bare = timed(lambda: read(BARE, [authority.pk, *days]))
        for key in reports():
            for name, period in periods.items():
                report = find_report(key, authority, period)
                assert report is not None
                one = count_timed(report, authority, period)
                one["times the bare SQL"] = round(one["median, ms"] / bare, 1)
                measured[f"{key}{name}"] = one
    slowest = max(measured[key]["median, ms"] for key in BOUND)
    return {
        "bare SQL, ms": round(bare, 1),
        **measured,
        "slowest of the nine, ms": slowest,
        "within bounds": slowest <= BOUND_MS,
    }


def last_day(end: date) -> date:
    """Return the day of counting some weeks after a period."""
    return date.fromordinal(end.toordinal() + 35)


def count_timed(report: Any, authority: Any, period: Any) -> dict[str, Any]:
    """Return the milliseconds and the queries of a return; keep the plans."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from returns.counting import count

    with CaptureQueriesContext(connection) as captured:
        count(report, authority, period)
    found = [one["sql"] for one in captured]
    keep_plans(f"return-{report.key}", [one for one in found if "SELECT" in one])
    spent = timed(lambda: count(report, authority, period))
    return {"median, ms": round(spent, 1), "queries": len(found)}


def timed(run: Callable[[], Any], *, times: int = 3) -> float:
    """Return the median milliseconds of a call, after one that does not count."""
    run()
    spent = []
    for _ in range(times):
        began = perf_counter()
        run()
        spent.append((perf_counter() - began) * 1000)
    return statistics.median(spent)


def read(sql: str, parameters: list[Any]) -> list[Any]:
    """Return the rows of a query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[Any] = cursor.fetchall()
    return rows


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
