"""The typefaces letters are set in, and the characters they can draw.

Source Sans 3 carries the text; DejaVu Sans stands in for symbols and for Arabic,
Hebrew and other scripts it lacks. Both are loaded once, for every letter. For what
neither draws, emoji and the scripts of Asia and Ethiopia, there are the Noto faces:
a letter that needs one loads it, and no other letter waits for it. All are free to
embed. No other font is ever meant to be used: a character that none of them draws is
printed as its name.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

_SOURCE_SANS = "@fontsource/source-sans-3/files/source-sans-3-{}-{}-{}.woff2"
_SUBSETS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic")
_STYLES = ((400, "normal"), (400, "italic"), (700, "normal"), (700, "italic"))
_DEJAVU = "dejavu-fonts-ttf/ttf/DejaVuSans{}.ttf"
_FALLBACK = "Letter Fallback"
_NOTO = "@fontsource-variable"
# In the order in which they are asked for a character.
_GUESTS = (
    "noto-emoji",
    "noto-sans-devanagari",
    "noto-sans-bengali",
    "noto-sans-gujarati",
    "noto-sans-gurmukhi",
    "noto-sans-tamil",
    "noto-sans-telugu",
    "noto-sans-kannada",
    "noto-sans-malayalam",
    "noto-sans-sinhala",
    "noto-sans-thai",
    "noto-sans-khmer",
    "noto-sans-ethiopic",
    "noto-sans-sc",
    "noto-sans-tc",
    "noto-sans-kr",
)
# What word processors mean by the marks they keep in fonts of their own.
_PRIVATE_MARKS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0a8": "◻",
        "\uf06f": "□",
        "\uf0fc": "✓",
        "\uf0fb": "✗",
        "\uf0d8": "➢",
        "\uf0e0": "→",
        "\uf02d": "-",
    }
)
_ADDRESS = re.compile(r'( (?:href|src)="[^"]*")')


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, and what a stylesheet calls it.

    Every subset is a family of its own: WeasyPrint embeds one file for all faces of a
    family that are alike, and would draw the glyphs of one from the file of another.

    Attributes:
        weight: 0 where the file holds every weight there is.
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


def extra_fonts_for(text: str) -> tuple[Face, ...]:
    """Return the further faces that `text` needs beside `FACES`, in a fixed order."""
    files = {_extra_font_file(char) for char in _beyond(text)} - {None}
    return tuple(_extra_font(file) for file in sorted(filter(None, files)))


def face_of(file: str) -> Face | None:
    """Return the face that a file of ours holds; None if it is not one of ours."""
    faces = {face.file: face for face in FACES}
    if file in faces:
        return faces[file]
    if any(file == one for package in _GUESTS for *_, one in _parts_of(package)):
        return _extra_font(file)
    return None


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that no font of ours can draw, each once."""
    text = text.translate(_PRIVATE_MARKS)
    return tuple(char for char in _beyond(text) if _extra_font_file(char) is None)


def drawable(page: str) -> str:
    """Return a letter's page with the names of what no font draws in its place.

    The addresses of links and pictures stay as they are.
    """
    page = page.translate(_PRIVATE_MARKS)
    if not (missing := undrawable(page)):
        return page
    named = str.maketrans({char: stand_in(char) for char in missing})
    parts = _ADDRESS.split(page)
    parts[::2] = [part.translate(named) for part in parts[::2]]
    return "".join(parts)


def stand_in(char: str) -> str:
    """Return what is printed for a character: "[U+13000 egyptian hieroglyph a001]"."""
    name = unicodedata.name(char, "").lower()
    if name and unicodedata.category(char) == "So":
        return f"[symbol: {name}]"
    return f"[U+{ord(char):04X}{' ' if name else ''}{name}]"


def named(char: str) -> str:
    """Return a character so that an officer can find it: itself, its name, its code."""
    return f"{char} ({unicodedata.name(char, 'unnamed').lower()}, U+{ord(char):04X})"


def _extra_font(file: str) -> Face:
    return Face(f"Letter {Path(file).stem}", 0, "normal", file)


def _beyond(text: str) -> Iterable[str]:
    """Return the visible characters of `text` that `FACES` lack, each once."""
    core = _core()
    return dict.fromkeys(
        char for char in text if ord(char) not in core and not _is_invisible(char)
    )


def _is_invisible(char: str) -> bool:
    """Whether it only parts, joins, varies or directs the characters around it."""
    return (
        char.isspace()
        or unicodedata.category(char) in {"Cf", "Cc"}
        or 0xFE00 <= ord(char) <= 0xFE0F
    )


@cache
def _core() -> frozenset[int]:
    return frozenset(code for face in FACES for code in _codes(face))


def _codes(face: Face) -> Iterator[int]:
    if (face.weight, face.style) == (400, "normal"):
        with TTFont(face.path, lazy=True) as font:
            yield from font.getBestCmap()


@lru_cache(maxsize=4096)
def _extra_font_file(char: str) -> str | None:
    """Return the file of the first extra font that draws a character, if one does."""
    code = ord(char)
    for package in _GUESTS:
        for first, last, file in _parts_of(package):
            if first <= code <= last and code in _codes_of_file(file):
                return file
    return None


@cache
def _parts_of(package: str) -> tuple[tuple[int, int, str], ...]:
    """Return which ranges of characters a package says each of its files draws.

    The files for Latin are left out: `FACES` draw that.
    """
    folder = Path(settings.NODE_MODULES, _NOTO, package)
    told = json.loads((folder / "unicode.json").read_text("utf-8"))
    ranges = []
    for subset, codes in told.items():
        file = (
            f"{_NOTO}/{package}/files/{package}-{subset.strip('[]')}-wght-normal.woff2"
        )
        if subset.startswith("latin"):
            continue
        for part in codes.split(","):
            first, _, last = part.strip().removeprefix("U+").partition("-")
            ranges.append((int(first, 16), int(last or first, 16), file))
    return tuple(ranges)


@lru_cache(maxsize=64)
def _codes_of_file(file: str) -> frozenset[int]:
    with TTFont(Path(settings.NODE_MODULES, file), lazy=True) as font:
        return frozenset(font.getBestCmap())
