"""Parse HTML from nh3 into a tree of bounded depth, and write it again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TypeAlias

# A footnote, in the line at the place of its number. Browsers show it as words.
NOTE = "foot-note"
INLINE = frozenset({"strong", "em", "a", "br", "sup", "sub", NOTE})
# From the outermost of all pages; a letter's text has the two of `outline`.
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = frozenset({"ul", "ol"})
DEEPEST = 30  # elements within elements
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)
_RENAMED = {"b": "strong", "i": "em"}


@dataclass(slots=True)
class Node:
    """An element; the root of a tree has no tag."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Content]" = field(default_factory=list)


Content: TypeAlias = Node | str


def read(html: str, *, deepest: int = DEEPEST, beyond: str = "") -> list[Content]:
    """Return well-formed HTML as a tree.

    Args:
        html: What `nh3` returned.
        deepest: How many elements may lie within each other.
        beyond: The tag of an element that stands for what lies deeper; without one,
            elements that lie deeper lose their tags.
    """
    builder = _Builder(deepest, beyond)
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
    """Return the number of elements, nested elements included."""
    return sum(1 + count(n.children) for n in nodes if not isinstance(n, str))


def children(node: Content) -> list[Content]:
    """Return the content of an element; a text has none."""
    return [] if isinstance(node, str) else node.children


def is_inline(node: Content) -> bool:
    """Whether a node is text, or an element within a line of text."""
    return isinstance(node, str) or node.tag in INLINE


class _Builder(HTMLParser):
    def __init__(self, deepest: int, beyond: str) -> None:
        super().__init__(convert_charrefs=True)
        self._deepest = deepest
        self._beyond = beyond
        self.root = Node("")
        # Each open element, with the node for its content.
        self._open: list[tuple[str, Node]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1][1]
        node = Node(_RENAMED.get(tag, tag), {k: v or "" for k, v in attrs})
        is_too_deep = len(self._open) > self._deepest
        if is_too_deep and self._beyond:
            is_too_deep = parent.tag == self._beyond
            node = Node(self._beyond)
        if not is_too_deep:
            parent.children.append(node)
        if tag not in _VOID:
            self._open.append((tag, parent if is_too_deep else node))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open[-1][0]:
            self._open.pop()
        elif tag in {name for name, _ in self._open[1:]}:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1][1].children.append(data)
