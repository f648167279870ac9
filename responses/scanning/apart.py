"""Look through a file in a process of its own, which a hostile file may break."""

import hashlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from responses.scanning.findings import Finding, Report, unreadable
from responses.scanning.looking import scan

SECONDS = 60  # a PDF takes a second for every twenty pages, and a task has 120
MEMORY_BYTES = 1_000_000_000
_ROOT = Path(__file__).resolve().parents[2]
_TOO_MUCH = (
    "takes too long, or too much memory, to read. Save a smaller or simpler version"
)


def scan_apart(path: Path, name: str, *, seconds: int = SECONDS) -> Report:
    """Return what `scan` finds, read by a process that can do nothing else.

    It knows no password of ours, and is stopped where it takes more than `seconds` or
    `MEMORY_BYTES`: then the file counts as one that could not be looked through.
    """
    known = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    program = [sys.executable, "-P", "-m", "responses.scanning"]
    try:
        # ruff S603: nothing of the command comes from outside; the name is an argument.
        done = subprocess.run(  # noqa: S603
            [*program, str(path), name, str(seconds)],
            capture_output=True,
            timeout=seconds + 5,
            cwd=_ROOT,
            env={
                **known,
                "PYTHONPATH": str(_ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            check=True,
        )
        kept = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return Report((unreadable(_TOO_MUCH),), _sha256_of(path), is_readable=False)
    return Report(
        tuple(map(Finding.from_json, kept["findings"])),
        kept["sha256"],
        kept["is_readable"],
    )


def report(path: str, name: str, seconds: int) -> str:
    """Return what `scan` finds as JSON, from within bounds that cannot be left."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
