"""Prepare workers for making PDFs; remove files of letters left half written."""

import time

from celery import shared_task
from celery.signals import worker_process_init

from responses.letters.pdf import warm_up
from responses.letters.records import delete_unfinished
from responses.letters.storage import A_DAY

# Loading the PDF libraries takes a second. Load them before a letter is waiting.
worker_process_init.connect(lambda **_: warm_up(), weak=False)


@shared_task
def remove_unfinished_letters() -> None:
    """Delete half-written files older than a day. Harmless to run twice."""
    delete_unfinished(older_than_seconds=A_DAY, now=time.time())
