"""Queue and run bulk letters for the tests of batches."""

import uuid
from datetime import UTC, date, datetime

from responses.batches.queueing import RUN_BATCH, write_letters
from responses.models import BatchItem
from statute.notices import LetterType
from tests.jobs import run_jobs

ON = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
ACKNOWLEDGEMENT = LetterType.ACKNOWLEDGEMENT


def ask(foi_requests, officer, *, kind=ACKNOWLEDGEMENT, said=None, is_sent=True):
    """Queue letters to some requests; return their batch."""
    return write_letters(
        foi_requests=foi_requests,
        kind=kind,
        said=said or {"remarks": ""},
        is_sent=is_sent,
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )


def run():
    """Run what waits in batches; return how many items were done."""
    done = BatchItem.objects.filter(done_at__isnull=False)
    before = done.count()
    run_jobs(RUN_BATCH, on=ON, at=AT)
    return done.count() - before


def errors(batch):
    """Return the errors of the letters that failed."""
    return list(batch.items.failed().values_list("error", flat=True))
