"""Put together what other programs part: first letters of paragraphs, and lists.

Word for the web, Slack and Quill write a list within a list as a list of its own, or
as an item, and say its level.
"""

import re
from collections.abc import Iterator
from typing import Final

from documents.richtext.nodes import Content, Node
from documents.richtext.pieces import put_before, words_in

_DROPPED = re.compile(r"mso-element\s*:\s*dropcap", re.IGNORECASE)
_TAKES_CAPITAL: Final = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS: Final = {"ol", "ul"}
_INDENT = re.compile(r"\bql-indent-([1-8])\b")
_OF_QUILL: Final = {"bullet": "ul", "ordered": "ol"}


def put_together(contents: list[Content]) -> list[Content]:
    """Return the content of an element with its parted pieces put together."""
    made: list[Content] = []
    capital = ""
    before: Node | None = None  # the list that another one may go on
    for piece in _each(contents):
        if isinstance(piece, Node) and _is_capital(piece):
            capital = "".join(words_in(piece)).strip()
            continue
        if capital and isinstance(piece, Node) and piece.tag in _TAKES_CAPITAL:
            put_before(piece.children, capital)
            capital = ""
        list_ = _list_in(piece) if isinstance(piece, Node) else None
        if list_ is not None and before is not None and _is_joined(before, list_):
            continue
        made.append(piece)
        if not _is_blank(piece):
            before = list_
    return [*made, Node("p", {}, [capital])] if capital else made


def _is_capital(node: Node) -> bool:
    """Whether an element holds the first letter of the next paragraph."""
    return _DROPPED.search(node.attributes.get("style", "")) is not None


def _each(contents: list[Content]) -> Iterator[Content]:
    """Yield content, a list of Quill's as lists of one level and kind each."""
    for piece in contents:
        if isinstance(piece, Node) and piece.tag in _LISTS and _is_of_quill(piece):
            yield from _of_one_level(piece)
        else:
            yield piece


def _is_of_quill(node: Node) -> bool:
    return any(
        "data-list" in item.attributes
        or _INDENT.search(item.attributes.get("class", ""))
        for item in node.children
        if isinstance(item, Node)
    )


def _of_one_level(node: Node) -> Iterator[Node]:
    numbers: dict[int, int] = {}
    for item in node.children:
        if not isinstance(item, Node):
            continue
        found = _INDENT.search(item.attributes.get("class", ""))
        level = int(found[1]) if found else 0
        tag = _OF_QUILL.get(item.attributes.get("data-list", ""), node.tag)
        numbers = {n: last for n, last in numbers.items() if n <= level}
        if tag == "ol":
            numbers[level] = numbers.get(level, 0) + 1
        attributes = {"data-indent": str(level), "start": str(numbers.get(level, 1))}
        yield Node(tag, attributes, [item])


def _is_joined(before: Node, list_: Node) -> bool:
    """Put a list that says its level into the one before, if it goes on there."""
    while _level(before) < _level(list_):
        item = before.children[-1]
        deeper = item.children[-1] if isinstance(item, Node) and item.children else None
        if not isinstance(deeper, Node) or deeper.tag not in _LISTS:
            within = item if isinstance(item, Node) else before
            within.children.append(list_)
            return True
        before = deeper
    if not _goes_on(before, list_):
        return False
    before.children += list_.children
    return True


def _list_in(node: Node) -> Node | None:
    """Return a list that says its level, in Word's wrapper or without; or None."""
    only: Content | None = node
    if "listcontainerwrapper" in node.attributes.get("class", "").lower():
        inside = [one for one in node.children if not _is_blank(one)]
        only = inside[0] if len(inside) == 1 else None
    if not isinstance(only, Node) or only.tag not in _LISTS or _level(only) < 0:
        return None
    only.children = [one for one in only.children if not _is_blank(one)]
    return only if only.children else None


def _level(list_: Node) -> int:
    """Return the level that a list says, from 0; -1 for none."""
    if (written := list_.attributes.get("data-indent", "")) in set("012345678"):
        return int(written or "-1")
    first = next((one for one in list_.children if isinstance(one, Node)), None)
    written = first.attributes.get("data-aria-level", "") if first else ""
    return int(written) - 1 if written in set("123456789") else -1


def _goes_on(before: Node, list_: Node) -> bool:
    """Whether the items of a list go on from another one at its level."""
    if _level(before) != _level(list_) or before.tag != list_.tag:
        return False
    if list_.tag == "ul":
        return True
    first, second = (one.attributes.get("start", "1") for one in (before, list_))
    if not (first.isdecimal() and second.isdecimal()):
        return False
    return int(second) == int(first) + len(before.children)


def _is_blank(piece: Content) -> bool:
    return isinstance(piece, str) and not piece.strip()
