"""Time an act on a thousand requests of a list: the preview, and the job.

An authority with some thousand open requests is made up in a scratch database. A
thousand of them are then assigned to one officer.

Run it: python -m tests.bench.bench_bulk [--json] [--requests N]
"""

import sys
from datetime import UTC, datetime, time
from time import perf_counter

from tests.bench.bench_recalculating import TODAY, make_requests, scratch_database
from tests.bench.sized import run_sized

REQUESTS = 1_000
OTHERS = 1_000
BOUND_SECONDS = 10


def bench(requests: int = REQUESTS) -> dict[str, float | bool]:
    """Return the results, and whether they are within bounds."""
    from django.urls import reverse

    from accounts.models import User
    from requests_app.bulk.services import (
        CARRY_OUT,
        carry_out,
        choose_requests,
        plan_act,
        undo_act,
    )
    from requests_app.jobs.handlers import handler_of
    from requests_app.jobs.queue import run_due
    from requests_app.models import FOIRequest, HistoryEntry, Notice

    def run(act) -> float:  # type: ignore[no-untyped-def]
        began = perf_counter()
        run_due(
            handler=handler_of(CARRY_OUT.name),
            on=TODAY,
            at=datetime.combine(TODAY, time(9, 30), UTC),
            key=act.job_key,
        )
        return perf_counter() - began

    with scratch_database():
        made_by = make_requests(requests + OTHERS)
        by = User.objects.create(
            username="bulk_manager",
            email="manager@bench.example",
            roles=["manager"],
            authority=made_by.authority,
        )
        officer = User.objects.create(
            username="bulk",
            email="bulk@bench.example",
            roles=["officer"],
            authority=by.authority,
        )
        some = FOIRequest.objects.visible_to(by).open()
        keys = list(
            some.filter(review_of=None, is_restricted=False)
            .order_by("pk")
            .values_list("pk", flat=True)[:requests]
        )
        entries = HistoryEntry.objects.count()

        # As a worker that has run before: its addresses are loaded.
        reverse("foi-requests")
        began = perf_counter()
        act = choose_requests(
            found=some.filter(pk__in=keys), kind="assign", query="", by=by
        )
        plan_act(act=act, officer=officer, reason="More hands.")
        planned = perf_counter() - began
        carried_out = run(carry_out(act=act, on=TODAY))
        moved = FOIRequest.objects.filter(pk__in=keys, officer=officer).count()
        told = Notice.objects.filter(person=officer).count()
        act.refresh_from_db()
        is_whole = (
            act.done_at is not None
            and moved == len(keys) == requests
            and HistoryEntry.objects.count() == entries + moved
            and told == 1
        )
        undone = run(undo_act(act=act, by=by, on=TODAY))
        is_whole &= not FOIRequest.objects.filter(officer=officer).exists()
    return {
        "requests": moved,
        "seconds until the preview": round(planned, 2),
        "seconds of the job": round(carried_out, 2),
        "seconds to undo": round(undone, 2),
        "within bounds": is_whole
        and carried_out <= BOUND_SECONDS * max(requests / REQUESTS, 0.1),
    }


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
