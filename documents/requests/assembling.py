"""Build the parts of a request from its pieces and their roles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.requests.draft import Draft
from documents.requests.lines import Line
from documents.requests.pieces import Piece, Role


@dataclass(slots=True)
class Reading:
    """The parts of a request read so far: preamble, question tree, closing."""

    preamble: list[Line] = field(default_factory=list)
    top: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def assembled(pieces: Sequence[Piece], roles: Sequence[Role]) -> Reading:
    """Return the parts of a request.

    Args:
        pieces: In the order received.
        roles: The role of each; closing only at the end, preamble only at the start.
    """
    tree = _Tree()
    for piece, role in zip(pieces, roles, strict=True):
        tree.add(piece, role)
    return tree.reading


class _Tree:
    """The parts while pieces are added, with the nodes still open."""

    def __init__(self) -> None:
        self.reading = Reading()
        self._siblings = self.reading.top
        self._heading: Draft | None = None
        self._open: list[tuple[int, Draft]] = []  # depth and node, outermost first
        self._latest: Draft | None = None  # further words go here
        self._question: Draft | None = None  # parts without marks go beneath this

    def add(self, piece: Piece, role: Role) -> None:
        """Add a piece in its role."""
        lines = piece.unit.all_lines()
        if role is Role.PREAMBLE:
            self.reading.preamble.extend(lines)
        elif role is Role.CLOSING:
            self.reading.closing.extend(lines)
        elif piece.is_marked and role in (Role.QUESTION, Role.HEADING):
            self._add_marked(piece, is_heading=role is Role.HEADING)
        elif role is Role.HEADING:
            self._open_heading(piece)
        elif role in (Role.QUESTION, Role.PARENT):
            self._add_unmarked(piece, is_parent=role is Role.PARENT)
        elif role is Role.ITEM and self._question:
            self._latest = Draft(piece.unit.start, lines=lines)
            self._question.children.append(self._latest)
        elif role is Role.NOTE:
            self._latest = Draft(piece.unit.start, kind="note", lines=lines)
            self._siblings.append(self._latest)
            self._open, self._question = [], None
        elif role is Role.AFTER and self._question:
            self._add_after(self._question, lines)
        else:
            self._add_more(lines)

    def _add_after(self, question: Draft, lines: Sequence[Line]) -> None:
        """Add words below the parts of a question; it then takes no more parts."""
        level = len(self._open) - 1
        if level > 0 and not question.children and self._open[level][1] is question:
            level -= 1
            question = self._open[level][1]
        del self._open[max(level, 0) :]
        question.after.extend(lines)
        self._latest, self._question = question, None

    def _add_more(self, lines: Sequence[Line]) -> None:
        """Add words to the node added last."""
        if self._latest is None:
            self.reading.preamble.extend(lines)
        elif self._latest.after:  # later words may not be placed before these
            self._latest.after.extend(lines)
        else:
            self._latest.lines.extend(lines)

    def _add_marked(self, piece: Piece, *, is_heading: bool) -> None:
        unit = piece.unit
        assert unit.place is not None  # noqa: S101
        assert unit.marker is not None  # noqa: S101
        if unit.place.implicit:
            parent = Draft(unit.start, label=unit.place.implicit, is_implicit=True)
            self._put(parent, piece.depth - 1)
        node = Draft(
            unit.start,
            unit.marker.text,
            unit.marker.label,
            kind="heading" if is_heading else "question",
            lines=list(unit.lines),
        )
        self._put(node, piece.depth)
        self._latest = self._question = node

    def _put(self, node: Draft, depth: int) -> None:
        """Put a node beneath the last node of a lesser depth."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        above = self._open[-1][1].children if self._open else self._siblings
        above.append(node)
        self._open.append((depth, node))

    def _open_heading(self, piece: Piece) -> None:
        """Begin a heading; the top level of what follows goes beneath it."""
        heading = Draft(piece.unit.start, kind="heading", lines=piece.unit.all_lines())
        self.reading.top.append(heading)
        self._siblings, self._open = heading.children, []
        self._heading = self._latest = heading
        self._question = None

    def _add_unmarked(self, piece: Piece, *, is_parent: bool) -> None:
        """Add a question without a mark; the list below a parent goes beneath it."""
        if self._heading is None or piece.unit.is_after_gap:
            self._siblings, self._heading = self.reading.top, None
        node = Draft(piece.unit.start, lines=list(piece.unit.lines))
        self._siblings.append(node)
        self._open = [(0, node)]
        if is_parent:
            self._siblings, self._heading, self._open = node.children, None, []
        self._latest = self._question = node
