"""Time the pages of an office with a million requests, and keep their plans.

Every list and every page about many requests is opened as the web process does, without
the network, by a manager and by an officer. `bench-plans/` gets the plan of each query.
The plans of the smallest and of the largest of fifty authorities are compared.

Run it: python -m tests.bench.bench_pages [--json] [--requests N] [--keep]
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.bench.big import AUTHORITIES, BIG, REQUESTS, as_in_tests, big_database
from tests.bench.plans import plan_of, reads_of, whole_reads
from tests.bench.sized import run_sized
from tests.bench.visiting import statements, visit

PLANS_IN: Final = Path("var/bench-plans")
# A page may read a table of so many rows in full.
MOST_ROWS: Final = 20_000


class Bound(NamedTuple):
    """The most that a page may take: milliseconds, those of SQL, and queries."""

    ms: float
    sql_ms: float = 1000
    queries: int = 100


# By the beginning of the name.
BOUNDS: Final = {
    "dashboard": Bound(60, 10, 6),
    "requests": Bound(50, queries=5),
    "": Bound(60),
}
# A list with words has further queries for the words.
WITH_WORDS: Final = ("requests, a word", "requests, a reference")

PAGES: Final = {
    "My day": ("home", ""),
    "requests": ("foi-requests", ""),
    "requests, open": ("foi-requests", "?state=open"),
    "requests, closed": ("foi-requests", "?state=closed"),
    "requests, by requester": ("foi-requests", "?state=all&sort=requester"),
    "requests, late": ("foi-requests", "?state=open&band=overdue"),
    "requests, answered late": ("foi-requests", "?state=all&answered=late"),
    "requests, environmental": ("foi-requests", "?state=all&regime=EIR"),
    "requests, a word": ("foi-requests", "?state=all&q=potholes"),
    "requests, a reference": ("foi-requests", "?state=all&q=1433-26"),
    "dashboard": ("dashboard", ""),
    "what figures mean": ("figures", ""),
    "queue": ("queue", ""),
    "clearance": ("clearance-queue", ""),
    "clearance, figures": ("clearance-figures", ""),
    "departments asked": ("enquiries-out", ""),
    "letters not given": ("letters-not-given", ""),
    "post": ("post", ""),
    "letters to many": ("batches", ""),
    "notices": ("notices", ""),
    "jobs": ("jobs", ""),
    "library": ("library", ""),
    "previous responses": ("previous-responses", ""),
    "answers that disagree": ("disagreeing-answers", ""),
    "leave": ("leave", ""),
    "calendar": ("calendar", ""),
    "palette": ("palette", "?q=1433"),
    "dates worked out afresh": ("recalculations", ""),
}
OF_REQUEST: Final = {
    "a request": "foi-request",
    "its received text": "received-text",
    "its date": "due-date",
    "its draft": "draft-response",
    "its comments": "comments",
}


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from accounts.models import Authority

    as_in_tests()
    with big_database(requests) as filling:
        of_fifty = Authority.objects.exclude(name=BIG).order_by("pk")
        measured: dict[str, Any] = {}
        big = Authority.objects.get(name=BIG)
        slow: dict[str, list[str]] = {}
        for role in ("manager", "officer"):
            client = client_of(big, role)
            for name, url in addresses(big, role):
                measured[f"{name}, {role}"] = visit(client, url)
                if whole := keep_plans(f"{name}-{role}", statements(client, url)):
                    slow[f"{name}, {role}"] = whole
        pair = (of_fifty[0], of_fifty[AUTHORITIES - 1])
        differing = differing_plans(*pair)
    over = [name for name, one in measured.items() if is_over(name, one)]
    return {
        "filling": filling,
        **measured,
        "tables read in full": {name: ", ".join(which) for name, which in slow.items()},
        "plans that differ by size": ", ".join(differing),
        "out of bounds": ", ".join(over),
        "within bounds": not over and not slow and not differing,
    }


def is_over(name: str, measured: dict[str, float]) -> bool:
    """Return whether a page takes more than it may."""
    bound = next(one for start, one in BOUNDS.items() if name.startswith(start))
    if name.startswith(WITH_WORDS):
        bound = BOUNDS[""]
    return (
        measured["median, ms"] > bound.ms
        or measured["of SQL, ms"] > bound.sql_ms
        or measured["queries"] > bound.queries
    )


def client_of(authority: Any, role: str) -> Any:
    """Return a browser in which a person of this role is signed in."""
    from django.test import Client

    person = authority.people.filter(roles=[role]).order_by("pk")[0]
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def addresses(authority: Any, role: str) -> Iterator[tuple[str, str]]:
    """Yield the pages of a role with their addresses."""
    from django.urls import reverse

    from tests.test_access import PAGES as ROLES_OF

    for name, (page, query) in PAGES.items():
        if role in ROLES_OF[page][0].roles:
            yield name, reverse(page) + query
    answering = authority.foi_requests.filter(
        state="answering", review_of=None, answers__isnull=False, is_restricted=False
    )
    # A small authority may have none.
    for foi_request in answering.order_by("pk")[:1]:
        for name, page in OF_REQUEST.items():
            yield name, reverse(page, args=[foi_request.reference])


def keep_plans(name: str, sql: list[str]) -> list[str]:
    """Keep the plans of a page in a file; return the big tables they read in full."""
    plans = [plan_of(one) for one in sql]
    PLANS_IN.mkdir(parents=True, exist_ok=True)
    kept = [{"sql": one, "plan": plan} for one, plan in zip(sql, plans, strict=True)]
    file = PLANS_IN / f"{name.replace(' ', '-').replace(',', '')}.json"
    file.write_text(json.dumps(kept, indent=1, default=str), "utf-8")
    return sorted(
        {table for plan in plans for table in whole_reads(plan, most_rows=MOST_ROWS)}
    )


def differing_plans(*authorities: Any) -> list[str]:
    """Return the pages that read a big table in another way for a small authority."""
    tables = big_tables()
    ways: list[dict[str, set[tuple[str, str]]]] = []
    for authority in authorities:
        client = client_of(authority, "manager")
        ways.append(
            {
                name: {
                    way
                    for sql in statements(client, url)
                    for way in reads_of(plan_of(sql), tables)
                }
                for name, url in addresses(authority, "manager")
                if name not in OF_REQUEST
            }
        )
    of_largest, of_smallest = ways
    # A table that one of them had no reason to read tells nothing.
    others = {
        name: {
            (table, index)
            for table, index in of_smallest[name] - read
            if any(table == other for other, _ in read)
        }
        for name, read in of_largest.items()
    }
    return [f"{name} ({_told(found)})" for name, found in others.items() if found]


def big_tables() -> set[str]:
    """Return the tables of many rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s",
            [MOST_ROWS],
        )
        return {name for (name,) in cursor.fetchall()}


def _told(ways: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(index or f"all of {table}" for table, index in ways))


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
