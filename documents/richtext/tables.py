"""Read a pasted table: rows and columns kept from sight go, the others keep places."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Final, Protocol

from documents.richtext import elements, hiding
from documents.richtext.grids import span, without_hidden
from documents.richtext.leftovers import Reason
from documents.richtext.looks import Look
from documents.richtext.nodes import Content, Node, children
from documents.richtext.pieces import words_in
from documents.richtext.reasons import reason_of
from documents.richtext.variables import Styles

_RIGHT: Final = {"right", "end"}


class Walk(Protocol):
    """The walk through the text around the table."""

    def styles_of(self, node: Node) -> Styles:
        """Return the styles of an element."""

    def contents(self, node: Node, look: Look) -> list[Content]:
        """Return the content of an element."""

    def leave(self, reason: Reason, node: Node) -> None:
        """Note that an element is left out."""

    def note(self, reason: Reason, node: Node) -> None:
        """Note a doubt about an element kept."""

    def within(self, node: Node) -> AbstractContextManager[None]:
        """Walk within an element."""


class TableReader:
    """Reads the tables of a text."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def read(self, table: Node, look: Look) -> list[Content]:
        """Return a table, its caption before it."""
        with self._walk.within(table):
            captions = [
                Node("caption", {}, [child])
                for child in table.children
                if isinstance(child, Node) and child.tag == "caption"
            ]
            read = [Node("div", {}, self._walk.contents(one, look)) for one in captions]
            rows = [
                self._row(row, parts, look)
                for parts, row in self._seen_rows(table)
                if not self._is_left(row)
            ]
        return [*read, Node("table", {}, list(rows))]

    def _seen_rows(self, table: Node) -> list[tuple[list[Node], Node]]:
        """Return the visible rows, each with the parts of the table around it."""
        rows = _rows(table)
        hidden_rows = {
            place for place, (parts, _) in enumerate(rows) if self._is_hidden(*parts)
        }
        hidden_columns = set(self._hidden_columns(table))
        if not hidden_rows and not hidden_columns:
            return rows
        cells, gone = without_hidden(
            [row for _, row in rows], hidden_rows, hidden_columns
        )
        for cell in gone:
            self._walk.leave(Reason.HIDDEN, cell)
        return [
            (parts, Node("tr", row.attributes, list(inside)))
            for place, ((parts, row), inside) in enumerate(
                zip(rows, cells, strict=True)
            )
            if place not in hidden_rows
        ]

    def _is_hidden(self, *parts: Node) -> bool:
        return any(hiding.is_hidden(part, self._walk.styles_of(part)) for part in parts)

    def _is_left(self, row: Node) -> bool:
        """Whether a row is struck or a comment, and left out."""
        if reason := reason_of(row, self._walk.styles_of(row)):
            self._walk.leave(reason, row)
        return reason is not None

    def _hidden_columns(self, table: Node) -> Iterator[int]:
        column = 0
        for node in table.children:
            inside = children(node)
            is_group = isinstance(node, Node) and node.tag == "colgroup"
            for col in inside if is_group and inside else [node]:
                if not isinstance(col, Node) or col.tag not in elements.COLUMNS:
                    continue
                width = span(col, "span", 1_000)
                is_thin = col.attributes.get("width", "").strip() in {"0", "0px"}
                if is_thin or self._is_hidden(col):
                    yield from range(column, column + width)
                column += width

    def _row(self, row: Node, parts: list[Node], look: Look) -> Node:
        for part in parts:
            look = look.within(part, self._walk.styles_of(part))
        with self._walk.within(row):
            read = [self._cell(one, look) for one in row.children]
        cells = [cell for cell in read if cell is not None]
        if parts[0].tag == "thead":
            # Word writes the cells of a heading row as any others.
            cells = [Node("th", cell.attributes, cell.children) for cell in cells]
        return Node("tr", {}, list(cells))

    def _cell(self, cell: Content, look: Look) -> Node | None:
        if not isinstance(cell, Node):
            return None
        styles = self._walk.styles_of(cell)
        if reason := reason_of(cell, styles):
            self._walk.leave(reason, cell)
            return None
        if re.fullmatch(r"(?:general)?;;(?:;.*)?", _format(cell, styles)):
            self._walk.leave(Reason.HIDDEN, cell)
            return Node(cell.tag, {}, [])
        kept = {k: v for k, v in cell.attributes.items() if k.endswith("span")}
        if side := self._side(cell, styles):
            kept["align"] = side
        inside = self._walk.contents(cell, look.within(cell, styles))
        if reason := _doubt_of(inside, _format(cell, styles)):
            self._walk.note(reason, Node("", {}, inside))
        return Node(cell.tag, kept, inside)

    def _side(self, cell: Node, styles: Styles) -> str:
        """Return the side of a cell, or of each paragraph in it: "right" or "left".

        Pages set every cell at the left by their styles; the attribute alone says it of
        a cell whose figures are to stand there.
        """
        # Excel writes the side of a figure as an attribute, below a style of all cells.
        if named := styles.get("text-align", "").replace("general", ""):
            return "right" if named in _RIGHT else ""
        if (told := cell.attributes.get("align", "").lower()) in {"left", "right"}:
            return told
        blocks = [one for one in cell.children if isinstance(one, Node)]
        sides = {
            self._side(one, self._walk.styles_of(one))
            if one.tag in {"p", "div"}
            else ""
            for one in blocks
        }
        return "right" if sides == {"right"} else ""


def _format(cell: Node, styles: Styles) -> str:
    """Return the format by which Excel, LibreOffice or Google Sheets shows a number."""
    if named := cell.attributes.get("sdnum"):
        # The languages come first.
        return named.lower().split(";", 2)[-1]
    if named := cell.attributes.get("data-sheets-numberformat"):
        found = re.search(r'"2":"([^"]*)"', named)
        return found[1].lower() if found else ""
    return styles.get("mso-number-format", "").replace("\\", "").strip("'\"")


def _doubt_of(inside: list[Content], format_: str) -> Reason | None:
    """Return why a cell may not say its number, or None."""
    words = "".join(words_in(Node("", {}, inside))).strip()
    if re.fullmatch(r"#{2,}", words):
        return Reason.NARROW
    written = re.sub(r"_.", "", format_)
    _, _, negative = written.partition(";")
    is_by_colour = "[red]" in negative.partition(";")[0]
    if (
        is_by_colour
        and re.search(r"\d", words)
        and not re.search(r"[-−–(]", words + negative)
    ):
        return Reason.RED
    return None


def _rows(table: Node) -> list[tuple[list[Node], Node]]:
    """Return the rows as shown, each with its section."""
    found: list[tuple[int, list[Node], Node]] = []
    for node in table.children:
        if not isinstance(node, Node):
            continue
        order = {"thead": 0, "tfoot": 2}.get(node.tag, 1)
        if node.tag == "tr":
            found.append((order, [node], node))
        elif node.tag in elements.TABLES:
            rows = (one for one in node.children if isinstance(one, Node))
            found += [(order, [node, row], row) for row in rows if row.tag == "tr"]
    found.sort(key=lambda one: one[0])
    return [(parts, row) for _, parts, row in found]
