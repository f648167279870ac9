"""Find the words and pictures of a Word document that lie beneath its shapes."""

from collections.abc import Iterator

from documents.hidden.findings import Finding, block, quoted
from documents.hidden.office.stacking import MOST_SHAPES, hides, too_many
from documents.hidden.word.boxes import Box
from documents.hidden.word.flow import Flow

_LEAST_POINTS = 3  # of a picture's rim, covered


def look_at_boxes(flow: Flow, place: str) -> Iterator[Finding]:
    """Yield the words and pictures that boxes cover."""
    boxes = [box for box in flow.boxes if not box.is_hidden]
    yield from too_many(len(boxes), place)
    boxes = boxes[:MOST_SHAPES]
    for number, box in enumerate(boxes):
        if not box.is_over or not hides(box.paint):
            continue
        under = [
            words
            for line, pile in flow.lines
            if (pile is None or pile < box.height) and (words := line.under(box.area))
        ]
        if under:
            yield block(
                "covered_text",
                place,
                f"A drawing, {quoted(box.name or 'unnamed')}, lies over words that are "
                f"still there: {quoted(' '.join(under))}. Delete the words.",
            )
        for other in [*boxes[:number], *boxes[number + 1 :]]:
            if _covers(box, other):
                yield block(
                    "covered_picture",
                    place,
                    f"A drawing, {quoted(box.name or 'unnamed')}, lies over the "
                    "picture "
                    f"{quoted(other.name)}, which is kept whole. Redact the picture.",
                )


def _covers(box: Box, other: Box) -> bool:
    if not other.is_picture or box.is_picture or box.content:
        return False
    common = box.area.overlap(other.area)
    is_rim = common is None or min(common.width, common.height) < _LEAST_POINTS
    return not is_rim and (other.height < box.height or not other.is_over)
