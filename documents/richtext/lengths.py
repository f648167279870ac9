"""Read the lengths and numbers of styles."""

import re
from math import prod
from typing import Final

_LENGTH = re.compile(r"\s*([+-]?\d*\.?\d+)\s*([a-z%]*)", re.IGNORECASE)
_EM: Final = 16.0  # pixels, where a style names no size of letters
_PIXELS: Final = {
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
    "rem": _EM,
}
_OF_THE_LETTERS: Final = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2}


def number(written: str) -> float | None:
    """Return a number or a share in per cent, or None."""
    found = _LENGTH.fullmatch(written)
    if not found:
        return None
    return float(found[1]) / (100 if found[2] == "%" else 1)


def length(written: str) -> float | None:
    """Return a length in points or pixels; None for others, such as parts of lines."""
    found = _LENGTH.fullmatch(written)
    if not found:
        return None
    given = float(found[1])
    if found[2] in {"em", "rem", "ex", "ch", "%"}:
        return 0.0 if given == 0 else given * _EM / (100 if found[2] == "%" else 1)
    return given * {"cm": 28.3, "mm": 2.83, "in": 72.0, "pc": 12.0}.get(found[2], 1.0)


def pixels(written: str, *, em: float, whole: float) -> float | None:
    """Return a length in pixels, or None.

    Args:
        written: As in a style. A product is worked out, its unknown factors as 1, as
            viewers of PDF write sizes by the scale of the page.
        em: The size of the letters.
        whole: What per cent are counted of.
    """
    if written.startswith("calc("):
        factors = [one for one in written[5:-1].split("*") if one.strip()]
        read = [_one(one.strip("() "), em, whole) for one in factors]
        known = [one for one in read if one is not None]
        return prod(known) if known and len(known) == len(read) else None
    return _one(written, em, whole)


def _one(written: str, em: float, whole: float) -> float | None:
    found = _LENGTH.fullmatch(written)
    if not found:
        return None
    given, unit = float(found[1]), found[2].lower()
    if unit == "%":
        return given * whole / 100
    if unit in _OF_THE_LETTERS:
        return given * em * _OF_THE_LETTERS[unit]
    return given * _PIXELS.get(unit, 1.0)
