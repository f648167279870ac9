"""Pieces of WordprocessingML, and of the page that they are made from."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# In twentieths of a point: how wide a line of text is on A4.
LINE = 9184
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element of Word's own names to another, and return it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def children(node: Any) -> Iterator[Any]:
    """Yield each child of an element of the page, and the text after it."""
    for child in node:
        yield child
        yield child.tail or ""


def content(node: Any) -> list[Any]:
    """Return all that is within an element of the page, texts included."""
    return [node.text or "", *children(node)]


def say(into: Any, text: str) -> Any:
    """Add a run of text, every blank of it kept; return the run."""
    run = add(into, "w:r")
    words = add(run, "w:t")
    words.text = text
    words.set(SPACE, "preserve")
    return run
