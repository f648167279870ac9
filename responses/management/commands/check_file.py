"""Print what files give away: hidden data that would go out with them."""

import errno
import os
from pathlib import Path
from typing import Any

from documents.hidden.apart import scan_apart
from documents.hidden.findings import Report, Severity
from requests_app.management.files_command import PathsCommand

_GRAVE = {Severity.NEVER, Severity.BLOCK}


class Command(PathsCommand[Report]):
    help = (
        "Check files for hidden data. The verdict is clean, warn (an officer must "
        "look), block (the file must be corrected) or refused (it cannot be checked)."
    )

    def read_path(self, file: str) -> Report:
        path = Path(file)
        with path.open("rb"):
            if not path.is_file():
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return scan_apart(path, path.name)

    def as_dict(self, read: Report) -> dict[str, Any]:
        return {
            "kind": read.kind,
            "verdict": _verdict(read),
            "findings": [
                {
                    "code": one.code,
                    "severity": str(one.severity),
                    "place": one.place,
                    "words": one.words,
                    "says": one.message,
                }
                for one in read.findings
            ],
        }

    def as_outline(self, read: Report) -> str:
        lines = [
            f"{one.severity}: {f'{one.place}: ' if one.place else ''}{one.message}"
            for one in read.findings
        ]
        return "\n".join([_verdict(read), *lines])


def _verdict(report: Report) -> str:
    severities = {one.severity for one in report.findings}
    if not report.is_readable:
        return "refused"
    if severities & _GRAVE:
        return "block"
    return "warn" if severities else "clean"
