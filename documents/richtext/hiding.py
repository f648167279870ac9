"""Tell which elements of a pasted text are kept from sight."""

import re
from typing import Final

from documents.richtext.lengths import length, number
from documents.richtext.nodes import Node
from documents.richtext.variables import Styles

_SMALLEST: Final = 2.0  # pixels or points
_FARTHEST: Final = 900.0  # pixels or points beyond the edge of the page
_WEIGHT: Final = re.compile(r"[1-9]\d*")


def is_hidden(node: Node, styles: Styles) -> bool:
    """Whether an element is kept from sight with all that it holds."""
    if "hidden" in node.attributes:
        return True
    if not styles:
        return False
    if styles.get("display") == "none" or styles.get("scale") == "0":
        return True
    if styles.get("content-visibility") == "hidden":
        return True
    if styles.get("mso-hide") in {"all", "screen"}:
        return True
    if (opacity := number(styles.get("opacity", ""))) is not None and opacity <= 0.05:
        return True
    if (size := length(styles.get("font-size", ""))) is not None and size <= _SMALLEST:
        return True
    if _is_veiled(styles) or _is_small_by_shorthand(styles.get("font", "")):
        return True
    if re.search(r"scale\(\s*0?\.?0*\s*[,)]", styles.get("transform", "")):
        return True
    return _is_clipped(styles) or _is_beyond_the_page(styles)


def _is_veiled(styles: Styles) -> bool:
    """Whether a filter, or signs instead of letters, keep words from being read."""
    named = styles.get("filter", "")
    if found := re.search(r"opacity\(\s*([\d.]+%?)", named):
        opacity = number(found[1])
        if opacity is not None and opacity <= 0.05:
            return True
    if found := re.search(r"blur\(\s*([\d.]+[a-z]*)", named):
        return (length(found[1]) or 0) > _SMALLEST
    return styles.get("-webkit-text-security", "none") != "none"


def _is_small_by_shorthand(font: str) -> bool:
    """Whether the size within a `font`, before any line height, is too small."""
    found = re.search(r"(?<![\w.-])(\d*\.?\d+(?:[a-z]+|%)?)(?=/|\s)", font)
    size = length(found[1]) if found and not _WEIGHT.fullmatch(found[1]) else None
    return size is not None and size <= _SMALLEST


def _is_clipped(styles: Styles) -> bool:
    clip = styles.get("clip", "").replace("px", "").replace(",", " ").split()
    if (
        clip
        and {*"".join(clip)} <= {*"rect()01 "}
        and "absolute" in styles.get("position", "")
    ):
        return True
    shape = styles.get("clip-path", "")
    if re.search(
        r"inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0(?![.\d])", shape
    ):
        return True
    if _is_line(shape):
        return True
    sides = ("width", "height", "max-width", "max-height")
    small = [length(styles.get(one, "")) for one in sides]
    is_small = any(one is not None and one <= _SMALLEST for one in small)
    is_cut = styles.get("overflow", "") in {"hidden", "clip"}
    is_pushed_out = (number(styles.get("text-indent", "")) or 0) >= 1
    is_pushed_out = is_pushed_out and styles.get("text-indent", "").endswith("%")
    return is_cut and (is_small or is_pushed_out)


def _is_line(shape: str) -> bool:
    """Whether a shape has no extent: all its corners are on one line."""
    found = re.fullmatch(r"polygon\(([^()]*)\)", shape)
    corners = [tuple(one.split()) for one in found[1].split(",")] if found else []
    pairs = [one for one in corners if len(one) == 2]
    is_whole = bool(pairs) and len(pairs) == len(corners)
    return is_whole and any(len({one[side] for one in pairs}) == 1 for side in (0, 1))


def _is_beyond_the_page(styles: Styles) -> bool:
    far = [styles.get("text-indent", "")]
    if styles.get("position", "") in {"absolute", "fixed", "relative"}:
        far += [styles.get(one, "") for one in ("left", "right", "top", "bottom")]
    far += [styles.get(one, "") for one in ("margin-left", "margin-top")]
    return any((length(one) or 0) <= -_FARTHEST for one in far)
