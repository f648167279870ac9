"""Give each piece of a request its role in the tree drawn by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.requests.headers import header_lines
from documents.requests.inline import with_inline_marks_apart
from documents.requests.language import is_period
from documents.requests.lines import lines_of, wrap_width
from documents.requests.pieces import Piece, Role, pieces_of
from documents.requests.reader import closing_start
from documents.requests.units import units_of
from tests.documents.requests.notation import Tree


@dataclass(frozen=True, slots=True)
class Example:
    """A request with its tree, and the role of each of its pieces."""

    name: str
    text: str
    tree: Tree
    pieces: Sequence[Piece]
    roles: Sequence[Role]
    weight: float = 1.0


def example(name: str, text: str, tree: Tree, weight: float = 1.0) -> Example | None:
    """Return a request with roles; None where its words are not those of its tree."""
    received = lines_of(text)
    top = header_lines(received)
    lines = received[top:]
    width = wrap_width(lines)
    apart = with_inline_marks_apart(lines[: closing_start(lines)])
    pieces = pieces_of(units_of(apart, width=width))
    headers = _letters(" ".join(line.text for line in received[:top]))
    roles = _roles(pieces, tree, at=len(headers))
    if not roles:
        return None
    return Example(name, text, tree, pieces, roles, weight)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some words of a tree: of which node, beneath which, and in which role."""

    role: Role
    node: Tree
    above: Tree | None


def _letters(words: str) -> list[str]:
    return [letter for letter in words.lower() if letter.isalnum()]


def _flow(tree: Tree) -> Iterator[tuple[str, _Stretch]]:
    """Yield the letters of a tree in the order received."""

    def spread(words: str, stretch: _Stretch) -> Iterator[tuple[str, _Stretch]]:
        return ((letter, stretch) for letter in _letters(words))

    def below(node: Tree, above: Tree | None) -> Iterator[tuple[str, _Stretch]]:
        kinds = {"heading": Role.HEADING, "note": Role.NOTE}
        own = _Stretch(kinds.get(node.get("kind", ""), Role.QUESTION), node, above)
        yield from spread(node.get("marker", "") + node["text"], own)
        for child in node.get("children", []):
            yield from below(child, node)
        yield from spread(node.get("after", ""), _Stretch(Role.AFTER, node, above))

    yield from spread(tree["preamble"], _Stretch(Role.PREAMBLE, tree, None))
    for question in tree["questions"]:
        yield from below(question, None)
    yield from spread(tree["closing"], _Stretch(Role.CLOSING, tree, None))


def _roles(pieces: Sequence[Piece], tree: Tree, *, at: int) -> list[Role]:
    """Return the role of each piece.

    Args:
        pieces: In the order received.
        tree: The right reading.
        at: How many letters of it stand above the first piece, in the headers of mail.
    """
    flow = list(_flow(tree))
    begun: set[int] = set()
    roles: list[Role | None] = []
    for piece in pieces:
        mark = piece.unit.marker.text if piece.unit.marker and piece.is_marked else ""
        letters = _letters(f"{mark} {piece.words}")
        here = flow[at : at + len(letters)]
        if [letter for letter, _ in here] != letters:
            return []
        at += len(letters)
        roles.append(_role(piece, [stretch for _, stretch in here], begun))
    return _filled(roles)


def _role(piece: Piece, stretches: Sequence[_Stretch], begun: set[int]) -> Role | None:
    """Return the role of a piece: that of most of its letters."""
    if not stretches:
        return None
    counts: dict[int, int] = {}
    for stretch in stretches:
        counts[id(stretch.node)] = counts.get(id(stretch.node), 0) + 1
    most = max(counts, key=lambda key: counts[key])
    stretch = next(item for item in stretches if id(item.node) == most)
    if stretch.role in (Role.PREAMBLE, Role.CLOSING, Role.AFTER):
        return stretch.role
    if most in begun:
        return Role.MORE
    begun.add(most)
    if stretch.role is not Role.QUESTION:
        return stretch.role
    above, node = stretch.above, stretch.node
    if piece.is_marked:
        is_option = above is not None and above.get("foldable")
        is_period_alone = piece.is_bullet and is_period(piece.words)
        return Role.MORE if is_option and is_period_alone else Role.QUESTION
    if any(
        child.get("marker") and child.get("kind") != "note"
        for child in node.get("children", [])
    ):
        return Role.PARENT
    if above is None or above.get("kind") == "heading" or above.get("implicit"):
        return Role.QUESTION
    return Role.ITEM if "?" in piece.words else Role.MORE


def _filled(roles: Sequence[Role | None]) -> list[Role]:
    """Return the roles, each piece without letters in the role of the piece above."""
    filled: list[Role] = []
    for role in roles:
        above = filled[-1] if filled else Role.PREAMBLE
        stays = above in (Role.PREAMBLE, Role.CLOSING)
        filled.append(role or (above if stays else Role.MORE))
    return filled
