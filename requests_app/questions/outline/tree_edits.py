"""The edits of an outline: one function for each action of the editor."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal

from documents.requests.markers import marker_of
from documents.requests.tree import Kind
from requests_app.questions.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Node,
    NodeId,
    Outline,
    rooted,
    tidy,
)
from requests_app.refusals import Refusal

Where = Literal["before", "after", "inside"]

LONGEST_LABEL: Final = 40  # characters
LONGEST_WORD: Final = 40  # characters
DEEPEST: Final = 8  # levels beneath the top


class CorrectionNotPossible(Refusal):
    """The questions cannot be corrected in this way."""


def move_in(outline: Outline, key: NodeId) -> Outline:
    """Move a node and its descendants into the node before it at the same level."""
    at, end = _slice(outline, key)
    nodes = list(outline.nodes)
    node = nodes[at]
    if at == 0 or nodes[at - 1].depth < node.depth:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is the first at its level, so there is nothing to "
            "move it into."
        )
    if max(each.depth for each in nodes[at:end]) >= DEEPEST:
        raise CorrectionNotPossible(
            f"Questions go {DEEPEST + 1} levels deep and no deeper."
        )
    nodes[at:end] = _shifted(nodes[at:end], 1)
    return _with(outline, nodes)


def move_out(outline: Outline, key: NodeId) -> Outline:
    """Move a node one level out. Later siblings become its children.

    The order of the words stays the same.
    """
    at, end = _slice(outline, key)
    nodes = list(outline.nodes)
    if nodes[at].depth == 0:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is already at the outermost level."
        )
    nodes[at:end] = _shifted(nodes[at:end], -1)
    return _with(outline, nodes)


def move_up(outline: Outline, key: NodeId) -> Outline:
    """Move a node and its descendants before the previous sibling."""
    at, end = _slice(outline, key)
    nodes, depth = list(outline.nodes), outline.nodes[at].depth
    above = at - 1
    while above >= 0 and nodes[above].depth > depth:
        above -= 1
    if above < 0 or nodes[above].depth < depth:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is already the first at its level."
        )
    nodes[above:end] = [*nodes[at:end], *nodes[above:at]]
    return _with(outline, nodes)


def move_down(outline: Outline, key: NodeId) -> Outline:
    """Move a node and its descendants after the next sibling."""
    at, end = _slice(outline, key)
    if end == len(outline.nodes) or outline.nodes[end].depth < outline.nodes[at].depth:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is already the last at its level."
        )
    return move_up(outline, outline.nodes[end].id)


def drop(outline: Outline, key: NodeId, target: NodeId, where: Where) -> Outline:
    """Move a node and its descendants before, after or inside another node."""
    at, end = _slice(outline, key)
    goal, goal_end = _slice(outline, target)
    if at <= goal < end:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} cannot be moved into itself."
        )
    moved, depth = outline.nodes[at:end], outline.nodes[goal].depth
    place = goal if where == "before" else goal_end
    shift = depth + (where == "inside") - moved[0].depth
    if max(node.depth for node in moved) + shift > DEEPEST:
        raise CorrectionNotPossible(
            f"Questions go {DEEPEST + 1} levels deep and no deeper."
        )
    nodes = [*outline.nodes[:at], *outline.nodes[end:]]
    if place > at:
        place -= len(moved)
    nodes[place:place] = _shifted(moved, shift)
    return _with(outline, nodes)


def split(outline: Outline, key: NodeId, offset: int) -> Outline:
    """Split a node's text in two. The second part is a new node with any later text.

    A number or bullet at the start of the second part becomes its label. A split at the
    end of the text adds an empty node instead. A split of the preamble makes its second
    part the first question. A split of the closing text makes its first part the last
    question.

    Args:
        outline: The outline to change.
        key: The node.
        offset: The number of characters that stay in the first part. Within a word, the
            whole word goes to the second part.
    """
    text = _text(outline, key)
    offset = _word_edge(text, offset)
    first, second = text[:offset].rstrip(), text[offset:].lstrip()
    if not first:
        raise CorrectionNotPossible(
            "Put the cursor where the second question begins, then split."
        )
    if key == CLOSING:
        nodes = [*outline.nodes, _made(outline, first)]
        return _with(replace(outline, closing=second), nodes)
    if key == PREAMBLE:
        made = _made(outline, second)
        return _with(replace(outline, preamble=first), [made, *outline.nodes])
    at, end = _slice(outline, key)
    node = outline.nodes[at]
    nodes = list(outline.nodes)
    if not second:
        depth = node.depth + (end > at + 1)
        nodes.insert(at + 1, replace(_made(outline, ""), depth=depth))
        return _with(outline, nodes)
    part = replace(
        _made(outline, second), depth=node.depth, after=node.after, span=node.span
    )
    nodes[at : at + 1] = [replace(node, text=first, after=""), part]
    parted = (*outline.parted, (node.id, part.id))
    return _with(replace(outline, parted=parted), nodes)


def _word_edge(text: str, offset: int) -> int:
    """Return the start of the word around an offset, or the offset between words."""
    edge = offset
    while 0 < edge < len(text) and text[edge - 1 : edge + 1].isalnum():
        edge -= 1
    # Keep the offset if the first part would be empty, or in scripts without spaces.
    return edge if edge and offset - edge <= LONGEST_WORD else offset


def merge(outline: Outline, key: NodeId) -> Outline:
    """Merge a node into the node above on the page, which keeps its place and number.

    The first node is merged into the preamble; the closing text, into the last node.
    Children of the node stay beneath the merged node.
    """
    if key == CLOSING:
        return _merge_closing(outline)
    at, end = _slice(outline, key)
    node = outline.nodes[at]
    words = _line(node)
    if at == 0:
        nodes = list(outline.nodes)
        last = nodes[end - 1]
        if end == 1:
            words = _lines(words, node.after)
        elif node.after:
            nodes[end - 1] = replace(last, after=_lines(last.after, node.after))
        nodes[:end] = _shifted(nodes[1:end], -1)
        preamble = _lines(outline.preamble, words)
        joined = (*outline.joined, (node.id, None))
        return _with(replace(outline, preamble=preamble, joined=joined), nodes)
    return _merge_nodes(outline, at, end, words)


def _merge_nodes(outline: Outline, at: int, end: int, words: str) -> Outline:
    nodes = list(outline.nodes)
    above, node = nodes[at - 1], nodes[at]
    is_parent = above.depth < node.depth
    # A node without children has no text below them: join all its text.
    text = _lines(above.text, words if is_parent else _lines(above.after, words))
    after = above.after if is_parent else ""
    beneath = _shifted(nodes[at + 1 : end], above.depth - node.depth)
    if node.after and not is_parent:
        after = node.after
    elif node.after and beneath:
        last = beneath[-1]
        beneath[-1] = replace(last, after=_lines(last.after, node.after))
    elif node.after:
        text = _lines(text, node.after)
    asks = "question" in (above.kind, node.kind)
    nodes[at - 1] = replace(
        above,
        text=text,
        after=after,
        span=_hull(above.span, node.span),
        kind="question" if asks else above.kind,
    )
    nodes[at:end] = beneath
    joined = (*outline.joined, (node.id, above.id))
    return _with(replace(outline, joined=joined), nodes)


def _merge_closing(outline: Outline) -> Outline:
    if not outline.closing:
        raise CorrectionNotPossible("There is no text after the questions.")
    if not outline.nodes:
        preamble = _lines(outline.preamble, outline.closing)
        return replace(outline, preamble=preamble, closing="")
    *before, last = outline.nodes
    made = replace(last, text=_lines(last.text, last.after, outline.closing), after="")
    return _with(replace(outline, closing=""), [*before, made])


def add(
    outline: Outline, key: NodeId | None = None, kind: Kind = "question"
) -> Outline:
    """Add an empty node after another and its descendants, or at the end."""
    nodes, made = list(outline.nodes), replace(_made(outline, ""), kind=kind)
    if key == PREAMBLE:
        nodes.insert(0, made)
    elif key is None or key == CLOSING:
        nodes.append(made)
    else:
        at, end = _slice(outline, key)
        nodes.insert(end, replace(made, depth=nodes[at].depth))
    return _with(outline, nodes)


def put_back(outline: Outline, text: str, span: tuple[int, int]) -> Outline:
    """Make a question from received words that no node has, in their original place.

    Args:
        outline: The outline to change.
        text: The words.
        span: The place of the words in the received text.
    """
    nodes = list(outline.nodes)
    made = replace(_made(outline, text.strip()), span=span)
    behind = [
        at for at, node in enumerate(nodes) if node.span and node.span[0] >= span[0]
    ]
    if behind:
        nodes.insert(behind[0], replace(made, depth=nodes[behind[0]].depth))
    else:
        nodes.append(made)
    return _with(outline, nodes)


def delete(outline: Outline, key: NodeId) -> Outline:
    """Delete a node with its text. Its children move one level out."""
    at, end = _slice(outline, key)
    nodes = list(outline.nodes)
    nodes[at:end] = _shifted(nodes[at + 1 : end], -1)
    return _with(outline, nodes)


def renumber(outline: Outline, key: NodeId, label: str) -> Outline:
    """Change the number or letter of a node, or remove it.

    Args:
        outline: The outline to change.
        key: The node.
        label: The label without punctuation; white space is collapsed.
    """
    at, _ = _slice(outline, key)
    label = " ".join(label.split())
    if len(label) > LONGEST_LABEL:
        raise CorrectionNotPossible(
            f"A number has {LONGEST_LABEL} characters at most; this one has "
            f"{len(label)}."
        )
    node = outline.nodes[at]
    if label == node.label:
        return outline
    return _changed(outline, at, replace(node, label=label, marker=""))


def edit(
    outline: Outline, key: NodeId, text: str | None = None, after: str | None = None
) -> Outline:
    """Replace the text of a node, or its text below the children.

    Args:
        outline: The outline to change.
        key: The node, the preamble or the closing text.
        text: The new text; None leaves it unchanged.
        after: The new text below the children; None leaves it unchanged.
    """
    text = text if text is None else tidy(text)
    if key == PREAMBLE:
        return outline if text is None else replace(outline, preamble=text)
    if key == CLOSING:
        return outline if text is None else replace(outline, closing=text)
    at, _ = _slice(outline, key)
    node = outline.nodes[at]
    if text is not None:
        node = replace(node, text=text)
    if after is not None:
        node = replace(node, after=tidy(after))
    return _changed(outline, at, node)


def set_kind(outline: Outline, key: NodeId, kind: Kind) -> Outline:
    """Make a node a question, a heading or a note."""
    at, _ = _slice(outline, key)
    if outline.nodes[at].kind == kind:
        raise CorrectionNotPossible(f"{_name(outline, key)} is a {kind} already.")
    return _changed(outline, at, replace(outline.nodes[at], kind=kind))


def _text(outline: Outline, key: NodeId) -> str:
    if key == PREAMBLE:
        return outline.preamble
    if key == CLOSING:
        return outline.closing
    return outline.nodes[_slice(outline, key)[0]].text


def _slice(outline: Outline, key: NodeId) -> tuple[int, int]:
    """Return the index of a node, and the index after its last descendant."""
    nodes = outline.nodes
    for at, node in enumerate(nodes):
        if node.id == key:
            end = at + 1
            while end < len(nodes) and nodes[end].depth > node.depth:
                end += 1
            return at, end
    if key in (PREAMBLE, CLOSING):
        where = "before" if key == PREAMBLE else "after"
        raise CorrectionNotPossible(
            f"The text {where} the questions cannot be moved. Split it or join it to "
            "move words."
        )
    raise CorrectionNotPossible("Choose a question first.")


def _name(outline: Outline, key: NodeId) -> str:
    path = outline.paths[int(key)]
    return path[0].upper() + path[1:]


def _with(outline: Outline, nodes: Iterable[Node]) -> Outline:
    return rooted(replace(outline, nodes=tuple(nodes)))


def _changed(outline: Outline, at: int, node: Node) -> Outline:
    nodes = list(outline.nodes)
    nodes[at] = node
    return replace(outline, nodes=tuple(nodes))


def _shifted(nodes: Iterable[Node], levels: int) -> list[Node]:
    return [replace(node, depth=node.depth + levels) for node in nodes]


def _made(outline: Outline, words: str) -> Node:
    """Return a new node. A number at the start of `words` becomes its label."""
    key = min([0, *(node.id for node in outline.nodes)]) - 1
    marker = marker_of(words)
    if marker is None or (marker.is_weak and not marker.is_bullet):
        return Node(key, text=words)
    return Node(
        key,
        label=marker.label,
        marker=marker.text,
        text=words[len(marker.text) :].lstrip(),
    )


def _line(node: Node) -> str:
    return f"{node.mark} {node.text}".strip()


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _hull(
    one: tuple[int, int] | None, other: tuple[int, int] | None
) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])
