"""Tell what a number format shows of a value.

Source: ECMA-376 part 1, 18.8.31, numFmts.
"""

import re
from functools import cache

# Literals, escapes, spaces, fillers and colours: nothing of the value.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CONDITION = re.compile(r"\[[<>=]+-?[\d.]+\]")
_WHITE = re.compile(r"\[(?:white|color ?2)\]", re.IGNORECASE)
_SHOWN = re.compile(r"[0#?@dmyhsge]|general|standard", re.IGNORECASE)
NOTHING = "in a format that does not show what they hold"
PALE = "in a format with white letters"


def why_hidden(code: str, value: str, *, is_text: bool) -> str:
    """Return why a format keeps a value from sight; "" if it does not.

    Zero is nothing to hide, and numbers from -1 to 1 may stand for "yes" and "no".
    """
    if not code or code.lower() == "general":
        return ""
    sections = _sections(code)
    if is_text:
        if len(sections) > 3:
            return _why(sections[3])
        only = sections[0] if len(sections) == 1 else ""
        # Without a place for text, the format serves numbers, and text is shown as is;
        # LibreOffice and Excel differ for a format of nothing but literals.
        if only and _WHITE.search(only) and "@" in _bare(only):
            return PALE
        return _why(only) if only and not _SHOWN.search(_bare(only)) else ""
    try:
        number = float(value)
    except ValueError:
        return ""
    if number in {0.0, 1.0, -1.0}:
        return PALE if _WHITE.search(sections[0]) and number else ""
    if any(_CONDITION.search(one) for one in sections):
        found = [why for one in sections if (why := _why(one))]
        return found[0] if len(found) == len(sections) else ""
    if number < 0 and len(sections) > 1:
        return _why(sections[1])
    return _why(sections[0])


@cache
def _sections(code: str) -> tuple[str, ...]:
    made, at = [""], 0
    while at < len(code):
        literal = _LITERAL.match(code, at)
        piece = literal[0] if literal else code[at]
        if piece == ";":
            made.append("")
        else:
            made[-1] += piece
        at += len(piece)
    return tuple(made)


@cache
def _why(section: str) -> str:
    if not _SHOWN.search(_bare(section)):
        return NOTHING
    return PALE if _WHITE.search(section) else ""


def _bare(section: str) -> str:
    # Hours beyond a day stand in brackets too.
    section = re.sub(r"\[([hms]+)\]", r"\1", section, flags=re.IGNORECASE)
    return _LITERAL.sub("", section)
