"""Read formulas that a web page holds twice: once drawn, and once to be read out."""

import re
from typing import Final

from documents.richtext.elements import PICTURES
from documents.richtext.nodes import Content, Node
from documents.richtext.pieces import inside

_OF_MATHJAX: Final = "mjx-"
_LETTER = re.compile(r"\bmjx-c([0-9a-f]{1,5})\b", re.IGNORECASE)
_BLANKS: Final = {"mjx-spacer", "mjx-nstrut", "mjx-dstrut", "mjx-line", "mjx-surd"}


def formula_of(node: Node) -> Node | None:
    """Return the formula in an element that also shows it in another way, or None.

    The drawn one is marked as not to be read out. MathJax draws by a style sheet, so
    that its elements hold no words; the formula is then read from their names.
    """
    parts = [one for one in node.children if isinstance(one, Node)]
    drawn = [one for one in parts if is_not_read_out(one)]
    if not drawn:
        return None
    for part in parts:
        if not is_not_read_out(part) and part.tag not in PICTURES:
            whole = Node("", {}, [part])
            if formula := next(inside(whole, "math"), None):
                return formula
    for one in drawn:
        if one.tag == "mjx-math":
            return Node("math", {}, [_as_mathml(one)])
    return None


def is_not_read_out(node: Node) -> bool:
    """Whether a page says that an element is only for the eye."""
    return node.attributes.get("aria-hidden", "").lower() == "true"


def _as_mathml(node: Node) -> Content:
    """Return what MathJax draws as an element of MathML."""
    name = node.tag.removeprefix(_OF_MATHJAX)
    if name == "c":
        found = _LETTER.search(node.attributes.get("class", ""))
        code = int(found[1], 16) if found else 0
        is_letter = 0x20 <= code < 0xD800 or 0x10000 <= code < 0x110000
        return chr(code) if is_letter else ""
    parts = [
        one for one in node.children if isinstance(one, Node) and one.tag not in _BLANKS
    ]
    if name == "mfrac":
        parts = [_first(node, "mjx-num"), _first(node, "mjx-den")]
    elif name in {"msubsup", "munderover"} and len(parts) > 1:
        # MathJax draws what is raised above what is lowered.
        scripts = [
            one
            for one in parts[-1].children
            if isinstance(one, Node) and one.tag not in _BLANKS
        ]
        parts = [*parts[:-1], *reversed(scripts)]
    words: list[Content] = [one for one in node.children if isinstance(one, str)]
    return Node(name, {}, [*words, *map(_as_mathml, parts)])


def _first(node: Node, tag: str) -> Node:
    return next(inside(node, tag), Node("mrow"))
