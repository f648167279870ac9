"""Tell which paragraphs and cells of a Word document stand out of sight."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.hidden.areas import Area, width_of
from documents.hidden.colours import WHITE, Colour
from documents.hidden.office.stacking import TINIEST
from documents.hidden.packages import attribute, child
from documents.hidden.word.elements import attribute_of, is_set, number_of
from documents.hidden.word.looks import HIDDEN, Look, Paragraph
from documents.hidden.word.page import TWIPS, Page

OFF = "beyond the edge of the page"
LOW = "in lines too low to see"
MERGED = "beneath a merged cell"
NARROW = "in a cell too narrow to see"
CUT = "cut off by the height of their row"


@dataclass(frozen=True, slots=True)
class Around:
    """What a paragraph is in."""

    look: Look
    left: float
    width: float
    ground: Colour | None = WHITE
    why: str = ""
    pile: float | None = None  # of the box it is in
    clear: Area | None = None  # of a box without a ground of its own
    floor: float | None = None  # where the row cuts it off, as `Laying.least` counts


def why_of_cell(of_row: Element | None, setup: Element | None, width: float) -> str:
    """Return why nothing of a cell can be seen.

    Args:
        of_row: The properties of its row.
        setup: Its own.
        width: Its width in points.
    """
    if is_set(of_row, "hidden"):
        return HIDDEN
    height = child(of_row, "trHeight")
    if attribute_of(height, "hRule") == "exact" and (
        number_of(height, "val") / TWIPS < TINIEST
    ):
        return "in a row too low to see"
    merged = child(setup, "vMerge", "hMerge")
    if merged is not None and attribute(merged, "val") != "restart":
        return MERGED
    return NARROW if 0 < width < TINIEST else ""


def floor_of(
    of_row: Element | None, setup: Element | None, least: float, floor: float | None
) -> float | None:
    """Return where a cell's words are cut off; None if the row grows with them.

    Args:
        of_row: The properties of its row.
        setup: Its own.
        least: Where the row begins.
        floor: Where the row of a table around it cuts it off.
    """
    height = child(of_row, "trHeight")
    is_turned = child(setup, "textDirection") is not None
    if is_turned or attribute_of(height, "hRule") != "exact":
        return floor
    own = least + number_of(height, "val") / TWIPS
    return own if floor is None else min(own, floor)


def why_of_frame(setup: Element | None, page: Page) -> str:
    """Return why nothing of a framed paragraph can be seen."""
    frame = child(setup, "framePr")
    if frame is None:
        return ""
    x, y, width, height = (
        number_of(frame, key) / TWIPS for key in ("x", "y", "w", "h")
    )
    if attribute(frame, "hAnchor") != "page":
        x += page.left
    if x > page.width or (x < 0 and x + (width or 72) <= 0):
        return OFF
    if abs(y) > page.height or (y < 0 and y + (height or 14) <= 0):
        return OFF
    is_exact = attribute(frame, "hRule") == "exact"
    return LOW if is_exact and height < TINIEST else ""


def is_table_off(place: Element | None, page: Page) -> bool:
    """Whether a table is placed beyond the page."""
    if place is None:
        return False
    x, y = (number_of(place, key) / TWIPS for key in ("tblpX", "tblpY"))
    if attribute(place, "horzAnchor") == "page":
        x -= page.left
    return x > page.width or x < -page.width or abs(y) > page.height


def is_off_page(
    words: str, points: float, stance: Paragraph, page: Page, room: tuple[float, float]
) -> bool:
    """Whether a good part of a paragraph's lines lies beyond the page.

    Args:
        words: Those of the paragraph.
        points: The size of its letters.
        stance: How it stands.
        page: The page.
        room: Where the text begins around it, and how wide it is.
    """
    start, whole = room
    letters = 3 * points / 2
    left = start + stance.left
    width = width_of(words.strip(), points)
    left_over = whole - stance.left - stance.right
    if stance.align in {"right", "end"}:
        right = start + whole - stance.right
        return right > page.width + letters or right - width < -width * 0.9
    if width <= left_over or left_over <= 0:
        left += stance.first
    return left < -letters or left > page.width - points / 2
