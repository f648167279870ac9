"""Make a letter's page into well-set plain text for an e-mail, with every word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from documents.richtext.elements import RAISED
from documents.richtext.grids import in_places
from documents.richtext.nodes import Content, Node, children, read
from documents.richtext.numerals import numeral
from documents.richtext.raised import plainly
from responses.letters.aligning import Row, aligned, labelled, wrapped
from responses.letters.columns import FIGURES
from responses.letters.pages import DRAFT_MARK, is_draft

WIDTH: Final = 72
_NO_WIDTH: Final = 10_000
_ANSWER: Final = "letter-answer"
_ASKED: Final = "letter-asked"
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote caption dd div dl dt figcaption figure "
        "footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p section table ul",
    )
)
_RULES: Final = {"h1": "=", "h2": "-"}
_QUOTE: Final = "  "
_LINE_CLASSES: Final = frozenset({"letter-line"})
_CELLS: Final = {"td", "th"}
_NOTE_NUMBER: Final = "letter-noteref"
_NOTE_BACK: Final = "letter-notes__back"
_NOTES: Final = "letter-notes__list"


def text_of(page: str) -> str:
    """Return a letter's page as plain text.

    Lines have at most 72 characters, except for longer single words such as addresses.
    Headings are underlined or set apart. Lists keep their numbers. Links are followed
    by their address. Tables are aligned where they fit, and otherwise become labelled
    lines.

    Args:
        page: A page made by `pages.page_of`.

    Raises:
        ValueError: The page was not made by `page_of`.
    """
    body = _body_of(page)
    lines: list[str] = [DRAFT_MARK] if is_draft(page) else []
    for block in _blocks(body, WIDTH):
        if lines:
            lines += [""] * block.space
        lines += block.lines
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _body_of(page: str) -> list[Node | str]:
    body = _BODY.search(page)
    if body is None:
        raise ValueError("This is not a letter's page.")
    return read(body.group(1))


@dataclass(slots=True)
class _Block:
    """Some lines, and the number of empty lines before them."""

    lines: list[str]
    space: int = 1

    def indented(self, by: str) -> "_Block":
        return _Block([by + line if line else "" for line in self.lines], self.space)


def answers_in(page: str) -> dict[str, str]:
    """Return the answers of a letter's page as plain text, each by its anchor.

    An answer has its outcome, its words and its grounds; its heading and the question
    are left out. Lines end where paragraphs do.

    Args:
        page: A page made by `pages.page_of`.

    Raises:
        ValueError: The page was not made by `page_of`.
    """
    body = _body_of(page)
    found: dict[str, str] = {}
    for answer in _with_class(body, _ANSWER):
        heading, *rest = [one for one in answer.children if isinstance(one, Node)]
        anchor = heading.attributes.get("id", "").removeprefix("letter-")
        said = [one for one in rest if one.attributes.get("class") != _ASKED]
        lines: list[str] = []
        for block in _blocks(list(said), _NO_WIDTH):
            lines += [""] * block.space if lines else []
            lines += block.lines
        found[anchor] = "\n".join(line.rstrip() for line in lines).strip("\n")
    return found


def _with_class(nodes: list[Content], name: str) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node):
            if node.attributes.get("class") == name:
                yield node
            else:
                yield from _with_class(node.children, name)


def _blocks(nodes: list[Content], width: int) -> Iterator[_Block]:
    """Set nodes below each other; text between blocks becomes a paragraph."""
    loose: list[Content] = []
    for node in nodes:
        if isinstance(node, Node) and _holds_blocks(node):
            yield from _paragraph(loose, width)
            loose = []
            yield from _block(node, width)
        else:
            loose.append(node)
    yield from _paragraph(loose, width)


def _holds_blocks(node: Node) -> bool:
    return node.tag in _BLOCKS or any(
        _holds_blocks(child) for child in node.children if isinstance(child, Node)
    )


def _block(node: Node, width: int) -> Iterator[_Block]:
    match node.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield from _heading(node, width)
        case "ul" | "ol":
            yield from _list(node, width)
        case "blockquote" | "dd":
            for block in _blocks(node.children, width - len(_QUOTE)):
                yield block.indented(_QUOTE)
        case "table":
            yield from _table(node, width)
        case "hr" | "img":
            yield from _paragraph([node.attributes.get("alt", "")], width)
        case _:
            yield from _blocks(node.children, width)


def _heading(node: Node, width: int) -> Iterator[_Block]:
    lines = [line for block in _paragraph(node.children, width) for line in block.lines]
    if not lines:
        return
    if rule := _RULES.get(node.tag):
        lines.append(rule * max(map(len, lines)))
    yield _Block(lines, space=2 if node.tag in _RULES else 1)


def _paragraph(nodes: list[Content], width: int) -> Iterator[_Block]:
    lines = [
        line
        for words in _words(nodes).split("\n")
        if words.strip()
        for line in wrapped(words, width)
    ]
    if lines:
        yield _Block(lines)


def _words(nodes: list[Content]) -> str:
    """Return running text, with line breaks only where intended."""
    said = ""
    for node in nodes:
        if isinstance(node, str):
            said += re.sub(r"[ \t\r\n\f\v]+", " ", node)
        elif node.tag == "br":
            said += "\n"
        elif node.tag == "img":
            said += f"{node.attributes.get('alt', '')} "
        elif node.attributes.get("class") == _NOTE_NUMBER:
            said += f"[{_words(node.children)}]"
        elif node.attributes.get("class") != _NOTE_BACK:
            inside = _words(node.children)
            if node.tag in RAISED:
                inside = plainly(inside, node.tag)
            if node.tag == "a":
                inside = _link(inside, node.attributes.get("href", ""))
            is_line = node.attributes.get("class", "") in _LINE_CLASSES
            said += f"\n{inside}\n" if is_line else inside
    return said


def _link(words: str, href: str) -> str:
    address = href.removeprefix("mailto:").removeprefix("tel:")
    shown = words.strip()
    if not address or href.startswith("#") or _bare(shown) == _bare(address):
        return words
    return f"{words} <{address}>"


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address).rstrip("/").casefold()


def _list(node: Node, width: int) -> Iterator[_Block]:
    """Number an ordered list as in its HTML; mark other lists with a hyphen."""
    items = [n for n in node.children if isinstance(n, Node)]
    number = _whole(node.attributes.get("start"), 1)
    kind = node.attributes.get("type", "1")
    marks = []
    for item in items:
        number = _whole(item.attributes.get("value"), number)
        marks.append(_mark(node, numeral(number, kind)))
        number += 1
    widest = max(map(len, marks), default=0) + 1
    for position, (mark, item) in enumerate(zip(marks, items, strict=True)):
        set_ = list(_blocks(item.children, width - widest)) or [_Block([""])]
        for place, block in enumerate(set_):
            indented = block.indented(" " * widest)
            if place == 0:
                indented.lines[0] = mark.ljust(widest) + block.lines[0]
            indented.space = 1 if position == place == 0 else 0
            if place and block.space:
                indented.space = 1 if len(block.lines) > 1 else 0
            yield indented


def _mark(node: Node, number: str) -> str:
    if node.attributes.get("class") == _NOTES:
        return f"[{number}]"
    return f"{number}." if node.tag == "ol" else "-"


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() else otherwise


def _table(node: Node, width: int) -> Iterator[_Block]:
    """Align a table if its columns fit on a line; otherwise label each cell."""
    for caption in _inside(node, {"caption"}):
        yield from _paragraph(caption.children, width)
    cells = in_places(
        [Node("tr", {}, list(_inside(row, _CELLS))) for row in _inside(node, {"tr"})]
    )
    rows = [_row(row, above) for above, row in pairwise([[], *cells])]
    rows = [row for row in rows if any(row.cells)]
    if not rows:
        return
    lines = aligned(rows, width)
    yield from map(_Block, [lines] if lines else labelled(rows, width))


def _inside(node: Node, tags: set[str]) -> Iterator[Node]:
    """Yield elements of the table itself, not of a table inside it."""
    for child in node.children:
        if isinstance(child, Node):
            if child.tag in tags:
                yield child
            elif child.tag != "table":
                yield from _inside(child, tags)


def _row(cells: list[Node | None], above: list[Node | None]) -> Row:
    """Return a row; a cell over several columns leaves the others empty."""
    is_head = all(cell.tag == "th" for cell in cells if cell)
    words = [_cell(cell) if cell else "" for cell in cells]
    going_on = {
        place
        for place, (cell, before) in enumerate(zip(cells, above, strict=False))
        if cell and cell is before
    }
    at_the_right = {
        place
        for place, cell in enumerate(cells)
        if cell and cell.attributes.get("class") == FIGURES
    }
    return Row(words, is_head, going_on, at_the_right)


def _cell(node: Node) -> str:
    """Return the words of a cell on a single line."""
    if not any(_holds_blocks(n) for n in children(node) if isinstance(n, Node)):
        return " ".join(_words(node.children).split())
    lines = (line for block in _blocks(node.children, 10_000) for line in block.lines)
    return " ".join(" ".join(lines).split())
