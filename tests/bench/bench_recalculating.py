"""Time the recalculation of open requests' due dates after a bank holiday is added.

A hundred thousand open requests are made up in a scratch database. A new holiday then
moves most of their due dates. The bulk recalculation is timed beside moving the same
dates request by request, through the services used by officers.

Run it: python -m tests.bench.bench_recalculating [--json] [--requests N]
"""

import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter

from requests_app.calendars.history import CalendarsHistory
from tests.bench.sized import run_sized

REQUESTS = 100_000
ONE_BY_ONE = 400
BOUND_SECONDS = 30
TODAY = date(2026, 9, 1)
NEW_HOLIDAY = date(2026, 9, 3)


@contextmanager
def scratch_database() -> Iterator[None]:
    """Provide an empty database, and destroy it afterwards."""
    from django.conf import settings
    from django.db import connection

    settings.CELERY_BROKER_URL = "memory://"
    settings.IS_DEMONSTRATION = True
    name = settings.DATABASES["default"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "foi_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def make_requests(number: int):
    """Make up an authority with this many open requests; return its administrator."""
    from accounts.models import Authority, User
    from tests.bench.sample.loading import load

    authority = Authority.objects.create(
        name="Bench Council",
        short_name="the Council",
        kind=Authority.Kind.COUNCIL,
        address="1 High Street",
        email="foi@bench.example",
        signatory="Information Team",
        review_contact="Review Officer",
    )
    people = [
        User.objects.create(username=role, roles=[role], authority=authority)
        for role in ("officer", "approver", "administrator")
    ]
    load(requests=number, open_percent=100, authority=authority, today=TODAY)
    return people[-1]


def move_one_by_one(by) -> float:
    """Return the seconds for one request, locked, saved and recorded by itself."""
    from requests_app.clock.events import recalculate_due_date
    from requests_app.history.steps import step
    from requests_app.models import FOIRequest

    kind = CalendarsHistory.DUE_DATE_CHANGED
    some = list(FOIRequest.objects.open().order_by("-pk")[:ONE_BY_ONE])
    began = perf_counter()
    for foi_request in some:
        with step(foi_request, kind=kind, by=by, on=TODAY, note="Jubilee") as locked:
            recalculate_due_date(locked)
    return (perf_counter() - began) / len(some)


def count_wrong_dates() -> int:
    """Return the number of wrong due dates in a sample of 200 requests."""
    from django.db import transaction

    from requests_app.clock.events import recalculate_due_date
    from requests_app.models import FOIRequest

    wrong = 0
    with transaction.atomic():
        for foi_request in FOIRequest.objects.order_by("?")[:200]:
            kept = foi_request.due_on
            wrong += recalculate_due_date(foi_request) != kept
    return wrong


def bench(requests: int = REQUESTS) -> dict[str, float | bool]:
    """Return the results, and whether they are within bounds."""
    from requests_app.calendars.holidays import add_holiday
    from requests_app.calendars.recalculating import recalculate_batch
    from statute.working_days import UNITED_KINGDOM

    with scratch_database():
        by = make_requests(requests)
        recalculation = add_holiday(
            on=NEW_HOLIDAY,
            name="Jubilee",
            divisions=UNITED_KINGDOM,
            reason="Proclaimed.",
            by=by,
        ).recalculation
        assert recalculation is not None
        one_by_one = move_one_by_one(by)
        batches = []
        is_going_on = True
        while is_going_on:
            began = perf_counter()
            is_going_on = recalculate_batch(recalculation_id=recalculation.pk, on=TODAY)
            batches.append(perf_counter() - began)
        recalculation.refresh_from_db()
        wrong = count_wrong_dates()
    seconds = sum(batches)
    return {
        "open requests": recalculation.looked_at,
        "due dates moved": recalculation.moved,
        "seconds": round(seconds, 1),
        "median batch, ms": round(statistics.median(batches) * 1000),
        "longest batch, ms": round(max(batches) * 1000),
        "times faster than one by one": round(
            one_by_one * recalculation.looked_at / seconds, 1
        ),
        "within bounds": wrong == 0
        and seconds <= BOUND_SECONDS * max(requests / REQUESTS, 0.1),
    }


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
