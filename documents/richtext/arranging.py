"""Put clean HTML into the one shape of a letter's text.

It has headings, paragraphs, lists and tables, and footnotes within lines.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from documents.richtext.grids import TALLEST_CELL, WIDEST_CELL
from documents.richtext.nodes import (
    HEADINGS,
    INLINE,
    LISTS,
    NOTE,
    Content,
    Node,
    children,
    is_inline,
)

_CELLS = {"td", "th"}
_SIDES = {"left", "right"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")
# Elements that stand as they are among paragraphs.
_WHOLE = LISTS | {"table", *HEADINGS}


def arranged(contents: Iterable[Content]) -> list[Node]:
    """Return content as headings, paragraphs, lists and tables, in order."""
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
        elif isinstance(piece, Node) and piece.tag in HEADINGS:
            blocks += _heading(piece)
    _end_paragraph(run, blocks)
    return blocks


def _pieces(contents: Iterable[Content]) -> Iterator[Content]:
    """Yield inline content and blocks; an empty node where a paragraph ends."""
    for child in contents:
        if isinstance(child, str) or child.tag in _WHOLE:
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
    return node.tag != NOTE and any(
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
    """Return an element of a line, parted where it holds a footnote."""
    inside = _inline(children(node))
    if isinstance(node, Node) and node.tag == NOTE:
        words = _trimmed(_without({NOTE}, inside))
        return [Node(NOTE, {}, words)] if _has_words(words) else []
    marked: list[Content] = []
    for is_note, run in groupby(inside, _is_note):
        part = list(run)
        marked += part if is_note else _marked(node, part)
    return marked


def _is_note(node: Content) -> bool:
    return isinstance(node, Node) and node.tag == NOTE


def _without(tags: set[str], contents: list[Content]) -> list[Content]:
    """Return the content of a line without some of its elements, but their words."""
    kept: list[Content] = []
    for piece in contents:
        if isinstance(piece, str):
            kept.append(piece)
            continue
        inside = _without(tags, piece.children)
        bare = piece.tag in tags
        kept += inside if bare else [Node(piece.tag, piece.attributes, inside)]
    return _inline(kept)


def _marked(node: Content, inside: list[Content]) -> list[Content]:
    """Return an element of a line; only the content if no words or valid link."""
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


def _heading(node: Node) -> list[Node]:
    """Return a heading, which is bold as a whole; lists and tables in it stand alone.

    A heading of several paragraphs is several headings.
    """
    return [
        Node(node.tag, {}, _without({"strong"}, block.children))
        if block.tag == "p"
        else block
        for block in arranged(node.children)
    ]


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
    """Return the blocks of an item or a cell; a leading paragraph becomes bare text.

    Headings stand in the text alone, so that the outline of a letter is one.
    """
    blocks = [
        Node("p", {}, [Node("strong", {}, block.children)])
        if block.tag in HEADINGS
        else block
        for block in blocks
    ]
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
            side = child.attributes.get("align", "")
            told = {"align": side} if side in _SIDES else {}
            yield Node(child.tag, spans | told, _bare(arranged(child.children)))


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
