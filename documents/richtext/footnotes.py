"""Find the footnotes of a pasted text, and put each into the line at its number.

Word, LibreOffice, Google Docs and web pages write a number that leads to the note, and
in the note a link that leads back. Both links together tell a note from any other part
of a page that a link leads to.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from documents.richtext.nodes import HEADINGS, NOTE, Content, Node
from documents.richtext.pieces import words_in
from documents.richtext.reasons import is_link_of_remark

_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-z]{1,4}|[*†‡§¶#]{1,3}|(?:n|nb|note|footnote) ?\d{1,3})[\])]?",
    re.IGNORECASE,
)
# What Wikipedia writes before its links back.
_BEFORE = re.compile(r"\A[\s^↑]+")
_HOLDERS: Final = {"p", "div", "dd", "td", "section", "aside"}
_FARTHEST: Final = 3  # elements around a number that may bear its name
# What is larger, or has more numbers, stays in its place: each number gets a copy.
_LARGEST: Final = 200  # elements
_LONGEST: Final = 5_000  # characters
_MOST_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class _Placed:
    """An element, with the elements around it from the outside in."""

    node: Node
    around: tuple[Node, ...]


@dataclass(slots=True)
class _Note:
    """A note: what holds it, its numbers in the text, and the names of these.

    Attributes:
        aims: The elements that the numbers lead to, by their identity.
    """

    holder: Node
    numbers: list[_Placed] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    aims: set[int] = field(default_factory=set)

    def is_single(self) -> bool:
        """Whether it is one note, and small enough to stand at each of its numbers."""
        words = sum(map(len, words_in(self.holder)))
        return (
            len(self.aims) == 1
            and len(self.numbers) <= _MOST_NUMBERS
            and words <= _LONGEST
            and sum(1 for _ in _elements_of(self.holder)) < _LARGEST
        )

    def is_outside(self, holders: set[int]) -> bool:
        """Whether its numbers stand outside of any note."""
        around = (one for number in self.numbers for one in number.around)
        return not any(id(one) in holders for one in around)


def in_lines(contents: list[Content]) -> list[Content]:
    """Return a text with each footnote in the place of the number that leads to it."""
    placed = list(_walked(contents, ()))
    for note in _notes(placed):
        for number in note.numbers:
            link = number.node
            link.tag, link.attributes, link.children = NOTE, {}, _said(note)
        note.holder.children = []
    return contents


def _notes(placed: list[_Placed]) -> list[_Note]:
    """Return the notes of a text, each with all its numbers."""
    named = _named(placed)
    notes: dict[int, _Note] = {}
    passed: set[int] = set()
    for link in placed:
        passed.add(id(link.node))
        aim = named.get(_aim(link.node))
        # A note follows its number: a link to what was passed leads back.
        if aim is None or id(aim.node) in passed or not _is_number(link.node):
            continue
        names = _names_of(link)
        holder = _holder(aim)
        if holder is None or not _leads_back(holder, names):
            continue
        note = notes.setdefault(id(holder), _Note(holder))
        note.numbers.append(link)
        note.names |= names
        note.aims.add(id(aim.node))
    holders = set(notes)
    return [
        one for one in notes.values() if one.is_single() and one.is_outside(holders)
    ]


def _walked(contents: list[Content], around: tuple[Node, ...]) -> Iterator[_Placed]:
    for node in contents:
        if isinstance(node, Node):
            yield _Placed(node, around)
            yield from _walked(node.children, (*around, node))


def _elements_of(node: Node) -> Iterator[Node]:
    """Yield an element and the elements within it, as many as a note may have."""
    yield from islice((one.node for one in _walked([node], ())), _LARGEST)


def _leads_back(node: Node, names: set[str]) -> bool:
    return any(_aim(one) in names for one in _elements_of(node))


def _named(placed: list[_Placed]) -> dict[str, _Placed]:
    """Return the elements that links lead to, by their names."""
    named: dict[str, _Placed] = {}
    for one in placed:
        for name in _own_names(one.node):
            named.setdefault(name, one)
    return named


def _own_names(node: Node) -> set[str]:
    return {node.attributes.get("id", ""), node.attributes.get("name", "")} - {""}


def _aim(node: Node) -> str:
    """Return the name that a link leads to; "" for other elements and links."""
    address = node.attributes.get("href", "") if node.tag == "a" else ""
    return address.partition("#")[2]


def _is_number(link: Node) -> bool:
    """Whether a link is the number of a note, and no remark."""
    words = "".join(words_in(link)).strip()
    return bool(_MARK.fullmatch(words)) and not is_link_of_remark(link)


def _names_of(link: _Placed) -> set[str]:
    """Return the names by which a note may lead back to its number."""
    near = [*link.around[-_FARTHEST:], *_elements_of(link.node)]
    return {
        name
        for one in near
        if one.tag not in _HOLDERS and one.tag != "li"
        for name in _own_names(one)
    }


def _holder(aim: _Placed) -> Node | None:
    """Return the element that holds a whole note; None where it is part of the text."""
    path = [*aim.around, aim.node]
    if any(one.tag in HEADINGS for one in path):
        return None
    if items := [one for one in path if one.tag == "li"]:
        return items[-1]
    blocks = [one for one in path if one.tag in _HOLDERS]
    # Word and LibreOffice put the paragraphs of a note into an element with a name.
    named = [one for one in blocks[-2:-1] if _own_names(one)]
    return next(reversed([*blocks[-1:], *named]), None)


def _said(note: _Note) -> list[Content]:
    """Return the content of a note without its links back."""
    copied = deepcopy(note.holder.children)
    _leave_out_links(copied, note.names)
    _begin_with_words(copied)
    return copied


def _leave_out_links(contents: list[Content], names: set[str]) -> None:
    contents[:] = [
        one for one in contents if isinstance(one, str) or _aim(one) not in names
    ]
    for one in contents:
        if isinstance(one, Node):
            _leave_out_links(one.children, names)


def _begin_with_words(contents: list[Content]) -> bool:
    """Leave out the signs before the first word; return whether there is a word."""
    for place, one in enumerate(contents):
        if isinstance(one, Node):
            if _begin_with_words(one.children):
                return True
            continue
        contents[place] = words = _BEFORE.sub("", one)
        if words:
            return True
    return False
