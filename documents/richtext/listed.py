"""Read lists that Word writes as paragraphs with typed marks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from documents.richtext.nodes import Content, Node

_LEVEL = re.compile(r"\blevel(\d)\b", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_SIGNS = re.compile(r"font-family\s*:\s*[\"']?(?:symbol|wingdings|webdings)", re.I)
_NUMBER = re.compile(r"\(?(?:(\d{1,4})|([a-z]{1,5})|([A-Z]{1,5}))[.):]?")
_BULLET = re.compile(r"[^\w\s(]{1,2}|o")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(slots=True)
class Item:
    """A paragraph that Word shows as an item of a list.

    Attributes:
        level: 1 for the outermost.
        kind: "ul" for a bullet; for a number "1", "a", "A", "i" or "I"; "" for a mark
            that no list of a letter has.
        number: The number; 0 for a bullet.
        mark: As typed.
        content: The words, without the mark.
    """

    level: int
    kind: str
    number: int
    mark: str
    content: list[Content]


def is_item(node: Content) -> bool:
    """Whether a node is a paragraph that Word shows as an item of a list."""
    return (
        isinstance(node, Node)
        and node.tag in {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6"}
        and bool(_LEVEL.search(_list_style(node)))
    )


def _list_style(node: Node) -> str:
    found = re.search(r"mso-list\s*:([^;]*)", node.attributes.get("style", ""))
    return found[1] if found else ""


def taken_apart(node: Node) -> tuple[str, Node]:
    """Return the typed mark of an item, and the item without that mark."""
    style = node.attributes.get("style", "")
    if _IGNORED.search(style):
        mark = "".join(_words(node)).replace("\xa0", " ").strip()
        # A font of signs draws a letter as a bullet.
        return "•" if mark and _is_of_signs(node) else mark, Node("")
    kept: list[Content] = []
    mark = ""
    for child in node.children:
        if isinstance(child, Node) and not mark:
            mark, child = taken_apart(child)
            if mark and node.tag != "p" and _SIGNS.search(style):
                mark = "•"
        kept.append(child)
    return mark, Node(node.tag, node.attributes, kept)


def _is_of_signs(node: Node) -> bool:
    """Whether an element, or the first within it, is drawn in a font of signs."""
    if _SIGNS.search(node.attributes.get("style", "")):
        return True
    first = node.children[0] if node.children else ""
    return isinstance(first, Node) and _is_of_signs(first)


def _words(node: Content) -> list[str]:
    if isinstance(node, str):
        return [node]
    return [word for child in node.children for word in _words(child)]


def lists_of(nodes: list[Node], read: Callable[[Node], list[Content]]) -> list[Content]:
    """Return paragraphs in a row, all of them items, as lists within lists.

    Args:
        nodes: The paragraphs.
        read: Returns the content of one of them.
    """
    made: list[Content] = []
    open_: list[tuple[Item, Node]] = []  # the last item of each level, and its list
    before: dict[int, Item] = {}
    for node in nodes:
        mark, rest = taken_apart(node)
        item = _item(node, mark, read(rest), before)
        before = {n: one for n, one in before.items() if n < item.level}
        before[item.level] = item
        if not item.kind or node.tag not in {"p", "div"}:
            # Headings, and numbers such as "1.1", keep their number as typed.
            open_.clear()
            number = f"{mark} " if mark else ""
            made.append(Node(node.tag, {}, [number, *item.content]))
            continue
        while open_ and open_[-1][0].level > item.level:
            open_.pop()
        if open_ and open_[-1][0].level == item.level:
            last, its_list = open_.pop()
            if not _goes_on(last, item):
                its_list = _list(item)
                _beside(open_, made).append(its_list)
        else:
            its_list = _list(item)
            _beside(open_, made).append(its_list)
        its_list.children.append(Node("li", {}, item.content))
        open_.append((item, its_list))
    return made


def _beside(open_: list[tuple[Item, Node]], made: list[Content]) -> list[Content]:
    """Return the content that a new list belongs to: the last open item or the text."""
    if not open_:
        return made
    item = open_[-1][1].children[-1]
    return item.children if isinstance(item, Node) else made


def _goes_on(last: Item, item: Item) -> bool:
    if "ul" in {last.kind, item.kind}:
        return last.kind == item.kind
    return last.kind == item.kind and item.number == last.number + 1


def _list(item: Item) -> Node:
    if item.kind == "ul":
        return Node("ul")
    attributes = {} if item.kind == "1" else {"type": item.kind}
    return Node("ol", {"start": str(item.number), **attributes})


def _item(
    node: Node, mark: str, content: list[Content], before: dict[int, Item]
) -> Item:
    found = _LEVEL.search(_list_style(node))
    level = int(found[1]) if found else 1
    kind, number = _numbered(mark, before.get(level))
    return Item(level, kind, number, mark, content)


def _numbered(mark: str, last: Item | None) -> tuple[str, int]:
    """Return the kind and number of a typed mark."""
    if _BULLET.fullmatch(mark):
        return "ul", 0
    found = _NUMBER.fullmatch(mark)
    if not found:
        return "", 0
    figures, small, capital = found.groups()
    if figures:
        return "1", int(figures)
    letters = (small or capital).lower()
    as_letter = ("a" if small else "A", _letters(letters))
    as_roman = ("i" if small else "I", _roman(letters))
    ways = [way for way in (as_letter, as_roman) if way[1]]
    for way in ways:
        if last and way == (last.kind, last.number + 1):
            return way
    # "i." begins a list of Roman numbers, "c." goes on with letters.
    is_roman = as_roman[1] and (letters == "i" or len(letters) > 1)
    return as_roman if is_roman or not as_letter[1] else as_letter


def _letters(letters: str) -> int:
    """Return the number of a letter: "a" is 1, "aa" 27; 0 for none."""
    if len(letters) == 1:
        return ord(letters) - 96
    return 26 + ord(letters[0]) - 96 if len(set(letters)) == 1 < len(letters) < 3 else 0


def _roman(letters: str) -> int:
    """Return a Roman number as a whole number; 0 for other letters."""
    if not set(letters) <= set(_ROMAN):
        return 0
    values = [_ROMAN[one] for one in letters]
    return sum(
        -one if one < following else one
        for one, following in zip(values, [*values[1:], 0], strict=True)
    )
