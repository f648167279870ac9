"""Write patterns for how to reach a person: e-mail, organisation, postal address."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from documents.spelling.folding import fold
from documents.spelling.naming import ENDS, SHORTEST, STARTS
from documents.spelling.ordinary import is_ordinary

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_SHORTENED: Final = {
    "avenue": "ave?",
    "close": "cl",
    "court": "ct",
    "crescent": "cres",
    "drive": "dr",
    "gardens": "gdns",
    "grove": "gr",
    "lane": "ln",
    "place": "pl",
    "road": "rd",
    "square": "sq",
    "street": "st",
    "terrace": "terr?",
    "view": "vw",
}
_APART: Final = r"[\s,.;-]{1,4}"
_AT: Final = r"\s*(?:@|%40|&#64;|[\[({<]\s*at\s*[\])}>]|\s(?:at)\s)\s*"
_DOT: Final = r"\s*(?:\.|[\[({<]\s*(?:dot|\.)\s*[\])}>]|\s(?:dot)\s)\s*"
_SPREAD: Final = r"[\s().-]{0,3}"
_AND: Final = r"(?:and|&)"
_FORM: Final = re.compile(
    r"[\s,]+(?:ltd|limited|plc|llp|cic|inc|co|company|incorporated)\.?$",
    re.IGNORECASE,
)
_SHORTEST_LOCAL: Final = 4  # letters of an e-mail address before the "@"


def certain_email(email: str) -> Iterator[str]:
    """Yield a pattern for an e-mail address, written out in words too."""
    local, at, domain = fold(email).words.rpartition("@")
    if at and local and domain:
        parts = (_DOT.join(map(re.escape, one.split("."))) for one in (local, domain))
        yield rf"(?i:(?<![\w.+-]){_AT.join(parts)}(?![\w-]))"


def uncertain_email(email: str) -> Iterator[str]:
    """Yield a pattern for what stands before the "@", which may be a user's name."""
    local = fold(email).words.partition("@")[0]
    if len(local) >= _SHORTEST_LOCAL and not is_ordinary(local):
        yield rf"(?i:(?<![\w.+-]){re.escape(local)}(?![\w-]))"


def certain_organisation(organisation: str) -> Iterator[str]:
    """Yield a pattern for an organisation."""
    name = re.sub(r"(?i)^the\s+", "", fold(organisation).words.strip())
    bare = _FORM.sub("", name)
    form = f"(?:{_FORM.pattern[:-1]}{ENDS})?"
    # One word, as "Trust" of "Trust Ltd", may be any trust.
    name = bare if " " in bare else name
    if len(name) >= SHORTEST:
        yield rf"(?i:{STARTS}(?:the\s+)?{_spaced(name)}{ENDS}{form})"


def uncertain_organisation(organisation: str) -> Iterator[str]:
    """Yield a pattern for an organisation's initials."""
    words = re.findall(r"\w+", fold(organisation).words)
    letters = [re.escape(one[0]) for one in words if one[:1].isupper()]
    if len(letters) >= SHORTEST:
        yield STARTS + r"\.?".join(letters) + ENDS


def certain_telephone(digits: str) -> str:
    """Return a pattern for a telephone number, from its digits after the nought."""
    return (
        rf"(?<![\w+])(?:(?:\+|00)\d{{2}})?[\s().-]*\(?0?\)?{_SPREAD.join(digits)}(?!\w)"
    )


def certain_address(lines: Iterable[str]) -> Iterator[str]:
    """Yield patterns for the distinctive lines of an address, and for its postcode."""
    for line in map(_folded, lines):
        words = re.findall(r"[\w']+", line)
        if re.search(r"\d", line) and re.search(r"[^\W\d]", line):
            yield rf"(?i:(?<!\w){_APART.join(map(_way, words))}(?!\w))"
        for postcode in _POSTCODE.findall(line):
            letters = re.sub(r"\s", "", postcode)
            outward, inward = letters[:-3], letters[-3:]
            yield rf"(?i:(?<!\w){outward}[\s-]*{inward}(?!\w))"


def uncertain_address(lines: Iterable[str]) -> Iterator[str]:
    """Yield patterns for a street without the number of the house."""
    for line in map(_folded, lines):
        words = re.findall(r"[^\W\d_][\w']*", line)
        if re.search(r"\d", line) and len(words) > 1 and not _POSTCODE.search(line):
            yield rf"(?i:{STARTS}{_APART.join(map(_way, words))}{ENDS})"


def _folded(line: str) -> str:
    return fold(line).words


def _way(word: str) -> str:
    """Return a pattern for a word of an address, shortened too."""
    short = _SHORTENED.get(word.lower())
    return rf"(?:{re.escape(word)}|{short}\.?)" if short else re.escape(word)


def _spaced(text: str) -> str:
    words = re.split(r"[\s-]+", text)
    ways = (_AND if one.lower() in {"and", "&"} else re.escape(one) for one in words)
    return r"[\s-]+".join(ways)
