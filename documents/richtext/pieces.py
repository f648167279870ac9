"""Work on pieces of pasted text: words, signs around them, raised parts."""

from collections.abc import Iterator

from documents.richtext import elements
from documents.richtext.heights import like
from documents.richtext.nodes import NOTE, Content, Node, is_inline
from documents.richtext.raised import plainly


def words_in(node: Content) -> Iterator[str]:
    """Yield the words of a piece; blocks are set apart."""
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from words_in(child)
    if node.tag not in elements.IN_LINE:
        yield " "


def inside(node: Node, tag: str) -> Iterator[Node]:
    """Yield the elements of one tag within another, at any depth."""
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == tag:
                yield child
            yield from inside(child, tag)


def lines(words: str) -> list[Content]:
    """Return text with its line ends as breaks."""
    read: list[Content] = []
    for place, line in enumerate(words.splitlines() or [words]):
        read += [Node("br"), line] if place else [line]
    return read if words[-1:] != "\n" else [*read, Node("br")]


def on_lines(contents: list[Content]) -> list[Content]:
    """Return content in the elements of a line, a break between its blocks."""
    read: list[Content] = []
    for piece in contents:
        if isinstance(piece, str) or is_inline(piece):
            read.append(piece)
            continue
        if within := on_lines(piece.children):
            _end_line(read)
            read += within
            _end_line(read)
    return read


def _end_line(read: list[Content]) -> None:
    last = read[-1] if read else Node("br")
    if isinstance(last, str) or last.tag != "br":
        read.append(Node("br"))


def is_parted(read: list[Content], following: list[Content]) -> bool:
    """Whether letters or figures would meet without a blank between them."""
    first = following[0] if following else ""
    if isinstance(first, Node) and first.tag in elements.RAISED:
        return True
    before = "".join(words_in(Node("b", {}, read[-1:])))
    after = "".join(words_in(Node("b", {}, following)))
    return not (before[-1:].isalnum() and after[:1].isalnum())


def each_raised(contents: list[Content], tag: str) -> Iterator[Content]:
    """Yield content raised or lowered; what is raised twice is written plainly."""
    only = [one for one in contents if one != ""]
    if len(only) == 1 and isinstance(only[0], Node) and only[0].tag == tag:
        # Excel and web pages say by element and by style that a figure is raised.
        yield only[0]
        return
    run: list[str] = []
    for piece in contents:
        if isinstance(piece, str):
            run.append(piece)
        elif piece.tag == NOTE:
            yield from _one_raised(run, tag)
            run = []
            yield piece
        elif piece.tag in elements.RAISED:
            run.append(
                plainly("".join(words_in(Node("b", {}, piece.children))), piece.tag)
            )
        else:
            yield from _one_raised(run, tag)
            run = []
            yield Node(
                piece.tag, piece.attributes, list(each_raised(piece.children, tag))
            )
    yield from _one_raised(run, tag)


def _one_raised(run: list[str], tag: str) -> Iterator[Content]:
    words = "".join(run)
    if words:
        yield Node(tag, {}, [words]) if words.strip() else words


def put_before(contents: list[Content], sign: str) -> bool:
    """Put a sign before the first word; return whether there is one."""
    for place, piece in enumerate(contents):
        if isinstance(piece, Node):
            if put_before(piece.children, sign):
                return True
        elif words := piece.lstrip():
            before = piece[: len(piece) - len(words)]
            contents[place] = like(piece, before + sign + words)
            return True
    return False


def put_after(contents: list[Content], sign: str) -> bool:
    """Put a sign after the last word; return whether there is one."""
    for place, piece in reversed(list(enumerate(contents))):
        if isinstance(piece, Node):
            if put_after(piece.children, sign):
                return True
        elif words := piece.rstrip():
            contents[place] = like(piece, words + sign + piece[len(words) :])
            return True
    return False
