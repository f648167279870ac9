"""Time the list of a million requests, and search, beside what Django itself offers.

The peers run on the same rows in the same run: Django's admin for a page of the list, a
late page and a search, and `icontains` for each term. Writing the words of a request is
timed with and without the index of words.

Run it: python -m tests.bench.bench_lists [--json] [--requests N] [--keep]
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final

from tests.bench.bench_pages import client_of
from tests.bench.big import BIG, REQUESTS, as_in_tests, big_database
from tests.bench.sized import run_sized
from tests.bench.visiting import visit

# Common, less common, rare, none, several words, a phrase, a reference.
TERMS: Final = (
    *("information", "potholes", "parking appeals", "library branches closed"),
    *('"air quality"', "culverts", "prosecutions 417", "zeppelin", "1433-26"),
    *("flood -schemes", "agency or exclusions", "\u201cfly-tipping\u201d"),
)
# One `icontains` may take many seconds.
MOST_OF_PEER: Final = 4
WRITTEN: Final = 300
BOUNDS: Final = {
    "a page, times faster than the admin": 100,
    "p95 of search, times faster than icontains": 100,
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
        search = p95([spent(client, f"{url}?state=all&q={term}") for term in TERMS])
        bare = p95([spent_on(search_of(big, term)) for term in TERMS])
        contains = p95(
            [spent_on(contains_of(big, term)) for term in TERMS[:MOST_OF_PEER]]
        )
        writing = write_words(big)
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
        "a search, times faster than the admin": round(
            admin["a search"]["median, ms"] / search
        ),
        "p95 of search, times faster than icontains": round(contains / bare),
        "writing words, times without the index": round(
            writing["with the index, ms"] / writing["without, ms"], 2
        ),
    }
    return {
        "filling": filling,
        "a page": page,
        "page 10,000": late_page,
        "admin": admin,
        "search": {
            "p95 of the page, ms": search,
            "p95 of the query, ms": bare,
            "p95 of icontains, ms": contains,
        },
        "writing the words of a request": writing,
        **ratios,
        "within bounds": all(ratios[name] >= least for name, least in BOUNDS.items())
        and ratios["writing words, times without the index"] <= 1.5
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


def spent(client: Any, url: str) -> float:
    """Return the milliseconds of a page, the better of two visits after a first."""
    return float(visit(client, url, times=3)["median, ms"])


def spent_on(act: Callable[[], Any]) -> float:
    """Return the milliseconds of an act, the better of two."""
    times = []
    for _ in range(2):
        began = perf_counter()
        act()
        times.append((perf_counter() - began) * 1000)
    return round(min(times), 1)


def p95(times: list[float]) -> float:
    """Return the time that five in a hundred are over."""
    return round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1)


def search_of(authority: Any, words: str) -> Callable[[], Any]:
    """Return the search of the list: its first page."""
    found = authority.foi_requests
    return lambda: list(found.best_matching(words).values_list("pk")[:50])


def contains_of(authority: Any, words: str) -> Callable[[], Any]:
    """Return what Django's admin does for a search, for the same page."""
    from django.db.models import Q

    names = ("subject", "requester_name", "received_text")
    found = authority.foi_requests
    for word in words.replace('"', "").split():
        each = Q()
        for name in names:
            each |= Q(**{f"{name}__icontains": word})
        found = found.filter(each)

    def look() -> None:
        found.count()
        list(found.order_by("-received_on", "-pk").values_list("pk")[:50])

    return look


def write_words(authority: Any) -> dict[str, float]:
    """Time writing the words of requests, with the index of words and without it."""
    from django.db import connection, transaction

    from requests_app.search import index_request

    some = list(authority.foi_requests.open().order_by("pk")[:WRITTEN])

    def write() -> float:
        began = perf_counter()
        for foi_request in some:
            index_request(foi_request)
        return (perf_counter() - began) * 1000 / len(some)

    times: dict[str, float] = {}
    for name, statement in (
        ("with the index, ms", ""),
        ("without, ms", "DROP INDEX foirequest_search"),
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            if statement:
                cursor.execute(statement)
            write()
            times[name] = round(write(), 2)
            transaction.set_rollback(True)
    return times


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
