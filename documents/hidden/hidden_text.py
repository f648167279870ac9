"""Check text for characters without width, which can hide words."""

import re
from collections.abc import Iterable, Iterator

from documents.hidden.findings import Finding, block, counted, quoted, warn

# Joiners are not listed: emoji and several scripts need them.
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u180e]")
_SECRET = re.compile("[\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
# The flags of three nations are written with a few of these.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f")
# A run of these can spell a text of its own.
_RUN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u180e]{8,}")
# Letters that look like nothing, and letters that mean what their program likes.
_BLANK = re.compile("[\u2800\u3164\u115f\u1160\uffa0]{8,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]{4,}")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


# A gap wide or high enough to push words out of sight.
_FEW = 3  # Japanese writes a rare variant of a letter with one
_LONGEST_GAP = 6  # characters at least, of a gap and what it parts
_FAR = re.compile(
    r"\S[ \t\u00a0\u2000-\u200a\u3000]{40,}(\S.*)|\S(?:[ \t]*\n){5,}\s*(\S.*)"
)


def look_at_text(texts: Iterable[str], place: str = "") -> Iterator[Finding]:
    """Yield the characters of a text that no page shows."""
    zero = secret = turning = blank = 0
    far: list[str] = []
    for text in texts:
        if len(text) > _LONGEST_GAP and (found := _FAR.search(text.rstrip())):
            far.append(found[1] or found[2])
        if text.isascii():
            continue
        zero += len(_ZERO_WIDTH.findall(text.removeprefix("\ufeff")))
        secret += sum(map(len, _RUN.findall(text)))
        blank += sum(map(len, _BLANK.findall(text) + _PRIVATE.findall(text)))
        secret += len(_SECRET.findall(_FLAG.sub("", text)))
        turning += len(_TURNING.findall(text))
    if secret > _FEW:
        yield block(
            "secret_characters",
            place,
            f"{counted(secret, 'character')} that are never shown and can hide a "
            "text. Take them out.",
        )
    if far:
        yield warn(
            "far_away",
            place,
            f"Words stand after a gap that pushes them out of sight: "
            f"{quoted(far[0])}. Close the gap, or delete them.",
        )
    if blank:
        yield warn(
            "private_characters",
            place,
            f"{counted(blank, 'character')} that are blank, or mean something to one "
            "program alone. Take them out, or write them in letters.",
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
