"""Put a formula in MathML into words and figures on a line."""

from collections.abc import Callable, Iterator
from typing import Final

from documents.richtext.nodes import Content, Node, children

_SILENT: Final = {"annotation", "annotation-xml", "mphantom", "malignmark"}
_LEAVES: Final = {"mi", "mn", "mo", "ms", "mtext"}


def on_a_line(node: Content) -> list[Content]:
    """Return a formula as text with raised and lowered parts.

    A fraction becomes "a/b", a root "√a". Brackets keep together what stood together.
    """
    if isinstance(node, str):
        return [" ".join(node.split())]
    if node.tag in _SILENT or _is_struck(node):
        return []
    if set_ := _SET.get(node.tag):
        parts = [
            child
            for child in node.children
            if isinstance(child, Node) and child.tag not in _SILENT
        ]
        return set_(node, parts)
    if node.tag == "mspace":
        return [" "]
    return [piece for child in node.children for piece in on_a_line(child)]


def _is_struck(node: Node) -> bool:
    return node.tag == "menclose" and "strike" in node.attributes.get("notation", "")


def _together(node: Content) -> list[Content]:
    """Return a part, in brackets where it is more than a number or a name."""
    inside = on_a_line(node)
    words = "".join(_words(inside))
    if words.replace(".", "").replace(",", "").isalnum():
        return inside
    return ["(", *inside, ")"] if words else []


def _words(contents: list[Content]) -> Iterator[str]:
    for one in contents:
        if isinstance(one, str):
            yield one
        else:
            yield from _words(children(one))


def _fraction(node: Node, parts: list[Node]) -> list[Content]:
    if len(parts) != 2:
        return _rows(node, parts)
    sign = " over " if node.attributes.get("linethickness", "1")[:1] == "0" else "/"
    fraction = [*_together(parts[0]), sign, *_together(parts[1])]
    return ["(", *fraction, ")"] if sign != "/" else fraction


def _scripts(*tags: str) -> Callable[[Node, list[Node]], list[Content]]:
    def set_(_: Node, parts: list[Node]) -> list[Content]:
        if not parts:
            return []
        said = _together(parts[0])
        for tag, part in zip(tags, parts[1:], strict=False):
            if inside := on_a_line(part):
                said.append(Node(tag, {}, ["".join(_words(inside))]))
        return said

    return set_


def _root(_: Node, parts: list[Node]) -> list[Content]:
    base, *index = parts or [Node("")]
    degree = [Node("sup", {}, ["".join(_words(on_a_line(one)))]) for one in index]
    return [*degree, "√", *_together(base)]


def _square_root(node: Node, _: list[Node]) -> list[Content]:
    return ["√", *_together(Node("mrow", {}, node.children))]


def _fenced(node: Node, parts: list[Node]) -> list[Content]:
    between = node.attributes.get("separators", ",").strip()[:1]
    said: list[Content] = [node.attributes.get("open", "(")]
    for place, part in enumerate(parts):
        said += [f"{between} "] if place else []
        said += on_a_line(part)
    return [*said, node.attributes.get("close", ")")]


def _table(_: Node, parts: list[Node]) -> list[Content]:
    rows = ["; ".join(", ".join(_cells(row)) for row in parts)]
    return ["[", *rows, "]"]


def _cells(row: Node) -> Iterator[str]:
    for cell in row.children:
        if isinstance(cell, Node):
            yield "".join(_words(on_a_line(cell)))


def _rows(_: Node, parts: list[Node]) -> list[Content]:
    said: list[Content] = []
    for part in parts:
        said += [" ", *on_a_line(part)] if said else on_a_line(part)
    return said


def _first(_: Node, parts: list[Node]) -> list[Content]:
    return on_a_line(parts[0]) if parts else []


_SET: Final[dict[str, Callable[[Node, list[Node]], list[Content]]]] = {
    "mfrac": _fraction,
    "msup": _scripts("sup"),
    "msub": _scripts("sub"),
    "msubsup": _scripts("sub", "sup"),
    "mover": _scripts("sup"),
    "munder": _scripts("sub"),
    "munderover": _scripts("sub", "sup"),
    "mmultiscripts": _scripts("sub", "sup"),
    "mroot": _root,
    "msqrt": _square_root,
    "mfenced": _fenced,
    "mtable": _table,
    "mstack": _rows,
    "mlongdiv": _rows,
    "msrow": _rows,
    "semantics": _first,
    "maction": _first,
}
