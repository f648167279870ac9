"""What the question editor shows: rows, what each is called, and where one stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from requests_app.questions.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Node,
    NodeId,
    Outline,
)

_LONGEST_NAME = 16  # characters of a path that fit beside the text
_CHARACTERS_PER_LINE = 62
_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Row:
    """A node as the editor shows it.

    Attributes:
        node: The node.
        path: How it is cited.
        name: The same, short; "" where the number beside it says it.
        style: What the stylesheet knows it by: its depth, and its kind.
        lines: How many lines its text takes, about.
        lines_after: How many its words below its children take.
        is_chosen: Whether it is the one to do something to.
    """

    node: Node
    path: str
    name: str
    style: str
    lines: int
    lines_after: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A node as two people's corrections are compared.

    Attributes:
        name: How it is cited.
        text: Its words.
        depth: How many nodes it stands beneath.
        kind: What it is.
        is_different: Whether the other has no such line in this place.
    """

    name: str
    text: str
    depth: int = 0
    kind: str = "question"
    is_different: bool = False


def rows_of(outline: Outline, chosen: NodeId | None = None) -> Iterator[Row]:
    """Yield the rows of an outline, from the top of the page down."""
    for node in outline.nodes:
        path = str(outline.paths[node.id])
        yield Row(
            node=node,
            path=path,
            name=_name(node, path),
            style=_style(node),
            lines=lines_of(node.text),
            lines_after=lines_of(node.after),
            is_chosen=node.id == chosen,
        )


def lines_of(text: str) -> int:
    """Return how many lines a text takes in the editor, about."""
    lines = sum(
        1 + len(line) // _CHARACTERS_PER_LINE for line in text[:2000].split("\n")
    )
    return min(lines, _MOST_LINES)


def next_to(before: Outline, after: Outline, node: NodeId | None) -> NodeId | None:
    """Return the node to go on with when one was corrected, or is gone.

    What is new comes first; then the node itself; then what stands in its place.
    """
    new = [each.id for each in after.nodes if each.id not in before.by_id]
    if len(new) == 1:
        return new[0]
    if node in (PREAMBLE, CLOSING) or node in after.by_id:
        return node
    keys = [each.id for each in before.nodes]
    if node not in keys or not after.nodes:
        return after.nodes[0].id if after.nodes else PREAMBLE
    above = [key for key in keys[: keys.index(node)] if key in after.by_id]
    if above:
        return above[-1]
    is_joined = before.preamble != after.preamble
    return PREAMBLE if is_joined else after.nodes[0].id


def _style(node: Node) -> str:
    depth = f"d{node.depth}" if node.depth else ""
    kind = "" if node.kind == "question" else node.kind
    return " ".join(filter(None, [depth, kind]))


def _name(node: Node, path: str) -> str:
    if path == node.label:
        return ""
    if len(path) <= _LONGEST_NAME:
        return path
    return "unnumbered" if node.kind == "question" else node.kind


def compared(theirs: Outline, mine: Outline) -> list[tuple[str, list[Line]]]:
    """Return two outlines of the same questions, each line that differs marked."""
    sides = (("As they stand now", theirs), ("As you had them", mine))
    lines = [list(_lines(outline)) for _, outline in sides]
    said = [[(line.name, line.text, line.kind) for line in each] for each in lines]
    matcher = SequenceMatcher(a=said[0], b=said[1], autojunk=False)
    same: tuple[set[int], set[int]] = (set(), set())
    for block in matcher.get_matching_blocks():
        same[0].update(range(block.a, block.a + block.size))
        same[1].update(range(block.b, block.b + block.size))
    return [
        (
            title,
            [
                replace(line, is_different=at not in same[side])
                for at, line in enumerate(lines[side])
            ],
        )
        for side, (title, _) in enumerate(sides)
    ]


def _lines(outline: Outline) -> Iterator[Line]:
    yield Line("Before the questions", outline.preamble)
    for row in rows_of(outline):
        text = "\n".join(filter(None, [row.node.text, row.node.after]))
        yield Line(row.path, text, row.node.depth, row.node.kind)
    yield Line("After the questions", outline.closing)
