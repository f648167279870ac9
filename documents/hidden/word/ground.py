"""Tell words in the colour of the paper from those that a box lies behind."""

from collections.abc import Iterable

from documents.hidden.areas import Area
from documents.hidden.colours import Colour, are_alike
from documents.hidden.word.boxes import Box

OPAQUE = 0.5  # of the paint of a box, to count as the ground of words


def stands_out(colour: Colour, area: Area, boxes: Iterable[Box]) -> bool:
    """Whether one of the boxes at a place has another colour than the words there."""
    return any(
        not one.paint.colours or not are_alike(colour, one.paint.colours[0])
        for one in boxes
        if one.paint is not None
        and one.paint.opacity >= OPAQUE
        and one.area.overlap(area)
    )
