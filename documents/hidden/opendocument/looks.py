"""Work out what the words of an OpenDocument file look like."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from documents.hidden.colours import WHITE, Colour, are_alike
from documents.hidden.office.stacking import TINIEST
from documents.hidden.opendocument.styles import colour, points, share
from documents.hidden.packages import attribute

_TIGHTEST = -0.45  # of a letter's size: letters lie on one another
_FURTHEST = 25  # heights of a letter above or below its line
HIDDEN = "formatted as hidden"
PALE = "white on white"
SAME = "in the colour of what is behind them"


@dataclass(frozen=True, slots=True)
class Look:
    """What words look like.

    Attributes:
        colour: That of the letters; None if the program chooses it.
        ground: What is behind them; None if the shapes beneath tell.
        spacing: What is added between letters, in points.
        shift: How far they are raised, in heights of a letter.
        reduced: The size of raised letters, of the usual.
    """

    colour: Colour | None = None
    ground: Colour | None = WHITE
    points: float = 12.0
    opacity: float = 1.0
    width: float = 100.0
    spacing: float = 0.0
    shift: float = 0.0
    reduced: float = 1.0
    why: str = ""

    def changed(self, style: Mapping[str, str]) -> "Look":
        """Return the look with the properties of a style."""
        new: dict[str, object] = {}
        if style.get("text:use-window-font-color") == "true":
            new["colour"] = None
        elif found := colour(style.get("text:color", "")):
            new["colour"] = found
        for key in ("table-cell", "paragraph", "text", "section"):
            if found := colour(style.get(f"{key}:background-color", "")):
                new["ground"] = found
        size = points(style.get("text:font-size", ""), self.points)
        if size is not None:
            new["points"] = size
        # LibreOffice gives letters of its own choice of colour an opacity of none.
        is_own = style.get("text:use-window-font-color") == "true"
        if (written := style.get("text:opacity")) and not is_own:
            new["opacity"] = share(written)
        if written := style.get("text:text-scale", ""):
            new["width"] = share(written) * 100
        spacing = points(style.get("text:letter-spacing", ""))
        if spacing is not None:
            new["spacing"] = spacing
        raised, *reduced = style.get("text:text-position", "").split()[:2] or [""]
        if raised.endswith("%"):
            new["shift"] = share(raised)
        if reduced:
            new["reduced"] = share(reduced[0])
        if (
            style.get("text:display") == "none"
            or style.get("section:display") == "none"
        ):
            new["why"] = self.why or HIDDEN
        return replace(self, **new)  # type: ignore[arg-type]

    @property
    def reason(self) -> str:
        """The reason for which the words cannot be seen; "" if they can."""
        if self.why:
            return self.why
        if (size := self.points * self.reduced) < TINIEST:
            return f"in letters of {size:g} points"
        if abs(self.shift) > _FURTHEST:
            return "far away from their line"
        if self.width < 10 or self.spacing < _TIGHTEST * self.points:
            return "in letters too narrow to read"
        if self.opacity < 0.1:
            return "in letters without opacity"
        if self.colour is None or self.ground is None:
            return ""
        if are_alike(self.colour, self.ground):
            return PALE if are_alike(self.ground, WHITE) else SAME
        return ""


def unless_off(shape: Element, look: Look) -> Look:
    """Return the look of the words of a shape or a group, which may be switched off."""
    is_off = attribute(shape, "display") == "none"
    return replace(look, why=look.why or HIDDEN) if is_off else look
