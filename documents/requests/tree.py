"""The shape of a request once read: preamble, numbered questions, closing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["question", "heading", "note"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """One node of the tree: a question, a heading over questions, or a note.

    Attributes:
        label: The number or letter as typed, without its punctuation; "" for none.
        marker: The label as typed with its punctuation, or the bullet; "" for none.
        text: The words of this node alone, line by line, quote signs taken off.
        children: The nodes beneath, in the order received.
        after: Text that goes on after the children.
        kind: A heading asks nothing but its children do; a note belongs to no
            question.
        is_implicit: Whether this is a parent nobody wrote: the 1 of "1a" and "1b".
        start: Where the marker begins in the received text.
        end: Where `text` ends in the received text, itself not included.
        after_start: Where `after` begins in the received text.
        after_end: Where `after` ends in the received text, itself not included.
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
        """Yield this node and all beneath it, in the order received."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """A received text, every word of it in exactly one place.

    Attributes:
        preamble: What stands before the first question.
        questions: The top of the tree, in the order received.
        closing: What stands after the last question.
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
        """How many questions were asked; headings, notes, unwritten parents aside."""
        return sum(
            node.kind == "question" and not node.is_implicit for node in self.walk()
        )


def folded(text: str) -> str:
    """Return the words of a text with single spaces between them."""
    return " ".join(text.split())


def as_dict(parsed: ParsedRequest, file: str | None = None) -> dict[str, Any]:
    """Return what `parse_request --json` prints for one text.

    Args:
        parsed: The request as read.
        file: The name of the file it came from, left out when there is none.
    """
    named = {} if file is None else {"file": file}
    return {
        **named,
        "preamble": folded(parsed.preamble),
        "questions": [_node_as_dict(node) for node in parsed.questions],
        "closing": folded(parsed.closing),
    }


def _node_as_dict(node: ParsedQuestion) -> dict[str, Any]:
    """Return one node; keys that only some nodes need are there only for those."""
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
