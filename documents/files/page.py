"""Group the words of a page into lines, and lines into paragraphs."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.files.document import Block
from documents.files.hyphens import Hyphens
from documents.requests.markers import marker_of

_GAP = 1.4  # times the usual distance: a line further down begins a paragraph
# Distances along a line, as multiples of the size of the letters.
WORD_GAP = 0.12  # characters closer are in the same word
_SPACE = 0.25  # an ordinary space between words
_TAB = 0.4  # wider than any space in text that is not justified
_CELL_GAP = 1.5  # text further off is another cell
_SAME_LINE = 0.4  # up or down, as for "2nd" with a raised "nd"
_MOST_MARGIN_LINES = 6  # lines; a head or foot has no more
_STRETCH = 1.5  # times the narrowest space of a line: a wider gap is no space
_SENTENCE_END = tuple(".?!:;")


@dataclass(slots=True)
class Word:
    """A word, or a part of a word.

    Attributes:
        text: Its characters.
        x: Where it begins, in points from the left.
        y: Its base line, in points from the bottom.
        right: Where it ends, in points from the left.
        size: Of its letters, in points.
        mark: The number of its marked content, used by tags to refer to it.
        is_artifact: Whether the file marks it as outside the text.
        has_space: Whether a space is drawn before it.
    """

    text: str
    x: float
    y: float
    right: float
    size: float
    mark: int | None
    is_artifact: bool
    has_space: bool


@dataclass(slots=True)
class PageLine:
    """The words on one line of a page."""

    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words; cells, which are far apart, are separated by a tab."""
        pairs = zip(self._gaps(), self.words, strict=True)
        return "".join(f"{gap}{word.text}" for gap, word in pairs)

    @property
    def first_width(self) -> float:
        """The width of the text before the first space or tab, in points."""
        pairs = zip(self.words, self._gaps()[1:], strict=False)
        last = next((word for word, gap in pairs if gap), self.words[-1])
        return last.right - self.words[0].x

    def _gaps(self) -> list[str]:
        """Return the space or tab before each word, "" where the word goes on."""
        measured = [
            ((word.x - above.right) / (word.size or 1.0), word)
            for above, word in pairwise(self.words)
        ]
        spaces = [width for width, word in measured if word.has_space]
        # In a justified line all spaces are wide.
        widest = _STRETCH * min(spaces, default=0.0)
        gaps = [""]
        for width, word in measured:
            # Where a line draws its spaces, a gap without one is made by a tab.
            least = _TAB if spaces and not word.has_space else _CELL_GAP
            if width > max(least, widest):
                gaps.append("\t")
            else:
                gaps.append(" " if word.has_space or width > WORD_GAP else "")
        return gaps

    @property
    def y(self) -> float:
        """Its base line, in points from the bottom."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """The size of its largest letters, in points."""
        return max(word.size for word in self.words)

    @property
    def right(self) -> float:
        """Where the line ends, in points from the left."""
        return max(word.right for word in self.words)


def lines_of_page(words: Sequence[Word]) -> list[PageLine]:
    """Return words as lines, in the order of drawing.

    This is normally the order of reading. If a file draws its text out of order, lines
    are sorted from the top instead.
    """
    lines = _gathered(words)
    upwards = sum(below.y > above.y + above.size for above, below in pairwise(lines))
    if upwards > max(len(lines) / 4, 3):
        lines = _gathered(sorted(words, key=lambda word: (-round(word.y), word.x)))
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


def _gathered(words: Sequence[Word]) -> list[PageLine]:
    lines: list[PageLine] = []
    for word in words:
        is_same = (
            bool(lines)
            and abs(lines[-1].y - word.y) < _SAME_LINE * max(word.size, 4.0)
            and word.x >= lines[-1].words[-1].x
        )
        if is_same:
            lines[-1].words.append(word)
        else:
            lines.append(PageLine([word]))
    return lines


def blocks_of(
    pages: Sequence[Sequence[PageLine]], known: Hyphens, titles: Mapping[str, int]
) -> list[Block]:
    """Return the lines of all pages as paragraphs.

    A line continues the line above if its first word would not have fitted there,
    unless it stands apart or has a mark of its own.

    Args:
        pages: The lines of each page, without running heads and feet.
        known: The file's words, to rejoin broken words.
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
                whole = known.join(blocks[-1].text, text)
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
    return above.right + _SPACE * line.size + line.first_width > edge


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
    return ends[int(0.9 * (len(ends) - 1))] if ends else 0.0
