"""Read the postal address below the name of the sender, at the end of a message."""

import re
from collections.abc import Sequence
from typing import Final

from documents.mails.quotes import Lines, quote_start
from documents.requests.language import is_sign_off
from requests_app.forms.postal_address import as_posted, is_postcode

_LAST: Final = 40  # lines of a message read for a signature
_MOST_BELOW: Final = 8  # lines with words below a postcode
_MOST_LINES: Final = 7
_LONGEST: Final = 60  # characters of a line
_PARTS: Final = 3  # of an address on one line, between commas
_CONTACT: Final = re.compile(
    r"@|https?:|www\.|\b(?:tel|telephone|phone|mobile|mob|fax|e-?mail|ff[oô]n)\b"
    r"|^\W{0,2}[tmef]\s*:|(?:\+44|\b0)[\d ()-]{9,}",
    re.IGNORECASE,
)
# The line with which an address begins.
_PLACE: Final = re.compile(
    r"\d|\b(?:road|street|lane|avenue|drive|close|court|house|cottage|farm|terrace"
    r"|place|square|gardens?|crescent|way|hill|park|building|flat|mews|row|walk|rise"
    r"|po box|ffordd|stryd|heol|lôn|tŷ|bwthyn|fferm)\b",
    re.IGNORECASE,
)


def address_in(text: str, *, name: str) -> str:
    """Return the address in the signature of a message; "" where none is clear.

    Clear is a block of lines from a street or house to a postcode, below the name of
    the sender or the line after a farewell. Quoted words are not read.

    Args:
        text: The words of the message.
        name: The name of the sender; "" where unknown.

    Returns:
        The address without the name, the postcode on a line of its own.
    """
    lines = Lines(text)
    own = [
        lines.texts[number].strip()
        for number in range(quote_start(lines))
        if not lines.is_signed(number)
    ][-_LAST:]
    below = 0
    for at in range(len(own) - 1, -1, -1):
        if _ends_with_postcode(own[at]):
            return _address(own, at, name=name)
        below += bool(own[at])
        if below > _MOST_BELOW:
            break
    return ""


def _ends_with_postcode(line: str) -> bool:
    words = line.rstrip(" .,").split()
    return len(line) <= 2 * _LONGEST and any(
        is_postcode(" ".join(words[-number:])) for number in (1, 2) if words
    )


def _address(own: Sequence[str], last: int, *, name: str) -> str:
    """Return the address that ends at a line, if a name stands above."""
    first = last
    while first > 0 and own[first - 1] and last - first < _MOST_LINES + 2:
        if _is_name(own, first - 1, name):
            break
        first -= 1
    above = first - 1
    while above >= 0 and not own[above]:
        above -= 1
    if above < 0 or not _is_name(own, above, name):
        return ""
    block = [line.rstrip(" .,") for line in own[first : last + 1]]
    if len(block) == 1:
        block = [part.strip() for part in block[0].split(",") if part.strip()]
        if len(block) < _PARTS:
            return ""
    begun = next(
        (at for at, line in enumerate(block) if _is_place(line)), len(block) - 1
    )
    if begun and not own[first - 1]:
        return ""  # of somebody else, perhaps: not right below the name
    block = block[begun:]
    is_clear = 1 < len(block) <= _MOST_LINES and not any(
        _CONTACT.search(line) or len(line) > _LONGEST or "?" in line for line in block
    )
    return as_posted("\n".join(block)) if is_clear else ""


def _is_place(line: str) -> bool:
    return _PLACE.search(line) is not None and _CONTACT.search(line) is None


def _is_name(own: Sequence[str], at: int, name: str) -> bool:
    """Whether a line has the name of the sender, or a part of it after a farewell.

    Where the name is unknown, the line after a farewell is the name.
    """
    words = own[at].rstrip(" .,").casefold().split()
    if not words or len(words) > 6 or _PLACE.search(own[at]):
        return False
    known = set(name.casefold().split())
    said = {word.strip("(),.") for word in words}
    if known and known <= said:
        return True
    if known and known.isdisjoint(said):
        return False
    above = next((line for line in reversed(own[:at]) if line), "")
    return is_sign_off(above)
