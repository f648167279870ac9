"""Check text for characters without width, which can hide words."""

import re
from collections.abc import Iterable, Iterator

from documents.hidden.findings import Finding, block, counted, warn

# Joiners are not listed: emoji and several scripts need them.
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u180e]")
_SECRET = re.compile("[\U000e0000-\U000e007f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def look_at_text(texts: Iterable[str], place: str = "") -> Iterator[Finding]:
    """Yield the characters of a text that no page shows."""
    zero = secret = turning = 0
    for text in texts:
        if text.isascii():
            continue
        zero += len(_ZERO_WIDTH.findall(text.removeprefix("\ufeff")))
        secret += len(_SECRET.findall(text))
        turning += len(_TURNING.findall(text))
    # The flags of three nations are written with a few of these.
    if secret > 24:
        yield block(
            "secret_characters",
            place,
            f"{counted(secret, 'character')} that are never shown and can hide a "
            "text. Take them out.",
        )
    if zero:
        yield warn(
            "zero_width",
            place,
            f"{counted(zero, 'character')} without width, which are invisible. Take "
            "them out.",
        )
    if turning:
        yield warn(
            "turning",
            place,
            f"{counted(turning, 'character')} that turn the direction of reading, so "
            "that the text is not what it looks like.",
        )
