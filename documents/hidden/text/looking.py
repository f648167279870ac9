"""Check CSV, JSON and plain text for overlooked content; nothing in them is hidden."""

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from documents.cells import runs_as_formula
from documents.hidden.findings import CannotLook, Finding, counted, quoted, warn
from documents.hidden.hidden_text import look_at_text
from documents.hidden.personal import look_for_people


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield easily overlooked content of a text or a plain-text table."""
    text = _decoded(file.read())
    lines = text.splitlines()
    yield from look_at_text(lines)
    yield from look_for_people(lines)
    if not _is_json(text):
        yield from _columns(text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text
    raise CannotLook("is not text in any alphabet that this check knows")


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _columns(text: str) -> Iterator[Finding]:
    """Yield columns beyond the headings, and cells a program would run."""
    dialect = "\t" if "\t" in text[:2000] and "," not in text[:2000] else ","
    if dialect not in text[:20_000]:
        return
    wide, running, headings = [], [], 0
    csv.field_size_limit(1_000_000)
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text), delimiter=dialect), 1
        ):
            filled = len(row)
            while filled and not row[filled - 1].strip():
                filled -= 1
            if number == 1:
                headings = filled
            elif filled > headings:
                wide.append(number)
            running += [cell for cell in row if _is_formula(cell)]
    except csv.Error:
        return
    # Prose has commas too, but most rows of a table have the same number of cells.
    if headings > 1 and 0 < len(wide) <= max(3, number // 10):
        yield warn(
            "beyond_headings",
            "",
            f"{counted(len(wide), 'row')} with more cells than there are headings, "
            f"the first in line {wide[0]:,}. They are easily overlooked.",
        )
    if running and headings > 1:
        yield warn(
            "formulas",
            "",
            f"{counted(len(running), 'cell')} that a spreadsheet would take for a "
            f"formula, such as {quoted(running[0])}. Put an apostrophe before it.",
        )


def _is_formula(cell: str) -> bool:
    """Return whether a spreadsheet program might run a cell as a formula.

    A dash alone means "none", and a dash and a space begin a point of a list: there,
    the rest of the cell decides.
    """
    text = cell.lstrip(" ")
    if text.startswith("-") and not text[1:2].strip():
        return runs_as_formula(text[1:].strip())
    return runs_as_formula(cell)
