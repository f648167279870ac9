"""Remove files of enclosures that never arrived whole."""

import time

from celery import shared_task

from responses.enclosures.reading import delete_unfinished
from responses.letters.storage import A_DAY


@shared_task
def remove_unfinished_enclosures() -> None:
    """Delete half-written files older than a day. Harmless to run twice."""
    delete_unfinished(older_than_seconds=A_DAY, now=time.time())
