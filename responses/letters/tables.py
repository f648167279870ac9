"""Move tables too long or too wide for paper into files sent with the letter.

The file is CSV in UTF-8 with a byte order mark, so that Excel too reads it correctly.
Its bytes follow from the answer alone, so the cleared file is the issued file.

Source: RFC 4180; ICO advisory note on spreadsheets in answers, September 2023: give
tables out as CSV.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe

from documents.cells import without_formula
from documents.richtext.cleaning import is_long
from documents.richtext.elements import RAISED
from documents.richtext.nodes import NOTE, Content, Node, children
from documents.richtext.plain import noted, to_plain
from documents.richtext.raised import raised_words
from responses.letters import columns, prose
from responses.letters.enclosures import Enclosed
from responses.letters.wording.letter_wording import LetterWording

_UNSAFE = re.compile(r"[^\w(). -]+")


class LongTables:
    """Move the long tables of one letter into files."""

    def __init__(self, reference: str, wording: LetterWording) -> None:
        self._reference, self._wording = reference, wording
        self._made: list[Enclosed] = []

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """Files made so far, in the order of the letter."""
        return tuple(self._made)

    def set(self, html: str, about: str) -> tuple[SafeString, str]:
        """Return typed rich text ready for a letter, and its words.

        Args:
            html: The text as stored.
            about: The place in the letter: "Question 1(b)".
        """
        if "<table" not in html:
            return prose.set_rich_text(html), prose.plain(html)
        blocks = prose.blocks(html)
        beyond = [is_long(block) or _is_too_wide(block) for block in blocks]
        if not any(beyond):
            return prose.set_blocks(blocks), prose.plain(html)
        pieces: list[str] = []
        short: list[Node] = []
        for block, is_beyond in zip(blocks, beyond, strict=True):
            if is_beyond:
                pieces.append(prose.set_blocks(short))
                pieces.append(self._take_out(block, about))
                short = []
            else:
                short.append(block)
        pieces.append(prose.set_blocks(short))
        text = mark_safe("".join(pieces))  # noqa: S308 - set or escaped piece by piece
        return text, to_plain(text)

    def _take_out(self, table: Node, about: str) -> str:
        """Make a table into a file; return the sentence in its place."""
        rows = list(_rows(table))
        content = as_csv(rows)
        name = self._name(about)
        self._made.append(
            Enclosed(
                title=str(self._wording.text("enclosures.table_of", about=about)),
                name=name,
                sha256=hashlib.sha256(content).hexdigest(),
                size_bytes=len(content),
                content=content,
            )
        )
        if is_long(table):
            said = self._wording.html(
                "enclosures.long_table", rows=f"{len(rows):,}", name=name
            )
        else:
            said = self._wording.html(
                "enclosures.wide_table",
                columns=f"{columns.width_in_columns(table):,}",
                name=name,
            )
        return f"<p>{said}</p>"

    def _name(self, about: str) -> str:
        stem = " ".join(_UNSAFE.sub("-", f"{self._reference} {about} table").split())
        taken, number, name = {one.name for one in self._made}, 2, f"{stem}.csv"
        while name in taken:
            name = f"{stem} {number}.csv"
            number += 1
        return name


def _is_too_wide(block: Node) -> bool:
    return block.tag == "table" and columns.is_too_wide(block)


def as_csv(rows: list[list[str]]) -> bytes:
    """Return rows as the bytes of a CSV file, the same for the same rows."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([without_formula(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _rows(table: Node) -> Iterator[list[str]]:
    """Yield the texts of each row.

    The text of a cell over several columns or rows goes into the first of them. The
    others stay empty.
    """
    open_cells: dict[int, int] = {}
    for part in table.children:
        for row in children(part):
            texts: list[str] = []
            for cell in children(row):
                _fill(texts, open_cells)
                if not isinstance(cell, Node):
                    continue
                wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
                for at in range(len(texts), len(texts) + wide):
                    if tall > 1:
                        open_cells[at] = tall - 1
                texts += [" ".join("".join(_words(cell)).split())] + [""] * (wide - 1)
            _fill(texts, open_cells)
            yield texts


def _fill(texts: list[str], open_cells: dict[int, int]) -> None:
    """Add empty texts for cells reaching down from rows above."""
    while open_cells.get(len(texts), 0) > 0:
        open_cells[len(texts)] -= 1
        texts.append("")


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return int(value) if value.isdecimal() else 1


def _words(node: Content) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    if node.tag in RAISED:
        yield raised_words(node)
        return
    if node.tag == NOTE:
        yield noted("".join(_each_word(node)))
        return
    yield from _each_word(node)
    if node.tag in {"br", "p", "li", "ul", "ol"}:
        yield " "


def _each_word(node: Node) -> Iterator[str]:
    for child in node.children:
        yield from _words(child)
