"""Style the numbers of lists in a PDF as browsers show them."""

import re
from typing import Final

_START = re.compile(r'<ol\b[^<>]*\sstart="(\d{1,4})"')
_KINDS: Final = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}


def styles_of_numbers(page: str) -> str:
    """Return the styles of a page's lists by letters, and of those that begin later.

    WeasyPrint takes no notice of `start` without hints of every other kind.
    """
    kinds = (
        f'.letter ol[type="{kind}"]{{list-style-type:{style}}}'
        for kind, style in _KINDS.items()
    )
    starts = (
        f'.letter ol[start="{first}"]{{counter-reset:list-item {int(first) - 1}}}'
        for first in sorted(set(_START.findall(page)), key=int)
    )
    return "".join([*kinds, *starts])
