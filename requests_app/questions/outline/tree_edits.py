"""What an officer can do with an outline: one function for each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal

from documents.requests.markers import marker_of
from requests_app.questions.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Kind,
    Node,
    NodeId,
    Outline,
    rooted,
    tidy,
)
from requests_app.refusals import Refusal

Where = Literal["before", "after", "inside"]

LONGEST_LABEL: Final = 40
LONGEST_WORD: Final = 40
DEEPEST: Final = 8  # levels beneath the top


class CorrectionNotPossible(Refusal):
    """The questions were to be corrected in a way they do not allow."""


def move_in(outline: Outline, key: NodeId) -> Outline:
    """Put a node, with all beneath it, under the node before it at its own level."""
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
    """Put a node a level out; those that follow at its old level come beneath it.

    So the order of the words stays as it was.
    """
    at, end = _slice(outline, key)
    nodes = list(outline.nodes)
    if nodes[at].depth == 0:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} stands at the outermost level already."
        )
    nodes[at:end] = _shifted(nodes[at:end], -1)
    return _with(outline, nodes)


def move_up(outline: Outline, key: NodeId) -> Outline:
    """Put a node, with all beneath it, before the one above it at its own level."""
    at, end = _slice(outline, key)
    nodes, depth = list(outline.nodes), outline.nodes[at].depth
    above = at - 1
    while above >= 0 and nodes[above].depth > depth:
        above -= 1
    if above < 0 or nodes[above].depth < depth:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is the first at its level already."
        )
    nodes[above:end] = [*nodes[at:end], *nodes[above:at]]
    return _with(outline, nodes)


def move_down(outline: Outline, key: NodeId) -> Outline:
    """Put a node, with all beneath it, behind the one below it at its own level."""
    at, end = _slice(outline, key)
    if end == len(outline.nodes) or outline.nodes[end].depth < outline.nodes[at].depth:
        raise CorrectionNotPossible(
            f"{_name(outline, key)} is the last at its level already."
        )
    return move_up(outline, outline.nodes[end].id)


def drop(outline: Outline, key: NodeId, target: NodeId, where: Where) -> Outline:
    """Put a node, with all beneath it, before, behind or inside another."""
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
    """Part a node's text in two; the second part, a new node, takes what follows it.

    Where the second part begins with a number or a bullet, that becomes its label. At
    the end of the text an empty node is begun instead. What stands before the
    questions gives its second part as the first question, what stands after them its
    first part as the last.

    Args:
        outline: The outline to change.
        key: The node.
        offset: How many characters of its text stay with it; within a word, the word
            goes to the second part whole.
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
    """Return where the word begins that an offset lies in, or the offset."""
    edge = offset
    while 0 < edge < len(text) and text[edge - 1 : edge + 1].isalnum():
        edge -= 1
    # The first word is never empty, and not every script parts its words.
    return edge if edge and offset - edge <= LONGEST_WORD else offset


def merge(outline: Outline, key: NodeId) -> Outline:
    """Join a node to the one above it on the page, which keeps its place and number.

    The first node is joined to what stands before the questions; what stands after
    them, to the last node. What stood beneath the node stays beneath what it became.
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
    # A node without children has nothing below them: its words all stand together.
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
        raise CorrectionNotPossible("Nothing stands after the questions.")
    if not outline.nodes:
        preamble = _lines(outline.preamble, outline.closing)
        return replace(outline, preamble=preamble, closing="")
    *before, last = outline.nodes
    made = replace(last, text=_lines(last.text, last.after, outline.closing), after="")
    return _with(replace(outline, closing=""), [*before, made])


def add(
    outline: Outline, key: NodeId | None = None, kind: Kind = "question"
) -> Outline:
    """Begin an empty node behind another and all beneath it, or as the last of all."""
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
    """Make a question of received words that stand nowhere, where they were received.

    Args:
        outline: The outline to change.
        text: The words.
        span: Where they stand in the received text.
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
    """Take a node out, words and all; what stood beneath it moves a level out."""
    at, end = _slice(outline, key)
    nodes = list(outline.nodes)
    nodes[at:end] = _shifted(nodes[at + 1 : end], -1)
    return _with(outline, nodes)


def renumber(outline: Outline, key: NodeId, label: str) -> Outline:
    """Give a node another number or letter, or none.

    Args:
        outline: The outline to change.
        key: The node.
        label: Without punctuation; white space is folded.
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
    """Put other words in place of a node's text, or of what stands below its children.

    Args:
        outline: The outline to change.
        key: The node; or what stands before the questions, or after them.
        text: The words; None leaves them as they are.
        after: The words below the children; None leaves them.
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
    """Return where a node stands, and where all beneath it ends."""
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
            f"What stands {where} the questions stays where it is: split it, or join "
            "it, to move words."
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
    """Return a new node, the number its words begin with taken for its label."""
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
