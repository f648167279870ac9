"""Time lists and the dashboard of a million requests beside what there is to beat.

A page of the list, and one in the middle, are compared with Django's admin on the same
rows in the same run. The SQL of these pages and of the dashboard is compared with the
bare SQL: the least that would find the same rows. The plan of each query is kept.

Run it: python -m tests.bench.bench_lists [--json] [--requests N] [--keep]
"""

import json
import subprocess
import sys
from typing import Any, Final

from tests.bench.bench_pages import client_of, keep_plans
from tests.bench.big import BIG, REQUESTS, as_in_tests, big_database
from tests.bench.sized import run_sized
from tests.bench.visiting import bare, statements, visit

SIZE: Final = 50
PAGE: Final = 10_000
LEAST_TIMES: Final = 100
MOST_TIMES: Final = 1.5

_LIST: Final = """
SELECT id, reference, subject, requester_name, state, due_on, officer_id, received_on
FROM requests_app_foirequest
WHERE authority_id = %s AND (received_on, id) < (%s, %s)
ORDER BY received_on DESC, id DESC LIMIT 50
"""
_DASHBOARD: Final = """
SELECT state, team_id, officer_id, due_on < %s, count(*)
FROM requests_app_foirequest
WHERE authority_id = %s AND closed_on IS NULL
GROUP BY 1, 2, 3, 4
"""


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from django.urls import reverse

    from accounts.models import Authority
    from tests.bench.bench_recalculating import TODAY

    as_in_tests()
    with big_database(requests) as filling:
        big = Authority.objects.get(name=BIG)
        client = client_of(big, "manager")
        url = f"{reverse('foi-requests')}?state=all"
        newest = big.foi_requests.order_by("-received_on", "-pk")
        # In a smaller database, a page in the middle.
        before = min(PAGE * SIZE, newest.count() // 2)
        key, day = newest.values_list("pk", "received_on")[before - 1]
        pages = {
            "a page": url,
            "page 10,000": f"{url}&after={key}&page={PAGE}",
            "dashboard": reverse("dashboard"),
        }
        measured = {name: visit(client, each) for name, each in pages.items()}
        for name, each in pages.items():
            keep_plans(f"{name}-beside-peers", statements(client, each))
        last = newest.values_list("received_on", "pk")[0]
        least = {
            "a page": bare(_LIST, [big.pk, last[0], last[1] + 1]),
            "page 10,000": bare(_LIST, [big.pk, day, key]),
            "dashboard": bare(_DASHBOARD, [TODAY, big.pk]),
        }
        admin = times_of_admin(requests)
    first, late = measured["a page"], measured["page 10,000"]
    ratios = {
        "a page, times faster than the admin": round(
            admin["a page"]["median, ms"] / first["median, ms"]
        ),
        "page 10,000, times faster than the admin": round(
            admin["page 10,000"]["median, ms"] / late["median, ms"]
        ),
        "page 10,000, times the first": round(
            late["median, ms"] / first["median, ms"], 2
        ),
    }
    return {
        "filling": filling,
        **measured,
        "bare SQL, ms": least,
        "SQL, times the bare SQL": {
            name: round(measured[name]["of SQL, ms"] / ms, 1)
            for name, ms in least.items()
        },
        "admin": admin,
        **ratios,
        "within bounds": ratios["a page, times faster than the admin"] >= LEAST_TIMES
        and ratios["page 10,000, times the first"] <= MOST_TIMES,
    }


def times_of_admin(requests: int) -> dict[str, Any]:
    """Return the times of Django's admin, which needs settings of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.peers", str(requests)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
