"""Reckon which words of an OpenDocument cell its width and height leave no room for."""

from collections.abc import Mapping, Sequence

from documents.hidden.areas import Area, lines_of, width_of
from documents.hidden.office.stacking import TINIEST
from documents.hidden.opendocument.looks import Look

_ENDLESS = 1e6
# Words are taken as a little narrower than reckoned, for letters differ.
_SPARE = 1.15
_LEAST_SEEN = 0.4  # of the height of a line
_UPRIGHT = 45.0  # degrees from the level
_PLACES = {"top": "t", "middle": "ctr"}


def why_shrunk(style: Mapping[str, str], look: Look, words: str, room: float) -> str:
    """Return why words shrunk to fit a width cannot be read; "" if they can."""
    is_shrunk = style.get("table-cell:shrink-to-fit") == "true"
    if not is_shrunk or style.get("table-cell:wrap-option") == "wrap":
        return ""
    size = look.points * min(room / max(width_of(words, look.points), 1), 1)
    return f"shrunk to letters of {size:.1f} points" if size < TINIEST else ""


def cut_off(
    style: Mapping[str, str], look: Look, paragraphs: Sequence[str], area: Area
) -> tuple[list[str], list[str]]:
    """Return the lines seen in a cell of a fixed height, and the lines cut off."""
    if _is_upright(style):
        words, room = " ".join(paragraphs), area.height * _SPARE
        needed = width_of(words, look.points)
        shown = len(words) if needed < 2 * room else int(len(words) * room / needed)
        return [words[:shown]], [words[shown:]] if shown < len(words) else []
    is_wrapped = style.get("table-cell:wrap-option") == "wrap"
    if not is_wrapped and len(paragraphs) < 2:
        return [" ".join(paragraphs)], []
    box = Area(0, 0, area.width * _SPARE if is_wrapped else _ENDLESS, area.height)
    seen: list[str] = []
    lost: list[str] = []
    for line in lines_of(
        [(one, look.points, "l") for one in paragraphs],
        box,
        middle=_PLACES.get(style.get("table-cell:vertical-align", ""), "b"),
    ):
        inside = min(line.area.bottom, box.bottom) - max(line.area.top, 0)
        is_seen = inside > _LEAST_SEEN * line.area.height
        (seen if is_seen else lost).append(line.words)
    return seen, lost


def _is_upright(style: Mapping[str, str]) -> bool:
    angle = style.get("table-cell:rotation-angle", "0")
    try:
        turned = float(angle.removesuffix("deg")) % 180
    except ValueError:
        return False
    return _UPRIGHT <= turned <= 180 - _UPRIGHT
