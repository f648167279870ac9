"""Read fonts of signs, which draw a letter or figure as another sign.

Word writes "≤" as "£" in the font Symbol, and a tick as "ü" in Wingdings.
"""

import re
from collections.abc import Iterator
from typing import Final

from documents.richtext.nodes import Node
from documents.richtext.variables import Styles

# The signs of Symbol, from "!" to "~" and from U+00A1 to U+00FE.
_SYMBOL: Final = dict(
    zip(
        map(chr, range(0x21, 0x7F)),
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | dict(
    zip(
        map(chr, range(0xA1, 0xFF)),
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"
        "〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_WINGDINGS: Final = {
    **dict(zip("()*+JKL", "☎✆✉✉☺😐☹", strict=True)),
    **dict(zip("lmnopqrstuv", "●❍■□□❑❒⬧⧫◆❖", strict=True)),
    **dict(zip("§¨Ø", "▪☐➢", strict=True)),
    **dict(zip("ßàáâèéêëðñòóô", "←→↑↓➔←→↑⇨⇧⇩⬄⇳", strict=True)),
    **dict(zip("ûüýþ", "✗✓☒☑", strict=True)),
    "ï": "⇦",
}
_WINGDINGS_2: Final = dict(zip("OPQRSTUV£¢", "✗✓☒☑☒☒☒☒☐☑", strict=True))
_WEBDINGS: Final = {"a": "✓", "r": "✗", "c": "□", "g": "■", "n": "●"}
_SIGNS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {},
    "webdings": _WEBDINGS,
}
# In fonts of signs, letters also stand at these places of no letter.
_PRIVATE: Final = range(0xF020, 0xF100)
# Where the font is lost: bullets and ticks.
_LOST: Final = str.maketrans("\uf0b7\uf0a7\uf0fc\uf0d8", "•▪✓➢")
_LONGEST_SIGN: Final = 12
_FIRST_SIGN: Final = "\u2000"  # below are letters, figures and stops
_FONT = re.compile(r"(?:^|[\s\d%])[\"']?((?:symbol|wingdings|webdings)[^,;\"']*)")
UNKNOWN: Final = "a sign of a font of signs"


def face_of(node: Node, styles: Styles, now: str) -> str:
    """Return the font of signs in which an element's letters are drawn, or ""."""
    named = styles.get("font-family") or node.attributes.get("face", "").lower()
    if not named and "font" in styles:
        found = _FONT.search(styles["font"])
        named = found[1] if found else "-"
    if not named or named == "inherit":
        return now
    first = named.split(",")[0].strip(" \"'")
    return first if first in _SIGNS else ""


def without_lost_fonts(words: str) -> str:
    """Return words with the bullets and ticks whose font of signs is not named."""
    return words.translate(_LOST)


def as_signs(words: str, face: str) -> tuple[str, bool]:
    """Return words as their font draws them, and whether a sign was left out."""
    if not face:
        return words, False
    signs = list(_drawn(words, face))
    return "".join(sign for sign in signs if sign), None in signs


def _drawn(words: str, face: str) -> Iterator[str | None]:
    for char in words:
        letter = chr(ord(char) - 0xF000) if ord(char) in _PRIVATE else char
        if letter.isspace() or ord(letter) > 0xFF:
            yield letter
        else:
            sign = _SIGNS[face].get(letter)
            yield None if sign == "\ufffd" else sign


def sign_of(picture: Node) -> str:
    """Return the sign that a picture stands for, such as a smiling face, or ""."""
    said = picture.attributes.get("alt", "").strip()
    is_sign = said and len(said) <= _LONGEST_SIGN and min(said) > _FIRST_SIGN
    return said if is_sign and not any(map(str.isalnum, said)) else ""
