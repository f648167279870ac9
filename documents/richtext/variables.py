"""Fill in the variables of styles, which elements inherit."""

import re
from typing import Final

Styles = dict[str, str]

# The innermost: what stands within brackets of its own comes first.
_INNERMOST = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_MOST_STEPS: Final = 5
_LONGEST: Final = 300  # characters of a value
_MOST: Final = 500  # variables of an element


def variables_in(styles: Styles) -> Styles:
    """Return the variables among the styles of an element."""
    named = [one for one in styles.items() if one[0].startswith("--")]
    return dict(named[:_MOST])


def filled(styles: Styles, inherited: Styles) -> Styles:
    """Return styles with the values of their variables.

    Args:
        styles: Of an element.
        inherited: The variables of the elements around.
    """
    if not any("var(" in value for value in styles.values()):
        return styles
    return {name: _filled(value, styles, inherited) for name, value in styles.items()}


def _filled(value: str, styles: Styles, inherited: Styles) -> str:
    def named(found: re.Match[str]) -> str:
        value = styles.get(found[1]) or inherited.get(found[1]) or found[2] or ""
        return value.strip()

    for _ in range(_MOST_STEPS):
        if "var(" not in value or len(value) > _LONGEST:
            break
        value = _INNERMOST.sub(named, value)
    return value
