"""Tell a PDF page whose words are all in plain sight, at a fraction of the full cost.

Most pages of most files are such. The answer errs on one side only: a page not
clearly in plain sight is left to the full check of each character.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from documents.hidden.pdf.drawing import CONTRAST_SCALE, Text, scale_of

_SCALE = 1.0  # pixels a point: six-point letters are six pixels high
_LEAST_POINTS = 4  # smaller letters have too few pixels to judge them by
# Twice what the full check asks for: grey tells less than three colours.
_LEAST_CONTRAST = 26
_LEAST_INK = 64  # of 255: the pale edges of letters prove nothing
_MOST_HIDDEN = 2  # pixels of a text; a figure has more
_ROUNDING = 2  # pixels by which a text's box may exceed its ink
# Of the height of the lower of two texts. Characters that overlap less are neighbours.
_LEAST_COMMON_HEIGHT = 0.15
_LEAST_COMMON_WIDTH = 0.06
_MOST_TEXTS = 5_000
_MOST_CLIPS = 20  # of one text
_FILLED = 0  # the mode of nearly all text: ISO 32000-1, table 106

_WANTED = [max(ink * _LEAST_CONTRAST // 255, 2) for ink in range(256)]
_IS_INK = [255 * (ink >= _LEAST_INK) for ink in range(256)]
_IS_MORE = [255 * (more > 0) for more in range(256)]
_Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


def is_plain(page: pypdfium2.PdfPage, texts: Sequence[Text], others: list[Any]) -> bool:
    """Whether all texts of a page are clearly seen, whole, and none lies over another.

    Args:
        page: A page, not rotated.
        texts: Its texts, none of them within a form.
        others: Its other objects, those in forms included.
    """
    edge = page.get_bbox()
    if len(texts) > _MOST_TEXTS or scale_of(page) < _SCALE:
        return False
    boxes = []
    for text in texts:
        box = _box(text.handle)
        if box is None or not _is_ordinary(text.handle, box, edge):
            return False
        boxes.append(box)
    return not _overlap(boxes) and _are_seen(page, texts, others, boxes)


def _box(handle: Any) -> _Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return None
    left, bottom, right, top = (one.value for one in edges)
    return left, bottom, right, top


def _is_ordinary(handle: Any, box: _Box, edge: _Box) -> bool:
    """Whether a text is filled, large enough, within the page and cut by no path."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(handle, size)
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    points = size.value * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return (
        raw.FPDFTextObj_GetTextRenderMode(handle) == _FILLED
        and points >= _LEAST_POINTS
        and _holds(edge, box)
        and _is_uncut(handle, box)
    )


def _is_uncut(handle: Any, box: _Box) -> bool:
    """Whether every clipping path is a rectangle around the text."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    paths = max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0
    if paths > _MOST_CLIPS:
        return False
    for number in range(paths):
        count = raw.FPDFClipPath_CountPathSegments(clip, number)
        points = []
        for at in range(min(count, 6)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, number, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        if count not in {4, 5} or not _is_rectangle(points):
            return False
        xs, ys = zip(*points, strict=True)
        if not _holds((min(xs), min(ys), max(xs), max(ys)), box):
            return False
    return True


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    corners = points if points[0] == points[-1] else [*points, points[0]]
    return len(corners) == 5 and all(
        (one[0] == other[0]) != (one[1] == other[1]) for one, other in pairwise(corners)
    )


def _holds(outer: _Box, inner: _Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _overlap(boxes: list[_Box]) -> bool:
    """Whether a text may lie over another."""
    open_ones: list[_Box] = []
    for box in sorted(boxes, key=lambda one: one[1]):
        _, bottom, _, top = box
        open_ones = [one for one in open_ones if one[3] > bottom]
        for other in open_ones:
            lower = min(top - bottom, other[3] - other[1])
            height = min(top, other[3]) - bottom
            width = min(box[2], other[2]) - max(box[0], other[0])
            if (
                height > _LEAST_COMMON_HEIGHT * lower
                and width > _LEAST_COMMON_WIDTH * lower
            ):
                return True
        open_ones.append(box)
    return False


def _are_seen(
    page: pypdfium2.PdfPage,
    texts: Sequence[Text],
    others: list[Any],
    boxes: list[_Box],
) -> bool:
    """Whether each text, as drawn, differs from the page without it."""
    whole = _drawn(page)
    with _away([text.handle for text in texts]):
        without = _drawn(page)
    with _away(others):
        # In their own colours: a text too pale for an empty page is not plain.
        ink = ImageChops.invert(_drawn(page, is_empty=True))
    differs = ImageChops.difference(
        whole.point(CONTRAST_SCALE), without.point(CONTRAST_SCALE)
    )
    seen = ImageChops.subtract(differs, ink.point(_WANTED)).point(_IS_MORE)
    is_ink = ink.point(_IS_INK)
    hidden = ImageChops.subtract(is_ink, seen)
    left, _, _, high = page.get_bbox()
    for box in boxes:
        place = (
            math.floor((box[0] - left) * _SCALE),
            math.floor((high - box[3]) * _SCALE),
            math.ceil((box[2] - left) * _SCALE),
            math.ceil((high - box[1]) * _SCALE),
        )
        inked = is_ink.crop(place).getbbox()
        if inked is None or hidden.crop(place).histogram()[255] > _MOST_HIDDEN:
            return False
        width, height = place[2] - place[0], place[3] - place[1]
        # Ink ending before the text does may be cut off.
        if max(inked[0], inked[1], width - inked[2], height - inked[3]) > _ROUNDING:
            return False
    return True


@contextmanager
def _away(handles: list[Any]) -> Iterator[None]:
    """Take objects off their page for a while."""
    for one in handles:
        raw.FPDFPageObj_SetIsActive(one, False)
    yield
    for one in handles:
        raw.FPDFPageObj_SetIsActive(one, True)


def _drawn(page: pypdfium2.PdfPage, *, is_empty: bool = False) -> Image.Image:
    drawn: Image.Image = page.render(
        scale=_SCALE, grayscale=True, draw_annots=not is_empty
    ).to_pil()
    return drawn
