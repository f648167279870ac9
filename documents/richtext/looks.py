"""Work out how a piece of pasted text looks: struck, hidden, raised, or unreadable.

What an element inherits is followed from the outside in.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from documents.richtext.colours import (
    BLACK,
    WHITE,
    Colour,
    are_alike,
    ground_of,
    ink_of,
)
from documents.richtext.heights import Height
from documents.richtext.lengths import length
from documents.richtext.nodes import Node
from documents.richtext.signs import face_of
from documents.richtext.variables import Styles

_KEEP_LINES: Final = {"pre", "listing", "xmp", "plaintext", "textarea"}
# Elements with a look of their own, without any style.
_BY_ITSELF: Final = _KEEP_LINES | {"small", "big"}
_WORD_BLOCK: Final = {"block", "flex", "grid", "table", "list-item", "table-row"}
_BLANK: Final = 4.0  # pixels or points
_ROWS: Final = {"flex", "inline-flex", "grid", "inline-grid"}
_APART: Final = {"inline-block", "inline-flex", "table-cell", "inline-table"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text looks, and what is said of it.

    Attributes:
        ink: The colour of the letters; None where a style is not understood.
        ground: The colour behind the letters; None where it is a picture.
        case: How small letters are shown: "uppercase", "lowercase", "capitalize" or "".
        keeps_lines: Whether line ends of the source are shown.
        is_turned: Whether the letters are shown in reverse order.
        height: How large and how high the letters are.
        face: The font of signs that draws the letters as other signs; "" for others.
        is_row: Whether the elements within are shown side by side, or in a grid.
    """

    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    is_struck: bool = False
    is_unseen: bool = False
    case: str = ""
    keeps_lines: bool = False
    is_turned: bool = False
    height: Height = field(default_factory=Height)
    face: str = ""
    is_row: bool = False

    @property
    def is_blacked(self) -> bool:
        """Whether the letters have nearly the colour of what is behind them."""
        return are_alike(self.ink, self.ground)

    def within(self, node: Node, styles: Styles) -> "Look":
        """Return the look of text within an element of this one."""
        if not styles and not node.attributes and node.tag not in _BY_ITSELF:
            return replace(self, is_row=False) if self.is_row else self
        changed = replace(
            self,
            ink=ink_of(node, styles, self.ink),
            ground=ground_of(node, styles, self.ground),
            is_struck=_struck(node, styles, self.is_struck),
            is_unseen=_unseen(styles, self.is_unseen),
            case=_case(styles, self.case),
            keeps_lines=_keeps_lines(node, styles, self.keeps_lines),
            is_turned=_turned(node, styles, self.is_turned),
            height=self.height.within(node, styles),
            face=face_of(node, styles, self.face),
            is_row=styles.get("display", "") in _ROWS,
        )
        return self if changed == self else changed


def sets_apart(styles: Styles) -> str:
    """Return "block" or "blank" where a style parts an element from its neighbours."""
    shown = styles.get("display", "")
    if shown in _WORD_BLOCK:
        return "block"
    return "blank" if shown in _APART or _has_margin(styles) else ""


def _has_margin(styles: Styles) -> bool:
    """Whether a style leaves as much room as a blank beside an element."""
    for name in ("margin", "padding"):
        sides = (styles.get(name, "").split() or [""]) * 2
        beside = (sides[1], styles.get(f"{name}-left"), styles.get(f"{name}-right"))
        if any((length(one or "") or 0) >= _BLANK for one in beside):
            return True
    return False


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
    if named in {"uppercase", "lowercase", "capitalize"}:
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
