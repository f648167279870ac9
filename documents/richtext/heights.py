"""Work out how large and how high letters stand: raised, lowered, or on the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from documents.richtext.elements import LISTS, TABLES
from documents.richtext.lengths import length, pixels
from documents.richtext.nodes import Node
from documents.richtext.variables import Styles

# Pixels. Letters without a size are taken for the smallest usual ones, so that a text
# of mixed sizes is not torn apart.
_USUAL: Final = 40 / 3
_NAMED: Final = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_SCALED: Final = {"smaller": 0.8, "small": 0.8, "larger": 1.2, "big": 1.2}
_OF_FONT: Final = dict(zip("1234567", (10, 13, 16, 18, 24, 32, 48), strict=True))
# Of a page of A4, in the points by which viewers of PDF count.
_PAGE: Final = (595.0, 842.0)
_ASCENT: Final = 0.8  # of the size, above the line
_SHIFT: Final = 0.3  # of the size, where a style says only "top" or "bottom"
_IN_SHORT = re.compile(r"(?<![\w.-])(\d*\.?\d+(?:[a-z]+|%))(?=/|\s)")
_MOVED = re.compile(r"translate(y|3d)?\(([^()]*)\)")
_MATRIX = re.compile(r"matrix\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Height:
    """How large and how high letters stand, in pixels.

    Attributes:
        size: Of the letters.
        lift: How far they are moved above their line.
        edge: The edge of the page that `line` is counted from: "top", "bottom" or "".
        line: How far below the edge their line is.
        left: How far from the left edge of the page they begin, where that is known.
    """

    size: float = _USUAL
    lift: float = 0.0
    edge: str = ""
    line: float = 0.0
    left: float | None = None

    def within(self, node: Node, styles: Styles) -> "Height":
        """Return the height of letters within an element."""
        size = _size(node, styles, self.size)
        placed = replace(self, size=size)
        lift = sum(_lifts(node, styles, size))
        if styles.get("position", "") not in {"relative", "sticky"}:
            if (top := _place(styles, "top", size)) is not None:
                line = top + _ASCENT * size
                placed = replace(placed, edge="top", line=line, left=None)
            elif (bottom := _place(styles, "bottom", size)) is not None:
                line = -bottom - (1 - _ASCENT) * size
                placed = replace(placed, edge="bottom", line=line, left=None)
            if (left := _place(styles, "left", size)) is not None:
                placed = replace(placed, left=left)
        return replace(placed, lift=self.lift + lift)


class Run(str):
    """Words with the height at which they stand."""

    __slots__ = ("height",)

    def __new__(cls, words: str, height: Height) -> "Run":
        """Return words with their height."""
        run = super().__new__(cls, words)
        run.height = height
        return run

    height: Height


class Gap(str):
    """A blank between elements set apart, needless where the second is raised."""

    __slots__ = ()


def like(run: str, words: str) -> str:
    """Return other words at the height of a run, if that is known."""
    return Run(words, run.height) if isinstance(run, Run) else words


def raised_by(styles: Styles) -> str:
    """Return "sup" or "sub" where a style raises or lowers the text, or ""."""
    where = styles.get("vertical-align", "")
    height = length(where)
    if where == "super" or (height or 0) > 0:
        return "sup"
    if where == "sub" or (height or 0) < 0:
        return "sub"
    shift = styles.get("baseline-shift", "")
    if shift in {"super", "sub"}:
        return {"super": "sup"}.get(shift, shift)
    if height := length(shift) or length(styles.get("mso-text-raise", "")):
        return "sup" if height > 0 else "sub"
    if found := re.search(
        r"['\"](sup|sub)s['\"]", styles.get("font-feature-settings", "")
    ):
        return found[1]
    variant = styles.get("font-variant-position", "") or styles.get("font-variant", "")
    return {"super": "sup", "sub": "sub"}.get(variant, "")


def _size(node: Node, styles: Styles, now: float) -> float:
    written = styles.get("font-size", "")
    if not written and (found := _IN_SHORT.search(styles.get("font", "") + " ")):
        written = found[1]
    if named := _NAMED.get(written):
        return named
    if scale := _SCALED.get(written or node.tag):
        return now * scale
    if written:
        return pixels(written, em=now, whole=now) or now
    if node.tag == "font":
        return _size_of_font(node.attributes.get("size", "").strip(), now)
    return now


def _size_of_font(written: str, now: float) -> float:
    if re.fullmatch(r"[+-][1-6]", written):
        written = str(min(max(3 + int(written), 1), 7))
    return float(_OF_FONT.get(written, now))


def _place(styles: Styles, side: str, size: float) -> float | None:
    """Return how far letters are from a side of the page, or None."""
    written = styles.get(side, "")
    is_across = side == "left"
    return pixels(written, em=size, whole=_PAGE[not is_across]) if written else None


def _lifts(node: Node, styles: Styles, size: float) -> Iterator[float]:
    """Yield how far each style moves letters up, in pixels."""
    if not styles or node.tag in TABLES | LISTS:
        return
    if styles.get("position", "") in {"relative", "sticky"}:
        yield -_moved(styles.get("top", ""), size)
        yield _moved(styles.get("bottom", ""), size)
    yield -min(_moved(styles.get("margin-top", ""), size), 0.0)
    for down in _moves(styles):
        yield -_moved(down, size)
    for name in ("vertical-align", "align-self"):
        where = styles.get(name, "").removeprefix("text-").removeprefix("flex-")
        yield {"top": _SHIFT, "start": _SHIFT, "bottom": -_SHIFT, "end": -_SHIFT}.get(
            where, 0.0
        ) * size


def _moves(styles: Styles) -> Iterator[str]:
    """Yield how far down a transformation moves an element."""
    for kind, inside in _MOVED.findall(styles.get("transform", "")):
        ways = inside.split(",")
        yield ways[0 if kind == "y" else 1].strip() if len(ways) > (kind != "y") else ""
    for inside in _MATRIX.findall(styles.get("transform", "")):
        yield inside.split(",")[-1].strip()
    yield "".join(styles.get("translate", "").split()[1:2])


def _moved(written: str, size: float) -> float:
    return pixels(written, em=size, whole=0.0) or 0.0 if written else 0.0
