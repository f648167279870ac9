"""Read paragraphs with typed bullets as a list, as mails and PDF files have them."""

import re
from typing import Final

from documents.richtext.nodes import Content, Node, is_inline
from documents.richtext.pieces import words_in

_BULLET = re.compile(r"\s*[•·▪◦‣●○∙](?=\s)\s*")
_FEWEST: Final = 2


def as_lists(contents: list[Content]) -> list[Content]:
    """Return content in which paragraphs with bullets, in a row, are a list."""
    read: list[Content] = []
    run: list[Node] = []
    for piece in contents:
        if isinstance(piece, Node) and _is_item(piece):
            run.append(piece)
        elif not run or not isinstance(piece, str) or piece.strip():
            read += _read(run)
            run = []
            read.append(piece)
    return read + _read(run)


def _is_item(node: Node) -> bool:
    is_line = node.tag in {"div", "p"} and all(map(is_inline, node.children))
    return is_line and _BULLET.match("".join(words_in(node))) is not None


def _read(run: list[Node]) -> list[Content]:
    if len(run) < _FEWEST:
        return list(run)
    for item in run:
        found = _BULLET.match("".join(words_in(item)))
        _cut(item.children, found.end() if found else 0)
    return [Node("ul", {}, [Node("li", {}, item.children) for item in run])]


def _cut(contents: list[Content], many: int) -> int:
    """Cut the first characters off content; return how many are still to cut."""
    for place, piece in enumerate(contents):
        if not many:
            break
        if isinstance(piece, Node):
            many = _cut(piece.children, many)
        else:
            contents[place] = piece[many:]
            many -= min(len(piece), many)
    return many
