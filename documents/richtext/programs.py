"""Put together what Word parts: first letters over several lines, and lists."""

import re
from typing import Final

from documents.richtext.nodes import Content, Node
from documents.richtext.pieces import put_before, words_in

_DROPPED = re.compile(r"mso-element\s*:\s*dropcap", re.IGNORECASE)
_TAKES_CAPITAL: Final = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_LEVEL: Final = "data-aria-level"


def put_together(contents: list[Content]) -> list[Content]:
    """Return the content of an element with its parted pieces put together."""
    made: list[Content] = []
    capital = ""
    for piece in contents:
        if isinstance(piece, Node) and _is_capital(piece):
            capital = "".join(words_in(piece)).strip()
            continue
        if capital and isinstance(piece, Node) and piece.tag in _TAKES_CAPITAL:
            put_before(piece.children, capital)
            capital = ""
        if not _is_joined(made, piece):
            made.append(piece)
    return [*made, Node("p", {}, [capital])] if capital else made


def _is_capital(node: Node) -> bool:
    """Whether an element holds the first letter of the next paragraph."""
    return _DROPPED.search(node.attributes.get("style", "")) is not None


def _is_joined(made: list[Content], piece: Content) -> bool:
    """Put the list of Word for the web into the last list, if it goes on there."""
    if not isinstance(piece, Node) or (list_ := _list_in(piece)) is None:
        return False
    last = next((one for one in reversed(made) if not _is_blank(one)), None)
    before = _list_in(last) if isinstance(last, Node) else None
    if before is None:
        return False
    level = _level(list_)
    while True:
        item = before.children[-1]
        if _level(before) >= level or not isinstance(item, Node):
            break
        deeper = item.children[-1] if item.children else None
        if not isinstance(deeper, Node) or deeper.tag not in {"ol", "ul"}:
            item.children.append(list_)
            return True
        before = deeper
    if before.tag != list_.tag or not _goes_on(before, list_):
        return False
    before.children += list_.children
    return True


def _list_in(node: Node) -> Node | None:
    """Return the list that a wrapper of Word for the web holds, or None."""
    inside = [one for one in node.children if not _is_blank(one)]
    if "listcontainerwrapper" not in node.attributes.get("class", "").lower():
        return None
    only = inside[0] if len(inside) == 1 else None
    if not isinstance(only, Node) or only.tag not in {"ol", "ul"} or not _level(only):
        return None
    only.children = [one for one in only.children if not _is_blank(one)]
    return only


def _level(list_: Node) -> int:
    first = next((one for one in list_.children if isinstance(one, Node)), None)
    written = first.attributes.get(_LEVEL, "") if first else ""
    return int(written) if written in set("123456789") else 0


def _goes_on(before: Node, list_: Node) -> bool:
    """Whether the numbers of a list go on from another one at its level."""
    if _level(before) != _level(list_):
        return False
    if list_.tag == "ul":
        return True
    first, second = (one.attributes.get("start", "1") for one in (before, list_))
    if not (first.isdecimal() and second.isdecimal()):
        return False
    return int(second) == int(first) + len(before.children)


def _is_blank(piece: Content) -> bool:
    return isinstance(piece, str) and not piece.strip()
