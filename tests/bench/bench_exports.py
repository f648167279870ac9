"""Time exports of many requests in each format, and the memory they take.

Requests are made up in a scratch database. A tenth of them, and then all, are written
as CSV, XLSX and ODS by the job in the background, each in a process of its own; their
questions and letters as CSV. The memory must not grow with the number.

Run it: python -m tests.bench.bench_exports [--json] [--requests N]
"""

import sys
from datetime import UTC, datetime, time, timedelta
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.bench.bench_recalculating import TODAY, scratch_database
from tests.bench.sized import run_sized

REQUESTS = 100_000
PART = 10
FILES = (
    ("requests", "csv"),
    ("requests", "xlsx"),
    ("requests", "ods"),
    ("questions", "csv"),
    ("letters", "csv"),
)
# How much more memory ten times the rows may take.
MOST_GROWTH = 1.3


def export(
    by: int, of: str, file_format: str, received_from: str
) -> tuple[int, float, float]:
    """Make an export; return its rows, the seconds, and the megabytes of the process.

    Runs in a process of its own, so that the memory is that of the export.
    """
    import resource

    from django.db import connection

    from accounts.models import User
    from requests_app.exports.services import MAKE_EXPORT, ask_for_export
    from requests_app.jobs.handlers import handler_of
    from requests_app.jobs.queue import run_due

    connection.close()
    made = ask_for_export(
        query=f"state=all&received_from={received_from}",
        of=of,
        file_format=file_format,
        has_requesters=of == "requests",
        by=User.objects.get(pk=by),
    )
    began = perf_counter()
    run_due(
        handler=handler_of(MAKE_EXPORT.name),
        on=TODAY,
        at=datetime.combine(TODAY, time(9, 30), UTC),
        key=made.job_key,
    )
    seconds = perf_counter() - began
    made.refresh_from_db()
    assert made.done_at is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return made.rows or 0, seconds, peak


def bench(requests: int = REQUESTS) -> dict[str, Any]:
    """Return the results, and whether they are within bounds."""
    from django.conf import settings

    from accounts.models import User
    from requests_app.models import FOIRequest
    from tests.bench.bench_home import make_office
    from tests.bench.sample.loading import load

    measured: dict[str, Any] = {}
    with scratch_database(), TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        by: User = make_office()["manager"]
        load(requests=requests, open_percent=5, authority=by.authority, today=TODAY)
        every = FOIRequest.objects.order_by("-received_on")
        few = every.values_list("received_on", flat=True)[requests // PART]
        processes = get_context("fork")
        for of, file_format in FILES:
            one = {}
            for name, first in (("a part", few), ("all", TODAY - timedelta(days=4000))):
                with processes.Pool(1) as pool:
                    day = first.isoformat()
                    rows, seconds, peak = pool.apply(
                        export, (by.pk, of, file_format, day)
                    )
                one[name] = {
                    "rows": rows,
                    "rows a second": round(rows / seconds),
                    "megabytes": round(peak),
                }
            one["memory, all to a part"] = round(
                one["all"]["megabytes"] / one["a part"]["megabytes"], 2
            )
            measured[f"{of} as {file_format}"] = one
    return {
        **measured,
        "within bounds": all(
            one["memory, all to a part"] <= MOST_GROWTH for one in measured.values()
        ),
    }


if __name__ == "__main__":
    sys.exit(run_sized(bench, REQUESTS))
