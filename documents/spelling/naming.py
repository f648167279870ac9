"""Write patterns for the name of a person, in folded text, however it is spelt."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.spelling.folding import fold
from documents.spelling.ordinary import is_ordinary, may_open

SHORTEST: Final = 3  # letters; a shorter name tells nobody from others
STARTS: Final = r"(?<![^\W\d_])"
ENDS: Final = r"(?![^\W\d_])"
TITLES: Final = (
    r"(?i:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev|revd|reverend|cllr"
    r"|councillor|herr|frau|mme|madame|monsieur|sig|signor|signora|sr|sra|mag)"
)
_TITLE = re.compile(rf"{TITLES}\.?")
_AFTER_NAMES = re.compile(
    r"(?:MBE|OBE|CBE|KBE|BEM|KC|QC|JP|MP|MSP|MS|PhD|MA|MSc|BA|BSc|FRS|RN|Esq|Jnr|Snr|Jr"
    r"|II|III)\.?"
)
_PARTICLES: Final = frozenset(
    re.findall(
        r"\w+",
        "van der den ter ten de del della di da do dos du la le von zu zur al el bin "
        "ibn ap ab ferch st ο η",
    )
)
# Letters that some write as two.
_WAYS: Final = {
    "ä": "(?:a|ae)",
    "ö": "(?:o|oe)",
    "ü": "(?:u|ue)",
    "ø": "(?:o|oe)",
    "å": "(?:a|aa)",
    "æ": "(?:ae|a)",
    "œ": "(?:oe|o)",
}
_WITHIN: Final = r"[-'\s]{0,3}"
# Names in scripts that set no blanks between words.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
_GAELIC = re.compile(
    r"(O(?=['’]?[A-Z])|Ma?c(?=\s?[A-Z])|M['’](?=[A-Z])|MA?C(?=[A-Z]{3}))['’\s]?"
)
_OF_GAELIC: Final = {"O": "O", "M": "(?:(?i:ma?c)|M')"}
_NOT_OF_A_THING: Final = "".join(
    f"(?<!\\b{word} )"
    for word in ("the", "a", "in", "of", "for", "each", "every", "this", "last", "next")
)
_BETWEEN: Final = r"(?:[\s,]+|[._-](?=\S))"


@dataclass(frozen=True)
class Name:
    """A person's name in its parts, without titles.

    Attributes:
        parts: The first name, any others, and the surname with its "van" or "de".
        whole: The name as on record.
    """

    parts: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def is_ordinary(self) -> bool:
        """Whether every part is also a word of any text."""
        return all(map(is_ordinary, self.whole))

    @property
    def singles(self) -> list[str]:
        """The parts by which alone a person may be known, longest first."""
        pieces = [one for part in self.whole for one in re.split(r"[-']", _plain(part))]
        found = dict.fromkeys([*self.parts, *self.whole, *pieces])
        kept = [
            one
            for one in found
            if len(fold(one).words) >= SHORTEST and one.lower() not in _PARTICLES
        ]
        return sorted(kept, key=len, reverse=True)


def name_of(written: str) -> Name:
    """Return a name as on record in its parts."""
    *before, last = unicodedata.normalize("NFC", written).split(",", 1)
    if before and last.split() and not _AFTER_NAMES.fullmatch(last.split()[0]):
        written = f"{last} {before[0]}"
    words = unicodedata.normalize("NFC", written).replace(",", " ").split()
    while words and _TITLE.fullmatch(words[0]):
        words.pop(0)
    while len(words) > 1 and _AFTER_NAMES.fullmatch(words[-1]):
        words.pop()
    whole = tuple(words)
    while len(words) > 1 and words[0].lower() in _PARTICLES:
        words.pop(0)
    surname = words[-1:]
    while len(words) > len(surname) + 1 and _is_particle(words[-len(surname) - 1]):
        surname = words[-len(surname) - 1 :]
    given = words[: len(words) - len(surname)]
    return Name((*given, " ".join(surname)) if words else (), whole)


def _is_particle(word: str) -> bool:
    return fold(word).words.lower() in _PARTICLES


def _plain(word: str) -> str:
    return re.sub(r"[^\w\s]", lambda sign: fold(sign[0]).words, word)


def spelt(part: str) -> str:
    """Return a pattern for a part of a name in all its spellings."""
    pattern = ""
    # "OShea" for "O'Shea", "McGregor" for "MacGregor" and "M'Gregor".
    if found := _GAELIC.match(part):
        pattern += f"{_OF_GAELIC[found[1][0].upper()]}{_WITHIN}"
        part = part[found.end() :]
    for char in part:
        letters = fold(char).words
        if letters in {"-", "'", " "}:
            pattern += _WITHIN
        elif char.lower() in _WAYS:
            pattern += f"(?i:{_WAYS[char.lower()]})"
        else:
            pattern += re.escape(letters)
    return pattern


def in_capitals(part: str) -> str:
    """Return a pattern for a part in its usual capitals, and in capitals throughout.

    Lower case is left out, as it may be a common word ("will").
    """
    ways = dict.fromkeys([part, part.upper(), part.title(), part.capitalize()])
    capital = [way for way in ways if way[:1] != way[:1].lower() or way == part.upper()]
    return f"(?:{'|'.join(map(spelt, capital))})"


def certain(name: Name) -> Iterator[str]:
    """Yield patterns that agree with the whole name, or with enough of it."""
    if not name.parts or sum(map(len, name.parts)) < SHORTEST:
        return
    *given, last = name.parts
    if not given:
        if _UNPARTED.fullmatch(last):
            yield re.escape(last)
        elif not is_ordinary(last):
            yield f"{STARTS}(?:{TITLES}\\.?\\s+)?{_either(name, last)}{ENDS}"
        return
    for order in _orders(name):
        words = _BETWEEN.join(_either(name, one) for one in order)
        yield _apart(name, f"{STARTS}(?:{TITLES}\\.?\\s+)?{words}{ENDS}")
    first, surname = _either(name, given[0]), _either(name, last)
    other = rf"(?:{_BETWEEN}(?-i:[A-Z])[\w.'-]*){{0,2}}{_BETWEEN}"
    yield _apart(name, f"{STARTS}{first}{other}{surname}{ENDS}")
    yield from _with_initials(name)


def _orders(name: Name) -> Iterator[tuple[str, ...]]:
    """Yield the parts in the orders in which people write them."""
    parts = name.parts
    orders = [parts, name.whole, parts[::-1], (parts[-1], *parts[:-1])]
    orders += [(*parts[1:], parts[0]), (parts[-1], parts[0])]
    yield from dict.fromkeys(orders)


def _either(name: Name, part: str) -> str:
    """Return a pattern for a part, in lower case too unless the name is ordinary."""
    return in_capitals(part) if name.is_ordinary else f"(?i:{spelt(part)})"


def _apart(name: Name, pattern: str) -> str:
    """Return a pattern that passes over two ordinary words which meet by chance.

    "Will Council tax rise?", "the June Council".
    """
    if not name.is_ordinary or not may_open(name.parts[0]):
        return pattern
    alone = rf"{pattern}(?=\s*(?:[\n.,;:)'!?]|\Z))"
    return rf"{alone}|(?<=[\w,;] ){_NOT_OF_A_THING}{pattern}"


def _with_initials(name: Name) -> Iterator[str]:
    *given, last = name.parts
    surname, ordinary = _either(name, last), is_ordinary(last)
    first, *others = (fold(one[0]).words.upper() for one in given)
    # "A Green" may begin "a green paper".
    is_word = first in {"A", "I"} and not others
    stop = r"\." if is_word and ordinary else r"\.?"
    some = "".join(rf"(?:[\s.]*{re.escape(one)}\.?)?" for one in others)
    initials = rf"{re.escape(first)}{stop}{some}"
    if not ordinary and first not in {"A", "I"}:
        initials = f"(?i:{initials})"
    yield rf"{STARTS}{initials}\s*(?<=[\s.]){surname}{ENDS}"
    yield rf"{STARTS}{surname},\s*{initials}{ENDS}"
    called = rf"(?:{initials}\s+|{_either(name, given[0])}\s+)?"
    if len(last) >= SHORTEST:
        capital = in_capitals(last) if ordinary else surname
        yield rf"{STARTS}{TITLES}\.?\s+{called}{capital}{ENDS}"


def uncertain(name: Name) -> Iterator[str]:
    """Yield patterns that may mean the person: a part, initials, parts run together."""
    for one in name.singles:
        is_word = is_ordinary(one)
        pattern = in_capitals(one) if is_word else f"(?i:{spelt(one)})"
        # "The Keanes", of a family; "Parks" is a word.
        several = "" if is_word or len(one) <= SHORTEST else "(?i:e?s)?"
        yield f"{STARTS}{pattern}{several}{ENDS}"
    if len(name.parts) < 2:
        return
    spread = (r"\s".join(map(re.escape, fold(one).words)) for one in name.parts)
    yield "(?i:" + STARTS + r"\s+".join(spread) + ENDS + ")"
    *given, last = name.parts
    surname, first = spelt(last), spelt(given[0])
    initials = "".join(re.escape(fold(one[0]).words) for one in given)
    if len(last) > SHORTEST:
        before = f"(?:{first}|{initials}|{initials[0]})"
        yield rf"(?i:{STARTS}{before}[._-]?{surname}{ENDS})"
        yield rf"(?i:{STARTS}{surname}[._-]?{before}{ENDS})"
    letters = [
        re.escape(fold(piece[0]).words.upper())
        for part in name.parts
        for piece in re.split(r"[-\s]", part)
        if piece
    ]
    if len(letters) >= SHORTEST:
        yield STARTS + r"[\s.-]{0,2}".join(letters) + ENDS
