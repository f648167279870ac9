"""HTML as a tree of bounded depth, read from what nh3 writes and written again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TypeAlias

INLINE = frozenset({"strong", "em", "a", "br"})
LISTS = frozenset({"ul", "ol"})
DEEPEST = 30
_VOID = frozenset({"br", "col"})
_RENAMED = {"b": "strong", "i": "em"}


@dataclass(slots=True)
class Node:
    """An element; the root of a tree has no tag."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Content]" = field(default_factory=list)


Content: TypeAlias = Node | str


def read(html: str) -> list[Content]:
    """Return well-formed HTML as a tree; what lies too deep is kept without its tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root.children


def write(node: Content) -> str:
    """Return a node as HTML."""
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {k}="{escape(v)}"' for k, v in node.attributes.items())
    if node.tag in _VOID:
        return f"<{node.tag}{attributes}>"
    inside = "".join(map(write, node.children))
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"


def count(nodes: Iterable[Content]) -> int:
    """Return the number of elements, those inside others included."""
    return sum(1 + count(n.children) for n in nodes if not isinstance(n, str))


def children(node: Content) -> list[Content]:
    """Return what an element contains; a text contains nothing."""
    return [] if isinstance(node, str) else node.children


def is_inline(node: Content) -> bool:
    """Whether it is text, or an element that stands within a line of text."""
    return isinstance(node, str) or node.tag in INLINE


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        # Each element still open, and the node that its content goes to.
        self._open: list[tuple[str, Node]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1][1]
        node = Node(_RENAMED.get(tag, tag), {k: v or "" for k, v in attrs})
        is_too_deep = len(self._open) > DEEPEST
        if not is_too_deep:
            parent.children.append(node)
        if tag != "br":
            self._open.append((tag, parent if is_too_deep else node))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self._open[1:]}:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1][1].children.append(data)
