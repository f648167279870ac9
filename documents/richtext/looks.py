"""Work out how a piece of pasted text looks: struck, hidden, raised, or unreadable.

What an element inherits is followed from the outside in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import tinycss2
from tinycss2.color4 import parse_color

from documents.richtext.nodes import Node
from documents.richtext.sheets import Styles

_WHITE: Final = (1.0, 1.0, 1.0)
_BLACK: Final = (0.0, 0.0, 0.0)
# Of contrast, by WCAG 2.2. Pale grey on white has 1.3.
_LEAST_CONTRAST: Final = 1.25
_SMALLEST: Final = 2.0  # pixels or points
_FARTHEST: Final = 900.0  # pixels or points beyond the edge of the page
_KEEP_LINES: Final = {"pre", "listing", "xmp", "plaintext", "textarea"}
_LENGTH = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([a-z%]*)", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"[1-9]\d*")
_WORD_BLOCK: Final = {"block", "flex", "grid", "table", "list-item", "table-row"}
_APART: Final = {"inline-block", "inline-flex", "table-cell", "inline-table"}

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text looks, and what is said of it.

    Attributes:
        ink: The colour of the letters; None where a style is not understood.
        ground: The colour behind the letters; None where it is a picture.
        case: How small letters are shown: "uppercase", "lowercase" or "".
        keeps_lines: Whether line ends of the source are shown.
        is_turned: Whether the letters are shown in reverse order.
    """

    ink: Colour | None = _BLACK
    ground: Colour | None = _WHITE
    is_struck: bool = False
    is_unseen: bool = False
    case: str = ""
    keeps_lines: bool = False
    is_turned: bool = False

    @property
    def is_blacked(self) -> bool:
        """Whether the letters have nearly the colour of what is behind them."""
        if self.ink is None or self.ground is None:
            return False
        light, dark = sorted((_luminance(self.ink), _luminance(self.ground)))[::-1]
        return (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST

    def within(self, node: Node, styles: Styles) -> "Look":
        """Return the look of text within an element of this one."""
        if not styles and not node.attributes and node.tag not in _KEEP_LINES:
            return self
        changed = replace(
            self,
            ink=_ink(node, styles, self.ink),
            ground=_ground(node, styles, self.ground),
            is_struck=_struck(node, styles, self.is_struck),
            is_unseen=_unseen(styles, self.is_unseen),
            case=_case(styles, self.case),
            keeps_lines=_keeps_lines(node, styles, self.keeps_lines),
            is_turned=_turned(node, styles, self.is_turned),
        )
        return self if changed == self else changed


def is_hidden(node: Node, styles: Styles) -> bool:
    """Whether an element is kept from sight with all that it holds."""
    if "hidden" in node.attributes:
        return True
    if not styles:
        return False
    if styles.get("display") == "none":
        return True
    if styles.get("mso-hide") in {"all", "screen"}:
        return True
    if (opacity := _number(styles.get("opacity", ""))) is not None and opacity <= 0.05:
        return True
    if (size := _length(styles.get("font-size", ""))) is not None and size <= _SMALLEST:
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
        opacity = _number(found[1])
        if opacity is not None and opacity <= 0.05:
            return True
    if found := re.search(r"blur\(\s*([\d.]+[a-z]*)", named):
        return (_length(found[1]) or 0) > _SMALLEST
    return styles.get("-webkit-text-security", "none") != "none"


def _is_small_by_shorthand(font: str) -> bool:
    """Whether the size within a `font`, before any line height, is too small."""
    found = re.search(r"(?<![\w.-])(\d*\.?\d+(?:[a-z]+|%)?)(?=/|\s)", font)
    size = _length(found[1]) if found and not _WEIGHT.fullmatch(found[1]) else None
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
    sides = ("width", "height", "max-width", "max-height")
    small = [_length(styles.get(one, "")) for one in sides]
    is_small = any(one is not None and one <= _SMALLEST for one in small)
    return is_small and styles.get("overflow", "") in {"hidden", "clip"}


def _is_beyond_the_page(styles: Styles) -> bool:
    far = [styles.get("text-indent", "")]
    if styles.get("position", "") in {"absolute", "fixed", "relative"}:
        far += [styles.get(one, "") for one in ("left", "right", "top", "bottom")]
    far += [styles.get(one, "") for one in ("margin-left", "margin-top")]
    return any((_length(one) or 0) <= -_FARTHEST for one in far)


def raised_by(styles: Styles) -> str:
    """Return "sup" or "sub" where a style raises or lowers the text, or ""."""
    where = styles.get("vertical-align", "")
    height = _length(where)
    if where == "super" or (height or 0) > 0:
        return "sup"
    if where == "sub" or (height or 0) < 0:
        return "sub"
    if height := _length(styles.get("mso-text-raise", "")):
        return "sup" if height > 0 else "sub"
    if styles.get("position") == "relative":
        height = _length(styles.get("top", "")) or 0.0
        if _SMALLEST <= abs(height) < _FARTHEST:
            return "sup" if height < 0 else "sub"
    if found := re.search(
        r"['\"](sup|sub)s['\"]", styles.get("font-feature-settings", "")
    ):
        return found[1]
    variant = styles.get("font-variant-position", "") or styles.get("font-variant", "")
    return {"super": "sup", "sub": "sub"}.get(variant, "")


def sets_apart(styles: Styles) -> str:
    """Return "block" or "blank" where a style parts an element from its neighbours."""
    shown = styles.get("display", "")
    if shown in _WORD_BLOCK:
        return "block"
    return "blank" if shown in _APART else ""


def _ink(node: Node, styles: Styles, now: Colour | None) -> Colour | None:
    named = styles.get("-webkit-text-fill-color") or styles.get("color")
    named = named or node.attributes.get("color", "")
    if not named or named in {"inherit", "currentcolor"}:
        return now
    if named in {"windowtext", "initial", "auto"}:
        return _BLACK
    return _colour(named, over=_ground(node, styles, _WHITE))


def _ground(node: Node, styles: Styles, now: Colour | None) -> Colour | None:
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
    behind = over or _WHITE
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


def _struck(node: Node, styles: Styles, now: bool) -> bool:
    line = " ".join(
        styles.get(one, "") for one in ("text-decoration", "text-decoration-line")
    )
    typed = ("text-line-through", "mso-text-strikethrough")
    if "line-through" in line or any(
        styles.get(one, "none") not in {"none", "no"} for one in typed
    ):
        return True
    # Excel writes the run of a struck cell that is not struck itself so.
    is_run_of_a_cell = node.tag == "font" and "none" in line.split()
    return now and not is_run_of_a_cell


def _unseen(styles: Styles, now: bool) -> bool:
    match styles.get("visibility", ""):
        case "hidden" | "collapse":
            return True
        case "visible":
            return False
    return now


def _case(styles: Styles, now: str) -> str:
    named = styles.get("text-transform", "")
    if named in {"uppercase", "lowercase"}:
        return named
    return "" if named else now


def _keeps_lines(node: Node, styles: Styles, now: bool) -> bool:
    if space := styles.get("white-space", ""):
        return space.startswith(("pre", "break-spaces"))
    return now or node.tag in _KEEP_LINES


def _turned(node: Node, styles: Styles, now: bool) -> bool:
    way = styles.get("direction", "") or node.attributes.get("dir", "").lower()
    if node.tag == "bdo" or "override" in styles.get("unicode-bidi", ""):
        return way == "rtl" if way else now
    return now


def _number(written: str) -> float | None:
    found = _LENGTH.fullmatch(written)
    if not found:
        return None
    return float(found[1]) / (100 if found[2] == "%" else 1)


def _length(written: str) -> float | None:
    """Return a length in points or pixels; None for others, such as parts of lines."""
    found = _LENGTH.fullmatch(written)
    if not found:
        return None
    number = float(found[1])
    if found[2] in {"em", "rem", "ex", "ch", "%"}:
        return 0.0 if number == 0 else number * 16 / (100 if found[2] == "%" else 1)
    return number * {"cm": 28.3, "mm": 2.83, "in": 72.0, "pc": 12.0}.get(found[2], 1.0)
