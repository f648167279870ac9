"""Work out the colours of DrawingML: themes, and what is done to their colours.

Source: ECMA-376 part 1, 20.1.2.3, colours and their changes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from documents.hidden.colours import (
    BLACK,
    WHITE,
    Colour,
    from_hex,
    lightened,
    mixed,
)
from documents.hidden.packages import Package, attribute, find_all, local

NAMES = [
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
]
_USUAL = ("bg1", "lt1"), ("tx1", "dk1"), ("bg2", "lt2"), ("tx2", "dk2")
_OFFICE = dict(
    zip(
        NAMES,
        [
            BLACK,
            WHITE,
            (68, 84, 106),
            (231, 230, 230),
            (68, 114, 196),
            (237, 125, 49),
            (165, 165, 165),
            (255, 192, 0),
            (91, 155, 213),
            (112, 173, 71),
            (5, 99, 193),
            (149, 79, 114),
        ],
        strict=True,
    )
)
_PRESET = {
    "black": BLACK,
    "white": WHITE,
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
}
_FILLS = {"solidFill", "gradFill", "pattFill", "blipFill", "noFill", "grpFill"}


@dataclass(frozen=True)
class Theme:
    """The colours of a theme, by the names that a part gives them."""

    colours: Mapping[str, Colour] = field(default_factory=lambda: dict(_OFFICE))
    names: Mapping[str, str] = field(default_factory=lambda: dict(_USUAL))

    @classmethod
    def of(cls, package: Package, pattern: str) -> "Theme":
        """Return the first theme whose part matches; Office's own if there is none."""
        for name in package.matching(pattern):
            for scheme in find_all(package.xml(name), "clrScheme"):
                made = dict(_OFFICE)
                for entry in scheme:
                    for one in entry:
                        written = one.get("lastClr") or one.get("val") or ""
                        if found := from_hex(written):
                            made[local(entry.tag)] = found
                return cls(made)
        return cls()

    def named(self, name: str) -> Colour | None:
        """Return a colour by its name in a part, "bg1" or "accent2"."""
        return self.colours.get(self.names.get(name, name))

    def mapped(self, element: Element | None) -> "Theme":
        """Return the theme with the names of a `clrMap`."""
        if element is None:
            return self
        return Theme(self.colours, {**self.names, **element.attrib})


@dataclass(frozen=True)
class Paint:
    """What an area or a letter is painted with.

    Attributes:
        colours: One colour, or those of a gradient or a pattern; none for a picture.
        opacity: From 0 to 1.
    """

    colours: tuple[Colour, ...] = ()
    opacity: float = 1.0

    def over(self, under: Iterable[Colour]) -> tuple[Colour, ...]:
        """Return the colours seen where it lies over others."""
        return tuple(
            mixed(one, other, self.opacity) for one in self.colours for other in under
        )


CLEAR = Paint((), 0.0)


def paint_of(
    setup: Element | None, theme: Theme, *, own: Colour = BLACK
) -> Paint | None:
    """Return what the properties of a shape or of letters paint with; None if unsaid.

    Args:
        setup: An `spPr`, `rPr` or the like.
        theme: The colours of the theme.
        own: The colour that a style puts for "phClr".
    """
    if setup is None:
        return None
    for one in setup:
        name = local(one.tag)
        if name in _FILLS:
            return _fill(one, name, theme, own)
    return None


def _fill(fill: Element, name: str, theme: Theme, own: Colour) -> Paint | None:
    if name == "noFill":
        return CLEAR
    if name == "grpFill":
        return None
    if name == "blipFill":
        amounts = [_share(one, "amt") for one in find_all(fill, "alphaModFix")]
        return Paint((), min(amounts, default=1.0))
    colours, opacity = [], 0.0
    if name == "solidFill":
        holders = [fill]
    elif name == "gradFill":
        holders = list(find_all(fill, "gs"))
    else:
        holders = list(find_all(fill, "fgClr", "bgClr"))
    for holder in holders:
        if found := colour_of(holder, theme, own):
            colours.append(found[0])
            opacity = max(opacity, found[1])
    return Paint(tuple(dict.fromkeys(colours)), opacity) if colours else None


def colour_of(
    holder: Element | None, theme: Theme, own: Colour = BLACK
) -> tuple[Colour, float] | None:
    """Return the colour an element holds, with its opacity."""
    for one in holder if holder is not None else ():
        name, value = local(one.tag), one.get("val", "")
        found: Colour | None = None
        if name == "srgbClr":
            found = from_hex(value)
        elif name == "schemeClr":
            found = own if value == "phClr" else theme.named(value)
        elif name == "sysClr":
            found = from_hex(one.get("lastClr", "")) or (
                WHITE if value.lower() == "window" else BLACK
            )
        elif name == "prstClr":
            found = _PRESET.get(value.lower())
        elif name == "scrgbClr":
            found = _of_shares(*(_share(one, key) for key in "rgb"))
        elif name == "hslClr":
            found = WHITE if _share(one, "lum") > 0.97 else None
        if found is not None:
            return _changed(found, one)
    return None


def _changed(colour: Colour, element: Element) -> tuple[Colour, float]:
    opacity = 1.0
    for change in element:
        name, value = local(change.tag), _share(change, "val")
        if name == "alpha":
            opacity = value
        elif name == "alphaMod":
            opacity *= value
        elif name == "lumMod":
            colour = lightened(colour, value)
        elif name == "lumOff":
            colour = lightened(colour, 1, value)
        elif name == "lum":
            colour = lightened(colour, 0, value)
        elif name == "shade":
            colour = mixed(colour, BLACK, value)
        elif name == "tint":
            colour = mixed(colour, WHITE, value)
        elif name == "inv":
            red, green, blue = colour
            colour = 255 - red, 255 - green, 255 - blue
    return colour, opacity


def _share(element: Element, name: str) -> float:
    written = attribute(element, name)
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?)(%?)", written)
    if found is None:
        return 0.0
    return float(found[1]) / (100 if found[2] else 100_000)


def _of_shares(red: float, green: float, blue: float) -> Colour:
    def byte(share: float) -> int:
        return round(float(min(max(share, 0.0), 1.0) ** (1 / 2.2)) * 255)

    return byte(red), byte(green), byte(blue)
