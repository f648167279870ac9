"""Prepare workers for making PDFs; remove files of letters left half written."""

import time

from celery import shared_task
from celery.signals import worker_process_init

from requests_app.files.storage import A_DAY
from requests_app.jobs.workers import counted_start
from responses.letters.pdf import warm_up
from responses.letters.records import delete_unfinished


@worker_process_init.connect(weak=False)
def prepare(**kwargs: object) -> None:
    """Load the libraries for PDFs, which takes seconds, before a letter is waiting."""
    with counted_start():
        warm_up()


@shared_task
def remove_unfinished_letters() -> None:
    """Delete half-written files older than a day. Harmless to run twice."""
    delete_unfinished(older_than_seconds=A_DAY, now=time.time())
