"""Check a file for hidden data in a separate process, safe from hostile files."""

import hashlib
import json
import time
from pathlib import Path

from documents.files.sandbox import Crashed, GivenUp, run_apart
from documents.hidden.drawn.looking import add_drawing
from documents.hidden.findings import Finding, Report, unreadable
from documents.hidden.looking import BROKEN, TOO_MUCH, scan

SECONDS = 60  # of processor time: a PDF takes a second for a hundred plain pages
# A busy machine gives a process a part of its time; a task may take 120 seconds.
MOST_WAITING = 100


def scan_apart(path: Path, name: str, *, seconds: float = SECONDS) -> Report:
    """Return the report of `scan`, made in a separate, confined process.

    If reading takes too long or too much memory, or breaks the reader, the report says
    the file could not be checked. Where the machine has LibreOffice, an Office file is
    also drawn, in the time left.

    Args:
        path: Where the file is stored.
        name: The file's name.
        seconds: The processor time allowed.
    """
    began = time.monotonic()
    try:
        kept = run_apart(
            "documents.hidden",
            str(path),
            name,
            seconds=seconds,
            waiting=max(seconds, MOST_WAITING),
        )
    except GivenUp as why:
        told = BROKEN if isinstance(why, Crashed) else TOO_MUCH
        return Report((unreadable(told),), _sha256_of(path), is_readable=False)
    report = Report(
        tuple(map(Finding.from_json, kept["findings"])),
        kept["sha256"],
        kept["is_readable"],
        kept["kind"],
    )
    left = MOST_WAITING - (time.monotonic() - began)
    return add_drawing(path, name, report, seconds=left)


def report_as_json(path: str, name: str) -> str:
    """Return the report of `scan` as JSON."""
    found = scan(Path(path), name)
    return json.dumps(
        {
            "findings": [finding.as_json() for finding in found.findings],
            "sha256": found.sha256,
            "is_readable": found.is_readable,
            "kind": found.kind,
        }
    )


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
