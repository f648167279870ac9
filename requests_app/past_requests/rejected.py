"""Give rejected rows back as a table, with the reason beside each."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from documents.cells import without_formula
from requests_app.models import PastImport


class _Line:
    """Takes what a writer writes, and returns it."""

    def write(self, text: str) -> str:
        return text


def rejected_csv(past_import: PastImport) -> Iterator[bytes]:
    """Yield the rejected rows with their line and reason, as CSV in UTF-8.

    Put right, the file can be imported: the two columns added are not read.
    """
    width = len(past_import.header)
    heading = [*past_import.header, "line in the file", "reason"]
    rejected = past_import.findings.filter(is_rejected=True)
    rows = (
        [
            *(*finding.cells, *[""] * (width - len(finding.cells)))[:width],
            str(finding.line),
            finding.says,
        ]
        for finding in rejected.iterator(chunk_size=1000)
    )
    return _lines(heading, rows)


def noted_csv(past_import: PastImport) -> Iterator[bytes]:
    """Yield what was noted of rows that were not rejected, as CSV in UTF-8."""
    noted = past_import.findings.filter(is_rejected=False)
    rows = (
        [str(finding.line), finding.says] for finding in noted.iterator(chunk_size=1000)
    )
    return _lines(["line in the file", "note"], rows)


def _lines(heading: list[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    write: Any = csv.writer(_Line()).writerow
    # Excel reads a file as UTF-8 only if it begins with a byte order mark.
    yield f"\ufeff{write(map(without_formula, heading))}".encode()
    for row in rows:
        yield write(map(without_formula, row)).encode()
