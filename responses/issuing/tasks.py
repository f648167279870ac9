"""Make the missing PDFs and archive copies of letters."""

import time

from celery import shared_task
from django.utils import timezone

from responses.issuing.archiving import make_waiting_archives
from responses.letters import records as letters
from responses.letters.records import sweep_unfinished
from responses.letters.storage import A_DAY


@shared_task(acks_late=True)
def make_waiting_letters() -> None:
    """Make the PDFs and archive copies still waiting. Harmless to run twice."""
    letters.make_waiting_letters(on=timezone.localdate())
    make_waiting_archives()
    sweep_unfinished(older_than_seconds=A_DAY, now=time.time())
