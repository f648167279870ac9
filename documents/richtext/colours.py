"""Work out the colours of letters, and whether these can be read."""

import re
from collections.abc import Iterator
from typing import Final

import tinycss2
from tinycss2.color4 import parse_color

from documents.richtext.nodes import Node
from documents.richtext.variables import Styles

Colour = tuple[float, float, float]
WHITE: Final = (1.0, 1.0, 1.0)
BLACK: Final = (0.0, 0.0, 0.0)
# Of contrast, by WCAG 2.2. Pale grey on white has 1.3.
_LEAST_CONTRAST: Final = 1.25


def are_alike(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether letters have nearly the colour of what is behind them."""
    if ink is None or ground is None:
        return False
    light, dark = sorted((_luminance(ink), _luminance(ground)))[::-1]
    return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST


def ink_of(node: Node, styles: Styles, now: Colour | None) -> Colour | None:
    """Return the colour of the letters; None where a style is not understood."""
    named = styles.get("-webkit-text-fill-color") or styles.get("color")
    named = named or node.attributes.get("color", "")
    if not named or named in {"inherit", "currentcolor"}:
        return now
    if named in {"windowtext", "initial", "auto"}:
        return BLACK
    return _colour(named, over=ground_of(node, styles, WHITE))


def ground_of(node: Node, styles: Styles, now: Colour | None) -> Colour | None:
    """Return the colour behind the letters; None where it is a picture."""
    named = styles.get("background-color") or styles.get("background")
    named = named or styles.get("mso-highlight") or node.attributes.get("bgcolor", "")
    if not named or named in {"inherit", "initial", "none", "auto", "window"}:
        return now
    if "url(" in named or "gradient(" in named:
        return None
    for part in _parts(named):
        if (colour := _colour(part, over=now)) is not None:
            return colour
    return now


def _parts(value: str) -> Iterator[str]:
    """Yield the components of a style's value."""
    yield value
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type != "whitespace":
            yield tinycss2.serialize([token])


def _colour(named: str, *, over: Colour | None) -> Colour | None:
    """Return a colour as it shows over another one, or None if not understood."""
    if re.fullmatch(r"[0-9a-f]{6}", named):
        named = f"#{named}"
    try:
        colour = parse_color(named)
    except (ValueError, TypeError):
        return None
    if colour is None or isinstance(colour, str):
        return None
    behind = over or WHITE
    shown = [
        colour.alpha * part + (1 - colour.alpha) * ground
        for part, ground in zip(colour.to("srgb").coordinates, behind, strict=True)
    ]
    return shown[0], shown[1], shown[2]


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, by WCAG 2.2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (min(max(part, 0.0), 1.0) for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
