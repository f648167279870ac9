"""Convert an answer to plain text and back, for browsers without scripts and search."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby, zip_longest

from documents.richtext.cleaning import blocks_of, clean, without_control_characters
from documents.richtext.elements import RAISED
from documents.richtext.grids import in_places
from documents.richtext.nodes import (
    LISTS,
    NOTE,
    Content,
    Node,
    children,
    is_inline,
)
from documents.richtext.numerals import numeral
from documents.richtext.raised import plainly

_BULLET = re.compile(r"\s*[-*•–]\s+")


def from_plain(text: str) -> str:
    """Return typed text as HTML: blank lines part paragraphs, "- " begins a list item.

    The result must still be cleaned, but contains no tag that the user typed.
    """
    lines = without_control_characters(text).splitlines()
    return "".join(map(_block_of_lines, _grouped(lines)))


def to_plain(html: str) -> str:
    """Return the words of `html`, laid out in lines as `from_plain` reads them."""
    return _plain(blocks_of(html))


def is_plain(html: str) -> bool:
    """Whether `from_plain` can restore the whole of `html` from `to_plain`."""
    return clean(from_plain(to_plain(html))) == clean(html)


def noted(words: str) -> str:
    """Return the words of a footnote as plain text has them, after its place."""
    return f" (note: {' '.join(words.split())})"


def _grouped(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph and of each list."""
    for is_blank, group in groupby(lines, lambda line: not line.strip()):
        if not is_blank:
            for _, part in groupby(group, lambda line: bool(_BULLET.match(line))):
                yield list(part)


def _block_of_lines(lines: list[str]) -> str:
    if _BULLET.match(lines[0]):
        items = (escape(_BULLET.sub("", line, count=1).strip()) for line in lines)
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    return "<p>" + "<br>".join(escape(line.strip()) for line in lines) + "</p>"


def _plain(blocks: Iterable[Content], indent: str = "") -> str:
    return "\n\n".join(filter(None, (_block(one, indent) for one in blocks)))


def _block(block: Content, indent: str) -> str:
    if isinstance(block, Node) and block.tag in LISTS:
        start = int(block.attributes.get("start", "1"))
        return "\n".join(
            _item(item, _mark(block, start + n), indent)
            for n, item in enumerate(block.children)
        )
    if isinstance(block, Node) and block.tag == "table":
        parts = [part for part in block.children if isinstance(part, Node)]
        rows = [row for part in parts for row in part.children if isinstance(row, Node)]
        return "\n".join(_rows(in_places(rows)))
    return _content(block)


def _rows(rows: list[list[Node | None]]) -> Iterator[str]:
    """Yield the rows of a table, with empty places where a cell goes on."""
    above: list[Node | None] = []
    for row in rows:
        cells = [
            " ".join(_content(cell).split()) if cell and cell is not before else ""
            for cell, before in zip_longest(row, above[: len(row)])
        ]
        yield " | ".join(cells).rstrip(" |")
        above = row


def _mark(block: Node, number: int) -> str:
    if block.tag == "ul":
        return "-"
    return f"{numeral(number, block.attributes.get('type', ''))}."


def _item(item: Content, mark: str, indent: str) -> str:
    inside = _line([c for c in children(item) if is_inline(c)]).replace("\n", " ")
    below = [_block(c, indent + "  ") for c in children(item) if not is_inline(c)]
    return f"{indent}{mark} " + "\n".join(filter(None, [inside, *below]))


def _content(node: Content) -> str:
    """Return the text of an element, with blocks on separate lines."""
    inside = children(node)
    if not isinstance(node, str) and not all(map(is_inline, inside)):
        lines = [c for c in inside if is_inline(c)]
        return "\n".join(
            filter(None, [_line(lines), _plain(c for c in inside if not is_inline(c))])
        )
    return _line(inside if isinstance(node, Node) else [node])


def _line(contents: Iterable[Content]) -> str:
    return re.sub(r" +", " ", "".join(map(_inline, contents)))


def _inline(node: Content) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return "\n"
    words = "".join(map(_inline, node.children))
    if node.tag == NOTE:
        return noted(words)
    if node.tag in RAISED:
        return plainly(words, node.tag)
    link = node.attributes.get("href", "")
    address = link.removeprefix("mailto:").removeprefix("tel:")
    return f"{words} ({address})" if address not in words else words
