"""Check a file for hidden data in a separate process, safe from hostile files."""

import hashlib
import json
import time
from pathlib import Path

from documents.files.sandbox import GivenUp, run_apart
from documents.hidden.drawn.looking import add_drawing
from documents.hidden.findings import Finding, Report, unreadable
from documents.hidden.looking import scan

SECONDS = 90  # a PDF takes a second per twenty pages; a task may take 120
_TOO_MUCH = (
    "takes too long, or too much memory, to read. Save a smaller or simpler version"
)


def scan_apart(path: Path, name: str, *, seconds: float = SECONDS) -> Report:
    """Return the report of `scan`, made in a separate, confined process.

    If reading takes more than `seconds`, or too much memory, the report says the file
    could not be checked. Where the machine has LibreOffice, an Office file is also
    drawn, in the time left.
    """
    began = time.monotonic()
    try:
        kept = run_apart("documents.hidden", str(path), name, seconds=seconds)
    except GivenUp:
        return Report((unreadable(_TOO_MUCH),), _sha256_of(path), is_readable=False)
    report = Report(
        tuple(map(Finding.from_json, kept["findings"])),
        kept["sha256"],
        kept["is_readable"],
    )
    left = seconds - (time.monotonic() - began)
    return add_drawing(path, name, report, seconds=left)


def report_as_json(path: str, name: str) -> str:
    """Return the report of `scan` as JSON."""
    found = scan(Path(path), name)
    return json.dumps(
        {
            "findings": [finding.as_json() for finding in found.findings],
            "sha256": found.sha256,
            "is_readable": found.is_readable,
        }
    )


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
