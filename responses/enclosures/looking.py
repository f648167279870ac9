"""Run the hidden-data check on enclosures."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from documents.files.document import LARGEST_BYTES, UnreadableFile
from documents.files.kinds import Kind, kind_by_name
from documents.files.reading import read_file_apart
from documents.hidden.apart import scan_apart
from documents.hidden.findings import VERSION, Report, Severity, damaged, never
from documents.safe.apart import shown_words_apart
from requests_app.files.storage import local_copy
from requests_app.files.virus_scanner import (
    TooLargeToScan,
    is_scanner_set_up,
    virus_in,
)
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from responses.enclosures.history import EnclosuresHistory
from responses.enclosures.reading import VIRUS, sha256_of
from responses.models import Enclosure
from responses.models.enclosures import enclosure_storage
from responses.searching.services import index_added

MOST_WORDS: Final = 100_000  # characters
_SHOWN: Final = {
    Kind.WORKBOOK,
    Kind.SLIDES,
    Kind.OPEN_DOCUMENT,
    Kind.OPEN_SLIDES,
}
# With the check for hidden data within the 120 seconds of a task.
_SECONDS_TO_READ: Final = 15

SCAN_ENCLOSURE: Final = JobKind(
    name="scan_enclosure",
    label="Check an enclosure for hidden data",
    most_at_once=20,
    # The last check begun may wait `MOST_WAITING` seconds within the task's 120.
    turn_seconds=15,
    queue=READING_QUEUE,
)


def scan_enclosure(*, enclosure: Enclosure, on: date, at: datetime) -> Enclosure:
    """Check a file for hidden data, and record the findings. Harmless to run twice.

    A file that makes its reader fail or run too long counts as unreadable, and cannot
    be sent.

    Args:
        enclosure: A file of a draft.
        on: The London day.
        at: The moment.

    Raises:
        OSError: The file cannot be read from its storage just now.
    """
    if enclosure.letter_id is not None or enclosure.is_scanned:
        return enclosure
    with local_copy(enclosure_storage(), enclosure.stored_as) as path:
        report, words = read_checked(path, enclosure.name)
    with transaction.atomic():
        foi_request = lock(enclosure.foi_request)
        current = Enclosure.objects.filter(
            pk=enclosure.pk, sha256=enclosure.sha256, letter__isnull=True
        ).first()
        if current is None or current.is_scanned:
            return current or enclosure
        if report.sha256 != current.sha256:
            report = damaged()
        current.found = [finding.as_json() for finding in report.findings]
        current.words = words
        current.scan = verdict(report)
        current.scanned_at = at
        current.scanned_by_version = VERSION
        current.save(
            update_fields=[
                *("found", "words", "scan", "scanned_at", "scanned_by_version")
            ]
        )
        index_added(foi_request=foi_request)
        record(
            foi_request=foi_request,
            kind=EnclosuresHistory.ENCLOSURE_SCANNED,
            by=None,
            on=on,
            note=f"{current.name}: {current.get_scan_display()}",
            changes={
                "found": ["", "\n".join(one.message for one in report.findings)],
                "sha256": ["", current.sha256],
            }
            if report.findings
            else {},
        )
    return current


def scan_queued(run: Run) -> None:
    """Check the file of a job for hidden data, unless it was removed or replaced."""
    payload = run.job.payload
    enclosure = (
        Enclosure.objects.filter(pk=payload["enclosure_id"], sha256=payload["sha256"])
        .select_related("foi_request")
        .first()
    )
    if enclosure is not None:
        scan_enclosure(enclosure=enclosure, on=run.on, at=run.at)


def read_checked(path: Path, name: str) -> tuple[Report, str]:
    """Return the report on a file and its words: viruses first, then hidden data.

    A file with a virus, or too large for the virus scanner, is read no further.

    Args:
        path: The file.
        name: Its name.

    Raises:
        ScannerAway: A virus scanner is set up, and gave no verdict.
    """
    if is_scanner_set_up():
        try:
            virus = virus_in(path)
        except TooLargeToScan:
            return _refused("is larger than the virus scanner takes", path), ""
        if virus:
            return _refused(f"has a virus: {virus}", path), ""
    return scan_apart(path, name), words_of(path, name)


def _refused(why: str, path: Path) -> Report:
    finding = never(VIRUS, "", f"This file {why}. It cannot be opened or sent.")
    return Report((finding,), sha256_of(path))


def words_of(path: Path, name: str) -> str:
    """Return the words that a file shows, as far as its kind can be read; "" for none.

    Args:
        path: The file.
        name: Its name, which tells a workbook or a presentation.
    """
    if path.stat().st_size > LARGEST_BYTES:
        return ""
    if kind_by_name(name) in _SHOWN:
        words = shown_words_apart(path, name, seconds=_SECONDS_TO_READ)
    else:
        words = _words_of_letter(path)
    return words.replace("\0", "")[:MOST_WORDS]


def _words_of_letter(path: Path) -> str:
    try:
        return read_file_apart(path.read_bytes(), seconds=_SECONDS_TO_READ).text
    except UnreadableFile:
        return ""


def verdict(report: Report) -> Enclosure.Scan:
    """Return the result of a check, for its row."""
    severities = {finding.severity for finding in report.findings}
    if not report.is_readable:
        return Enclosure.Scan.UNREADABLE
    if severities & {Severity.NEVER, Severity.BLOCK}:
        return Enclosure.Scan.HIDDEN_DATA
    return Enclosure.Scan.TO_LOOK_AT if severities else Enclosure.Scan.CLEAN
