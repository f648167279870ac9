"""Set typed text for a letter, without changing its words.

Rich text comes from `documents.richtext` in its one clean shape. PDF/UA-1 needs the
words of a link in a single run, so bold goes around a link and not inside it.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from documents.richtext.cleaning import blocks_of
from documents.richtext.elements import RAISED
from documents.richtext.figures import cells_at_the_right
from documents.richtext.nodes import Content, Node, children, write
from documents.richtext.plain import to_plain
from documents.richtext.raised import raised_words
from responses.letters import columns

# Characters without a glyph or a use for readers. Line ends stay.
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u2029\ufeff\ufffe\uffff]")
_BULLET = re.compile(r"\s*[-–—•*·▪●]\s+")


def set_rich_text(html: str) -> SafeString:
    """Return typed rich text ready for a letter."""
    return set_blocks(blocks(html))


def blocks(html: str) -> list[Node]:
    """Return typed rich text as headings, paragraphs, lists and tables."""
    return blocks_of(_without_controls(html))


def set_blocks(blocks: Iterable[Node]) -> SafeString:
    """Return the blocks of typed rich text ready for a letter."""
    return _safe(write(_settled(block)) for block in blocks)


def set_plain_text(text: str) -> SafeString:
    """Return text from a plain field as paragraphs, and bulleted lines as lists."""
    return _safe(_blocks(_lines(text)))


def set_points(text: str) -> SafeString:
    """Return text from a plain field as a list, one point a line.

    Factors in a public interest test are weighed one by one, so readers need them
    apart; a single factor is marked as one too.
    """
    points = [_BULLET.sub("", line, count=1) for line in _lines(text)]
    return _safe(_blocks(f"- {point}" for point in points))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return received text as paragraphs, divided at blank lines.

    The sender's program wraps messages, so a single line end means nothing.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = re.split(r"\n[^\S\n]*\n", lines)
    return tuple(
        folded
        for part in parts
        if (folded := " ".join(_without_controls(part).split()))
    )


def plain(html: str) -> str:
    """Return the words of rich text, one line for each block."""
    return to_plain(_without_controls(html))


def _without_controls(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _lines(text: str) -> list[str]:
    return [
        " ".join(_without_controls(line).split())
        for line in text.splitlines()
        if line.strip()
    ]


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Yield a paragraph for each line, and a list for bulleted lines in a row."""
    is_listing = False
    for line in lines:
        bullet = _BULLET.match(line)
        if is_listing and not bullet:
            yield "</ul>"
        if bullet:
            yield (
                "" if is_listing else "<ul>"
            ) + f"<li>{escape(line[bullet.end() :])}</li>"
        else:
            yield f"<p>{escape(line)}</p>"
        is_listing = bool(bullet)
    if is_listing:
        yield "</ul>"


def _settled(node: Content) -> Content:
    if isinstance(node, str):
        return node
    if node.tag == "table":
        _set_sides(node)
    if node.tag != "a":
        inside = [_settled(child) for child in node.children]
        settled = Node(node.tag, node.attributes, inside)
        return columns.settled(settled) if node.tag == "table" else settled
    link = Node("a", node.attributes, ["".join(_words(node))])
    is_bold = all(
        isinstance(one, Node) and one.tag == "strong" for one in node.children
    )
    return Node("strong", {}, [link]) if is_bold else link


def _set_sides(table: Node) -> None:
    """Name the cells that stand at the right, where a cell has a style by its class."""
    at_the_right = {id(cell) for cell in cells_at_the_right(table)}
    for part in table.children:
        for row in children(part):
            for cell in children(row):
                if isinstance(cell, Node):
                    cell.attributes.pop("align", None)
                    if id(cell) in at_the_right:
                        cell.attributes["class"] = columns.FIGURES


def _words(node: Content) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif node.tag in RAISED:
        yield raised_words(node)
        return
    elif node.tag == "br":
        yield " "
    for child in children(node):
        yield from _words(child)


def _safe(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - cleaned or escaped piece by piece
