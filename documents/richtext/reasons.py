"""Tell the words of a pasted text that do not count from those that do."""

import re
from typing import Final

from documents.richtext import elements, hiding
from documents.richtext.leftovers import Reason
from documents.richtext.nodes import Content, Node
from documents.richtext.variables import Styles

TOO_DEEP: Final = "too-deep"  # stands for what lies within too many elements
_DELETED: Final = {
    *("msodel", "msomovefrom", "trackchangetextdeletion", "tracked-deletion"),
    *("ck-suggestion-marker-deletion", "deletion", "strikethrough", "strike"),
    *("line-through", "linethrough", "struck", "diff-html-removed", "diff-removed"),
    *("diff-deletedline", "blob-code-deletion"),
}
_REMARK: Final = {"msocomanchor", "msocomtxt", "msocomoff", "msocommentreference"}
# Of words that a page keeps for being read out.
_READ_OUT: Final = {
    *("visually-hidden", "govuk-visually-hidden", "visuallyhidden", "sr-only"),
    *("screen-reader-text", "screen-reader-only", "element-invisible", "a-offscreen"),
}
# Some browsers copy the name of a style without the style.
_RAISED: Final = {
    **dict.fromkeys(("superscript", "sup", "textsuperscript"), "sup"),
    **dict.fromkeys(("msofootnotereference", "msoendnotereference"), "sup"),
    **dict.fromkeys(("subscript", "sub", "textsubscript"), "sub"),
}
_REMARKED = re.compile(r"#(?:_msoanchor|_anchor|cmnt_ref)[_\d]", re.IGNORECASE)
_REMARKING = re.compile(r"#(?:_msocom|cmnt)_?\d", re.IGNORECASE)


def reason_of(node: Node, styles: Styles) -> Reason | None:
    """Return why an element is left out with all that it holds, or None."""
    classes = set(node.attributes.get("class", "").lower().split())
    role = node.attributes.get("role", "").lower()
    if node.tag in elements.STRUCK or classes & _DELETED or role == "deletion":
        return Reason.STRUCK
    if (
        node.tag == "comment"
        or styles.get("mso-element") in {"comment-list", "comment"}
        or role == "comment"
    ):
        return Reason.COMMENT
    if classes & {"msocomtxt", "msocommenttext", "msocommentsubject"} or _is_remark(
        node
    ):
        return Reason.COMMENT
    is_dialog = node.tag == "dialog" and "open" not in node.attributes
    if is_dialog or classes & _READ_OUT or hiding.is_hidden(node, styles):
        return Reason.HIDDEN
    return Reason.DEEP if node.tag == TOO_DEEP else None


def name_of_raised(node: Node) -> str:
    """Return "sup" or "sub" where the name of an element's style says so, or ""."""
    names = node.attributes.get("class", "").lower().split()
    return next((_RAISED[one] for one in names if one in _RAISED), "")


def is_mark_of_remark(node: Node, styles: Styles) -> bool:
    """Whether an element is the mark in the text that leads to a comment."""
    classes = set(node.attributes.get("class", "").lower().split())
    is_link = node.tag == "a" and _REMARKING.match(node.attributes.get("href", ""))
    is_sign = styles.get("mso-special-character") == "comment"
    return bool(classes & _REMARK or is_link) or is_sign


def is_link_of_remark(node: Node) -> bool:
    """Whether a link leads to a comment, or from a comment back to its mark."""
    address = node.attributes.get("href", "")
    return bool(_REMARKING.match(address) or _REMARKED.match(address))


def _is_remark(node: Node) -> bool:
    """Whether a block is a comment: a link back to its mark begins or ends it."""
    if node.tag not in {"p", "div", "li", "td"}:
        return False
    return _has_link_back(node, 0) or _has_link_back(node, -1)


def _has_link_back(node: Node, place: int) -> bool:
    """Whether an element has a link back to a remark's mark first, or last."""
    while True:
        seen = [one for one in node.children if _is_something(one)]
        first = seen[place] if seen else None
        if not isinstance(first, Node):
            return False
        if first.tag == "a" and (href := first.attributes.get("href")):
            return bool(_REMARKED.match(href))
        node = first


def _is_something(node: Content) -> bool:
    return bool(node.strip()) if isinstance(node, str) else bool(node.children)
