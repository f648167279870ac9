"""Count the worker processes that die before they are ready."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.db.models.functions import Now

from requests_app.models import WorkerStart

_KEPT: Final = timedelta(days=1)
_COUNTED: Final = timedelta(hours=1)


@contextmanager
def counted_start() -> Iterator[None]:
    """Note the start of this worker process; on leaving, note that it is ready.

    A process killed in between stays noted as not ready. Without the database nothing
    is noted, and the worker starts all the same.
    """
    try:
        WorkerStart.objects.filter(started_at__lt=Now() - _KEPT).delete()
        start = WorkerStart.objects.create(host=socket.gethostname())
    except DatabaseError:
        yield
        return
    yield
    WorkerStart.objects.filter(pk=start.pk).update(ready_at=Now())


def died_young(*, at: datetime) -> int:
    """Return how many processes of the last hour died before they were ready."""
    still_loading = timedelta(seconds=settings.CELERY_WORKER_PROC_ALIVE_TIMEOUT)
    return WorkerStart.objects.filter(
        ready_at__isnull=True, started_at__range=(at - _COUNTED, at - still_loading)
    ).count()
