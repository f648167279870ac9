"""A database like a big user's, filled once for all the benchmarks that read it.

It has a big authority, and fifty of very unequal size, by Zipf's law. All share the
default scheme of references. `--keep` leaves the database for the next run.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from tests.bench.bench_recalculating import TODAY

NAME: Final = "foi_bench_big"
REQUESTS: Final = 1_000_000
OPEN_PERCENT: Final = 1.5
BIG: Final = "Bench Council"
AUTHORITIES: Final = 50
# Of the requests, how many the fifty authorities share.
SHARED: Final = 0.05
# Set for every benchmark of one run: the last then removes the database.
KEEP: Final = "FOI_BENCH_KEEP"


@contextmanager
def big_database(requests: int = REQUESTS) -> Iterator[dict[str, float]]:
    """Provide the database, filled unless it already is; yield how long that took."""
    from django.conf import settings
    from django.db import connection

    settings.CELERY_BROKER_URL = "memory://"
    settings.IS_DEMONSTRATION = True
    name = settings.DATABASES["default"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NAME
    is_filled = _is_filled(requests)
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, keepdb=is_filled, serialize=False
    )
    try:
        yield {} if is_filled else _fill(requests)
    finally:
        if "--keep" in sys.argv or os.environ.get(KEEP):
            connection.close()
            connection.settings_dict["NAME"] = name
        else:
            connection.creation.destroy_test_db(name, verbosity=0)


def as_in_tests() -> None:
    """Let pages be made as in production, but without the files of a build."""
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    _turn_back_the_clock()
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )


def _turn_back_the_clock() -> None:
    """Let pages be opened on the day of the made-up office, at this time of day."""
    from unittest.mock import patch

    from django.utils import timezone

    now, today = timezone.now, timezone.localdate()  # noqa: TID251 - the clock itself
    patch.object(timezone, "now", lambda: now() - (today - TODAY)).start()
    patch.object(timezone, "localdate", lambda *_, **__: TODAY).start()


def remove_big_database() -> None:
    """Remove the database, if there is one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")


def _is_filled(requests: int) -> bool:
    """Return whether the database is there and has that many requests."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = %s",
            [NAME],
        )
        found = cursor.fetchone()
    return found is not None and found[0] == f"{requests} requests"


def _fill(requests: int) -> dict[str, float]:
    from django.db import connection

    from accounts.models import Authority
    from requests_app.dashboard.services import work_out_stages
    from requests_app.dashboard.tallies import join_tallies
    from tests.bench.office import found_authority
    from tests.bench.sample.loading import load, tidy_up

    began = perf_counter()
    common = {"open_percent": OPEN_PERCENT, "today": TODAY}
    shared = round(requests * SHARED)
    big = requests - shared

    def tell(written: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{written} requests …", end="", file=sys.stderr, flush=True)

    load(
        requests=big,
        authority=found_authority(BIG),
        workers=os.cpu_count() or 1,
        tell=tell,
        **common,
    )
    for number, size in enumerate(zipf_sizes(shared, AUTHORITIES), 1):
        authority = found_authority(f"Authority {number}", is_small=number > 5)
        load(
            requests=size,
            authority=authority,
            is_tidied=False,
            seed=number,
            **common,
        )
    # As each night: the figures of the dashboard.
    join_tallies()
    for authority in Authority.objects.order_by("pk"):
        work_out_stages(authority=authority, on=TODAY)
    tidy_up()
    seconds = perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {NAME} IS '{requests} requests'")
        cursor.execute("SELECT pg_database_size(%s)", [NAME])
        size = cursor.fetchone()[0]
    return {
        "requests": requests,
        "minutes": round(seconds / 60, 1),
        "a second": round(requests / seconds),
        "gigabytes": round(size / 10**9, 1),
        "load of the machine": round(os.getloadavg()[1], 1),
    }


def zipf_sizes(total: int, number: int) -> list[int]:
    """Return sizes by Zipf's law: the second half of the first, the third a third."""
    weights = [1 / rank for rank in range(1, number + 1)]
    return [max(2, round(total * weight / sum(weights))) for weight in weights]
