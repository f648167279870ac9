"""Recognise the marks before questions: `1.` `(a)` `Q3:` `2.1` `•`."""

import re
import unicodedata
from dataclasses import dataclass

BULLET = "•"  # the kind of every mark without a number or letter
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_WORD = (
    r"(?P<word>questions?|cwestiwn|ques|qu|qn|q|requests?|items?|parts?|sections?|points?|"
    r"numbers?|no)(?:/(?:questions?|requests?))?\.?"
)
_PATH = (
    r"(?P<path>\d{1,3}(?:\.\d{1,3}){1,3}"  # 1.1
    r"|\d{1,3}[ ]?[.(\[]?(?:[a-z]|[ivx]{2,5})(?![a-z])"  # 1a 1.a 1(a) 1(ii)
    r"|[a-z]\.?\d{1,3}"  # A1 A.1
    r"|\d{1,4}|[ivx]{2,6}(?![a-z])|[a-z](?![a-z]))"
)
_LABELLED = re.compile(
    r"(?P<dress>[*_#]{0,4}[ \t]?(?:[-–•][ \t]{0,3})?)"
    rf"(?:{_WORD}[ \t]{{0,2}}(?:(?:no|number)\b\.?)?\#?[ \t]{{0,2}})?"
    rf"(?P<open>[(\[]?){_PATH}"
    r"(?P<close>[ \t]?[.)\]:;/]{1,3}[-–]?|,(?=\s)|[ \t]?[-–—]{1,2}(?!\d)|(?=[\s*_]|$))"
    r"[*_]{0,2}",
    re.IGNORECASE,
)
_DATA = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)\b|"
    rf"\d{{1,2}}[ ]?[.\-/]?[ ]?(?!may (?:i|we|you|the|it|there)\b){_MONTH}|"
    r"(?:19|20)\d\d[ ]?:|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d\d|\d{1,2}[.:]\d\d[ ]?[ap]\.?m\b|[£$€]",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"[•●○◦■□▪▫◆◇▶►➢➤✓✔‣⁃∙·§»\uf0b7\uf0a7\uf02d\uf0d8]"
    r"|[*+–—-](?![*+–—\-_=\d£$€.>])|[oO](?=\t|[ \u00a0]{2})|o(?=[ ][A-Za-z])"
)
_HOLLOW = re.compile(
    r"[oO](?=\t|[ \u00a0]{2})|o(?=[ ][A-Za-z])"
)  # a round bullet in old mail
_SIGN = re.compile(
    "([0-9])\ufe0f?\u20e3|([\u2460-\u2473\u2776-\u277f])[.)]?|\U0001f51f"
)
_LOST = re.compile(r"\)\s+\S")  # "1)" cut off at the edge of the pasted text
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMAN_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_WORDS_FOR_QUESTION = ("question", "cwestiwn", "ques", "qu", "qn", "q")


@dataclass(frozen=True, slots=True)
class Reading:
    """A possible meaning of a mark: the kind of its numbering, and its value."""

    kind: str
    value: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark at the beginning of a line.

    Attributes:
        text: As typed, with punctuation.
        label: The number or letter without punctuation, "" for a bullet.
        style: Its punctuation and case, the same for all marks of one list.
        readings: The possible meanings: "i" is a letter or a Roman numeral.
        parent: The number before the letter in "1a", "" otherwise.
        parent_kind: The kind of numbering of that number, "" otherwise.
        is_weak: Whether ordinary text could begin the same way.
    """

    text: str
    label: str
    style: str
    readings: tuple[Reading, ...]
    parent: str = ""
    parent_kind: str = ""
    is_weak: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether the mark is a bullet, without number or letter."""
        return self.readings[0].kind == BULLET


def marker_of(words: str) -> Marker | None:
    """Return the mark at the beginning of a line, if any."""
    head = words[:80]
    if _LOST.match(head):
        return Marker(")", "", "#)", (Reading("#", 1),), is_weak=True)
    if sign := _SIGN.match(head):
        return _drawn(sign)
    return (None if _HOLLOW.match(head) else _labelled(head)) or _bullet(head)


def _drawn(sign: re.Match[str]) -> Marker:
    """Return a number drawn as a sign: a key of a telephone, a number in a circle."""
    digit, circled = sign.groups()
    value = int(digit or (unicodedata.numeric(circled) if circled else 10))
    style = "key" if circled is None else "circle"
    return Marker(sign.group(), str(value), style, (Reading("#", value),))


def _bullet(head: str) -> Marker | None:
    found = _BULLET.match(head)
    if not found:
        return None
    rest = head[found.end() :]
    if not rest.strip():
        return None
    glyph = found.group()
    is_weak = glyph in "-–—+*" and not rest[0].isspace()
    if is_weak and not rest[0].isalpha():
        return None
    return Marker(glyph, "", glyph, (Reading(BULLET, 0),), is_weak=is_weak)


def _labelled(head: str) -> Marker | None:
    found = _LABELLED.match(head)
    if not found or _DATA.match(head[len(found["dress"]) :]):
        return None
    rest = head[found.end() :]
    word, path, close = (found["word"] or "").lower(), found["path"], found["close"]
    word = "q" if word.rstrip("s") in _WORDS_FOR_QUESTION else word.rstrip("s")
    close = close.strip()
    parts = re.findall(r"\d+|[A-Za-z]+", path)
    is_weak = not close or close[0] in "-–—/;,"
    if found["open"] and ")" not in close and "]" not in close:
        return None
    if word and not parts[-1].isdigit() and word not in ("part", "section", "q"):
        return None
    if not _may_follow(rest, parts, word=word, close=close):
        return None
    if is_weak and "-" in found["dress"]:
        return None
    style = "".join(
        (word, found["open"], *(_shape(part) for part in parts), close, *_case(parts))
    )
    typed = head[: found.end()].rstrip()
    if len(parts) == 1:
        label, parent, readings = parts[0], "", _readings(parts[0], word)
    elif parts[0].isdigit() and parts[-1].isdigit():
        label, parent = ".".join(parts), ""
        readings = (Reading(f"{word}{'.'.join(parts[:-1])}.#", int(parts[-1])),)
    elif parts[0].isdigit():
        label, parent, readings = parts[1], parts[0], _readings(parts[1], "")
    else:
        label, parent = path, ""
        readings = (Reading(f"{word}{parts[0]}#", int(parts[1])),)
    if not readings:
        return None
    is_weak = is_weak and not (word and (not rest or word == "q"))
    parent_kind = word + "#" if parent else ""
    return Marker(typed, label, style, readings, parent, parent_kind, is_weak)


def _may_follow(rest: str, parts: list[str], *, word: str, close: str) -> bool:
    """Whether the words after a mark allow it to be a mark."""
    if not rest:
        return True
    first, is_number = rest[0], parts[0].isdigit()
    if not close:
        if len(parts) == 2 and is_number:
            return first.isspace()
        if len(parts) == 2:
            return first.isspace() and _opens(rest.lstrip())
        if not is_number and not word:
            return first in "\t*_" or rest.startswith("  ")
        return first in "\t*_" or rest.startswith("  ") or _opens(rest.lstrip())
    if first.isspace():
        return True
    if first.isdigit() or first in ".,;/=":
        return False
    if ")" in close or "]" in close:
        return first.isalpha() or first in "\"'“‘(["
    return (is_number or bool(word)) and _opens(rest)


def _opens(rest: str) -> bool:
    """Whether some words could open a sentence."""
    return rest[:1].isupper() or rest[:1] in "\"'“‘(["


def _shape(part: str) -> str:
    return "#" if part.isdigit() else "@"


def _case(parts: list[str]) -> str:
    letters = [part for part in parts if part.isalpha()]
    return "".join("A" if part.isupper() else "a" for part in letters)


def _readings(part: str, word: str) -> tuple[Reading, ...]:
    """Return the possible meanings of a number, letter or Roman numeral."""
    if part.isdigit():
        return (Reading(word + "#", int(part)),)
    case = "A" if part.isupper() else "a"
    found: list[Reading] = []
    if part == "l":  # a scanner reads the figure 1 as this letter
        found.append(Reading(word + "#", 1))
    if len(part) == 1:
        found.append(Reading(word + case, ord(part.lower()) - ord("a") + 1))
    if roman := _ROMAN.match(part.lower()):
        value = 10 * len(roman[1]) + _ROMAN_UNITS.index(roman[2])
        found.append(Reading(word + ("I" if case == "A" else "i"), value))
    return tuple(found)
