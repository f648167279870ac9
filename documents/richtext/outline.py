"""Give the headings of a text two levels, none skipped.

The letter puts both below the heading that the text stands under. A text pasted from a
report may begin at any level.
"""

from typing import Final

from documents.richtext.nodes import HEADINGS, Node

# As stored: the heading of a part of the text, and of a part of that.
HEADING: Final = "h3"
SUBHEADING: Final = "h4"


def outlined(blocks: list[Node]) -> list[Node]:
    """Return blocks with the outermost level as headings, all others as subheadings."""
    outermost = min((one.tag for one in blocks if one.tag in HEADINGS), default="")
    has_begun = False
    for block in blocks:
        if block.tag in HEADINGS:
            is_below = has_begun and block.tag != outermost
            block.tag = SUBHEADING if is_below else HEADING
            has_begun = True
    return blocks


def heading_of(node: Node) -> str:
    """Return "h2" for a heading of the second level; "" for other elements."""
    if node.tag in HEADINGS:
        return node.tag
    # Word for the web writes headings as paragraphs.
    level = f"h{node.attributes.get('aria-level', '')}"
    is_heading = node.attributes.get("role", "") == "heading"
    return level if is_heading and level in HEADINGS else ""
