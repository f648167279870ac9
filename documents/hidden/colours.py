"""Compare colours by what an eye can tell apart."""

import colorsys
import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

# Below both, letters cannot be told from their ground. Letters of E5E5E5 on
# white have a contrast of 1.26 and a distance of 45, Word's watermark 1.6 and 109.
_LEAST_CONTRAST = 1.3
_LEAST_DISTANCE = 56
_HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{6})", re.IGNORECASE)


def from_hex(written: str) -> Colour | None:
    """Return a colour from its six digits, or eight with the opacity first."""
    found = _HEX.fullmatch(written.strip())
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def are_alike(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour cannot be read on the other."""
    distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
    return distance < _LEAST_DISTANCE and contrast(one, other) < _LEAST_CONTRAST


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: Colour, under: Colour, opacity: float) -> Colour:
    """Return what is seen of a colour through another of some opacity."""
    red, green, blue = (
        round(a * opacity + b * (1 - opacity)) for a, b in zip(over, under, strict=True)
    )
    return red, green, blue


def lightened(colour: Colour, factor: float, offset: float = 0.0) -> Colour:
    """Return a colour whose lightness is multiplied, and then raised."""
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = min(max(light * factor + offset, 0), 1)
    red, green, blue = (
        round(part * 255) for part in colorsys.hls_to_rgb(hue, light, strength)
    )
    return red, green, blue


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour with the tint of a workbook: from -1, black, to 1, white.

    Source: ECMA-376 part 1, 18.8.19, `tint`.
    """
    if tint < 0:
        return lightened(colour, 1 + tint)
    return lightened(colour, 1 - tint, tint)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
