"""The typefaces letters are set in, and the characters they can draw.

Source Sans 3 carries the text; DejaVu Sans stands in for symbols and scripts it lacks.
Both are free to embed. No other font is ever meant to be used: a character that neither
can draw is named before the letter is issued.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

_SOURCE_SANS = "@fontsource/source-sans-3/files/source-sans-3-{}-{}-{}.woff2"
_SUBSETS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic")
_STYLES = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))
_DEJAVU = "dejavu-fonts-ttf/ttf/DejaVuSans{}.ttf"
_FALLBACK = "Letter Fallback"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, and what a stylesheet calls it.

    Every subset is a family of its own: WeasyPrint embeds one file for all faces of a
    family that are alike, and would draw the glyphs of one from the file of another.
    """

    family: str
    weight: int
    style: str
    file: str

    @property
    def path(self) -> Path:
        """Where its package publishes it."""
        return Path(settings.NODE_MODULES, self.file)


FACES: tuple[Face, ...] = (
    *(
        Face(
            f"Letter {subset.replace('-', ' ').title()}",
            weight,
            style,
            _SOURCE_SANS.format(subset, weight, style),
        )
        for subset in _SUBSETS
        for weight, style in _STYLES
    ),
    Face(_FALLBACK, 400, "normal", _DEJAVU.format("")),
    Face(_FALLBACK, 700, "normal", _DEJAVU.format("-Bold")),
)


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that no font of ours can draw, each once."""
    drawable = _drawable()
    missing = dict.fromkeys(
        char for char in text if ord(char) not in drawable and not _is_invisible(char)
    )
    return tuple(missing)


def named(char: str) -> str:
    """Return a character so that an officer can find it: itself, its name, its code."""
    return f"{char} ({unicodedata.name(char, 'unnamed').lower()}, U+{ord(char):04X})"


def _is_invisible(char: str) -> bool:
    """Whether it only parts, joins or directs the characters around it."""
    return char.isspace() or unicodedata.category(char) in {"Cf", "Cc"}


@cache
def _drawable() -> frozenset[int]:
    return frozenset(code for face in FACES for code in _codes(face))


def _codes(face: Face) -> Iterator[int]:
    if (face.weight, face.style) == (400, "normal"):
        with TTFont(face.path, lazy=True) as font:
            yield from font.getBestCmap()
