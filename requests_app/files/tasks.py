"""Scan what was held, and delete files left half written."""

import time

from celery import shared_task

from requests_app.files.keeping import FOLDER
from requests_app.files.scanning import scan_when_back
from requests_app.files.storage import A_DAY, delete_stale
from requests_app.models.files import file_storage


@shared_task
def scan_held_files() -> None:
    """Try scans again where the scanner was away. Harmless to run twice."""
    scan_when_back()


@shared_task
def remove_unfinished_files() -> None:
    """Delete half-written files older than a day. Harmless to run twice."""
    delete_stale(file_storage(), FOLDER, older_than_seconds=A_DAY, now=time.time())
