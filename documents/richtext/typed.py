"""Read the fields of a form: what is typed, chosen and ticked."""

from documents.richtext.nodes import Node
from documents.richtext.pieces import inside, words_in


def tick_of(node: Node) -> str:
    """Return a box or a button of a choice as a sign; "" for other fields."""
    is_set = "checked" in node.attributes
    match _type(node):
        case "checkbox":
            return "☑ " if is_set else "☐ "
        case "radio":
            return "◉ " if is_set else "○ "
    return ""


def typed_in(node: Node) -> str:
    """Return what is typed or chosen in a field."""
    if node.tag == "select":
        options = list(inside(node, "option"))
        chosen = [one for one in options if "selected" in one.attributes]
        return ", ".join("".join(words_in(one)) for one in chosen or options[:1])
    if _type(node) in {"hidden", "password", "file", "image"}:
        return ""
    return node.attributes.get("value", "")


def _type(node: Node) -> str:
    is_input = node.tag == "input"
    return node.attributes.get("type", "text").lower() if is_input else ""
