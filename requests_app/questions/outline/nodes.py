"""The outline of a request: its questions down the page, each at its depth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, get_args

from documents.requests.tree import ParsedQuestion, ParsedRequest
from requests_app.questions.numbering.paths import Path, paths

Kind = Literal["question", "heading", "note"]
# What stands before and after the questions is edited like a node, under these names.
Edge = Literal["preamble", "closing"]
NodeId = int | Edge
PREAMBLE: Final[Edge] = "preamble"
CLOSING: Final[Edge] = "closing"
KINDS: Final[tuple[str, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Node:
    """A question, a heading over questions, or a note between them.

    Attributes:
        id: The key of its row; negative until it has one.
        depth: How many nodes it stands beneath.
        kind: A heading asks nothing but its children do; a note belongs to none.
        label: Its number or letter; "" for none.
        marker: The label as received, with its punctuation, or the bullet; "" once the
            label is corrected.
        text: Its own words.
        after: Its words below its children.
        span: Where its words were received, end excluded; None if typed by hand. After
            a correction others may stand there too.
        parent_id: The key of the node it stands beneath.
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
        """Its number with what it was received with, unless it was corrected."""
        return self.marker or self.label


@dataclass(frozen=True)
class Outline:
    """What a request says: what stands before the questions, they, and what follows.

    Attributes:
        preamble: The words before the first question.
        nodes: Every node from the top of the page down.
        closing: The words after the last.
        joined: For each node joined to another since the outline was read: its id and
            the other's, None where that was no node.
        parted: For each node split since: its id and that of the part split off.
    """

    preamble: str = ""
    nodes: tuple[Node, ...] = ()
    closing: str = ""
    joined: tuple[tuple[int, int | None], ...] = ()
    parted: tuple[tuple[int, int], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[int, Node]:
        """Its nodes by their keys."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def paths(self) -> dict[int, Path]:
        """How each node is cited."""
        return paths(self.nodes)

    @property
    def content(self) -> tuple[object, ...]:
        """What it says: the same for two outlines that read the same."""
        nodes = (
            (node.depth, node.kind, node.label, node.text, node.after)
            for node in self.nodes
        )
        return self.preamble, tuple(nodes), self.closing

    @property
    def question_count(self) -> int:
        """How many questions it asks."""
        return sum(node.kind == "question" for node in self.nodes)

    def settled(self, keys: Mapping[int, int]) -> "Outline":
        """Return it with the keys its new nodes were given, all else forgotten."""
        nodes = (replace(node, id=keys.get(node.id, node.id)) for node in self.nodes)
        return rooted(Outline(self.preamble, tuple(nodes), self.closing))

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "preamble": self.preamble,
            "nodes": [_node_as_json(node) for node in self.nodes],
            "closing": self.closing,
        }


def rooted(outline: Outline) -> Outline:
    """Return an outline whose nodes know their parents, as follows from their depths.

    Raises:
        ValueError: A node stands deeper than one step below the one before it.
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
    """Return the outline that `Outline.as_json` gave.

    Raises:
        ValueError: It gave no such thing.
    """
    try:
        nodes = tuple(_node_from_json(each) for each in found["nodes"])
        outline = Outline(str(found["preamble"]), nodes, str(found["closing"]))
    except (KeyError, TypeError) as lack:
        raise ValueError("This is not an outline.") from lack
    return rooted(outline)


def from_parsed(parsed: ParsedRequest) -> Outline:
    """Return a request as the reader of its text understood it, keys counting down."""
    nodes: list[Node] = []
    waiting = [(question, 0) for question in reversed(parsed.questions)]
    while waiting:
        question, depth = waiting.pop()
        nodes.append(_node_from_parsed(question, depth, key=-1 - len(nodes)))
        waiting.extend((child, depth + 1) for child in reversed(question.children))
    return rooted(Outline(tidy(parsed.preamble), tuple(nodes), tidy(parsed.closing)))


def tidy(text: str) -> str:
    """Return a text with line ends of one kind and no space at its ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _node_from_parsed(question: ParsedQuestion, depth: int, *, key: int) -> Node:
    end = question.after_end if question.after else question.end
    return Node(
        id=key,
        depth=depth,
        # Nobody wrote the 1 of "1a": it asks nothing, and counts as a heading does.
        kind="heading" if question.is_implicit else question.kind,
        label=question.label,
        marker=question.marker,
        text=tidy(question.text),
        after=tidy(question.after),
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
