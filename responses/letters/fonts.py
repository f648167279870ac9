"""Fonts of letters, and the characters each font can draw.

Source Sans 3 carries the text. DejaVu Sans stands in for symbols and for Arabic, Hebrew
and other scripts missing from Source Sans. Both are loaded once, for every letter. Noto
fonts cover emoji and the scripts of Asia and Ethiopia; only a letter that needs a Noto
font loads it. All fonts are free to embed. No other font is used: a character missing
from all fonts is printed as its name.
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
# Tried in this order for each character.
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
# Characters that word processors take from their own symbol fonts, and their meaning.
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
# The first arrow: before it are signs such as "№" and "°", which an address may have.
_FIRST_PICTURE = "\u2190"
_ADDRESS = re.compile(r'( (?:href|src)="[^"]*")')


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and its name in the stylesheet.

    Every subset is a family of its own. WeasyPrint embeds a single file for all similar
    faces of a family, and would draw the glyphs of one file from another.

    Attributes:
        weight: The weight; 0 where the file holds every weight.
    """

    family: str
    weight: int
    style: str
    file: str

    @property
    def path(self) -> Path:
        """Path of the file in its npm package."""
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
    """Return the faces that `text` needs beside `FACES`, in a fixed order."""
    files = {_extra_font_file(char) for char in _beyond(text)} - {None}
    return tuple(_extra_font(file) for file in sorted(filter(None, files)))


def face_of(file: str) -> Face | None:
    """Return the face in one of our font files; None for any other file."""
    faces = {face.file: face for face in FACES}
    if file in faces:
        return faces[file]
    if any(file == one for package in _GUESTS for *_, one in _parts_of(package)):
        return _extra_font(file)
    return None


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of `text` missing from all fonts, each once."""
    text = text.translate(_PRIVATE_MARKS)
    return tuple(char for char in _beyond(text) if _extra_font_file(char) is None)


def unreadable(text: str) -> tuple[str, ...]:
    """Return the pictures in `text` and its characters missing from all fonts."""
    missing = set(undrawable(text))
    return tuple(
        char for char in dict.fromkeys(text) if char in missing or _is_picture(char)
    )


def drawable(page: str) -> str:
    """Return a letter's page with undrawable characters replaced by their names.

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
    """Return the printed name of a character: "[U+13000 egyptian hieroglyph a001]"."""
    name = unicodedata.name(char, "").lower()
    if name and unicodedata.category(char) == "So":
        return f"[symbol: {name}]"
    return f"[U+{ord(char):04X}{' ' if name else ''}{name}]"


def named(char: str) -> str:
    """Return a character with its name and code, for an officer to find."""
    return f"{char} ({unicodedata.name(char, 'unnamed').lower()}, U+{ord(char):04X})"


def _extra_font(file: str) -> Face:
    return Face(f"Letter {Path(file).stem}", 0, "normal", file)


def _beyond(text: str) -> Iterable[str]:
    """Return the visible characters of `text` missing from `FACES`, each once."""
    core = _core()
    return [
        char
        for char in dict.fromkeys(text)
        if ord(char) not in core and not _is_invisible(char)
    ]


def _is_picture(char: str) -> bool:
    """Whether a character is an emoji or a drawing, and no sign among letters."""
    return char >= _FIRST_PICTURE and unicodedata.category(char) == "So"


def _is_invisible(char: str) -> bool:
    """Whether a character only separates, joins, varies or directs its neighbours."""
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
    """Return the file of the first extra font with this character, or None."""
    code = ord(char)
    for package in _GUESTS:
        for first, last, file in _parts_of(package):
            if first <= code <= last and code in _codes_of_file(file):
                return file
    return None


@cache
def _parts_of(package: str) -> tuple[tuple[int, int, str], ...]:
    """Return the ranges of characters in each file of a package.

    Files for Latin are left out, because `FACES` draw Latin.
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
