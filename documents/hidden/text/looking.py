"""Check CSV, JSON and plain text for overlooked content; nothing in them is hidden."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from documents.cells import runs_as_formula
from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    counted,
    quoted,
    warn,
)
from documents.hidden.hidden_text import look_at_text
from documents.hidden.mail.page import read_page
from documents.hidden.personal import look_for_people
from documents.hidden.tables import look_at_columns
from documents.hidden.words import Seen, says_something

_DELIMITERS = ",;\t|^~"
_MOST_SNIFFED = 50  # lines
_FEW_LINES = 8
_LEAST_EVEN = 0.5  # of lines with as many cells as most
_BEFORE = r"(?:\s+|<\?xml[^>]*>|<!doctype[^>]*>|<!--.*?-->)*+"
_PAGE = re.compile(rf"\s*<!doctype\s+html|{_BEFORE}<(?:html|svg)\b", re.I | re.DOTALL)
_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|!--)", re.I)
# A line begun again, struck letters, and a terminal's own commands.
_OVER = re.compile(r"\r(?!\n|\Z)|\x08|\x1b\[|\x7f")
_FAR = re.compile(r"\S[ \t\u00a0]{60,}\S|\n(?:[ \t]*\n){25,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def look(file: BinaryIO, depth: int) -> Iterator[Finding]:
    """Yield easily overlooked content of a text or a plain-text table."""
    text = _decoded(file.read())
    lines = text.splitlines()
    yield from look_at_text(lines)
    yield from look_for_people([*lines, *_cells(lines)])
    if _PAGE.match(text):
        yield from _page(text)
    elif not _is_json(text):
        yield from _overwritten(text)
        if not _MARKUP.match(text):
            yield from _table(text)


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


def _page(text: str) -> Iterator[Finding]:
    """Yield the words of a web page that are not seen."""
    page = read_page(text)
    if page.has_script:
        yield warn(
            "script",
            "",
            "The page has a script, which can hold or fetch anything. Print it to a "
            "PDF.",
        )
    for why, words in page.unseen.items():
        if says_something(" ".join(words)):
            yield block(
                "invisible_text",
                "",
                f"Words of the page are {why}: {quoted(' '.join(words))}. Print it "
                "to "
                "a PDF.",
            )
    beside = [*page.beside, *page.for_outlook]
    seen = Seen(page.seen)
    beside = [one for one in beside if says_something(one) and seen.lacks(one)]
    if beside:
        yield warn(
            "words_beside",
            "",
            f"The page has remarks and texts that are not shown: "
            f"{', '.join(quoted(one) for one in dict.fromkeys(beside[:4]))}.",
        )


def _overwritten(text: str) -> Iterator[Finding]:
    """Yield words that some programs show overwritten, or far from the rest."""
    # Files of old Macintoshes part their lines so throughout.
    is_old = "\n" not in text
    found = _OVER.search(text)
    if found and not (is_old and found[0] == "\r"):
        at = text.rfind("\n", 0, found.start()) + 1
        yield block(
            "overwritten",
            "",
            f"Some programs write over these words, others show them: "
            f"{quoted(_CONTROL.sub(' ', text[at : found.start()]))}. Delete them.",
        )
    if far := _FAR.search(text):
        rest = text[far.end() - 1 : far.end() + 80]
        yield warn(
            "far_away",
            "",
            f"There are words far from the rest: {quoted(rest)}. They are easily "
            "overlooked.",
        )


def _table(text: str) -> Iterator[Finding]:
    """Yield columns beyond the headings, and cells a program would run."""
    delimiter = _delimiter(text)
    csv.field_size_limit(1_000_000)
    try:
        every = list(csv.reader(io.StringIO(text), delimiter=delimiter or ","))
    except csv.Error:
        return
    rows = [row for row in every if _filled(row)]
    if not rows:
        return
    is_table = bool(delimiter)
    if is_table:
        yield from _beyond(every)
        yield from look_at_columns(_columns(rows))
    running = [cell for row in rows for cell in row if _is_formula(cell)]
    # A column by itself may be prose: there, only the beginning of a line counts.
    if not is_table:
        running = [row[0] for row in rows if row and _is_formula(row[0])]
        running = [one for one in running if one.lstrip()[:1] in "=@+" or "(" in one]
    if running:
        yield warn(
            "formulas",
            "",
            f"{counted(len(running), 'cell')} that a spreadsheet would take for a "
            f"formula, such as {quoted(running[0])}. Put an apostrophe before it.",
        )


def _cells(lines: list[str]) -> Iterator[str]:
    """Yield the cells of a table: beside a comma, a number looks like part of one."""
    delimiter = _delimiter("\n".join(lines[:_MOST_SNIFFED]))
    if delimiter:
        for line in lines:
            yield from line.split(delimiter)


def _delimiter(text: str) -> str:
    """Return what parts the cells of a table; "" if it is no table."""
    lines = [one for one in text.splitlines() if one.strip()][:_MOST_SNIFFED]
    best, most = "", 0.0
    for one in _DELIMITERS:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=one)]
        except csv.Error:
            continue
        if not counts or len(counts) < 2:
            continue
        usual, times = Counter(counts).most_common(1)[0]
        share = times / len(counts)
        if usual > 1 and share >= _LEAST_EVEN and share * min(usual, 4) > most:
            best, most = one, share * min(usual, 4)
    if not best and lines and len(lines) <= _FEW_LINES:
        best = next((one for one in ",;\t|" if _parts_all(lines, one)), "")
    return best


def _parts_all(lines: list[str], delimiter: str) -> bool:
    """Whether a few uneven lines are cells, rather than prose with a comma in each."""
    is_tight = delimiter in lines[0] and f"{delimiter} " not in lines[0]
    return (is_tight or (len(lines) == 1 and delimiter in lines[0])) and all(
        one.count(delimiter) >= lines[0].count(delimiter) for one in lines
    )


def _beyond(rows: list[list[str]]) -> Iterator[Finding]:
    wide, beyond = [], []
    for first, table in _parted(rows):
        filled = [_filled(row) for row in table]
        usual = Counter(filter(None, filled)).most_common(1)[0][0]
        # Titles above the headings are shorter; an export may leave the first column
        # without a heading, and the headings one short throughout.
        head = next(many for many in filled if many >= usual)
        found = [at for at, many in enumerate(filled) if many > head]
        # Prose has commas too, but most rows of a table have the same number of cells.
        if head > 1 and len(found) <= max(3, len(table) // 10):
            wide += [first + at for at in found]
            beyond += [" ".join(table[at][head:]) for at in found]
    if wide:
        yield warn(
            "beyond_headings",
            "",
            f"{counted(len(wide), 'row')} with more cells than there are headings, "
            f"the first in line {wide[0]:,}: {quoted(beyond[0])}. They are easily "
            "overlooked.",
        )


def _parted(rows: list[list[str]]) -> list[tuple[int, list[list[str]]]]:
    """Part tables that stand below one another; give the line each begins at.

    Rows after an empty line are a table by themselves if the first has a name for each
    of their columns. Other rows belong to the table above.
    """
    parts: list[tuple[int, list[list[str]]]] = []
    for is_filled, group in groupby(
        enumerate(rows, 1), lambda one: bool(_filled(one[1]))
    ):
        numbered = list(group)
        table = [row for _, row in numbered]
        if is_filled and (not parts or _has_headings(table)):
            parts.append((numbered[0][0], table))
        elif parts:
            parts[-1][1].extend(table)
    return parts


def _has_headings(table: list[list[str]]) -> bool:
    first = _filled(table[0])
    return (
        len(table) > 1
        and all(cell.strip() for cell in table[0][:first])
        and all(_filled(row) <= first for row in table)
    )


def _filled(row: list[str]) -> int:
    many = len(row)
    while many and not row[many - 1].strip():
        many -= 1
    return many


def _columns(rows: list[list[str]]) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for row in rows:
        for number, cell in enumerate(row, 1):
            columns.setdefault(number, []).append(cell)
    return columns


def _is_formula(cell: str) -> bool:
    """Return whether a spreadsheet program might run a cell as a formula.

    A dash alone means "none", and a dash and a space begin a point of a list: there,
    the rest of the cell decides.
    """
    text = cell.lstrip(" ")
    if text.startswith("-") and not text[1:2].strip():
        return runs_as_formula(text[1:].strip())
    return runs_as_formula(cell)
