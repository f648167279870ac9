"""Tell what the rows of a text's tables cut off."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from documents.hidden.opendocument.looks import Look
from documents.hidden.opendocument.styles import Styles, points
from documents.hidden.packages import attribute, find_all, local

CUT = "cut off by the height of their row"
_ABOVE = 0.2  # of the size of letters: the room above them in their line
_LINE = 1.15  # of the size of letters: a line


def parts_of(
    cell: Element, look: Look, styles: Styles, height: float
) -> Iterator[tuple[Element, Look]]:
    """Yield what is in a cell of a row that does not grow, each with its look.

    A paragraph counts as one line without the space around it, so that what is told to
    be cut off is cut off for sure.
    """
    down = 0.0
    for one in cell:
        cut = replace(look, why=look.why or CUT)
        if local(one.tag) not in {"p", "h"}:
            yield one, cut if down >= height else look
            continue
        style = styles.of(attribute(one, "style-name"), "paragraph")
        own = look.changed(style)
        sizes = [own.points] + [
            own.changed(styles.of(attribute(span, "style-name"), "text")).points
            for span in find_all(one, "span")
        ]
        is_cut = down + max(sizes) * _ABOVE >= height
        yield one, cut if is_cut else look
        line = min(sizes) * _LINE
        said = points(style.get("paragraph:line-height", ""), line)
        down += line if said is None else said
