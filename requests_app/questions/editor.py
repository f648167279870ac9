"""The rows of the question editor, and the comparison of two corrections."""

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
from requests_app.questions.outline.placing import place
from requests_app.questions.stored_outline import counted

_LONGEST_NAME = 16  # characters of a path; more would not fit beside the text
_CHARACTERS_PER_LINE = 62
_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Row:
    """A node as a row of the editor.

    Attributes:
        node: The node.
        path: The path used to cite the node.
        name: A short form of the path; "" where the number beside it is enough.
        style: The CSS classes of the row: depth and kind.
        lines: The approximate number of lines of the text.
        lines_after: The approximate number of lines of the text below the children.
        is_chosen: Whether the next action applies to this node.
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
    """A node in the comparison of two people's corrections.

    Attributes:
        name: The path used to cite the node.
        text: Its text.
        depth: The number of nodes above it in the tree.
        kind: Its kind.
        is_different: Whether the other correction has no such line in this place.
    """

    name: str
    text: str
    depth: int = 0
    kind: str = "question"
    is_different: bool = False


def rows_of(outline: Outline, chosen: NodeId | None = None) -> Iterator[Row]:
    """Yield the rows of an outline, from top to bottom."""
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
    """Return the approximate number of lines of a text in the editor."""
    lines = sum(
        1 + len(line) // _CHARACTERS_PER_LINE for line in text[:2000].split("\n")
    )
    return min(lines, _MOST_LINES)


def editor_context(
    outline: Outline, received_text: str, *, node: NodeId | None
) -> dict[str, object]:
    """Return what the editor's templates read of an outline.

    Args:
        outline: The questions, with the texts as typed.
        received_text: The words as received.
        node: The chosen node; None for the first.
    """
    if node is None and outline.nodes:
        node = outline.nodes[0].id
    return {
        "outline": outline,
        "rows": list(rows_of(outline, node)),
        "lines": {
            "preamble": lines_of(outline.preamble),
            "closing": lines_of(outline.closing),
        },
        "chosen": node,
        "counted": counted(outline),
        "is_unnumbered": outline.question_count > 0
        and not any(each.label for each in outline.nodes),
        "placing": place(received_text, outline),
    }


def next_to(before: Outline, after: Outline, node: NodeId | None) -> NodeId | None:
    """Return the node to choose after a correction of `node`.

    A single new node comes first, then `node` itself, then the nearest node before the
    place of a removed node.
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
    sides = (("Saved questions", theirs), ("Your questions", mine))
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
