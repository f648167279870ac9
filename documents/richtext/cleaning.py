"""Clean the HTML of an answer: keep only allowed content, in one canonical form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import nh3

from documents.richtext.grids import TALLEST_CELL, WIDEST_CELL
from documents.richtext.nodes import (
    INLINE,
    LISTS,
    Content,
    Node,
    children,
    count,
    is_inline,
    read,
    write,
)
from documents.richtext.pasted import is_ours, understood

# Limits of a printed letter, in characters and elements: beyond these, WeasyPrint is
# slow or fails.
MOST_CHARACTERS = 500_000
MOST_ELEMENTS = 5_000
# Rows: a longer table is not printed but sent as a file with the letter.
MOST_ROWS = 500
MOST_CHARACTERS_WITH_TABLES = 4_000_000
# nh3 takes time quadratic in the depth of nesting, so deeper input never reaches it.
_MOST_TAGS = 3 * MOST_ELEMENTS
_FLAT = re.compile(r"</?(?:t[rdh]|p)\b", re.IGNORECASE)

_CELLS = {"td", "th"}
# The content of these elements stays, each in its own paragraph.
_WRAPPERS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section"),
    *("article", "header", "footer", "address", "figure", "figcaption", "dl", "dt"),
    *("dd", "caption"),
}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_PICTURE = re.compile(r"<(?:img|picture|svg|canvas)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_CLEANER = nh3.Cleaner(
    tags=INLINE | LISTS | _CELLS | _WRAPPERS | {"b", "i", "li", "table", "tr"},
    attributes={
        "a": {"href"},
        "ol": {"start", "type"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)


class NotForALetter(ValueError):
    """A text has content unfit for a letter; the message says what to do instead."""


class PictureInText(NotForALetter):
    """A text holds a picture, which would be lost."""


class TooMuchText(NotForALetter):
    """A text is too long, or has too many elements, for a letter."""


def clean(html: str) -> str:
    """Return `html` with only the content allowed in an answer.

    Paragraphs, line breaks, bold, italic, raised and lowered figures, links, lists and
    tables stay. Of other elements the sense stays, by `pasted`. A text too large to
    print keeps only its words.
    """
    return "".join(map(write, blocks_of(html)))


@dataclass(frozen=True)
class Taken:
    """A text cleaned for saving, and a sentence for each thing left out."""

    html: str
    left_out: list[str]


def clean_to_save(html: str) -> str:
    """Return `html` cleaned for saving; refuse pictures and texts too large.

    Raises:
        TooMuchText: The text is too large to keep as it is; the message says what to do
            instead.
        PictureInText: The text contains a picture or a drawing.
    """
    if _PICTURE.search(html):
        raise PictureInText(
            "A letter cannot contain pictures. Remove the picture from this text "
            "and enclose it as a file instead."
        )
    return take(html).html


def take(html: str) -> Taken:
    """Return `html` cleaned for saving, and what was left out, pictures included.

    Raises:
        TooMuchText: The text is too large to keep as it is; the message says what to do
            instead.
    """
    is_beyond_reading = _is_beyond_reading(html)
    blocks, left_out = (None, []) if is_beyond_reading else _arranged(html)
    has_no_table = blocks is None or not any(map(is_long, blocks))
    if len(html) > MOST_CHARACTERS and has_no_table:
        raise TooMuchText(
            f"This text has {len(html):,} characters; {MOST_CHARACTERS:,} is the most "
            "a letter can carry. Send long material as a file instead."
        )
    if blocks is None or _is_beyond_printing(blocks):
        raise TooMuchText(
            f"This text has more than {MOST_ELEMENTS:,} elements, such as "
            "paragraphs and table cells, and a letter can carry no more. Send a long "
            "table as a file instead."
        )
    return Taken("".join(map(write, blocks)), left_out)


def blocks_of(html: str) -> list[Node]:
    """Return `html` as the paragraphs, lists and tables that `clean` keeps."""
    if _is_beyond_reading(html):
        return _words_alone(re.sub(r"<[^<>]*>?", " ", html))
    blocks, _ = _arranged(html)
    if _is_beyond_printing(blocks):
        return _words_alone(" ".join(_words(blocks)))
    return blocks


def is_long(block: Node) -> bool:
    """Whether a block is a table with too many rows, or elements, to print.

    Such a table goes with the letter as a file.
    """
    if block.tag != "table":
        return False
    rows = sum(len(children(part)) for part in block.children)
    return rows > MOST_ROWS or count([block]) > MOST_ELEMENTS


def _is_beyond_reading(html: str) -> bool:
    """Whether the text is too large, or may be nested too deeply, to parse."""
    has_table = "<table" in html
    most = MOST_CHARACTERS_WITH_TABLES if has_table else MOST_CHARACTERS
    if len(html) > most:
        return True
    tags = html.count("<")
    # Cells and paragraphs do not nest, so their number adds no depth.
    return tags > _MOST_TAGS and tags - len(_FLAT.findall(html)) > _MOST_TAGS


def _is_beyond_printing(blocks: list[Node]) -> bool:
    printed = _printed(blocks)
    return (
        count(printed) > MOST_ELEMENTS
        or sum(map(len, _words(printed))) > MOST_CHARACTERS
    )


def _printed(blocks: list[Node]) -> list[Node]:
    """Return the blocks printed in the letter itself."""
    return [block for block in blocks if not is_long(block)]


def without_control_characters(text: str) -> str:
    """Return `text` without control characters, which pages and database refuse."""
    return _CONTROL.sub("", text)


def _arranged(html: str) -> tuple[list[Node], list[str]]:
    """Return a text as blocks, and what another program's text lost."""
    html, left_out = without_control_characters(html), []
    if not is_ours(html):
        html, left_out = understood(html)
    return _blocks(read(_CLEANER.clean(html))), left_out


def _words_alone(text: str) -> list[Node]:
    words = " ".join(without_control_characters(text)[:MOST_CHARACTERS].split())
    return [Node("p", {}, [words])] if words else []


def _words(nodes: Iterable[Content]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from _words(node.children)


def _blocks(contents: Iterable[Content]) -> list[Node]:
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
    if content:
        blocks.append(Node("p", {}, content))


def _inline(contents: Iterable[Content]) -> list[Content]:
    """Return inline content with blanks folded and empty elements removed."""
    kept: list[Content] = []
    for child in contents:
        whole = isinstance(child, str) or child.tag == "br"
        for piece in [child] if whole else _mark(child):
            if isinstance(piece, str) and kept and isinstance(kept[-1], str):
                kept[-1] = _BLANK.sub(" ", kept[-1] + piece)
            elif isinstance(piece, str):
                kept.append(_BLANK.sub(" ", piece))
            else:
                kept.append(piece)
    return [piece for piece in kept if piece != ""]


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
    return any(word.strip() for word in _words(contents))


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
    for child in node.children:
        is_item = isinstance(child, Node) and child.tag == "li"
        blocks = _blocks(children(child) if is_item else [child])
        if not blocks:
            continue
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
        return _blocks(strays)
    (is_head, leading), *others = [(k, list(g)) for k, g in groupby(rows, _is_heading)]
    head = leading if is_head and others else []
    for row in rows:
        scope = "col" if _is_heading(row) else "row"
        for cell in row.children:
            if isinstance(cell, Node) and cell.tag == "th":
                cell.attributes["scope"] = scope
    parts: list[Content] = [Node("thead", {}, list(head))] if head else []
    parts.append(Node("tbody", {}, list(rows[len(head) :])))
    return [*_blocks(strays), Node("table", {}, parts)]


def _cells(row: Node) -> Iterator[Node]:
    for child in row.children:
        if isinstance(child, Node) and child.tag in _CELLS:
            spans = {
                name: str(number)
                for name, most in (("colspan", WIDEST_CELL), ("rowspan", TALLEST_CELL))
                if (number := _number(child, name, most)) > 1
            }
            yield Node(child.tag, spans, _bare(_blocks(child.children)))


def _is_heading(row: Node) -> bool:
    return all(isinstance(cell, Node) and cell.tag == "th" for cell in row.children)


def _number(node: Node, name: str, most: int) -> int:
    typed = node.attributes.get(name, "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    return min(int(typed), most) if is_number else 1
