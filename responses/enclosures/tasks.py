"""Check enclosures for hidden data."""

import time

from celery import shared_task
from django.utils import timezone

from responses.enclosures import reading
from responses.enclosures.looking import scan_waiting
from responses.letters.storage import A_DAY


@shared_task(acks_late=True)
def scan_waiting_enclosures() -> None:
    """Check waiting files, and delete unfinished uploads. Harmless to run twice."""
    scan_waiting(on=timezone.localdate(), at=timezone.now())
    reading.sweep_unfinished(older_than_seconds=A_DAY, now=time.time())
