"""Run jobs that are due, as a worker does."""

from datetime import UTC, date, datetime, time

from requests_app.jobs.handlers import JobKind, handler_of
from requests_app.jobs.queue import run_due

A_DAY = date(2026, 3, 2)


def run_jobs(
    kind: JobKind, *, on: date = A_DAY, at: datetime | None = None, key: str = ""
) -> int:
    """Run the jobs of a kind for one turn; return how many succeeded."""
    return run_due(
        handler=handler_of(kind.name),
        on=on,
        at=at or datetime.combine(on, time(9, 30), UTC),
        key=key,
    )
