"""Put clean HTML into the one shape of a letter's text: paragraphs, lists, tables."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from documents.richtext.grids import TALLEST_CELL, WIDEST_CELL
from documents.richtext.nodes import (
    INLINE,
    LISTS,
    Content,
    Node,
    children,
    is_inline,
)

_CELLS = {"td", "th"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")


def arranged(contents: Iterable[Content]) -> list[Node]:
    """Return content as paragraphs, lists and tables, in order."""
    blocks: list[Node] = []
    run: list[Content] = []
    for piece in _pieces(contents):
        if is_inline(piece):
            run.append(piece)
            continue
        _end_paragraph(run, blocks)
        if isinstance(piece, Node) and piece.tag in LISTS:
            blocks += _list(piece)
        elif isinstance(piece, Node) and piece.tag == "table":
            blocks += _table(piece)
    _end_paragraph(run, blocks)
    return blocks


def _pieces(contents: Iterable[Content]) -> Iterator[Content]:
    """Yield inline content, lists and tables; an empty node where a block ends."""
    for child in contents:
        if isinstance(child, str) or child.tag in LISTS | {"table"}:
            yield child
        elif child.tag not in INLINE:
            yield Node("")
            yield from _pieces(child.children)
            yield Node("")
        elif _has_block(child):
            yield from _pieces(child.children)
        else:
            yield child


def _has_block(node: Node) -> bool:
    return any(
        not is_inline(child) or (isinstance(child, Node) and _has_block(child))
        for child in node.children
    )


def _end_paragraph(run: list[Content], blocks: list[Node]) -> None:
    content = _trimmed(_inline(run))
    run.clear()
    if _has_words(content):
        blocks.append(Node("p", {}, content))


def _inline(contents: Iterable[Content]) -> list[Content]:
    """Return inline content with blanks folded and empty elements removed."""
    pieces: list[Content] = []
    for child in contents:
        whole = isinstance(child, str) or child.tag == "br"
        pieces += [child] if whole else _mark(child)
    kept: list[Content] = []
    for is_text, run in groupby(pieces, lambda piece: isinstance(piece, str)):
        if not is_text:
            kept += run
        elif words := _BLANK.sub(" ", "".join(map(str, run))):
            kept.append(words)
    return kept


def _mark(node: Content) -> list[Content]:
    """Return an element of a line; only the content if no words or valid link."""
    inside = _inline(children(node))
    if isinstance(node, str) or not _has_words(inside):
        return inside
    if node.tag != "a":
        return [Node(node.tag, {}, inside)]
    link = node.attributes.get("href", "").strip()
    return [Node("a", {"href": link}, inside)] if _LINK.fullmatch(link) else inside


def _has_words(contents: Iterable[Content]) -> bool:
    return any(word.strip() for word in words_of(contents))


def _trimmed(content: list[Content]) -> list[Content]:
    """Return inline content without blanks or breaks at its ends."""
    while content and _is_space(content[0]):
        content = content[1:]
    while content and _is_space(content[-1]):
        content = content[:-1]
    if content and isinstance(content[0], str):
        content[0] = content[0].lstrip(" ")
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip(" ")
    return content


def _is_space(piece: Content) -> bool:
    return piece == " " if isinstance(piece, str) else piece.tag == "br"


def _list(node: Node) -> list[Node]:
    items: list[Node] = []
    empty: list[Node] = []
    for child in node.children:
        is_item = isinstance(child, Node) and child.tag == "li"
        blocks = arranged(children(child) if is_item else [child])
        if not blocks:
            empty += [Node("li", {}, ["\xa0"])] * (is_item and node.tag == "ol")
            continue
        # An empty item before others keeps its number.
        items += empty
        empty = []
        # An item that is only a list belongs to the item before, or has no words.
        is_list = blocks[0].tag in LISTS
        if is_list and items and (not is_item or node.tag == "ul"):
            items[-1].children += blocks
        elif is_list and node.tag == "ol":
            items.append(Node("li", {}, ["\xa0", *blocks]))
        elif is_list:
            items += _items(blocks[0])
            items[-1].children += blocks[1:]
        else:
            items.append(Node("li", {}, _bare(blocks)))
    if not items:
        return []
    attributes = {}
    if node.tag == "ol" and (start := _number(node, "start", 9_999)) != 1:
        attributes["start"] = str(start)
    if node.tag == "ol" and (kind := node.attributes.get("type", "")) in set("aAiI"):
        attributes["type"] = kind
    return [Node(node.tag, attributes, list(items))]


def _items(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _bare(blocks: list[Node]) -> list[Content]:
    """Return blocks; a single leading paragraph becomes bare text."""
    first, *rest = blocks or [Node("")]
    if first.tag == "p" and all(block.tag != "p" for block in rest):
        return [*first.children, *rest]
    return list(blocks)


def _table(node: Node) -> list[Node]:
    """Return a table, leading heading rows as its head; stray text goes before."""
    strays = [c for c in node.children if isinstance(c, str) or c.tag != "tr"]
    rows = [
        Node("tr", {}, list(cells))
        for row in node.children
        if isinstance(row, Node) and row.tag == "tr" and (cells := list(_cells(row)))
    ]
    if not rows:
        return arranged(strays)
    (is_head, leading), *others = [(k, list(g)) for k, g in groupby(rows, _is_heading)]
    head = leading if is_head and others else []
    for row in rows:
        scope = "col" if _is_heading(row) else "row"
        for cell in row.children:
            if isinstance(cell, Node) and cell.tag == "th":
                cell.attributes["scope"] = scope
    parts: list[Content] = [Node("thead", {}, list(head))] if head else []
    parts.append(Node("tbody", {}, list(rows[len(head) :])))
    return [*arranged(strays), Node("table", {}, parts)]


def _cells(row: Node) -> Iterator[Node]:
    for child in row.children:
        if isinstance(child, Node) and child.tag in _CELLS:
            spans = {
                name: str(number)
                for name, most in (("colspan", WIDEST_CELL), ("rowspan", TALLEST_CELL))
                if (number := _number(child, name, most)) > 1
            }
            yield Node(child.tag, spans, _bare(arranged(child.children)))


def _is_heading(row: Node) -> bool:
    return all(isinstance(cell, Node) and cell.tag == "th" for cell in row.children)


def _number(node: Node, name: str, most: int) -> int:
    typed = node.attributes.get(name, "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    return min(int(typed), most) if is_number else 1


def words_of(nodes: Iterable[Content]) -> Iterator[str]:
    """Yield the words of nodes."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from words_of(node.children)
