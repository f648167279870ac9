"""Represent a request once read: preamble, numbered questions, closing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["question", "heading", "note"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A node of the tree: a question, a heading over questions, or a note.

    Attributes:
        label: The number or letter as typed, without its punctuation; "" for none.
        marker: The label as typed with its punctuation, or the bullet; "" for none.
        text: The words of this node alone, line by line, without quote signs.
        children: The nodes beneath, in the order received.
        after: Text that goes on after the children.
        kind: A heading asks nothing but its children do; a note belongs to no question.
        is_implicit: Whether the sender never wrote this parent: the 1 of "1a" and "1b".
        start: Where the marker begins in the received text.
        end: Where `text` ends in the received text, exclusive.
        after_start: Where `after` begins in the received text.
        after_end: Where `after` ends in the received text, exclusive.
    """

    label: str
    marker: str
    text: str
    children: tuple["ParsedQuestion", ...] = ()
    after: str = ""
    kind: Kind = "question"
    is_implicit: bool = False
    start: int = 0
    end: int = 0
    after_start: int = 0
    after_end: int = 0

    def walk(self) -> Iterator["ParsedQuestion"]:
        """Yield this node and all nodes beneath it, in the order received."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """A received text, with every word in exactly one place.

    Attributes:
        preamble: The words before the first question.
        questions: The top of the tree, in the order received.
        closing: The words after the last question.
        preamble_span: Where the preamble is in the received text, end excluded.
        closing_span: Where the closing is in the received text, end excluded.
    """

    preamble: str
    questions: tuple[ParsedQuestion, ...]
    closing: str
    preamble_span: Span = field(default=(0, 0))
    closing_span: Span = field(default=(0, 0))

    def walk(self) -> Iterator[ParsedQuestion]:
        """Yield every node of the tree, parents before children."""
        for node in self.questions:
            yield from node.walk()

    @property
    def question_count(self) -> int:
        """The number of questions, without headings, notes and implicit parents."""
        return sum(
            node.kind == "question" and not node.is_implicit for node in self.walk()
        )


def folded(text: str) -> str:
    """Return the words of a text with single spaces between them."""
    return " ".join(text.split())


def as_dict(parsed: ParsedRequest) -> dict[str, Any]:
    """Return the output of `parse_request --json` for one text."""
    return {
        "preamble": folded(parsed.preamble),
        "questions": [_node_as_dict(node) for node in parsed.questions],
        "closing": folded(parsed.closing),
    }


def _node_as_dict(node: ParsedQuestion) -> dict[str, Any]:
    """Return one node; leave out the keys it has no use for."""
    found: dict[str, Any] = {"label": node.label}
    if node.marker:
        found["marker"] = folded(node.marker)
    found["text"] = folded(node.text)
    if node.kind != "question":
        found["kind"] = node.kind
    if node.is_implicit:
        found["implicit"] = True
    found["children"] = [_node_as_dict(child) for child in node.children]
    if node.after:
        found["after"] = folded(node.after)
    return found


def as_outline(parsed: ParsedRequest) -> str:
    """Return the tree as indented lines for a person to read."""
    lines = [f"Preamble: {folded(parsed.preamble)}"]
    waiting = [(node, 0) for node in reversed(parsed.questions)]
    while waiting:
        node, depth = waiting.pop()
        head = {"heading": "#", "note": "|"}.get(node.kind, "")
        words = " ".join(filter(None, [head, node.label or "·", folded(node.text)]))
        lines.append("  " * (depth + 1) + words)
        waiting.extend((child, depth + 1) for child in reversed(node.children))
        if node.after:
            lines.append("  " * (depth + 1) + f"… {folded(node.after)}")
    lines.append(f"Closing: {folded(parsed.closing)}")
    return "\n".join(lines)
