"""Read style sheets as far as mail programs do: which rules apply to an element."""

import re
from collections.abc import Iterator, Mapping, Sequence

from PIL import ImageColor

from documents.hidden.colours import WHITE, Colour, mixed

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?|\\(.)", re.IGNORECASE)
_STEP = re.compile(r"([\w*-]*)((?:[.#][\w-]+|\[[^\]]*\]|:[\w-]+(?:\([^)]*\))?)*)")
_PIECE = re.compile(r"([.#])([\w-]+)")
_LENGTH = re.compile(r"([+-]?\d*\.?\d+)(px|pt|em|rem|ex|%|in|cm|mm|vw|vh|)")
_PIXELS = {
    "px": 1.0,
    "pt": 4 / 3,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "rem": 16.0,
    "": 1.0,
}
_PIXELS |= {"vw": 8.0, "vh": 6.0}
_LIGHTNESS = re.compile(r"(ok)?l(?:ab|ch)\(\s*([\d.]+)(%?)", re.IGNORECASE)
_MIXED_GREY = re.compile(r"hwb\(\s*[\w.]+[\s,]+([\d.]+)%[\s,]+([\d.]+)%", re.IGNORECASE)
_STOP = re.compile(r"#[0-9a-f]{3,8}\b|[a-z]+\([^()]*\)|\b[a-z]+\b", re.IGNORECASE)
_WITH_ALPHA = re.compile(
    r"(rgb|hsl)a?\(\s*([^,\s/]+)[,\s]+([^,\s/]+)[,\s]+([^,\s/)]+)(?:[,\s/]+([\d.]+%?))?\s*\)",
    re.IGNORECASE,
)
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
}
_SIZES |= {"x-large": 24.0, "xx-large": 32.0, "smaller": 13.0, "larger": 19.0}
_LONGEST_GRADIENT = 1_000  # characters read
_MOST_RULES = 3_000
_MOST_READ = 200_000  # characters of style sheets
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)

_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
_ANY_MEDIA = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)
Step = tuple[str, frozenset[str]]
Rule = tuple[list[Step], dict[str, str]]


def rules_in(sheet: str) -> list[Rule]:
    """Return the rules of a sheet that apply in every window."""
    made: list[Rule] = []
    sheet = sheet[:_MOST_READ]
    sheet = _MEDIA.sub(
        lambda one: one[2] if _ANY_MEDIA.fullmatch(one[1]) else "", sheet
    )
    for piece in _COMMENT.sub(" ", sheet).split("}"):
        head, _, body = piece.rpartition("{")
        style = declarations(body)
        for selector in head.rpartition("{")[2].split(","):
            steps = _steps(selector)
            if not steps or not style or selector.strip()[:1] == "@":
                continue
            made.append((steps, style))
            if len(made) > _MOST_RULES:
                return made
    return made


def _steps(selector: str) -> list[Step]:
    """Return the steps of a selector; none if it is not understood."""
    steps: list[Step] = []
    for one in re.sub(r"[>+~]", " ", selector).split():
        found = _STEP.fullmatch(one)
        # A look for a moment, as under the pointer, is no rule for the page.
        if found is None or ":" in found[2]:
            return []
        pieces = frozenset(f"{kind}{name}" for kind, name in _PIECE.findall(found[2]))
        steps.append((found[1].lower(), pieces))
    return steps


def declarations(written: str) -> dict[str, str]:
    """Return the declarations of a style by their names."""
    made: dict[str, str] = {}
    for one in re.split(r";(?![^(]*\))", _COMMENT.sub(" ", written)):
        name, _, value = one.partition(":")
        name = _ESCAPE.sub(_unescaped, name).strip().lower()
        value = _IMPORTANT.sub("", _ESCAPE.sub(_unescaped, value)).strip().lower()
        if name and value:
            made[name] = value
    return made


def _is_met(wanted: Step, element: Step) -> bool:
    return wanted[0] in {"", "*", element[0]} and wanted[1] <= element[1]


def _are_met(steps: Sequence[Step], around: Sequence[Step]) -> bool:
    """Whether steps are met in this order by what an element is in."""
    left = list(steps)
    for element in around:
        if left and _is_met(left[0], element):
            del left[0]
    return not left


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16) % 0x110000) if found[1] else found[2]


def step_of(tag: str, attributes: Mapping[str, str]) -> Step:
    """Return an element as selectors see it."""
    own = {f".{one}" for one in attributes.get("class", "").split()}
    if "id" in attributes:
        own.add(f"#{attributes['id']}")
    return tag, frozenset(own)


def applying(
    rules: Sequence[Rule],
    element: Step,
    around: Sequence[Step],
    attributes: Mapping[str, str],
) -> Iterator[dict[str, str]]:
    """Yield the declarations that apply to an element, the strongest last.

    Args:
        rules: Those of the page.
        element: The element.
        around: What it is in, from the outside.
        attributes: Its own.
    """
    for steps, style in rules:
        if _is_met(steps[-1], element) and _are_met(steps[:-1], around):
            yield style
    if "style" in attributes:
        yield declarations(attributes["style"])


def colour(written: str, behind: Colour = WHITE) -> Colour | None:
    """Return a colour as it is seen on another; None for "inherit" and the like."""
    written = written.strip().lower()
    if written == "transparent":
        return behind
    if (grey := _grey(written)) is not None:
        return grey
    opacity = 1.0
    if found := _WITH_ALPHA.fullmatch(written):
        parts = found.group(2, 3, 4)
        if found[5]:
            share = float(found[5].rstrip("%"))
            opacity = share / 100 if found[5].endswith("%") else share
        written = f"{found[1]}({','.join(parts)})"
    elif re.fullmatch(r"#[0-9a-f]{8}", written):
        opacity, written = int(written[7:], 16) / 255, written[:7]
    try:
        made = ImageColor.getrgb(written)[:3]
    except ValueError:
        return None
    return mixed((made[0], made[1], made[2]), behind, min(max(opacity, 0), 1))


def _grey(written: str) -> Colour | None:
    """Return about the colour of a newer notation: its lightness is enough."""
    light: float | None = None
    if found := _LIGHTNESS.match(written):
        light = float(found[2]) / (100 if found[3] or not found[1] else 1)
        # Source: CSS Color 4, the cube of the lightness of Oklab is linear light.
        linear = min(max(light, 0.0), 1.0) ** 3
        light = (
            linear * 12.92 if linear < 0.0031 else 1.055 * linear ** (1 / 2.4) - 0.055
        )
    elif found := _MIXED_GREY.match(written):
        white, black = float(found[1]) / 100, float(found[2]) / 100
        light = white / (white + black) if white + black >= 0.95 else None
    if light is None:
        return None
    level = round(255 * min(max(light, 0.0), 1.0))
    return level, level, level


def colours_in(gradient: str, behind: Colour = WHITE) -> list[Colour]:
    """Return the colours of a gradient, as they are seen on another colour."""
    inner = gradient.partition("(")[2][:_LONGEST_GRADIENT]
    found = (colour(one, behind) for one in _STOP.findall(inner))
    return [one for one in found if one is not None]


def pixels(written: str, whole: float) -> float | None:
    """Return a length in pixels; `whole` is what percentages and ems are of."""
    if written in _SIZES:
        return _SIZES[written]
    found = _LENGTH.fullmatch(written.strip())
    if found is None:
        return None
    number = float(found[1])
    if found[2] == "%":
        return number * whole / 100
    if found[2] in {"em", "ex"}:
        return number * whole
    return number * _PIXELS[found[2]]
