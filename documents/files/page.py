"""Group pieces of text on a page into lines, and lines into paragraphs."""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.files.document import Block
from documents.files.hyphens import Hyphens
from documents.requests.markers import marker_of

# Widths of characters, as fractions of the font size: enough to tell a full line.
_NARROW = frozenset("iljtfrI.,;:'|!()[]‘’/ ")
_WIDE = frozenset("mwMW@%—")
_GAP = 1.4  # times the usual distance: a line further down begins a paragraph
_SAME_LINE = 0.4  # of the size
_MOST_MARGIN_LINES = 6  # lines; a head or foot has no more
_CELL_GAP = 1.5  # of the size: text further off is another cell
_SPACE = 0.12  # of the size: text closer is the same word
_ROUGHLY = 0.97  # widths are estimates
_SENTENCE_END = tuple(".?!:;")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text drawn in one operation.

    Attributes:
        text: Its characters.
        x: Where it begins, in points from the left.
        y: Its base line, in points from the bottom.
        size: Of its letters, in points.
        mark: The number of its marked content, used by tags to refer to it.
        is_artifact: Whether the file marks it as outside the text.
    """

    text: str
    x: float
    y: float
    size: float
    mark: int | None = None
    is_artifact: bool = False

    @property
    def right(self) -> float:
        """About where it ends, in points from the left."""
        return self.x + width_of(self.text) * self.size


@dataclass(slots=True)
class PageLine:
    """The text on one line of a page."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words; cells, which are far apart, are separated by a tab."""
        text = ""
        for above, piece in zip([None, *self.pieces], self.pieces, strict=False):
            if above is not None:
                gap = piece.x - above.right
                if gap > _CELL_GAP * piece.size and not text.endswith(" "):
                    text += "\t"
                elif gap > _SPACE * piece.size and not piece.text[:1].isspace():
                    text += "" if text[-1:].isspace() else " "
            text += piece.text
        return text.strip()

    @property
    def x(self) -> float:
        """Where the line begins, in points from the left."""
        return min(piece.x for piece in self.pieces)

    @property
    def y(self) -> float:
        """Its base line, in points from the bottom."""
        return self.pieces[0].y

    @property
    def size(self) -> float:
        """The size of its largest letters, in points."""
        return max(piece.size for piece in self.pieces)

    @property
    def right(self) -> float:
        """About where the line ends, in points from the left."""
        return max(piece.right for piece in self.pieces)


def width_of(text: str) -> float:
    """Return about how wide some text is drawn, as a multiple of its size."""
    return sum(
        0.28 if sign in _NARROW else 0.85 if sign in _WIDE else _width(sign)
        for sign in text
    )


def _width(sign: str) -> float:
    return 0.67 if sign.isupper() else 0.52


def lines_of_page(pieces: Sequence[Piece]) -> list[PageLine]:
    """Return pieces as lines, in the order of drawing.

    This is normally the order of reading. If a file draws its text out of order, lines
    are sorted from the top instead.
    """
    lines = _gathered(pieces)
    upwards = sum(below.y > above.y + above.size for above, below in pairwise(lines))
    if upwards > max(len(lines) / 4, 3):
        lines = _gathered(sorted(pieces, key=lambda piece: (-round(piece.y), piece.x)))
    return _with_ends_in_place(lines)


def _with_ends_in_place(lines: list[PageLine]) -> list[PageLine]:
    """Return lines with the head moved first and the foot last."""
    few = min(_MOST_MARGIN_LINES, len(lines) // 2)
    if not few:
        return lines
    body, tail = lines[:-few], lines[-few:]
    top = max(line.y for line in body)
    heads = [line for line in tail if line.y > top]
    lines = [*heads, *body, *(line for line in tail if line.y <= top)]
    front, body = lines[len(heads) : len(heads) + few], lines[len(heads) + few :]
    foot = min((line.y for line in body), default=0.0)
    feet = [line for line in front if line.y < foot]
    return [*heads, *(line for line in front if line.y >= foot), *body, *feet]


def _gathered(pieces: Sequence[Piece]) -> list[PageLine]:
    lines: list[PageLine] = []
    for piece in pieces:
        is_same = (
            bool(lines)
            and abs(lines[-1].y - piece.y) < _SAME_LINE * max(piece.size, 4.0)
            and piece.x >= lines[-1].pieces[-1].x
        )
        if is_same:
            lines[-1].pieces.append(piece)
        else:
            lines.append(PageLine([piece]))
    return lines


def blocks_of(
    pages: Sequence[Sequence[PageLine]], words: Hyphens, titles: Mapping[str, int]
) -> list[Block]:
    """Return the lines of all pages as paragraphs.

    A line continues the line above if its first word would not have fitted there,
    unless it stands apart or has a mark of its own.

    Args:
        pages: The lines of each page, without running heads and feet.
        words: The file's words, to rejoin broken words.
        titles: The file's bookmarks, each with its level.
    """
    pitch = _usual_pitch(pages)
    edge = right_edge(pages)
    blocks: list[Block] = []
    last: PageLine | None = None
    for page in pages:
        for at, line in enumerate(page):
            text = " ".join(line.text.split(" "))
            is_apart = last is None or _stands_apart(last, line, pitch, is_new=not at)
            level = titles.get(" ".join(text.split()), 0)
            if last is None or level or blocks[-1].level:
                blocks.append(Block(text, level))
            elif not is_apart and _goes_on(last, line, edge):
                whole = words.join(blocks[-1].text, text)
                blocks[-1] = Block(whole, 0, blocks[-1].is_close)
            else:
                blocks.append(Block(text, 0, is_close=not is_apart))
            last = line
    return blocks


def _stands_apart(
    above: PageLine, line: PageLine, pitch: float, *, is_new: bool
) -> bool:
    """Whether two lines are further apart than usual."""
    if abs(above.size - line.size) > 0.15 * max(above.size, line.size):
        return True
    if is_new:
        return above.text.endswith(_SENTENCE_END)
    down = above.y - line.y
    return down > _GAP * max(pitch * line.size, line.size) or down < -line.size


def _goes_on(above: PageLine, line: PageLine, edge: float) -> bool:
    """Whether a line continues the line above."""
    marker = marker_of(line.text)
    if marker is not None and not marker.is_weak:
        return False
    if "\t" in above.text or "\t" in line.text:
        return False
    if is_full(above, line, edge):
        return True
    is_open = not above.text.endswith(_SENTENCE_END)
    return is_open and line.text[0].islower() and above.right > 0.6 * edge


def is_full(above: PageLine, line: PageLine, edge: float) -> bool:
    """Whether the first word of a line would not have fitted on the line above."""
    first = re.split(r"\s", line.text, maxsplit=1)[0]
    return above.right + width_of(f" {first}") * line.size > edge


def _usual_pitch(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the usual distance between lines, as a multiple of their size."""
    pitches = [
        (above.y - line.y) / line.size
        for page in pages
        for above, line in pairwise(page)
        if line.size and 0.8 < (above.y - line.y) / line.size < 2.2
    ]
    return statistics.quantiles(pitches, n=4)[0] if len(pitches) > 3 else 1.2


def right_edge(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return about where lines of prose end: the 90th percentile of their ends."""
    ends = sorted(
        line.right
        for page in pages
        for line in page
        if "\t" not in line.text and len(line.text) > 30
    )
    return ends[int(0.9 * (len(ends) - 1))] * _ROUGHLY if ends else 0.0
