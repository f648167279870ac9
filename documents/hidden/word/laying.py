"""Reckon about where the lines of a Word document lie."""

from dataclasses import dataclass, field

from documents.hidden.areas import Area, Line, lines_of
from documents.hidden.word.looks import Paragraph
from documents.hidden.word.page import Page

_ABOVE = 0.2  # of the size of letters: the room above them in their line
_ALIGNED = {"center": "ctr", "right": "r", "end": "r"}


@dataclass
class Laying:
    """The lines laid so far, in one column from the first page on.

    Attributes:
        top: Where the next paragraph begins.
        lines: Each line, with the pile of the box around it; None in the text.
        inline: The height of the drawings in the line at hand.
        least: How far down the next paragraph begins at least: each before it counts
            as one line, without the space around it.
    """

    page: Page
    top: float = 0.0
    lines: list[tuple[Line, float | None]] = field(default_factory=list)
    inline: float = 0.0
    least: float = 0.0

    def __post_init__(self) -> None:
        self.top = self.page.top

    def lay(
        self,
        words: str,
        points: float,
        stance: Paragraph,
        room: tuple[float, float],
        *,
        pile: float | None,
        is_seen: bool,
    ) -> None:
        """Lay a paragraph.

        Args:
            words: What it says.
            points: The size of its letters.
            stance: How it stands.
            room: Where the text around it begins, and how wide it is.
            pile: Of the box it is in.
            is_seen: Whether its lines count among those seen.
        """
        start, whole = room
        left = start + stance.left
        width = max(whole - stance.left - stance.right, 20)
        area = Area(left, self.top, left + width, self.top)
        align = _ALIGNED.get(stance.align, "l")
        made = list(lines_of([(words or " ", points, align)], area))
        if is_seen:
            self.lines += [(line, pile) for line in made]
        line = stance.exact or points * stance.spacing
        self.top += max(max(len(made), 1) * line, self.inline)
        self.least += line
        self.inline = 0.0
        bottom = self.page.height - self.page.bottom
        if pile is None and self.top % self.page.height > bottom:
            self.next_page()

    def is_below(self, floor: float | None, points: float) -> bool:
        """Whether nothing of the next paragraph's letters shows above a floor."""
        return floor is not None and self.least + points * _ABOVE >= floor

    def next_page(self) -> None:
        """Go on at the top of the next page, unless a page has just begun."""
        page = self.top // self.page.height
        if self.top - page * self.page.height > self.page.top:
            self.top = (page + 1) * self.page.height + self.page.top
