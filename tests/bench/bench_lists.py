"""Time the list of a million requests beside what Django itself offers.

Django's admin runs on the same rows in the same run: a page of the list and a late one.

Run it: python -m tests.bench.bench_lists [--json] [--requests N] [--keep]
"""

import json
import subprocess
import sys
from typing import Any, Final

from tests.bench.bench_pages import client_of
from tests.bench.big import BIG, REQUESTS, as_in_tests, big_database
from tests.bench.sized import run_sized
from tests.bench.visiting import visit

BOUNDS: Final = {
    "a page, times faster than the admin": 100,
}


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from django.urls import reverse

    from accounts.models import Authority

    as_in_tests()
    with big_database(requests) as filling:
        big = Authority.objects.get(name=BIG)
        client = client_of(big, "manager")
        url = reverse("foi-requests")
        page = visit(client, f"{url}?state=all")
        late_page = visit(client, f"{url}?state=all&page=10000")
        admin = times_of_admin(requests)
    ratios = {
        "a page, times faster than the admin": round(
            admin["a page"]["median, ms"] / page["median, ms"]
        ),
        "a late page, times faster than the admin": round(
            admin["page 10,000"]["median, ms"] / late_page["median, ms"]
        ),
        "a late page, times the first": round(
            late_page["median, ms"] / page["median, ms"], 2
        ),
    }
    return {
        "filling": filling,
        "a page": page,
        "page 10,000": late_page,
        "admin": admin,
        **ratios,
        "within bounds": all(ratios[name] >= least for name, least in BOUNDS.items())
        and ratios["a late page, times the first"] <= 1.5,
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
