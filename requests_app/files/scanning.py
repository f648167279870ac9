"""Scan kept files for viruses, as jobs. Until then they are held."""

from datetime import date
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from requests_app.files.history import FilesHistory
from requests_app.files.sizes import size_of
from requests_app.files.storage import local_copy
from requests_app.files.telling import present_files, tell_of_hold, tell_of_virus
from requests_app.files.virus_scanner import (
    ScannerAway,
    TooLargeToScan,
    is_scanner_set_up,
    is_scanner_there,
    virus_in,
)
from requests_app.history.record import record
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue, hasten
from requests_app.models import Job, KeptFile
from requests_app.models.files import file_storage
from requests_app.refusals import Refusal

# The pauses double from fifteen seconds: the last try is after about two hours.
_ATTEMPTS: Final = 10

SCAN_FILE: Final = JobKind(
    name="scan_file",
    label="Scan a file for viruses",
    most_attempts=_ATTEMPTS,
    # The scan begun last may wait a minute for clamd within the task's 120 seconds.
    turn_seconds=30,
    queue=READING_QUEUE,
)

_Scan, _Hold = KeptFile.Scan, KeptFile.Hold
_TO_SCAN: Final = Q(scan=_Scan.WAITING) | Q(
    scan=_Scan.HELD, hold__in=[_Hold.SCANNER_AWAY, _Hold.TOO_LARGE_TO_SCAN]
)


class StillHeld(Refusal):
    """The reason for which the file is held has not gone."""


class NothingToScan(Refusal):
    """The file is not held."""


def queue_scan(kept: KeptFile) -> Job:
    """Enqueue the scan of a file, within the transaction that decides on it."""
    return enqueue(
        kind=SCAN_FILE,
        # The same bytes may be scanned again, after a scanner was set up.
        idempotency_key=f"scan-file:{kept.pk}:{uuid4()}",
        payload={"file": kept.pk},
        authority=kept.authority,
    )


def scan_of(kept: KeptFile) -> Job | None:
    """Return the job that scans a file; None where none is waiting."""
    waiting = Job.objects.waiting().filter(kind=SCAN_FILE.name)
    return waiting.filter(payload__file=kept.pk).first()


def decide_scan(kept: KeptFile) -> None:
    """Hold a file that is too large; have others scanned, if there is a scanner.

    A verdict of the scanner stands.
    """
    if kept.scan != _Scan.NOT_NEEDED and kept.hold != _Hold.TOO_LARGE:
        return
    if kept.size_bytes > settings.MOST_BYTES_PER_FILE:
        kept.scan, kept.hold = _Scan.HELD, _Hold.TOO_LARGE
    elif is_scanner_set_up():
        kept.scan, kept.hold = _Scan.WAITING, ""
        queue_scan(kept)
    else:
        kept.scan, kept.hold = _Scan.NOT_NEEDED, ""
    kept.save(update_fields=["scan", "hold"])


@transaction.atomic
def scan_again(*, kept: KeptFile, name: str) -> KeptFile:
    """Have a held file scanned again, because a person asked for it.

    Args:
        kept: The file.
        name: Its name, for refusals.

    Raises:
        StillHeld: The file is larger than files may be.
        NothingToScan: The file is not held any more.
    """
    kept = KeptFile.objects.select_for_update().get(pk=kept.pk)
    if kept.hold == _Hold.TOO_LARGE:
        decide_scan(kept)
        if kept.hold == _Hold.TOO_LARGE:
            most = settings.MOST_BYTES_PER_FILE
            raise StillHeld(
                f"{name} has {size_of(kept.size_bytes)}, and a file may have "
                f"{size_of(most)}. Ask the sender for a smaller file, or your "
                "administrator to raise the limit."
            )
        return kept
    if kept.scan != _Scan.HELD:
        raise NothingToScan(f"{name} is not held any more.")
    kept.scan, kept.hold = _Scan.WAITING, ""
    kept.save(update_fields=["scan", "hold"])
    if (job := scan_of(kept)) is None:
        queue_scan(kept)
    else:
        hasten(job=job)
    return kept


def scan_kept_file(run: Run) -> None:
    """Scan the file of a job. Harmless to run twice.

    A file is held while the scanner does not answer.

    Raises:
        ScannerAway: The scanner gave no verdict.
        OSError: The file cannot be read from its storage just now.
    """
    kept = KeptFile.objects.filter(_TO_SCAN, pk=run.job.payload["file"]).first()
    if kept is None:
        return
    if not is_scanner_set_up():
        _settle(kept, scan=_Scan.NOT_NEEDED)
        return
    try:
        with local_copy(file_storage(), kept.stored_as) as path:
            virus = virus_in(path)
    except ScannerAway:
        _settle(kept, scan=_Scan.HELD, hold=_Hold.SCANNER_AWAY)
        raise
    except TooLargeToScan:
        with transaction.atomic():
            if _settle(kept, scan=_Scan.HELD, hold=_Hold.TOO_LARGE_TO_SCAN):
                for file in present_files(kept):
                    tell_of_hold(file, on=run.on)
        return
    verdict = _Scan.INFECTED if virus else _Scan.CLEAN
    with transaction.atomic():
        settled = _settle(kept, scan=verdict, signature=virus, scanned_at=run.at)
        if settled and virus:
            for file in present_files(kept):
                record(
                    foi_request=file.foi_request,
                    kind=FilesHistory.FILE_INFECTED,
                    by=None,
                    on=run.on,
                    note=f"{file.name}: {virus}",
                )
                tell_of_virus(file, on=run.on)


def tell_of_unscanned(on: date) -> None:
    """Tell people of files held because the scanner stayed away; of each file once.

    Args:
        on: The London day.
    """
    keys = [job.payload["file"] for job in Job.objects.given_up(SCAN_FILE.name)]
    for kept in KeptFile.objects.filter(pk__in=keys, scan=_Scan.HELD):
        for file in present_files(kept):
            tell_of_hold(file, on=on)


def scan_when_back() -> int:
    """Try all scans again that were given up, where the scanner answers again.

    Returns:
        The number of scans tried again.
    """
    jobs = list(Job.objects.given_up(SCAN_FILE.name))
    if not jobs or not is_scanner_there():
        return 0
    for job in jobs:
        hasten(job=job)
    return len(jobs)


def _settle(kept: KeptFile, **verdict: object) -> bool:
    """Store a verdict, unless another worker has stored one; return whether it was."""
    values = {"hold": "", **verdict}
    return bool(KeptFile.objects.filter(_TO_SCAN, pk=kept.pk).update(**values))
