"""Read rich text as one running text, and put other words in place of a passage.

The running text has the words of each paragraph, item and cell in order, with a line
feed between them and a vertical tab for a line break. Bold, links and the like stay
with their words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.richtext.cleaning import blocks_of
from documents.richtext.nodes import Content, Node, is_inline, write
from documents.richtext.rewording import Change

_BREAK = "\v"
_ENDS = {"p", "li"}


class NotInOnePlace(ValueError):
    """A passage begins in one cell of a table and ends elsewhere."""


@dataclass(slots=True)
class _Line:
    """The inline content of a paragraph, an item or a cell, and where it lies.

    Attributes:
        parents: The elements around the content, from the top of the text down.
        first: The index of its first piece in the innermost element.
        content: The pieces.
    """

    parents: tuple[Node, ...]
    first: int
    content: list[Content]

    @property
    def holder(self) -> Node:
        return self.parents[-1]

    @property
    def cell(self) -> Node | None:
        """The cell of a table around the line, if there is one."""
        cells = (one for one in self.parents if one.tag in {"td", "th"})
        return next(cells, None)

    @property
    def length(self) -> int:
        return _length(self.content)


def running_text(html: str) -> str:
    """Return the words of rich text as one running text."""
    root = Node("", {}, list(blocks_of(html)))
    return "\n".join(_words(line.content) for line in _lines((root,)))


def as_lines(running: str) -> str:
    """Return a running text as lines, each character in its place."""
    return running.replace(_BREAK, "\n")


def reworded(html: str, change: Change) -> str:
    """Return rich text with a change of its running text made.

    Raises:
        NotInOnePlace: The change would join a cell of a table with other text.
    """
    root = Node("", {}, list(blocks_of(html)))
    lines = list(_lines((root,)))
    if not lines:
        root.children += _paragraphs([_pieces(one) for one in change.words.split("\n")])
    else:
        _put(lines, change)
    return "".join(map(write, root.children))


def _put(lines: list[_Line], change: Change) -> None:
    """Make a change within lines."""
    first, at = _place(lines, change.start)
    last, end = _place(lines, change.end)
    if any(line.cell is not lines[first].cell for line in lines[first : last + 1]):
        raise NotInOnePlace(
            "This change joins a cell of a table with other text. Change the table by "
            "hand."
        )
    line = lines[first]
    words, *more = change.words.split("\n")
    is_replaced = at < line.length and (at, first) != (end, last)
    put = _inserted(line.content, at, words, is_replaced=is_replaced)
    before = _cut(put, 0, at + len(words))
    if first == last:
        after = _cut(put, end + len(words), line.length + len(words))
    else:
        after = _cut(lines[last].content, end, lines[last].length)
    made = [before, *map(_pieces, more)]
    made[-1] = _joined(made[-1], after)
    # As in Word, a paragraph whose beginning goes takes the place of the next.
    kept = last if at == 0 and end < lines[last].length else first
    new = [one for one in made if _length(one)]
    # From the last to the first, so that the places before stay as they were.
    for index in range(last, first - 1, -1):
        if index == kept and new:
            _replace(lines[index], new)
        else:
            _take_out(lines[index])


def _replace(line: _Line, new: list[list[Content]]) -> None:
    """Put new lines in place of one, as its siblings."""
    holder = line.holder
    here = slice(line.first, line.first + len(line.content))
    if holder.tag not in _ENDS:
        holder.children[here] = new[0] if len(new) == 1 else _paragraphs(new)
        return
    # The rest of an item stays below the last of the lines.
    below = holder.children[here.stop :]
    holder.children[here.start :] = new[0]
    added = [Node(holder.tag, {}, list(one)) for one in new[1:]]
    (added[-1] if added else holder).children += below
    row = line.parents[-2].children
    at = _index(row, holder) + 1
    row[at:at] = added


def _take_out(line: _Line) -> None:
    """Remove a line, and each element left empty by its removal."""
    del line.holder.children[line.first : line.first + len(line.content)]
    for above, inner in zip(line.parents[-2::-1], line.parents[:0:-1], strict=False):
        if inner.children or inner.tag in {"td", "th"}:
            return
        del above.children[_index(above.children, inner)]


def _index(row: list[Content], node: Node) -> int:
    return next(at for at, one in enumerate(row) if one is node)


def _paragraphs(lines: list[list[Content]]) -> list[Content]:
    return [Node("p", {}, one) for one in lines if _length(one)]


def _lines(parents: tuple[Node, ...]) -> Iterator[_Line]:
    """Yield the lines of an element, in order."""
    run: list[Content] = []
    for at, child in enumerate(parents[-1].children):
        if is_inline(child):
            run.append(child)
            continue
        if run:
            yield _Line(parents, at - len(run), run)
            run = []
        if isinstance(child, Node):
            yield from _lines((*parents, child))
    if run:
        yield _Line(parents, len(parents[-1].children) - len(run), run)


def _place(lines: list[_Line], at: int) -> tuple[int, int]:
    """Return the line of a place of the running text, and the place within."""
    for index, line in enumerate(lines):
        if at <= line.length:
            return index, at
        at -= line.length + 1
    return len(lines) - 1, lines[-1].length


def _words(content: list[Content]) -> str:
    return "".join(map(_words_of, content)).replace("\xa0", " ")


def _words_of(node: Content) -> str:
    if isinstance(node, str):
        return node
    return _BREAK if node.tag == "br" else "".join(map(_words_of, node.children))


def _length(content: list[Content]) -> int:
    return sum(len(_words_of(one)) for one in content)


def _joined(content: list[Content], more: list[Content]) -> list[Content]:
    """Return content and more, with one element where both touch in the same look."""
    last, first = (content or [""])[-1], (more or [""])[0]
    if isinstance(last, str) or isinstance(first, str) or last.tag == "br":
        return [*content, *more]
    if (last.tag, last.attributes) != (first.tag, first.attributes):
        return [*content, *more]
    one = Node(last.tag, last.attributes, _joined(last.children, first.children))
    return [*content[:-1], one, *more[1:]]


def _cut(content: list[Content], start: int, end: int) -> list[Content]:
    """Return inline content from one place to another."""
    kept: list[Content] = []
    at = 0
    for one in content:
        length = len(_words_of(one))
        first, last = max(start - at, 0), min(end - at, length)
        at += length
        if first >= last:
            continue
        if isinstance(one, str):
            kept.append(one[first:last])
        elif last - first == length:
            kept.append(one)
        else:
            kept.append(Node(one.tag, one.attributes, _cut(one.children, first, last)))
    return kept


def _inserted(
    content: list[Content], at: int, words: str, *, is_replaced: bool
) -> list[Content]:
    """Return inline content with words put in, in the look of their neighbour.

    Words replacing others look like the first of these; words only
    inserted look like the word before. A link ends where it ended.
    """
    made: list[Content] = []
    is_put = False
    for one in content:
        length = len(_words_of(one))
        is_in = 0 <= at < length if is_replaced else 0 < at <= length
        if isinstance(one, Node) and one.tag == "a" and at == length:
            is_in = False
        if is_in and not is_put:
            is_put = True
            made += _put_into(one, at, words, is_replaced=is_replaced)
        elif at <= 0 and not is_put:
            is_put = True
            made += [*_pieces(words), one]
        else:
            made.append(one)
        at -= length
    return made if is_put else [*made, *_pieces(words)]


def _put_into(one: Content, at: int, words: str, *, is_replaced: bool) -> list[Content]:
    if isinstance(one, str):
        return [one[:at], *_pieces(words), one[at:]]
    if one.tag == "br":
        return [*_pieces(words), one] if at == 0 else [one, *_pieces(words)]
    inside = _inserted(one.children, at, words, is_replaced=is_replaced)
    return [Node(one.tag, one.attributes, inside)]


def _pieces(words: str) -> list[Content]:
    """Return words as content, with an element for each line break."""
    made: list[Content] = []
    for at, line in enumerate(words.split(_BREAK)):
        made += [Node("br")] * (at > 0) + [line] * bool(line)
    return made
