"""Build elements of WordprocessingML, and read elements of the page."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# The width of a line of text on A4, in twentieths of a point.
LINE = 9184
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element of Word's namespace to a parent; return the element."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def children(node: Any) -> Iterator[Any]:
    """Yield each child of a page's element, and the text after the child."""
    for child in node:
        yield child
        yield child.tail or ""


def content(node: Any) -> list[Any]:
    """Return all children of a page's element, texts included."""
    return [node.text or "", *children(node)]


def say(into: Any, text: str) -> Any:
    """Add a run of text with all its spaces; return the run."""
    run = add(into, "w:r")
    words = add(run, "w:t")
    words.text = text
    words.set(SPACE, "preserve")
    return run
