"""Keep the numbers that a list shows: counted down, jumped over, or in letters."""

import re
from typing import Final

from documents.richtext.nodes import Content, Node
from documents.richtext.variables import Styles

_TYPES: Final = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "lower-greek": "greek",
}
_GREEK: Final = "greek"  # no list of a letter has such numbers, so they are typed
_ALPHABET: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_MOST: Final = 9_999  # the highest number of an item


def lists_of(node: Node, contents: list[Content], kind: str) -> list[Content]:
    """Return a numbered list; one for each run of numbers, where its numbers jump.

    Args:
        node: The list as pasted.
        contents: Its items as read, each with its `value`.
        kind: The `type` of its numbers; "" for figures.
    """
    step = -1 if "reversed" in node.attributes else 1
    first = _whole(node.attributes.get("start"))
    items = sum(map(is_item, contents))
    number = (1 if step > 0 else items) if first is None else first
    read: list[Content] = []
    before: int | None = None
    for child in contents:
        if isinstance(child, str) or child.tag != "li":
            _inside_last(read, child)
            continue
        given = _whole(child.attributes.get("value"))
        number = number if given is None else given
        if before is None or number != before + 1 or kind == _GREEK:
            read.append(Node("ol", {"start": str(number), "type": kind}))
        if kind == _GREEK and 0 < number <= len(_ALPHABET):
            typed = f"{_ALPHABET[number - 1]}. "
            read[-1:] = [Node("div", {}, [typed, *child.children])]
        elif 0 <= number <= _MOST:
            _inside_last(read, Node("li", {}, child.children))
        else:
            read[-1:] = [Node("div", {}, [f"{number}. ", *child.children])]
        before, number = number, number + step
    return read or [Node("div")]


def is_numbered(node: Node, styles: Styles) -> bool:
    """Whether a list shows numbers."""
    named = _list_style(styles)
    is_by_style = named in _TYPES or named.startswith("decimal")
    return is_by_style or (node.tag == "ol" and named != "none")


def kind_of(node: Node, *styles: Styles) -> str:
    """Return the `type` of a list's numbers.

    Args:
        node: The list.
        styles: Of the list, and of its first item.
    """
    named = next(filter(None, map(_list_style, styles)), "")
    return node.attributes.get("type", "") or _TYPES.get(named, "")


def is_item(node: Content) -> bool:
    """Whether a node is an item of a list."""
    return isinstance(node, Node) and node.tag == "li"


def _whole(written: str | None) -> int | None:
    found = re.fullmatch(r"\s*([+-]?\d{1,9})\s*", written or "", re.ASCII)
    return int(found[1]) if found else None


def _inside_last(read: list[Content], child: Content) -> None:
    last = read[-1] if read else ""
    if isinstance(last, Node):
        last.children.append(child)
    else:
        read.append(child)


def _list_style(styles: Styles) -> str:
    named = styles.get("list-style-type") or styles.get("list-style", "")
    return named.split()[0] if named else ""
