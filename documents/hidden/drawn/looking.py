"""Find the words that an Office file holds and its drawing does not show."""

import json
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.files.kinds import Kind, kind_of
from documents.files.sandbox import GivenUp, run_apart
from documents.hidden.drawn.comparing import compare
from documents.hidden.drawn.drawing import NotDrawn, draw, suffix_of
from documents.hidden.drawn.held import held_in
from documents.hidden.findings import Finding, Report, ordered

SECONDS = 30  # for LibreOffice: a page of words takes two, most of them to start
_LEAST_SECONDS = 5


def add_drawing(path: Path, name: str, report: Report, *, seconds: float) -> Report:
    """Return the report on a file with what its drawing does not show.

    The report stays as it is where the file cannot be drawn: the other checks need no
    drawing.

    Args:
        path: The file.
        name: Its name.
        report: What the other checks found.
        seconds: The time left.
    """
    began = time.monotonic()
    with path.open("rb") as file:
        kind = kind_of(file, name)
    suffix = suffix_of(kind, name)
    if not suffix or not report.is_readable:
        return report
    with TemporaryDirectory(prefix="drawn-", ignore_cleanup_errors=True) as folder:
        try:
            drawn = draw(path, suffix, Path(folder), seconds=min(SECONDS, seconds))
            left = max(seconds - (time.monotonic() - began), _LEAST_SECONDS)
            more = run_apart(
                "documents.hidden.drawn.apart",
                *(kind.name, str(path), str(drawn)),
                data=json.dumps([one.as_json() for one in report.findings]).encode(),
                seconds=left,
            )
        except (NotDrawn, GivenUp, OSError):
            return report
    found = map(Finding.from_json, more["findings"])
    return replace(report, findings=ordered(iter([*report.findings, *found])))


def compared_as_json(kind: str, path: str, drawn: str, found: str) -> str:
    """Return the findings of `compare` as JSON."""
    known = [Finding.from_json(one) for one in json.loads(found)]
    with Path(path).open("rb") as file:
        held = held_in(file, Kind[kind])
    more = ordered(compare(Path(drawn), held, Kind[kind], known))
    return json.dumps({"findings": [one.as_json() for one in more]})
