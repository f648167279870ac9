"""Remove files of enclosures that never arrived whole."""

import time

from celery import shared_task

from requests_app.files.storage import A_DAY
from responses.enclosures.reading import delete_unfinished


@shared_task
def remove_unfinished_enclosures() -> None:
    """Delete half-written files older than a day. Harmless to run twice."""
    delete_unfinished(older_than_seconds=A_DAY, now=time.time())
