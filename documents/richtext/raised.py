"""Write raised and lowered characters in plain text, so that no figure changes."""

import re
from collections.abc import Iterator
from typing import Final

from documents.richtext.nodes import Content, Node

_RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)
_ORDINAL: Final = frozenset({"st", "nd", "rd", "th"})


def plainly(words: str, tag: str) -> str:
    """Return the words of a `sup` or `sub` element in plain text.

    Figures have characters of their own: "10⁶", "CO₂". Other words follow "^" or "_",
    in brackets where they are several. An ordinal's letters and a mark such as "*"
    cannot be taken for a figure, and stay.
    """
    bare = words.strip()
    table = _RAISED if tag == "sup" else _LOWERED
    if all(ord(char) in table for char in bare):
        return words.translate(table)
    if tag == "sup" and (bare.lower() in _ORDINAL or not bare[0].isalnum()):
        return words
    sign = "^" if tag == "sup" else "_"
    return sign + (bare if re.fullmatch(r"[\w.,]+", bare) else f"({bare})")


def raised_words(node: Node) -> str:
    """Return the words of a `sup` or `sub` element in plain text."""
    return plainly("".join(_words(node)), node.tag)


def _words(node: Content) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from _words(child)
