"""Tell by their widths whether letters can be what they are said to be.

In every typeface of letters of their own widths an "m" is wider than an "i", and an
"n" no narrower than an "l".
"""

from collections.abc import Mapping
from itertools import product

from pypdf.generic import DictionaryObject

from documents.hidden.pdf.walking import array, dictionary, value

# Letters, those that are narrower, and by how much at least.
_ORDER = (("mwMW", "iljIft", 1.15), ("nouhbdpq", "iljft", 1.0))
_LEAST_PAIRS = 4
_LEAST_SPREAD = 0.25  # of the widest letter: below, all are of one width
_MOST = 70_000


def are_of_other_letters(font: DictionaryObject, said: Mapping[int, str]) -> bool:
    """Whether the widths of a font are not those of the letters that are copied."""
    widths = _widths(font)
    found = {
        letter: widths[code]
        for code, letter in said.items()
        if code in widths and len(letter) == 1 and letter.isascii() and letter.isalpha()
    }
    if not found or max(found.values()) <= 0:
        return False
    if min(found.values()) > (1 - _LEAST_SPREAD) * max(found.values()):
        return False
    pairs = [
        found[wide] > ratio * found[narrow]
        for wider, narrower, ratio in _ORDER
        for wide, narrow in product(wider, narrower)
        if wide in found and narrow in found
    ]
    return len(pairs) >= _LEAST_PAIRS and pairs.count(False) * 2 > len(pairs)


def _widths(font: DictionaryObject) -> dict[int, float]:
    """Return the widths of the codes of a font."""
    if value(font, "/Subtype") != "/Type0":
        first = value(font, "/FirstChar")
        begin = int(first) if isinstance(first, int) else 0
        given = array(value(font, "/Widths"))
        return {
            begin + at: float(one)
            for at, one in enumerate(given[:_MOST])
            if isinstance(one, int | float)
        }
    inner = array(value(font, "/DescendantFonts"))
    if value(font, "/Encoding") != "/Identity-H" or not inner:
        return {}
    return _of_composite(array(value(dictionary(inner[0]), "/W")))


def _of_composite(given: list[object]) -> dict[int, float]:
    """Return the widths of a composite font.

    Source: ISO 32000-1, 9.7.4.3, glyph metrics in CIDFonts.
    """
    made: dict[int, float] = {}
    at = 0
    while at + 1 < len(given) and len(made) < _MOST:
        first, second = given[at], given[at + 1]
        if not isinstance(first, int):
            break
        if isinstance(second, list):
            for more, one in enumerate(list(second)):
                if isinstance(one, int | float):
                    made[first + more] = float(one)
            at += 2
        elif isinstance(second, int) and at + 2 < len(given):
            width = given[at + 2]
            if isinstance(width, int | float):
                last = min(second, first + 300)
                made |= dict.fromkeys(range(first, last + 1), float(width))
            at += 3
        else:
            break
    return made
