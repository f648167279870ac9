"""Work out what the elements of a web page look like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from documents.hidden.colours import BLACK, WHITE, Colour, are_alike
from documents.hidden.mail.styles import Step, colour, colours_in, pixels

HIDDEN = "not shown"
_NEVER_SHOWN = frozenset(["template", "datalist", "canvas", "audio", "video"])
_LAST_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0}
TINIEST = 4.0  # pixels
_FAR = -150.0  # pixels beyond the edge, or further
_LEAST_OPACITY = 0.1
_NOWHERE = re.compile(
    r"rect\(\s*0(?:px)?[ ,]+0|rect\(\s*1px[ ,]+1px|inset\(\s*(?:50|100)%|circle\(\s*0"
)
_NOTHING = re.compile(
    r"scale(?:x|y|3d)?\(\s*0(?!\.[1-9])|translate[xy]?\(\s*-\d{3,}|"
    r"translate[xy]?\(\s*\d{4,}|rotate[xy]\(\s*-?(?:90|270)deg|matrix\(\s*0\s*,\s*0"
)
_OUTSIDE = re.compile(r"-?\d{3,}(?:\.\d+)?(?:vw|%)")
_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class Look:
    """What the words of an element look like."""

    tag: str = ""
    step: Step = ("", frozenset())
    colour: Colour = BLACK
    ground: Colour | None = WHITE  # None if a picture
    size: float = 16.0
    why: str = ""
    is_drawing: bool = False
    is_out_of_sight: bool = False  # elements within may be shown again
    is_folded: bool = False  # seen once the reader unfolds it
    is_chosen: bool = True  # of a list of choices


def look_of(
    look: Look, tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
) -> Look:
    """Return what an element looks like within another.

    Args:
        look: That of the other.
        tag: Its name.
        attributes: Its own.
        style: The declarations that apply to it.
    """
    is_drawing = look.is_drawing or tag == "svg"
    if is_drawing:
        look = replace(
            look, is_drawing=True, colour=look.colour if look.is_drawing else BLACK
        )
        fill = style.get("fill") or attributes.get("fill", "")
        style = {**style, "color": "transparent" if fill == "none" else fill}
    look = _painted(look, tag, attributes, style)
    if tag == "details" and "open" not in attributes:
        look = replace(look, is_folded=True)
    elif tag == "summary":
        look = replace(look, is_folded=False)
    if tag in _NEVER_SHOWN or "hidden" in attributes or style.get("mso-hide") == "all":
        return replace(look, why=look.why or HIDDEN)
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return replace(look, why=look.why or HIDDEN)
    if visibility := style.get("visibility"):
        away = visibility in {"hidden", "collapse"}
        look = replace(look, is_out_of_sight=away)
    if _share(style.get("opacity", "1")) < _LEAST_OPACITY or (
        _share_of_filter(style.get("filter", "")) < _LEAST_OPACITY
    ):
        return replace(look, why=look.why or "without opacity")
    mask = style.get("mask-image") or style.get("-webkit-mask-image", "")
    if "gradient(" in mask and _is_clear(mask):
        return replace(look, why=look.why or "without opacity")
    if _is_flat(style, look.size) or style.get("line-height") in {"0", "0px"}:
        return replace(look, why=look.why or "in no room at all")
    if _is_away(style, look.size):
        return replace(look, why=look.why or "beyond the edge of the page")
    return look


def _painted(
    look: Look, tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
) -> Look:
    ground = look.ground
    written = style.get("background-color") or attributes.get("bgcolor", "")
    shorthand = style.get("background", "")
    picture = shorthand if "(" in shorthand else style.get("background-image", "none")
    if shorthand and not written:
        parts = re.split(r"\s+(?![^(]*\))", shorthand)
        written = next((one for one in parts if colour(one)), "")
    if "url(" in picture:
        ground = None
    elif "gradient(" in picture:
        shades, written = colours_in(picture, ground or WHITE), ""
        is_even = bool(shades) and all(are_alike(shades[0], one) for one in shades)
        ground = shades[0] if is_even else None
    if written and ground is not None:
        ground = colour(written, ground) or ground
    elif written and (found := colour(written)):
        ground = found
    if attributes.get("background"):
        ground = None
    own = (
        style.get("color")
        or attributes.get("color", "")
        or (attributes.get("text", "") if tag == "body" else "")
    )
    letters = (colour(own, ground or WHITE) if own else None) or look.colour
    size = look.size
    parts = style.get("font", "").split("/")[0].split()
    sizes = [one for one in parts if one == "0" or not one.isdecimal()]
    said = style.get("font-size") or next(
        (one for one in sizes if pixels(one, 1) is not None), ""
    )
    if said and (found_size := pixels(said, look.size)) is not None:
        size = found_size
    if tag == "font" and attributes.get("size") in _LAST_SIZES:
        size = _LAST_SIZES[attributes["size"]]
    if zoom := style.get("zoom"):
        size *= _share(zoom)
    return replace(look, colour=letters, ground=ground, size=size)


def _is_flat(style: Mapping[str, str], size: float) -> bool:
    """Whether an element has no room, and cuts off what has none."""
    cuts = any(
        "hidden" in style.get(key, "") or "clip" in style.get(key, "")
        for key in ("overflow", "overflow-x", "overflow-y")
    )
    for key in ("height", "max-height", "width", "max-width"):
        length = pixels(style.get(key, "none"), 600)
        if length is not None and length <= 2 and cuts:
            return True
    if _NOWHERE.search(style.get("clip", "") + style.get("clip-path", "")):
        return True
    spacing = pixels(style.get("letter-spacing", "none"), size)
    return spacing is not None and spacing < -0.45 * size


def _is_away(style: Mapping[str, str], size: float) -> bool:
    """Whether an element is placed where no window shows it."""
    if _NOTHING.search(style.get("transform", "")):
        return True
    if style.get("scale") in {"0", "0 0"} or _NOTHING.search(
        f"translate({style.get('translate', '')}"
    ):
        return True
    is_placed = style.get("position") in {"absolute", "fixed", "relative"}
    inset = style.get("inset", "").split()
    inset += inset[len(inset) - 2 :] if len(inset) in {2, 3} else inset * 3
    sides = {**dict(zip(_SIDES, inset, strict=False)), **style}
    for key in _SIDES:
        if (
            is_placed
            and key in {"left", "right"}
            and _OUTSIDE.fullmatch(sides.get(key, ""))
        ):
            return True
        length = pixels(sides.get(key, "none"), 600)
        if length is not None and is_placed and not _FAR < length < 5_000:
            return True
    for key in (
        "text-indent",
        "margin-left",
        "margin-top",
        "margin-right",
        "padding-left",
    ):
        length = pixels(style.get(key, "none"), 600)
        if length is not None and not _FAR < length < 3_000:
            return True
    margins = [pixels(one, 600) for one in style.get("margin", "").split()]
    return any(one is not None and one < _FAR for one in margins)


def _share(written: str) -> float:
    try:
        return float(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        return 1.0


def _share_of_filter(written: str) -> float:
    found = re.search(r"opacity(?:=|\()\s*([\d.]+%?)", written)
    if not found:
        return 1.0
    share = _share(found[1])
    return share / 100 if "alpha" in written and share > 1 else share


def _is_clear(gradient: str) -> bool:
    """Whether a gradient is all without opacity."""
    return all(
        colours_in(gradient, behind) and set(colours_in(gradient, behind)) == {behind}
        for behind in (BLACK, WHITE)
    )
