"""Say why a letter cannot be posted to an address, in an officer's words.

Source: the rules of GOV.UK Notify for letters (alphagov/notifications-utils,
`recipient_validation/postal_address.py`), which follow Royal Mail's for sorting.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from babel import Locale

FEWEST_LINES: Final = 3
MOST_LINES: Final = 7
# In characters: about what a line of the window holds in the letters of an address.
LONGEST_LINE: Final = 50
_NEVER_FIRST: Final = '@()=[]"\\/,<>~'
# Every postcode area of the United Kingdom and the Crown dependencies.
_AREAS: Final = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG"
    "|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV"
    "|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE"
    "|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ"
    "|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
# The last two letters are never C, I, K, M, O or V.
_POSTCODE: Final = re.compile(rf"(?:{_AREAS})\d[\dA-Z]?\d[ABD-HJLNP-UW-Z]{{2}}|GIR0AA")
_BFPO: Final = re.compile(r"BFPO\s*(?:C/O)?\s*(\d+)", re.IGNORECASE)
_NO_ABODE: Final = re.compile(
    r"^\W*nfa\W*$|no fixed (?:abode|address)", re.IGNORECASE | re.MULTILINE
)
_OF_THE_UK: Final = frozenset(
    {"united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales"}
    | {"northern ireland", "cymru", "y deyrnas unedig", "lloegr", "yr alban"}
    | {"gogledd iwerddon"}
)
_UK_AT_THE_END: Final = re.compile(
    rf"[\s,]+(?:{'|'.join(sorted(_OF_THE_UK))})\.?$", re.IGNORECASE
)
_OTHERWISE_CALLED: Final = frozenset(
    {"republic of ireland", "eire", "éire", "usa", "united states of america", "uae"}
    | {"holland", "the netherlands", "czech republic", "south korea", "turkey"}
    | {"north macedonia"}
)
# Codes of the territories that are no country: the United Kingdom, and unions.
_NO_COUNTRY: Final = frozenset({"GB", "EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


def lines_of(address: str) -> list[str]:
    """Return an address's lines without blank lines and commas at their ends."""
    lines = (" ".join(line.split()).rstrip(" ,") for line in address.splitlines())
    return [line for line in lines if line]


def as_posted(address: str) -> str:
    """Return an address as letters print it: the postcode on a line of its own.

    “Leeds LS1 4AP”, and “Leeds, LS1 4AP, UK”, become two lines without the country. An
    address that ends otherwise stays as it is.
    """
    lines = lines_of(address)
    while len(lines) > 1 and _folded(lines[-1]) in _OF_THE_UK:
        lines.pop()
    words = _UK_AT_THE_END.sub("", lines[-1]).split() if lines else []
    for number in (1, 2):
        postcode = " ".join(words[-number:])
        before = " ".join(words[:-number]).rstrip(" ,")
        if before and is_postcode(postcode):
            return "\n".join((*lines[:-1], before, postcode))
    return address


def is_postcode(text: str) -> bool:
    """Whether a text is a postcode that can exist in the United Kingdom."""
    return bool(_POSTCODE.fullmatch("".join(text.split()).upper()))


def is_country_abroad(text: str) -> bool:
    """Whether a text names a country other than the United Kingdom."""
    return _folded(text) in _countries()


def why_not_posted(address: str) -> list[str]:
    """Return the reasons why no letter can be posted to an address; none for none.

    Args:
        address: The addressee's name and the address, a line each.
    """
    return list(_reasons(lines_of(address)))


def _reasons(lines: Sequence[str]) -> Iterator[str]:
    bfpo = [line for line in lines if _BFPO.fullmatch(line)]
    rest = [line for line in lines if line not in bfpo]
    while len(rest) > 1 and _folded(rest[-1]) in _OF_THE_UK:
        rest.pop()
    printed = sum(-(-len(line) // LONGEST_LINE) for line in (*rest, *bfpo))
    if printed < FEWEST_LINES:
        yield (
            "The address has too few lines: it needs the name, the street or house, "
            "and the postcode."
        )
    if printed > MOST_LINES:
        yield (
            f"The address fills {printed} lines, and {MOST_LINES} fit. Leave out what "
            "the post does not need, such as the county, or shorten long lines."
        )
    if any(not re.search(r"[^\W_]", line) for line in rest[:2]):
        yield "The first two lines of the address each need a letter or a number."
    for line in lines:
        if line[0] in _NEVER_FIRST:
            yield f"The line “{line}” of the address begins with {line[0]}."
    if _NO_ABODE.search("\n".join(lines)):
        yield (
            "“No fixed abode” is no address for a letter. Agree with the requester "
            "where to send it."
        )
    yield from _reasons_of_the_end(rest[-1] if rest else "", is_bfpo=bool(bfpo))


def _reasons_of_the_end(last: str, *, is_bfpo: bool) -> Iterator[str]:
    is_abroad = is_country_abroad(last)
    if is_bfpo and is_abroad:
        yield f"An address with a BFPO number names no country: leave out “{last}”."
    elif not is_bfpo and not is_abroad and not is_postcode(last):
        yield (
            "The last line of the address must be its postcode, such as SW1A 1AA, or "
            f"the country if it is abroad; it is “{last}”."
        )


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").split())


@cache
def _countries() -> frozenset[str]:
    """Return the names of the countries abroad, in English and Welsh."""
    named = {
        _folded(name)
        for language in ("en", "cy")
        for code, name in Locale(language).territories.items()
        if code.isalpha() and code not in _NO_COUNTRY
    }
    return frozenset(named | _OTHERWISE_CALLED) - _OF_THE_UK
