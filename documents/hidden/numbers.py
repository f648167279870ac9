"""Read the numbers of a file, which may be written wrongly."""

from math import isfinite

_MOST = 1e12  # more than any size, place or number of a file


def number_in(written: str | None, usual: float = 0.0) -> float:
    """Return a number as a file writes it; the usual for no number, or none to use."""
    try:
        found = float(written or "")
    except ValueError:
        return usual
    return found if isfinite(found) and abs(found) < _MOST else usual


def whole_in(written: str | None, usual: int = 0) -> int:
    """Return a whole number as a file writes it; the usual for none to use."""
    return int(number_in(written, usual))
