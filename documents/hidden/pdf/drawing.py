"""Find the visible text of a PDF page, by drawing the page with and without text.

A character is visible if enough of its black, drawn alone, differs from the background.
The result therefore does not depend on how a box is drawn or a colour is set.
"""

import math
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from documents.hidden.findings import CannotLook

_SCALE = 1.5  # pixels a point: four-point letters are six pixels high
_MOST_PIXELS = 5_000_000  # A2 at that scale; larger pages are drawn smaller
_LONGEST = 10_000  # pixels of one side
# On a scale with black and white 255 apart: a contrast of 1.17 to 1. Word's own pale
# watermark has 23, letters of FEFEFE on white have 1.
_LEAST_CONTRAST = 13
_LEAST_MARKS = 60  # of that scale, where a picture shows a word
_LEAST_SEEN = 0.3  # of a character's black: with less, a word cannot be read
_MOST_HIDDEN = 0.02  # of a word's black: with less, every character is visible
_ROUNDING = 3  # pixels by which a word's box may exceed its black
_LEAST_INK = 64  # of 255: the pale edges of letters prove nothing
_OVERLAP = 0.3  # of the smaller of two characters
_MOST_LAYERS = 4  # of text over text told apart
_MOST_COMPARED = 1_000_000  # pairs of characters of overlapping words, on one page
_CELL = 16  # pixels: a grid, to compare only neighbouring characters
_BLACK, _RED = (0, 0, 0), (255, 0, 80)


def _contrast_scale() -> list[int]:
    """Return the position of each of 256 shades on a scale of equal contrasts.

    Source: WCAG 2.2, contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    light = [math.log((shade / 255) ** 2.2 + 0.05) for shade in range(256)]
    whole = light[-1] - light[0]
    return [round((one - light[0]) / whole * 255) for one in light]


CONTRAST_SCALE = _contrast_scale()  # of one band
_WANTED = [max(ink * _LEAST_CONTRAST // 255, 2) for ink in range(256)]
_HIDDEN, _SHOWN = 100, 200  # shades of the result: invisible ink, visible ink
_IS_INK = [_HIDDEN * (ink >= _LEAST_INK) for ink in range(256)]
_IS_SEEN = [_HIDDEN * (more > 0) for more in range(256)]
_Box = tuple[int, int, int, int]


@dataclass(slots=True, eq=False)
class Text:
    """Text written by a page in one operation.

    Attributes:
        handle: PDFium's own.
        order: Its position among all texts of the page.
        is_drawn: Whether it is filled or outlined at all.
        points: The size of its letters on the page, once known.
        layer: The number of texts over it.
    """

    handle: Any
    order: int
    is_drawn: bool
    points: float | None = None
    layer: int = 0


@dataclass(slots=True, eq=False)
class Character:
    """A character of a text.

    Attributes:
        sign: The character.
        owner: The text.
        box: Its place in pixels: left, top, right, bottom.
        is_outside: Whether it lies off the page.
        is_rough: Whether the box is only approximate, for want of a shape.
    """

    sign: str
    owner: Text
    box: _Box
    is_outside: bool
    is_rough: bool


class Drawing:
    """A page, drawn in each of the ways needed to tell which text is visible."""

    def __init__(
        self, page: pypdfium2.PdfPage, texts: list[Text], others: list[Any]
    ) -> None:
        self._page, self._texts, self._others = page, texts, others
        layers = range(max(text.layer for text in texts) + 1)
        whole = self._drawn(layers)
        self._without = [self._drawn(set(layers) - {layer}) for layer in layers]
        ground = self._without[0] if len(layers) == 1 else self._drawn(())
        self._ground = ground.convert("L")
        self._paint(_BLACK)
        self._inks = [self._ink(layer) for layer in layers]
        pairs = zip(self._without, self._inks, strict=True)
        self._seen = [_seen(whole, without, ink) for without, ink in pairs]

    def shows_all(self, word: list[Character]) -> bool:
        """Whether a word is clearly visible as a whole, without checking characters."""
        layers = {one.owner.layer for one in word}
        if len(layers) > 1:
            return False
        box = _around(word)
        place = self._seen[layers.pop()].crop(box)
        left, top, right, bottom = place.getbbox() or (0, 0, 0, 0)
        # Ink ending before the word does may be cut off.
        is_whole = (
            max(left, top, place.width - right, place.height - bottom) <= _ROUNDING
        )
        shades = place.histogram()
        return is_whole and shades[_HIDDEN] <= _MOST_HIDDEN * shades[_SHOWN]

    def shows(self, one: Character) -> bool:
        """Whether enough of a character is visible to read."""
        return _is_enough(self._seen[one.owner.layer], one)

    def has_ink(self, one: Character) -> bool:
        """Whether a character would be visible on an empty page."""
        return self._seen[one.owner.layer].crop(one.box).getbbox() is not None

    def would_show(self, one: Character) -> bool:
        """Whether a character would be visible in another colour."""
        return one.owner.layer == 0 and _is_enough(self._seen_in_red, one)

    def has_marks(self, word: list[Character]) -> bool:
        """Whether a picture shows letters at the place of a word, for most of the word.

        Only the middle of the word is compared: the edge of a box above or below is no
        letter.
        """
        left, top, right, bottom = _around(word)
        width, height = right - left, bottom - top
        marked = 0
        for one in word:
            box = (
                (one.box[0], top + height // 3, one.box[2], bottom - height // 3)
                if width >= height
                else (left + width // 3, one.box[1], right - width // 3, one.box[3])
            )
            shades = self._ground.crop(box).histogram()
            found = [shade for shade, many in enumerate(shades) if many]
            marked += bool(found) and found[-1] - found[0] >= _LEAST_MARKS
        return marked * 2 > len(word)

    @cached_property
    def _seen_in_red(self) -> Image.Image:
        self._paint(_RED)
        return _seen(self._drawn({0}), self._without[0], self._inks[0])

    def _paint(self, colour: tuple[int, int, int]) -> None:
        for text in self._texts:
            raw.FPDFPageObj_SetFillColor(text.handle, *colour, 255)
            raw.FPDFPageObj_SetStrokeColor(text.handle, *colour, 255)

    def _ink(self, layer: int) -> Image.Image:
        """Return how black the texts of a layer would make an empty page."""
        for other in self._others:
            raw.FPDFPageObj_SetIsActive(other, False)
        drawn = self._drawn({layer}, is_empty=True)
        for other in self._others:
            raw.FPDFPageObj_SetIsActive(other, True)
        return ImageChops.invert(drawn)

    def _drawn(self, layers: Container[int], *, is_empty: bool = False) -> Image.Image:
        """Return the page with only the texts of some layers."""
        for text in self._texts:
            raw.FPDFPageObj_SetIsActive(text.handle, text.layer in layers)
        scale = scale_of(self._page)
        drawn: Image.Image = self._page.render(
            scale=scale, draw_annots=not is_empty, may_draw_forms=not is_empty
        ).to_pil()
        # PDFium places letters differently when drawing in grey from the start.
        return drawn.convert("L") if is_empty else drawn.point(CONTRAST_SCALE * 3)


def scale_of(page: pypdfium2.PdfPage) -> float:
    """Return the number of pixels per point of the page."""
    width, height = (max(side, 1) for side in page.get_size())
    most = math.sqrt(_MOST_PIXELS / (width * height))
    return float(min(_SCALE, most, _LONGEST / max(width, height)))


def find_layers(words: list[list[Character]]) -> None:
    """Record in each text how many texts lie over it.

    The same character drawn twice, as in shadows and bold letters, hides nothing.
    """
    compared, pairs = 0, set()
    for one, other in _near(words):
        compared += len(one) * len(other)
        if compared > _MOST_COMPARED:
            raise CannotLook("writes text over text more often than can be followed")
        for first, second in product(one, other):
            if first.owner is not second.owner and _cover(first, second):
                under, over = sorted((first.owner, second.owner), key=_order)
                pairs.add((over, under))
    for over, under in sorted(pairs, key=lambda pair: -pair[0].order):
        under.layer = max(under.layer, min(over.layer + 1, _MOST_LAYERS - 1))


def _order(text: Text) -> int:
    return text.order


def _near(words: list[list[Character]]) -> Iterator[tuple[list[Character], ...]]:
    """Yield pairs of overlapping words, and each word of several texts with itself."""
    cells: dict[tuple[int, int], list[tuple[_Box, list[Character]]]] = defaultdict(list)
    for word in words:
        if all(one.is_outside for one in word):
            continue  # at the edge of the drawing, where all would lie
        box = _around(word)
        if word[0].owner is not word[-1].owner:
            yield word, word
        left, top, right, bottom = (edge // _CELL for edge in box)
        for cell in product(range(left, right + 1), range(top, bottom + 1)):
            for other, before in cells[cell]:
                if _overlap(other, box):
                    yield before, word
            cells[cell].append((box, word))


def _cover(one: Character, other: Character) -> bool:
    """Whether two different characters overlap by a good part."""
    overlap = _overlap(one.box, other.box)
    if not overlap or one.sign == other.sign:
        return False
    return overlap > _OVERLAP * min(_area(one.box), _area(other.box))


def _around(characters: list[Character]) -> _Box:
    lefts, tops, rights, bottoms = zip(*(one.box for one in characters), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _overlap(one: _Box, other: _Box) -> int:
    """Return the number of pixels common to two boxes."""
    if one[0] >= other[2] or other[0] >= one[2]:
        return 0
    if one[1] >= other[3] or other[1] >= one[3]:
        return 0
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height


def _area(box: _Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _seen(whole: Image.Image, without: Image.Image, ink: Image.Image) -> Image.Image:
    """Return the ink of text, visible ink in one shade and invisible ink in another."""
    red, green, blue = ImageChops.difference(whole, without).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    is_seen = ImageChops.subtract(most, ink.point(_WANTED)).point(_IS_SEEN)
    is_ink = ink.point(_IS_INK)
    return ImageChops.add(is_ink, ImageChops.darker(is_seen, is_ink))


def _is_enough(seen: Image.Image, one: Character) -> bool:
    shades = seen.crop(one.box).histogram()
    shown, hidden = shades[_SHOWN], shades[_HIDDEN]
    return shown > 0 and shown >= _LEAST_SEEN * (shown + hidden)
