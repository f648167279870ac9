"""Bring the formulas of Word into MathML, which every browser knows."""

import re
from typing import Final

_BEGINS: Final = "<!--[if gte msEquation 12]>"
_ENDS: Final = "<![endif]-->"
_PICTURE: Final = "<![if !msEquation]>"
_PICTURE_ENDS: Final = "<![endif]>"
# Word's own elements of formulas, by those of MathML.
_OF_WORD: Final = {
    "omath": "math",
    "f": "mfrac",
    "ssup": "msup",
    "ssub": "msub",
    "ssubsup": "msubsup",
    "rad": "msqrt",
    "d": "mfenced",
    "m": "mtable",
    "mr": "mtr",
    **dict.fromkeys(("num", "den", "sup", "sub", "deg", "e", "r", "t"), "mrow"),
}
_TAG = re.compile(r"<(/?)m:(\w{1,12})(?=[\s/>])", re.IGNORECASE)


def as_mathml(html: str) -> str:
    """Return HTML with the formulas of Word as MathML."""
    return _TAG.sub(_of_mathml, _uncovered(html))


def _of_mathml(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    known = "mphantom" if name.endswith("pr") else _OF_WORD.get(name, "mrow")
    return f"<{tag[1]}{known}"


def _uncovered(html: str) -> str:
    """Return HTML with formulas out of Word's comments, in place of their pictures."""
    pieces: list[str] = []
    at = 0
    while (begins := html.find(_BEGINS, at)) >= 0:
        ends = html.find(_ENDS, begins)
        if ends < 0:
            break
        pieces += [html[at:begins], html[begins + len(_BEGINS) : ends]]
        at = ends + len(_ENDS)
        if html.startswith(_PICTURE, at):
            shown = html.find(_PICTURE_ENDS, at)
            at = shown + len(_PICTURE_ENDS) if shown >= 0 else at
    return "".join([*pieces, html[at:]])
