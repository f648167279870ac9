"""The outline of a request: its questions from top to bottom, with depths."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, get_args

from documents.requests.ornament import shown
from documents.requests.tree import Kind, ParsedQuestion, ParsedRequest
from requests_app.questions.numbering.paths import Path, paths_of

# The texts before and after the questions are edited like nodes, under these names.
Edge = Literal["preamble", "closing"]
NodeId = int | Edge
PREAMBLE: Final[Edge] = "preamble"
CLOSING: Final[Edge] = "closing"
KINDS: Final[tuple[str, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Node:
    """A question, a heading over questions, or a note between questions.

    Attributes:
        id: The key of its row; negative for a new node.
        depth: The number of nodes above it in the tree.
        kind: A heading asks nothing itself, but its children do; a note belongs to no
            question.
        label: Its number or letter; "" for none.
        marker: The label as received, with its punctuation, or the bullet; "" once the
            label is corrected.
        text: Its text.
        after: Its text below its children.
        span: The place of its words in the received text, end excluded; None if typed
            by hand. After a correction, words of other nodes may be in the span too.
        parent_id: The key of its parent.
    """

    id: int
    depth: int = 0
    kind: Kind = "question"
    label: str = ""
    marker: str = ""
    text: str = ""
    after: str = ""
    span: tuple[int, int] | None = None
    parent_id: int | None = None

    @property
    def mark(self) -> str:
        """The marker as received, or the label once it is corrected."""
        return self.marker or self.label


@dataclass(frozen=True)
class Outline:
    """The content of a request: the text before, the questions, and the text after.

    Attributes:
        preamble: The text before the first question.
        nodes: Every node, from top to bottom.
        closing: The text after the last question.
        joined: For each node merged since the outline was read: its id and the id of
            the node merged into, None for the preamble.
        parted: For each node split since: its id and the id of the new part.
    """

    preamble: str = ""
    nodes: tuple[Node, ...] = ()
    closing: str = ""
    joined: tuple[tuple[int, int | None], ...] = ()
    parted: tuple[tuple[int, int], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[int, Node]:
        """The nodes by key."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def paths(self) -> dict[int, Path]:
        """The path used to cite each node."""
        return paths_of(self.nodes)

    @property
    def content(self) -> tuple[object, ...]:
        """The content to compare: equal for two outlines that read the same."""
        nodes = (
            (node.depth, node.kind, node.label, node.text, node.after)
            for node in self.nodes
        )
        return self.preamble, tuple(nodes), self.closing

    @property
    def question_count(self) -> int:
        """The number of questions."""
        return sum(node.kind == "question" for node in self.nodes)

    def settled(self, keys: Mapping[int, int]) -> "Outline":
        """Return the outline with keys for new nodes, without the record of edits."""
        nodes = (replace(node, id=keys.get(node.id, node.id)) for node in self.nodes)
        return rooted(Outline(self.preamble, tuple(nodes), self.closing))

    def as_json(self) -> dict[str, Any]:
        """Return the outline as data for JSON."""
        return {
            "preamble": self.preamble,
            "nodes": [_node_as_json(node) for node in self.nodes],
            "closing": self.closing,
        }


def rooted(outline: Outline) -> Outline:
    """Return the outline with the parent of each node set from the depths.

    Raises:
        ValueError: A node is more than one level deeper than the node before.
    """
    open_ids: list[int] = []
    nodes = []
    for node in outline.nodes:
        if node.depth > len(open_ids):
            raise ValueError("A node stands beneath nothing.")
        del open_ids[node.depth :]
        parent = open_ids[-1] if open_ids else None
        nodes.append(
            node if node.parent_id == parent else replace(node, parent_id=parent)
        )
        open_ids.append(node.id)
    return replace(outline, nodes=tuple(nodes))


def from_json(found: Mapping[str, Any]) -> Outline:
    """Return the outline from the data of `Outline.as_json`.

    Raises:
        ValueError: The data is not an outline.
    """
    try:
        nodes = tuple(_node_from_json(each) for each in found["nodes"])
        outline = Outline(str(found["preamble"]), nodes, str(found["closing"]))
    except (KeyError, TypeError) as lack:
        raise ValueError("This is not an outline.") from lack
    return rooted(outline)


def from_parsed(parsed: ParsedRequest) -> Outline:
    """Return the outline of a parsed request, with keys from -1 downwards."""
    nodes: list[Node] = []
    waiting = [(question, 0) for question in reversed(parsed.questions)]
    while waiting:
        question, depth = waiting.pop()
        nodes.append(_node_from_parsed(question, depth, key=-1 - len(nodes)))
        waiting.extend((child, depth + 1) for child in reversed(question.children))
    preamble, closing = tidy(shown(parsed.preamble)), tidy(shown(parsed.closing))
    return rooted(Outline(preamble, tuple(nodes), closing))


def tidy(text: str) -> str:
    """Return a text with uniform line ends and no white space at line or text ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _node_from_parsed(question: ParsedQuestion, depth: int, *, key: int) -> Node:
    end = question.after_end if question.after else question.end
    return Node(
        id=key,
        depth=depth,
        # The requester did not write the 1 of "1a": it asks nothing, and is a heading.
        kind="heading" if question.is_implicit else question.kind,
        label=question.label,
        marker=question.marker,
        text=tidy(shown(question.text)),
        after=tidy(shown(question.after)),
        span=None if question.is_implicit else (question.start, end),
    )


def _node_as_json(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "depth": node.depth,
        "kind": node.kind,
        "label": node.label,
        "marker": node.marker,
        "text": node.text,
        "after": node.after,
        "span": list(node.span) if node.span else None,
    }


def _node_from_json(found: Mapping[str, Any]) -> Node:
    span = found["span"]
    if found["kind"] not in KINDS:
        raise ValueError("A node is of no known kind.")
    return Node(
        id=int(found["id"]),
        depth=int(found["depth"]),
        kind=found["kind"],
        label=str(found["label"]),
        marker=str(found["marker"]),
        text=str(found["text"]),
        after=str(found["after"]),
        span=(int(span[0]), int(span[1])) if span else None,
    )
