"""Time the hand-over of a leaver's requests, by the job in the background.

An authority with some thousand open requests is made up in a scratch database. Five
hundred of one officer are then handed over to four colleagues.

Run it: python -m tests.bench.bench_hand_over [--json] [--requests N]
"""

import sys
from datetime import UTC, datetime, time
from time import perf_counter

from tests.bench.bench_recalculating import TODAY, make_requests, scratch_database
from tests.bench.sized import run_sized

REQUESTS = 500
OTHERS = 1_500
COLLEAGUES = 4
BOUND_SECONDS = 10


def bench(requests: int = REQUESTS) -> dict[str, float | bool]:
    """Return the results, and whether they are within bounds."""
    from accounts.models import User
    from requests_app.assigning.handing_over import HAND_OVER, hand_over
    from requests_app.jobs.handlers import handler_of
    from requests_app.jobs.queue import run_due
    from requests_app.models import FOIRequest, HistoryEntry, Notice

    with scratch_database():
        by = make_requests(requests + OTHERS)
        leaver, *colleagues = (
            User.objects.create(
                username=f"hander{number}",
                email=f"hander{number}@bench.example",
                roles=["officer"],
                authority=by.authority,
            )
            for number in range(COLLEAGUES + 1)
        )
        some = FOIRequest.objects.open().filter(review_of=None, is_restricted=False)
        keys = list(some.order_by("pk").values_list("pk", flat=True)[:requests])
        FOIRequest.objects.filter(pk__in=keys).update(officer=leaver)
        User.objects.filter(pk=leaver.pk).update(is_active=False)
        leaver.refresh_from_db()
        entries = HistoryEntry.objects.count()

        began = perf_counter()
        made = hand_over(
            giver=leaver,
            receivers=colleagues,
            foi_requests=None,
            reason="The officer has left.",
            by=by,
            on=TODAY,
        )
        planned = perf_counter() - began
        began = perf_counter()
        run_due(
            handler=handler_of(HAND_OVER.name),
            on=TODAY,
            at=datetime.combine(TODAY, time(9, 30), UTC),
            key=made.job_key,
        )
        carried_out = perf_counter() - began

        made.refresh_from_db()
        moved = FOIRequest.objects.filter(pk__in=keys, officer__in=colleagues).count()
        is_whole = (
            made.done_at is not None
            and moved == len(keys) == requests
            and HistoryEntry.objects.count() == entries + moved
            and Notice.objects.filter(kind="handed_over").count() == COLLEAGUES
        )
    seconds = planned + carried_out
    return {
        "requests": moved,
        "seconds": round(seconds, 2),
        "seconds until the job is queued": round(planned, 2),
        "seconds of the job": round(carried_out, 2),
        "within bounds": is_whole
        and seconds <= BOUND_SECONDS * max(requests / REQUESTS, 0.1),
    }


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
